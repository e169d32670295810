-- How long refunds of exports take, by class of exporter and in all: working days from acceptance to approval and to the money.
with counted as (

    {{ in_trade_periods(ref('refund_case'), 'ended_on') }}

),

classed as (

    select counted.*, counted.firm_class as group_class
    from counted
    union all
    select counted.*, 'all' as group_class
    from counted

),

grouped as (

    select
        region_code,
        period_kind,
        period,
        group_class,
        clock,
        count(*) as n_ended,
        count(work_days) as n,
        1.0 * sum(work_days) / nullif(count(work_days), 0) as mean_days,
        {{ median_and_p90('work_days') }} as quantiles,
        -- a limit that changed inside the period is none for all of it
        case when min(limit_work_days) = max(limit_work_days) and count(limit_work_days) = count(work_days)
            then min(limit_work_days) end as limit_days,
        count(is_within_limit) as n_limited,
        1.0 * count(case when is_within_limit then 1 end) / nullif(count(is_within_limit), 0) as within_limit_share,
        cast(sum(cast(amount_cny as decimal(28, 8))) as double) as amount_cny
    from classed
    group by region_code, period_kind, period, group_class, clock

)

select
    grouped.region_code,
    grouped.period_kind,
    grouped.period,
    grouped.group_class as firm_class,
    grouped.clock,
    grouped.n_ended,
    grouped.n,
    case when grouped.n >= limits.minimum_n then grouped.mean_days end as mean_days,
    case when grouped.n >= limits.minimum_n then {{ quantile_of('grouped.quantiles', 'median') }} end as median_days,
    case when grouped.n >= limits.minimum_n then {{ quantile_of('grouped.quantiles', 'p90') }} end as p90_days,
    cast(grouped.limit_days as integer) as limit_days,
    grouped.n_limited,
    case when grouped.n_limited >= limits.minimum_n then grouped.within_limit_share end as within_limit_share,
    case when grouped.n >= limits.minimum_n then 'A' else 'Q' end as status,
    grouped.amount_cny
from grouped
cross join (select {{ trade_cost_parameter('minimum_n') }} as minimum_n) as limits
