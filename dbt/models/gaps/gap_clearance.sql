-- What is wrong with declarations, by file: codes that no list knows, moments that cannot be true, shipments declared again,
-- second steps that never came; and by flow and year the moments that nobody reported.
{%- set moments = {'arrive': ('arrive_at', 'true'), 'leave': ('leave_at', "state = 'closed'")} %}
with declarations as (

    select * from {{ ref('clearance_declaration') }}

),

codes as (

    {% for column in ['declared_at_customs', 'border_customs'] -%}
    select source_id, file_name, entry_id, {{ column }} as code
    from declarations
    {% if not loop.last %}
    union all

    {% endif %}
    {%- endfor %}
),

findings as (

    select
        'customs_code_unknown' as gap_code,
        codes.source_id,
        codes.file_name,
        codes.entry_id,
        codes.code as kind,
        cast(null as {{ dbt.type_string() }}) as other_id
    from codes
    left join {{ ref('customs_district') }} as district on codes.code = district.customs_code
    where district.customs_code is null

    union all

    select 'clearance_time_fault', source_id, file_name, entry_id, time_fault, cast(null as {{ dbt.type_string() }})
    from declarations
    where time_fault is not null

    union all

    select 'declaration_duplicate', source_id, file_name, entry_id, 'declared_again', superseded_by
    from declarations
    where superseded_by is not null

    union all

    select
        'two_step_incomplete',
        source_id,
        file_name,
        entry_id,
        case when fully_declared_at is null then 'not_completed' else 'completed_late' end,
        cast(null as {{ dbt.type_string() }})
    from declarations
    cross join {{ ref('stg_build_context') }} as context
    inner join {{ ref('clearance_parameter') }} as parameter on parameter.parameter = 'two_step_days'
    where is_two_step
        and superseded_by is null
        -- the days begin with the arrival, and what is not due yet is no gap
        and {{ microseconds('coalesce(fully_declared_at, cast(context.as_of as timestamp))') }}
            - {{ microseconds('coalesce(arrive_at, declared_at)') }} > parameter.value * 86400000000.0

),

numbered as (

    select
        *,
        -- a code that stands in both fields of a declaration is one finding
        row_number() over (partition by gap_code, source_id, file_name, kind order by entry_id nulls last) as finding_no
    from (select distinct * from findings) as once

),

found as (

    select
        gap_code,
        source_id,
        file_name,
        kind as cause_key,
        {{ as_text('count(*)') }} as n,
        {{ joined_text(
            "case when finding_no <= 3 then concat(entry_id, " ~ if_given('other_id', ' → ') ~ ") end", '、', 'finding_no'
        ) }} as examples
    from numbered
    group by gap_code, source_id, file_name, kind

),

{% for moment, (column, known) in moments.items() -%}
missing_{{ moment }} as (

    select
        source_id,
        concat(flow, ' {{ moment }} ', substr(release_month, 1, 4)) as cause_key,
        flow,
        '{{ moment }}' as moment,
        substr(release_month, 1, 4) as period,
        count(*) as n,
        sum(case when {{ column }} is null then 1 else 0 end) as n_missing
    from declarations
    where release_month is not null and superseded_by is null and {{ known }}
    group by source_id, flow, substr(release_month, 1, 4)
    having sum(case when {{ column }} is null then 1 else 0 end) > 0

),

{% endfor -%}

worded as (

    select
        gap_code,
        source_id,
        file_name,
        cast(null as {{ dbt.type_string() }}) as period,
        concat(
            case when gap_code = 'customs_code_unknown' and cause_key <> 'unknown' then '关区代码表中没有 ' else '' end,
            {{ worded('cause_key', {
                'unknown': '关区代码未填',
                'released_before_accepted': '放行早于接受申报',
                'released_before_arrival': '放行早于抵港（运抵）',
                'left_before_arrival': '提离（离港）早于抵港（运抵）',
                'departed_before_release': '出口离港早于放行',
                'span_too_long': '时间跨度超出可能',
                'declared_again': '同一提运单、企业、商品以新编号重复申报',
                'not_completed': '到期未完成完整申报',
                'completed_late': '逾期完成完整申报',
            }) }}, '：', n, ' 份报关单，如 ', examples, ' / ',
            case when gap_code = 'customs_code_unknown' and cause_key <> 'unknown' then 'no customs district ' else '' end,
            {{ worded('cause_key', {
                'unknown': 'no customs code',
                'released_before_accepted': 'released before acceptance',
                'released_before_arrival': 'released before arrival',
                'left_before_arrival': 'left before arrival',
                'departed_before_release': 'departed before release',
                'span_too_long': 'longer than possible',
                'declared_again': 'bill, firm and goods declared again under another number',
                'not_completed': 'second step due and missing',
                'completed_late': 'second step late',
            }) }}, ': ', n, ' declarations, e.g. ', examples
        ) as detail,
        cause_key
    from found
    {%- for moment in moments %}

    union all

    select
        'clearance_moment_missing',
        source_id,
        cast(null as {{ dbt.type_string() }}),
        period,
        concat(
            {{ worded('flow', {'import': '进口', 'export': '出口'}) }}, '，缺少',
            {{ worded("concat(flow, ' ', moment)", {
                'import arrive': '抵港时间', 'export arrive': '运抵时间', 'import leave': '提离时间', 'export leave': '离港时间'
            }) }},
            '：', {{ as_text('n') }}, ' 份中 ', {{ as_text('n_missing') }}, ' 份（',
            {{ figure_text('round(100.0 * n_missing / nullif(n, 0), 1)') }}, '%） / ',
            flow, ' without ', {{ worded('moment', {'arrive': 'arrival', 'leave': 'removal or departure'}) }},
            ': ', {{ as_text('n_missing') }}, ' of ', {{ as_text('n') }}
        ),
        cause_key
    from missing_{{ moment }}
    {%- endfor %}

)

select
    worded.gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    worded.period,
    worded.source_id,
    worded.file_name,
    contract.department_code,
    worded.detail,
    cast(null as double) as points_at_stake,
    worded.cause_key
from worded
inner join {{ ref('stg_source_contract') }} as contract on worded.source_id = contract.source_id
