-- Every value of every route; of several routes to one measure, one is scored.
with definition as (

    -- a measure's own figures, and those of a measure in another set that the crosswalk calls the same
    select indicator_set, measure_code, measure_code as origin_measure_code
    from {{ ref('measure') }}

    union all

    select to_set as indicator_set, to_code as measure_code, from_code as origin_measure_code
    from {{ ref('crosswalk') }}
    where relation = 'same'

),

composite as (

    -- what is made of parts is scored by its parts; a figure delivered for the whole is kept beside them
    select distinct indicator_set, parent_measure_code as measure_code
    from {{ ref('measure') }}
    where parent_measure_code is not null

),

catalogued as (

    select
        measure.indicator_set,
        measure.indicator_code,
        measure.measure_code,
        measure.parent_measure_code,
        measure.unit,
        measure.is_scored and composite.measure_code is null as is_scored_measure,
        definition.origin_measure_code,
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
        -- a value before one that is held before none, then the route that the catalogue names first
        row_number() over (
            partition by measure.indicator_set, measure.measure_code, by_route.region_code, by_route.period
            order by
                case
                    when by_route.value is null then 2
                    -- a figure that is held would keep a sound one of another route from counting
                    when by_route.status = 'U' or coalesce(by_route.unit <> measure.unit, false) then 1
                    else 0
                end asc,
                case position(by_route.route in measure.routes) when 0 then 99 else position(by_route.route in measure.routes) end asc,
                by_route.route asc
        ) as preference
    from definition
    inner join {{ ref('measure_figure') }} as by_route on definition.origin_measure_code = by_route.measure_code
    inner join {{ ref('measure') }} as measure
        on definition.indicator_set = measure.indicator_set
        and definition.measure_code = measure.measure_code
    inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
    left join composite
        on measure.indicator_set = composite.indicator_set
        and measure.measure_code = composite.measure_code

)

select
    indicator_set,
    indicator_code,
    measure_code,
    parent_measure_code,
    origin_measure_code,
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
        -- what a period brings is known when it is over
        when value is not null and status = 'A' and {{ last_day_of('period') }} >= context.as_of then 'P'
        else status
    end as status,
    statistic,
    n,
    numerator,
    denominator,
    is_scored_measure and preference = 1 as is_scored,
    {{ stable_id('V-', ['indicator_set', 'period', 'region_code', 'measure_code', 'route']) }} as value_id
from catalogued
cross join {{ ref('stg_build_context') }} as context
