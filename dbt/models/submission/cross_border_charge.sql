-- What ports charge: yuan a container for whole shipments, and what of the single charges stands outside the published lists or
-- above their standards. All shipments, those of the standard profile, and each port.
with shipment_in_period as (

    {{ in_trade_periods(ref('charge_shipment'), 'charged_on') }}

),

line_cell as (

    -- single charges are added up by month before places and periods, so that each is read once
    select
        charge.county_code,
        charge.flow,
        charge.port_code,
        shipment.profile_code,
        cast({{ dbt.date_trunc('month', 'charge.charged_on') }} as date) as month_begins,
        count(*) as n_charges,
        sum(cast(charge.amount_cny as decimal(28, 8))) as amount_cny,
        count(case when charge.is_without_rate then 1 end) as n_without_rate,
        count(case when charge.is_without_list then 1 end) as n_without_list,
        count(case when charge.is_outside_list then 1 end) as n_outside_list,
        sum(case when charge.is_outside_list then cast(charge.amount_cny as decimal(28, 8)) end) as outside_list_cny,
        count(case when charge.is_above_list then 1 end) as n_above_list,
        sum(cast(charge.excess_cny as decimal(28, 8))) as excess_cny,
        max(charge.list_age_days) as list_age_days,
        count(case when charge.is_list_overdue then 1 end) as n_list_overdue
    from {{ ref('charge_line') }} as charge
    inner join {{ ref('charge_shipment') }} as shipment on charge.shipment_key = shipment.shipment_key
    group by
        charge.county_code,
        charge.flow,
        charge.port_code,
        shipment.profile_code,
        cast({{ dbt.date_trunc('month', 'charge.charged_on') }} as date)

),

line_in_period as (

    {{ in_trade_periods('line_cell', 'month_begins') }}

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
    from {{ in_trade_groups('shipment_in_period', by_port=true) }} as grouped
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
        {%- for name in ['n_charges', 'n_without_rate', 'n_without_list', 'n_outside_list', 'n_above_list', 'n_list_overdue'] %}
        cast(sum({{ name }}) as bigint) as {{ name }},
        {%- endfor %}
        cast(sum(amount_cny) as double) as amount_cny,
        coalesce(cast(sum(outside_list_cny) as double), 0.0) as outside_list_cny,
        coalesce(cast(sum(excess_cny) as double), 0.0) as excess_cny,
        max(list_age_days) as oldest_list_age_days
    from {{ in_trade_groups('line_in_period', by_port=true) }} as grouped
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
