-- How long finished connections took, on three clocks, and how many steps they asked of the customer.
with clocks as (

    select cell_no, 'supplier' as clock, 'work_days' as day_kind, supplier_days as days
    from {{ ref('connection_case') }}
    union all
    select cell_no, 'whole_process' as clock, 'calendar_days' as day_kind, whole_days as days
    from {{ ref('connection_case') }}
    union all
    select cell_no, 'permit' as clock, 'calendar_days' as day_kind, calendar_days as days
    from {{ ref('connection_stage') }}
    where stage_code = 'permit'

),

times as (

    select
        member.region_code,
        member.period_kind,
        member.period,
        member.group_kind,
        member.group_code,
        clocks.clock,
        clocks.day_kind,
        max(log.minimum_cases) as minimum_cases,
        count(clocks.days) as n,
        {{ exact_mean('clocks.days') }} as mean_days,
        {{ median_and_p90('clocks.days') }} as quantiles
    from {{ ref('connection_member') }} as member
    inner join clocks on member.cell_no = clocks.cell_no
    inner join {{ ref('case_log') }} as log on member.source_id = log.source_id
    group by
        member.region_code, member.period_kind, member.period, member.group_kind, member.group_code, clocks.clock,
        clocks.day_kind

),

by_steps as (

    select
        member.region_code,
        member.period,
        member.group_kind,
        member.group_code,
        connection.customer_steps,
        count(*) as cases,
        sum(case when connection.customer_steps <= connection.step_norm then 1 else 0 end) as cases_in_norm,
        min(connection.step_norm) as least_norm,
        max(connection.step_norm) as most_norm,
        sum(connection.satisfaction) as satisfaction,
        count(connection.satisfaction) as answers
    from {{ ref('connection_member') }} as member
    inner join {{ ref('connection_case') }} as connection on member.cell_no = connection.cell_no
    group by member.region_code, member.period, member.group_kind, member.group_code, connection.customer_steps

),

ranked_steps as (

    -- of equally frequent numbers the smaller
    select
        *,
        row_number() over (
            partition by region_code, period, group_kind, group_code order by cases desc, customer_steps
        ) as place
    from by_steps

),

steps as (

    select
        region_code,
        period,
        group_kind,
        group_code,
        sum(cases) as n_steps,
        max(case when place = 1 then customer_steps end) as modal_steps,
        sum(cases * customer_steps) / nullif(cast(sum(cases) as double), 0) as mean_steps,
        -- one norm for the whole group, or none
        case when min(least_norm) = max(most_norm) then min(least_norm) end as step_norm,
        sum(cases_in_norm) / nullif(cast(sum(cases) as double), 0) as step_norm_share,
        sum(satisfaction) / nullif(cast(sum(answers) as double), 0) as mean_satisfaction
    from ranked_steps
    group by region_code, period, group_kind, group_code

)

select
    times.region_code,
    times.period_kind,
    times.period,
    times.group_kind,
    times.group_code,
    times.clock,
    times.day_kind,
    times.n,
    -- figures of a handful of cases say more about the cases than about the service
    case when times.n >= times.minimum_cases then 'A' else 'Q' end as status,
    case when times.n >= times.minimum_cases then times.mean_days end as mean_days,
    case when times.n >= times.minimum_cases then {{ quantile_of('times.quantiles', 'median') }} end as median_days,
    case when times.n >= times.minimum_cases then {{ quantile_of('times.quantiles', 'p90') }} end as p90_days,
    cast(steps.n_steps as bigint) as n_steps,
    case when steps.n_steps >= times.minimum_cases then cast(steps.modal_steps as int) end as modal_steps,
    case when steps.n_steps >= times.minimum_cases then steps.mean_steps end as mean_steps,
    steps.step_norm,
    case when steps.n_steps >= times.minimum_cases then steps.step_norm_share end as step_norm_share,
    case when steps.n_steps >= times.minimum_cases then steps.mean_satisfaction end as mean_satisfaction
from times
inner join steps
    on times.region_code = steps.region_code
    and times.period = steps.period
    and times.group_kind = steps.group_kind
    and times.group_code = steps.group_code
