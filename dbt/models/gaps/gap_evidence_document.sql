-- What is wrong with single documents and the references to them: pictures without a date (G6), pages that a document does not
-- have, entries of the register that name nothing known.
{%- set nothing = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

with undated as (

    select
        'evidence_undated' as gap_code,
        {{ nothing }} as indicator_set,
        {{ nothing }} as indicator_code,
        {{ nothing }} as measure_code,
        {{ nothing }} as region_code,
        {{ nothing }} as period,
        'policy_document' as source_id,
        document.file_name,
        concat(coalesce(document.title, document.base), '；', kind.name_zh, ' / ', kind.name_en) as detail,
        document.document_id as cause_key
    from {{ ref('document_profile') }} as document
    inner join {{ ref('evidence_kind') }} as kind on document.kind = kind.kind
    inner join {{ ref('document_validity') }} as validity on document.document_id = validity.document_id
    where kind.needs_date and validity.dated_on is null

),

-- formats without pages have no width
paged as (

    select document_id, max(page) as last_page
    from {{ ref('stg_document_page') }}
    group by document_id
    having count(width) > 0

),

answered as (

    select
        answer.item_code,
        answer.region_code,
        answer.period,
        answer.file_name,
        answer.row_number,
        cast(nullif(regexp_extract(answer.evidence_page, '([0-9]{1,6})[^0-9]*$', 1), '') as bigint) as page,
        count(*) as documents,
        count(paged.document_id) as paged_documents,
        -- of several documents it may be any
        max(paged.last_page) as last_page
    from {{ ref('stg_checklist_answer') }} as answer
    inner join {{ ref('int_checklist_evidence') }} as evidence
        on answer.item_code = evidence.item_code
        and answer.region_code = evidence.region_code
        and answer.period = evidence.period
    left join paged on evidence.document_id = paged.document_id
    where answer.evidence_page is not null
    group by
        answer.item_code, answer.region_code, answer.period, answer.file_name, answer.row_number, answer.evidence_page

),

beyond as (

    select
        'evidence_page_beyond' as gap_code,
        demand.indicator_set,
        demand.indicator_code,
        demand.measure_code,
        answered.region_code,
        answered.period,
        'checklist_answer' as source_id,
        answered.file_name,
        concat(
            answered.item_code, '；第 ', {{ as_text('answered.page') }}, ' 页，文件共 ', {{ as_text('answered.last_page') }},
            ' 页 / page ', {{ as_text('answered.page') }}, ' of ', {{ as_text('answered.last_page') }}
        ) as detail,
        concat(answered.item_code, '|', answered.region_code, '|', answered.period) as cause_key
    from answered
    inner join {{ ref('evidence_demand') }} as demand on answered.item_code = demand.requirement_code
    inner join {{ ref('scoring_set') }} as scoring_set on demand.indicator_set = scoring_set.indicator_set
    where answered.documents = answered.paged_documents and answered.page > answered.last_page

),

unknown as (

    select
        'evidence_link_unknown' as gap_code,
        {{ nothing }} as indicator_set,
        {{ nothing }} as indicator_code,
        {{ nothing }} as measure_code,
        {{ nothing }} as region_code,
        {{ nothing }} as period,
        'evidence_link' as source_id,
        file_name,
        concat(
            '第 ', {{ as_text('row_number') }}, ' 行：', requirement_code, '、', document_reference,
            case when is_known_requirement then '' else '；没有此佐证要求或清单项' end,
            case when document_id is null then '；没有此文件' else '' end,
            ' / row ', {{ as_text('row_number') }},
            case when is_known_requirement then '' else '; no such requirement or item' end,
            case when document_id is null then '; no such document' else '' end
        ) as detail,
        concat(requirement_code, '|', document_reference) as cause_key
    from {{ ref('evidence_decision') }}
    where document_id is null or not is_known_requirement

),

everything as (

    select * from undated
    union all
    select * from beyond
    union all
    select * from unknown

)

select
    gap_code,
    indicator_set,
    indicator_code,
    measure_code,
    region_code,
    period,
    source_id,
    file_name,
    'business_environment_office' as department_code,
    detail,
    cast(null as double) as points_at_stake,
    cause_key
from everything
