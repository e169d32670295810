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
    left join {{ ref('frontier') }} as frontier
        on expected.indicator_set = frontier.indicator_set
        and expected.measure_code = frontier.measure_code
    where present.measure_code is null

),

all_measures as (

    select * from {{ ref('region_measure_score') }}
    union all
    select * from absent

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
