with delivered as (

    select
        indicator_set,
        period,
        region_code,
        indicator_code,
        measure_code,
        route,
        value,
        unit,
        coalesce(delivered_unit, unit) as delivered_unit,
        status,
        n,
        numerator,
        denominator,
        statistic,
        value_id,
        is_scored
    from {{ ref('delivered_value') }}

),

made_of_parts as (

    select
        parent.indicator_set,
        parent.period,
        parent.region_code,
        parent.indicator_code,
        parent.measure_code,
        measure.route,
        parent.value,
        measure.unit,
        measure.unit as delivered_unit,
        parent.status,
        cast(null as bigint) as n,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        'mean_of_parts' as statistic,
        parent.value_id,
        measure.is_scored
    from {{ ref('parent_measure_value') }} as parent
    inner join {{ ref('measure') }} as measure
        on parent.indicator_set = measure.indicator_set
        and parent.measure_code = measure.measure_code

),

everything as (

    select * from delivered
    union all
    select * from made_of_parts

)

select
    everything.*,
    case
        -- a unit may leave open what is counted: the measure says it in words of its own
        when everything.delivered_unit = everything.unit then coalesce(measure.unit_name_zh, unit.name_zh)
        else unit.name_zh
    end as delivered_unit_name_zh
from everything
inner join {{ ref('measure') }} as measure
    on everything.indicator_set = measure.indicator_set
    and everything.measure_code = measure.measure_code
left join {{ ref('unit') }} as unit on everything.delivered_unit = unit.unit
