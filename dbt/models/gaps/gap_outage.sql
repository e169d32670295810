-- What is wrong or odd with outages, by file and kind, and places whose customers nobody counted.
with doubts as (

    {% for code, condition in {
        'outage_above_served': 'is_above_served',
        'outage_steps_overlap': 'steps_overlap',
        'outage_length_doubtful': 'is_length_doubtful',
        'outage_mark_contradicted': 'contradicts_mark',
    }.items() -%}
    select '{{ code }}' as gap_code, source_id, file_name, outage_id, row_number
    from {{ ref('electricity_interruption') }}
    where {{ condition }}

    union all

    {% endfor -%}
    select 'outage_open_long' as gap_code, interruption.source_id, interruption.file_name, interruption.outage_id,
        interruption.row_number
    from {{ ref('electricity_interruption') }} as interruption
    cross join {{ ref('stg_build_context') }} as context
    where interruption.is_open
        and {{ days_between('interruption.day', 'context.as_of') }} > {{ reliability_parameter('open_days') }}

),

numbered as (

    select
        *,
        row_number() over (partition by gap_code, file_name order by row_number, outage_id) as place_no
    from doubts

),

by_file as (

    select
        gap_code,
        source_id,
        file_name,
        cast(null as {{ dbt.type_string() }}) as region_code,
        cast(null as {{ dbt.type_string() }}) as period,
        concat(
            {{ as_text('count(*)') }}, ' 处，首见于第 ', {{ as_text('min(row_number)') }}, ' 行（',
            max(case when place_no = 1 then outage_id end), '） / ', {{ as_text('count(*)') }}, ' in all, first at row ',
            {{ as_text('min(row_number)') }}, ' (', max(case when place_no = 1 then outage_id end), ')'
        ) as detail
    from numbered
    group by gap_code, source_id, file_name

),

uncounted as (

    select
        'customers_served_missing' as gap_code,
        'electricity_customers' as source_id,
        cast(null as {{ dbt.type_string() }}) as file_name,
        region_code,
        period,
        concat(
            {{ as_text('n') }}, ' 次停电没有用户数作分母 / ', {{ as_text('n') }}, ' interruptions without customers to divide by'
        ) as detail
    from {{ ref('reliability') }}
    where reason = 'no_customers_served'
        and period_kind = 'year' and group_kind = 'all' and scope_code = 'all' and med = 'with'

),

everything as (

    select gap_code, source_id, file_name, region_code, period, detail from by_file
    union all
    select gap_code, source_id, file_name, region_code, period, detail from uncounted

)

select
    everything.gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    everything.region_code,
    everything.period,
    everything.source_id,
    everything.file_name,
    contract.department_code,
    everything.detail,
    cast(null as double) as points_at_stake,
    cast(null as {{ dbt.type_string() }}) as cause_key
from everything
inner join {{ ref('stg_source_contract') }} as contract on everything.source_id = contract.source_id
