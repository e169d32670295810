-- Every value of every route; of several routes to one measure, one is scored.
with by_route as (

    select * from {{ ref('statistic_measure') }}
    union all
    select * from {{ ref('getting_electricity') }}

),

catalogued as (

    select
        measure.indicator_set,
        measure.indicator_code,
        measure.measure_code,
        measure.parent_measure_code,
        measure.unit,
        measure.is_scored as is_scored_measure,
        by_route.region_code,
        by_route.period,
        by_route.route,
        by_route.value,
        by_route.raw_text,
        by_route.unit as delivered_unit,
        by_route.status,
        by_route.statistic,
        by_route.n,
        by_route.numerator,
        by_route.denominator,
        -- the route that the catalogue names first; then a value before none, then the more direct evidence
        row_number() over (
            partition by measure.indicator_set, measure.measure_code, by_route.region_code, by_route.period
            order by
                case when by_route.value is null then 1 else 0 end asc,
                case when by_route.route = measure.route then 0 else 1 end asc,
                by_route.route asc
        ) as preference
    from by_route
    inner join {{ ref('measure') }} as measure on by_route.measure_code = measure.measure_code
    inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set

)

select
    indicator_set,
    indicator_code,
    measure_code,
    parent_measure_code,
    unit,
    region_code,
    period,
    route,
    delivered_unit,
    value,
    raw_text,
    case
        -- a row without a figure is a missing one, whatever its status says of figures
        when value is null and status in ('A', 'P', 'E', 'B', 'U') then 'O'
        -- a figure in another unit is held until somebody says what it means
        when value is not null and delivered_unit <> unit then 'U'
        else status
    end as status,
    statistic,
    n,
    numerator,
    denominator,
    is_scored_measure and preference = 1 as is_scored,
    {{ stable_id('V-', ['indicator_set', 'period', 'region_code', 'measure_code', 'route']) }} as value_id
from catalogued
