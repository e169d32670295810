-- Different customers with a sustained interruption in a month, quarter or year: those of each load point that was hit, once.
--
-- Hit in parts, a load point counts with the largest part. A count that the supplier made itself stands before this one.
{%- set keys = ['region_code', 'period_kind', 'period', 'scope_code', 'med'] %}

with by_month as (

    select
        place.place_code as region_code,
        interruption.month,
        interruption.load_point,
        interruption.feeder,
        interruption.area_class,
        interruption.voltage,
        interruption.outage_type,
        interruption.is_external,
        coalesce(day.is_major, false) as is_major,
        max(interruption.customers) as customers
    from {{ ref('electricity_interruption') }} as interruption
    inner join {{ ref('place_of_region') }} as place on interruption.county_code = place.region_code
    left join {{ ref('major_event_day') }} as day
        on place.place_code = day.region_code
        and interruption.day = day.day
    where not interruption.is_momentary and interruption.load_point is not null
    group by
        place.place_code, interruption.month, interruption.load_point, interruption.feeder, interruption.area_class,
        interruption.voltage, interruption.outage_type, interruption.is_external, coalesce(day.is_major, false)

),

by_load_point as (

    select
        by_month.region_code,
        period.period_kind,
        period.period,
        scope.scope_code,
        med.med,
        by_month.feeder,
        by_month.area_class,
        by_month.voltage,
        max(by_month.customers) as customers
    from by_month
    inner join {{ ref('reliability_period') }} as period
        on by_month.month = period.month
        -- twelve rolling years for each month would cost more than they tell
        and period.period_kind <> 'rolling_year'
    inner join {{ ref('outage_scope') }} as scope on {{ in_scope('scope', 'by_month') }}
    inner join {{ med_choices() }} as med on {{ in_med('med', 'by_month') }}
    group by
        by_month.region_code, period.period_kind, period.period, scope.scope_code, med.med, by_month.load_point,
        by_month.feeder, by_month.area_class, by_month.voltage

),

counted as (

    select
        {{ keys | join(', ') }},
        {{ group_columns() }},
        sum(customers) as customers
    from by_load_point
    {{ group_sets(keys) }}

),

stated as (

    select
        place.place_code as region_code,
        register.period,
        coalesce(
            sum(case when place.region_code = place.place_code then register.customers_interrupted end),
            sum(register.customers_interrupted)
        ) as customers
    from {{ ref('stg_electricity_customers') }} as register
    inner join {{ ref('place_of_region') }} as place on register.county_code = place.region_code
    where register.feeder is null and register.area_class is null and register.voltage is null
        and register.customers_interrupted is not null
    group by place.place_code, register.period

),

everything as (

    select {{ keys | join(', ') }}, group_kind, group_code, customers as counted_customers, null as stated_customers
    from counted
    where group_code is not null

    union all

    select
        stated.region_code,
        period.period_kind,
        stated.period,
        'all' as scope_code,
        'with' as med,
        'all' as group_kind,
        'all' as group_code,
        null as counted_customers,
        stated.customers as stated_customers
    from stated
    inner join (
        select period_kind, period from {{ ref('reliability_period') }} group by period_kind, period
    ) as period
        on stated.period = period.period
        and period.period_kind <> 'rolling_year'

)

select
    {{ keys | join(', ') }},
    group_kind,
    group_code,
    cast(coalesce(max(stated_customers), max(counted_customers)) as bigint) as customers,
    max(stated_customers) is not null as is_stated
from everything
group by {{ keys | join(', ') }}, group_kind, group_code
