-- Every measure of every place, also those without a value where one is expected.
with expected as (

    select
        place.indicator_set,
        place.region_code,
        place.period,
        measure.indicator_code,
        measure.measure_code,
        measure.parent_measure_code
    from {{ ref('scored_place') }} as place
    inner join {{ ref('measure') }} as measure on place.indicator_set = measure.indicator_set
    where place.is_complete_expected and measure.is_scored

),

of_the_city_alone as (

    -- what only a city is asked for does not apply to its counties: they compete on what is asked of all of them
    select
        place.indicator_set,
        measure.indicator_code,
        measure.measure_code,
        measure.parent_measure_code,
        place.region_code,
        place.period,
        cast(null as double) as value,
        'M' as status,
        cast(null as {{ dbt.type_string() }}) as value_id,
        frontier.best,
        frontier.worst,
        cast(null as double) as score,
        'not_applicable' as score_basis
    from {{ ref('scored_place') }} as place
    inner join {{ ref('region') }} as region on place.region_code = region.region_code
    inner join {{ ref('measure') }} as measure on place.indicator_set = measure.indicator_set
    left join {{ ref('frontier') }} as frontier
        on measure.indicator_set = frontier.indicator_set
        and measure.measure_code = frontier.measure_code
    where region.parent_region_code is not null and measure.scope = 'city' and measure.is_scored

),

absent as (

    select
        expected.indicator_set,
        expected.indicator_code,
        expected.measure_code,
        expected.parent_measure_code,
        expected.region_code,
        expected.period,
        cast(null as double) as value,
        'O' as status,
        cast(null as {{ dbt.type_string() }}) as value_id,
        frontier.best,
        frontier.worst,
        cast(null as double) as score,
        'missing' as score_basis
    from expected
    left join {{ ref('region_measure_score') }} as present
        on expected.indicator_set = present.indicator_set
        and expected.region_code = present.region_code
        and expected.period = present.period
        and expected.measure_code = present.measure_code
    left join of_the_city_alone as not_asked
        on expected.indicator_set = not_asked.indicator_set
        and expected.region_code = not_asked.region_code
        and expected.period = not_asked.period
        and expected.measure_code = not_asked.measure_code
    left join {{ ref('frontier') }} as frontier
        on expected.indicator_set = frontier.indicator_set
        and expected.measure_code = frontier.measure_code
    where present.measure_code is null and not_asked.measure_code is null

),

own as (

    select present.*
    from {{ ref('region_measure_score') }} as present
    left join of_the_city_alone as other
        on present.indicator_set = other.indicator_set
        and present.measure_code = other.measure_code
        and present.region_code = other.region_code
        and present.period = other.period
    where other.measure_code is null

),

all_measures as (

    select * from own
    union all
    select * from absent
    union all
    select * from of_the_city_alone

)

select
    all_measures.*,
    weight.weight_in_indicator,
    weight.indicator_weight,
    weight.effective_weight
from all_measures
left join {{ ref('measure_weight') }} as weight
    on all_measures.indicator_set = weight.indicator_set
    and all_measures.measure_code = weight.measure_code
