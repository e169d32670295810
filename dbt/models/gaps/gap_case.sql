-- What is wrong or odd with cases: costs that nobody entered by file, faults and flags of the clock by log and kind.
with cost_missing as (

    select
        'cost_missing' as gap_code,
        source_id,
        file_name,
        concat({{ as_text('count(*)') }}, ' 件 / cases') as detail,
        cast(null as {{ dbt.type_string() }}) as cause_key
    from {{ ref('electricity_case') }}
    where user_cost_cny is null
    group by source_id, file_name

),

issues as (

    select
        source_id,
        issue_code,
        kind,
        detail,
        sum(n) as n,
        min(first_case_id) as first_case_id
    from {{ ref('case_issue') }}
    group by source_id, issue_code, kind, detail

),

issue_gaps as (

    select
        case
            when issue_code = 'calendar_year_unpublished' then 'calendar_unpublished'
            when kind = 'fault' then 'case_fault'
            else issue_code
        end as gap_code,
        source_id,
        cast(null as {{ dbt.type_string() }}) as file_name,
        concat(
            issue_code, case when detail is null then '' else concat(' ', detail) end, ': ',
            {{ as_text('n') }}, ' 件 / cases, 如 / e.g. ', first_case_id
        ) as detail,
        concat(issue_code, coalesce(concat(' ', detail), '')) as cause_key
    from issues

),

everything as (

    select gap_code, source_id, file_name, detail, cause_key from cost_missing
    union all
    select gap_code, source_id, file_name, detail, cause_key from issue_gaps

)

select
    everything.gap_code,
    cast(null as {{ dbt.type_string() }}) as indicator_set,
    cast(null as {{ dbt.type_string() }}) as indicator_code,
    cast(null as {{ dbt.type_string() }}) as measure_code,
    cast(null as {{ dbt.type_string() }}) as region_code,
    cast(null as {{ dbt.type_string() }}) as period,
    everything.source_id,
    everything.file_name,
    contract.department_code,
    everything.detail,
    cast(null as double) as points_at_stake,
    everything.cause_key
from everything
inner join {{ ref('stg_source_contract') }} as contract on everything.source_id = contract.source_id
