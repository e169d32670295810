-- What ports charge: yuan a container for whole shipments, and what of the single charges stands outside the published lists or
-- above their standards. All shipments, those of the standard profile, and each port.
with shipment_in_period as (

    {{ in_trade_periods(ref('charge_shipment'), 'charged_on') }}

),

line as (

    select charge.*, shipment.profile_code
    from {{ ref('charge_line') }} as charge
    inner join {{ ref('charge_shipment') }} as shipment on charge.shipment_key = shipment.shipment_key

),

line_in_period as (

    {{ in_trade_periods('line', 'charged_on') }}

),

shipment_group as (

    select shipment_in_period.*, 'all' as group_kind, 'all' as group_code
    from shipment_in_period
    union all
    select shipment_in_period.*, 'port' as group_kind, shipment_in_period.port_code as group_code
    from shipment_in_period
    union all
    select shipment_in_period.*, 'profile' as group_kind, shipment_in_period.profile_code as group_code
    from shipment_in_period
    where shipment_in_period.profile_code is not null

),

line_group as (

    select line_in_period.*, 'all' as group_kind, 'all' as group_code
    from line_in_period
    union all
    select line_in_period.*, 'port' as group_kind, line_in_period.port_code as group_code
    from line_in_period
    union all
    select line_in_period.*, 'profile' as group_kind, line_in_period.profile_code as group_code
    from line_in_period
    where line_in_period.profile_code is not null

),

by_container as (

    select
        region_code,
        period,
        flow,
        group_kind,
        group_code,
        count(*) as n_shipments,
        count(cny_per_container) as n,
        cast(sum(cast(cny_per_container as decimal(28, 8))) as double) / nullif(count(cny_per_container), 0) as mean_cny,
        {{ median_and_p90('cny_per_container') }} as quantiles
    from shipment_group
    group by region_code, period, flow, group_kind, group_code

),

by_list as (

    select
        region_code,
        period_kind,
        period,
        flow,
        group_kind,
        group_code,
        count(*) as n_charges,
        cast(sum(cast(amount_cny as decimal(28, 8))) as double) as amount_cny,
        count(case when is_without_rate then 1 end) as n_without_rate,
        count(case when is_without_list then 1 end) as n_without_list,
        count(case when is_outside_list then 1 end) as n_outside_list,
        cast(sum(case when is_outside_list then cast(amount_cny as decimal(28, 8)) else 0 end) as double)
            as outside_list_cny,
        count(case when is_above_list then 1 end) as n_above_list,
        cast(sum(coalesce(cast(excess_cny as decimal(28, 8)), 0)) as double) as excess_cny,
        max(list_age_days) as oldest_list_age_days,
        count(case when is_list_overdue then 1 end) as n_list_overdue
    from line_group
    group by region_code, period_kind, period, flow, group_kind, group_code

)

select
    by_list.region_code,
    by_list.period_kind,
    by_list.period,
    by_list.flow,
    by_list.group_kind,
    by_list.group_code,
    coalesce(by_container.n_shipments, 0) as n_shipments,
    coalesce(by_container.n, 0) as n,
    case when by_container.n >= limits.minimum_n then by_container.mean_cny end as mean_cny_per_container,
    case when by_container.n >= limits.minimum_n then {{ quantile_of('by_container.quantiles', 'median') }} end
        as median_cny_per_container,
    case when by_container.n >= limits.minimum_n then {{ quantile_of('by_container.quantiles', 'p90') }} end
        as p90_cny_per_container,
    case when by_container.n >= limits.minimum_n then by_container.mean_cny / nullif(rate.value, 0.0) end
        as mean_usd_per_container,
    case when by_container.n >= limits.minimum_n then 'A' else 'Q' end as status,
    by_list.n_charges,
    by_list.amount_cny,
    by_list.n_without_rate,
    by_list.n_without_list,
    by_list.n_outside_list,
    -- where no list was delivered nobody knows what stands outside of it
    1.0 * by_list.n_outside_list / nullif(by_list.n_charges - by_list.n_without_list, 0) as outside_list_share,
    by_list.outside_list_cny,
    by_list.n_above_list,
    1.0 * by_list.n_above_list / nullif(by_list.n_charges - by_list.n_without_list, 0) as above_list_share,
    by_list.excess_cny,
    cast(by_list.oldest_list_age_days as bigint) as oldest_list_age_days,
    1.0 * by_list.n_list_overdue / nullif(by_list.n_charges - by_list.n_without_list, 0) as list_overdue_share
from by_list
left join by_container
    on by_list.region_code = by_container.region_code
    and by_list.period = by_container.period
    and by_list.flow = by_container.flow
    and by_list.group_kind = by_container.group_kind
    and by_list.group_code = by_container.group_code
cross join (select {{ trade_cost_parameter('minimum_n') }} as minimum_n) as limits
left join {{ ref('int_context_figure') }} as rate
    on rate.series_code = 'cny_per_usd'
    and by_list.region_code = rate.region_code
    and substr(by_list.period, 1, 4) = rate.period
