with delivered as (

    select * from {{ ref('stg_doing_business_history') }}
    union all
    select * from {{ ref('stg_indicator_card') }}

),

measure_unit as (

    select distinct
        measure_code,
        unit
    from {{ ref('measure') }}

),

in_unit_of_measure as (

    -- a figure in a multiple of the measure's unit is converted; any other stays as it was delivered
    select
        delivered.*,
        coalesce(unit_factor.to_unit, delivered.unit) as converted_unit,
        delivered.value * coalesce(unit_factor.multiplier, 1.0) / nullif(coalesce(unit_factor.divisor, 1.0), 0.0)
            as converted_value,
        -- half a unit in the last digit that the text shows
        0.5 * power(10.0, -1.0 * {{ decimals_written('delivered.raw_text') }})
        * coalesce(unit_factor.multiplier, 1.0) / nullif(coalesce(unit_factor.divisor, 1.0), 0.0) as rounding
    from delivered
    left join measure_unit
        on delivered.series_code = measure_unit.measure_code
        and delivered.concept = 'value'
    left join {{ ref('int_unit_factor') }} as unit_factor
        on delivered.unit = unit_factor.from_unit
        and measure_unit.unit = unit_factor.to_unit

)

select
    *,
    -- the vintage received last counts; within one day the later delivery
    row_number() over (
        partition by series_code, concept, region_code, period
        order by received_on desc, delivery_no desc, source_id asc, file_name asc
    ) as vintage_rank
from in_unit_of_measure
