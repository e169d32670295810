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

)

select * from delivered
union all
select * from made_of_parts
