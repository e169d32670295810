-- 获得电力: second-level values from the case log, per region and year of energising.
with cases as (

    select * from {{ ref('electricity_case_region') }}

),

per_region as (

    select
        region_code,
        period,
        count(*) as n,
        cast(avg(cast(customer_steps as double)) as double) as mean_steps,
        percentile_cont(0.5) within group (order by whole_process_minutes / 1440.0) as median_days,
        count(user_cost_cny) as n_with_cost,
        cast(avg(cast(user_cost_cny as double)) as double) as mean_user_cost_cny
    from cases
    group by region_code, period

),

income as (

    -- income per capita of the city stands for its counties, as no county figure is delivered
    select
        statistic.period,
        statistic.region_code,
        statistic.value as income_per_capita_cny
    from {{ ref('int_statistic_current') }} as statistic
    inner join {{ ref('context_series') }} as context_series
        on statistic.series_code = context_series.series_code
        and statistic.unit = context_series.unit
    where statistic.series_code = 'income_per_capita' and statistic.concept = 'value' and statistic.value > 0

),

steps as (

    select
        'I06-1' as measure_code,
        region_code,
        period,
        mean_steps as value,
        'mean' as statistic,
        n,
        cast(null as double) as numerator,
        cast(null as double) as denominator
    from per_region

),

time_taken as (

    select
        'I06-2' as measure_code,
        region_code,
        period,
        cast(median_days as double) as value,
        'median' as statistic,
        n,
        cast(null as double) as numerator,
        cast(null as double) as denominator
    from per_region

),

cost as (

    select
        'I06-3' as measure_code,
        per_region.region_code,
        per_region.period,
        100.0 * per_region.mean_user_cost_cny / nullif(income.income_per_capita_cny, 0) as value,
        'mean' as statistic,
        per_region.n_with_cost as n,
        per_region.mean_user_cost_cny as numerator,
        income.income_per_capita_cny as denominator
    from per_region
    left join {{ ref('region') }} as region on per_region.region_code = region.region_code
    inner join income
        on per_region.period = income.period
        and income.region_code = case
            when region.region_level = 'county' then region.parent_region_code else per_region.region_code
        end
    where per_region.n_with_cost > 0

),

all_measures as (

    select * from steps
    union all
    select * from time_taken
    union all
    select * from cost

)

select
    measure_code,
    region_code,
    period,
    'log' as route,
    value,
    cast(null as {{ dbt.type_string() }}) as unit,
    cast(null as {{ dbt.type_string() }}) as raw_text,
    'A' as status,
    statistic,
    n,
    numerator,
    denominator
from all_measures
