-- Requirements that nothing delivered proves as it should (G1 to G5, G7, G8).
{%- set nothing = 'cast(null as ' ~ dbt.type_string() ~ ')' %}

with judged as (

    select
        demand.*,
        standing.documents,
        standing.counted,
        standing.cited,
        standing.shortfall,
        standing.is_policy_only,
        standing.counties_missing
    from {{ ref('evidence_demand') }} as demand
    inner join {{ ref('scoring_set') }} as scoring_set on demand.indicator_set = scoring_set.indicator_set
    inner join {{ ref('evidence_standing') }} as standing
        on demand.indicator_set = standing.indicator_set
        and demand.requirement_code = standing.requirement_code

),

short as (

    select
        shortfall as gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        department_code,
        concat(
            requirement_code, ' ', name_zh,
            case when documents > 0 then concat('；已有 ', {{ as_text('documents') }}, ' 份，可用 ', {{ as_text('counted') }}, ' 份，需 ', {{ as_text('min_documents') }}, ' 份') else '' end,
            ' / ', name_en,
            case when documents > 0 then concat('; ', {{ as_text('documents') }}, ' found, ', {{ as_text('counted') }}, ' of use, ', {{ as_text('min_documents') }}, ' needed') else '' end
        ) as detail,
        requirement_code as cause_key
    from judged
    where shortfall is not null
        -- an item without a document is a gap of its checklist; one with a document that falls short is one here
        and (origin = 'requirement' or (cited > 0 and shortfall <> 'evidence_missing'))

),

policy_only as (

    select
        'evidence_policy_only' as gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        department_code,
        concat(
            '仅有政策文件：', {{ joined_text("concat(requirement_code, ' ', name_zh)", '、', 'requirement_code') }},
            ' / policies only: ', {{ joined_text('requirement_code', ', ', 'requirement_code') }}
        ) as detail,
        concat(measure_code, '|policy_only') as cause_key
    from judged
    where is_policy_only and cited > 0
    group by indicator_set, indicator_code, measure_code, department_code

),

counties as (

    select
        'evidence_counties_missing' as gap_code,
        indicator_set,
        indicator_code,
        measure_code,
        department_code,
        concat(
            requirement_code, ' ', name_zh, '；未涉及：', counties_missing, ' / ', name_en, '; not covered: ', counties_missing
        ) as detail,
        concat(requirement_code, '|counties') as cause_key
    from judged
    where counties_missing is not null

),

differing as (

    -- a document that gives the value once is not held against its other figures
    select
        'evidence_value_differs' as gap_code,
        figure.indicator_set,
        demand.indicator_code,
        figure.measure_code,
        demand.department_code,
        concat(
            figure.requirement_code, ' ', demand.name_zh, '；', min(document.file_name), '：',
            {{ joined_text('figure.written', '、', 'figure.figure_number') }}, '，系统数值 ',
            {{ figure_text('min(figure.measure_value)') }}, ' / document and value here (',
            {{ figure_text('min(figure.measure_value)') }}, ') differ'
        ) as detail,
        concat(figure.requirement_code, '|', figure.document_id) as cause_key
    from {{ ref('evidence_figure') }} as figure
    inner join {{ ref('evidence_demand') }} as demand
        on figure.indicator_set = demand.indicator_set
        and figure.requirement_code = demand.requirement_code
    inner join {{ ref('document_profile') }} as document on figure.document_id = document.document_id
    where figure.verdict = 'disagree'
        and not exists (
            select 1
            from {{ ref('evidence_figure') }} as other
            where other.verdict = 'agree'
                and other.indicator_set = figure.indicator_set
                and other.requirement_code = figure.requirement_code
                and other.document_id = figure.document_id
        )
    group by
        figure.indicator_set,
        demand.indicator_code,
        figure.measure_code,
        demand.department_code,
        figure.requirement_code,
        demand.name_zh,
        figure.document_id

),

everything as (

    select * from differing
    union all
    select * from short
    union all
    select * from policy_only
    union all
    select * from counties

)

select
    gap_code,
    indicator_set,
    indicator_code,
    measure_code,
    {{ nothing }} as region_code,
    {{ nothing }} as period,
    {{ nothing }} as source_id,
    {{ nothing }} as file_name,
    department_code,
    detail,
    cast(null as double) as points_at_stake,
    cause_key
from everything
