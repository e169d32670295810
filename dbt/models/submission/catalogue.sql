-- The methodology by name: sets, indicators, measures.
with sets as (

    select
        indicator_set.indicator_set,
        'set' as level,
        indicator_set.indicator_set as code,
        cast(null as {{ dbt.type_string() }}) as parent_code,
        cast(null as {{ dbt.type_string() }}) as indicator_code,
        indicator_set.name_zh,
        indicator_set.name_en,
        'points' as unit,
        cast(null as {{ dbt.type_string() }}) as own_unit_name_zh,
        cast(null as {{ dbt.type_string() }}) as direction,
        cast(null as {{ dbt.type_string() }}) as route,
        indicator_set.certainty,
        cast(null as {{ dbt.type_string() }}) as department_code,
        cast(1.0 as double) as weight,
        cast(1.0 as double) as effective_weight,
        cast(null as double) as best,
        cast(null as double) as worst,
        cast(null as {{ dbt.type_string() }}) as frontier_certainty,
        cast(0 as bigint) as sort_order
    from {{ ref('indicator_set') }} as indicator_set

),

indicators as (

    select
        indicator.indicator_set,
        'indicator' as level,
        indicator.indicator_code as code,
        indicator.indicator_set as parent_code,
        indicator.indicator_code,
        indicator.name_zh,
        indicator.name_en,
        'points' as unit,
        cast(null as {{ dbt.type_string() }}) as own_unit_name_zh,
        cast(null as {{ dbt.type_string() }}) as direction,
        cast(null as {{ dbt.type_string() }}) as route,
        indicator.certainty,
        indicator.lead_department as department_code,
        weight.weight,
        weight.weight as effective_weight,
        cast(null as double) as best,
        cast(null as double) as worst,
        cast(null as {{ dbt.type_string() }}) as frontier_certainty,
        cast(indicator.sort_order as bigint) as sort_order
    from {{ ref('indicator') }} as indicator
    inner join {{ ref('weight') }} as weight
        on indicator.indicator_set = weight.indicator_set
        and indicator.indicator_code = weight.code
        and weight.level = 'indicator'

),

measures as (

    select
        measure.indicator_set,
        'measure' as level,
        measure.measure_code as code,
        coalesce(measure.parent_measure_code, measure.indicator_code) as parent_code,
        measure.indicator_code,
        measure.name_zh,
        measure.name_en,
        measure.unit,
        measure.unit_name_zh as own_unit_name_zh,
        measure.direction,
        measure.route,
        measure.certainty,
        measure.lead_department as department_code,
        weight.weight_in_indicator as weight,
        weight.effective_weight,
        frontier.best,
        frontier.worst,
        frontier.certainty as frontier_certainty,
        cast(measure.sort_order as bigint) as sort_order
    from {{ ref('measure') }} as measure
    left join {{ ref('measure_weight') }} as weight
        on measure.indicator_set = weight.indicator_set
        and measure.measure_code = weight.measure_code
    left join {{ ref('frontier') }} as frontier
        on measure.indicator_set = frontier.indicator_set
        and measure.measure_code = frontier.measure_code

),

everything as (

    select * from sets
    union all
    select * from indicators
    union all
    select * from measures

)

select
    everything.indicator_set,
    everything.level,
    everything.code,
    everything.parent_code,
    everything.indicator_code,
    everything.name_zh,
    everything.name_en,
    everything.unit,
    everything.direction,
    everything.route,
    everything.certainty,
    everything.department_code,
    everything.weight,
    everything.effective_weight,
    everything.best,
    everything.worst,
    everything.frontier_certainty,
    everything.sort_order,
    -- in the words of the measure, where it has its own
    coalesce(everything.own_unit_name_zh, unit.name_zh) as unit_name_zh,
    department.name_zh as department_name_zh
from everything
inner join {{ ref('scoring_set') }} as scoring_set on everything.indicator_set = scoring_set.indicator_set
left join {{ ref('unit') }} as unit on everything.unit = unit.unit
left join {{ ref('department') }} as department on everything.department_code = department.department_code
