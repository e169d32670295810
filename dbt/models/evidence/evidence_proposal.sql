-- Which documents the rules propose for which requirement, with the sum of the rules' points (at most 1) and the passage.
{%- set word_rules = [
    ('keyword_title', 'keywords_in_title >= 1'),
    ('keyword_body', 'keywords_in_text >= 1'),
    ('keyword_second', 'keywords_in_text >= 2'),
    ('phrase_title', 'phrases_in_title >= 1'),
    ('phrase_body', 'phrases_in_text >= 1'),
] %}

with named_exactly as (

    select distinct indicator_set, document_id
    from {{ ref('evidence_place') }}
    where rule_code = 'name_requirement'

),

cited as (

    select
        evidence.item_code,
        evidence.document_id,
        min(cast(nullif(regexp_extract(answer.evidence_page, '([0-9]{1,6})', 1), '') as bigint)) as page
    from {{ ref('int_checklist_evidence') }} as evidence
    inner join {{ ref('stg_checklist_answer') }} as answer
        on evidence.item_code = answer.item_code
        and evidence.region_code = answer.region_code
        and evidence.period = answer.period
    where evidence.document_id is not null
    group by evidence.item_code, evidence.document_id

),

fired as (

    -- a file that names one requirement is none of the others of that measure
    select place.indicator_set, place.requirement_code, place.document_id, place.rule_code
    from {{ ref('evidence_place') }} as place
    left join named_exactly
        on place.indicator_set = named_exactly.indicator_set
        and place.document_id = named_exactly.document_id
    where place.rule_code <> 'name_measure' or named_exactly.document_id is null

    union all

    select demand.indicator_set, demand.requirement_code, cited.document_id, 'cited' as rule_code
    from cited
    inner join {{ ref('evidence_demand') }} as demand on cited.item_code = demand.requirement_code

    {%- for rule_code, condition in word_rules %}

    union all

    select demand.indicator_set, demand.requirement_code, word.document_id, '{{ rule_code }}' as rule_code
    from {{ ref('evidence_word') }} as word
    inner join {{ ref('evidence_demand') }} as demand on word.requirement_code = demand.requirement_code
    where word.{{ condition }}
    {%- endfor %}

),

scored as (

    select
        fired.indicator_set,
        fired.requirement_code,
        fired.document_id,
        least(1.0, {{ exact_sum('rule.points') }}) as score,
        {{ joined_text('fired.rule_code', ';', 'rule.points desc, fired.rule_code') }} as rules,
        {{ joined_text('rule.name_zh', '；', 'rule.points desc, fired.rule_code') }} as rules_zh
    from fired
    inner join {{ ref('evidence_rule') }} as rule on fired.rule_code = rule.rule_code
    inner join {{ ref('evidence_demand') }} as demand
        on fired.indicator_set = demand.indicator_set
        and fired.requirement_code = demand.requirement_code
    inner join {{ ref('document_profile') }} as document on fired.document_id = document.document_id
    -- words prove nothing in a document of another kind; whoever named or cited it knows what it is
    where fired.rule_code in ('cited', 'name_requirement')
        or document.kind is null
        or {{ is_kind_among('document.kind', 'demand.kinds') }}
    group by fired.indicator_set, fired.requirement_code, fired.document_id

)

select
    scored.indicator_set,
    scored.requirement_code,
    scored.document_id,
    scored.score,
    scored.rules,
    scored.rules_zh,
    cited.document_id is not null as is_cited,
    coalesce(cited.page, word.page) as page,
    case when cited.page is null or cited.page = word.page then word.block_number end as block_number,
    case
        when cited.page is null or cited.page = word.page
            then substr(replace(block.text, ' ', ''), cast(greatest(1, word.position_in_block - 20) as int), 60)
    end as passage
from scored
inner join {{ ref('evidence_rule') }} as threshold on threshold.rule_code = 'threshold'
left join {{ ref('evidence_word') }} as word
    on scored.requirement_code = word.requirement_code
    and scored.document_id = word.document_id
left join {{ ref('stg_document_block') }} as block
    on word.document_id = block.document_id
    and word.block_number = block.block_number
left join cited
    on scored.requirement_code = cited.item_code
    and scored.document_id = cited.document_id
where scored.score >= threshold.points
