-- From unit to unit: multiply by one, divide by the other, both whole numbers, so that 72 hours are 3 days and no bit more.
with counted_in as (

    -- every unit in the base unit of its kind; a unit of no kind is its own
    select
        unit.unit,
        coalesce(conversion.to_unit, unit.unit) as base_unit,
        coalesce(conversion.factor, 1.0) as factor
    from {{ ref('unit') }} as unit
    left join {{ ref('unit_conversion') }} as conversion on unit.unit = conversion.from_unit

)

select
    given.unit as from_unit,
    wanted.unit as to_unit,
    given.factor as multiplier,
    wanted.factor as divisor
from counted_in as given
inner join counted_in as wanted on given.base_unit = wanted.base_unit
