-- Regions by name: those of the methodology, and those that a delivered statistic names.
with delivered as (

    select
        region_code,
        max(region_name) as region_name
    from {{ ref('int_statistic_current') }}
    where region_name is not null
    group by region_code

)

select
    coalesce(region.region_code, delivered.region_code) as region_code,
    coalesce(region.name_zh, delivered.region_name) as name_zh,
    coalesce(region.name_en, delivered.region_name) as name_en,
    coalesce(region.region_level, 'economy') as region_level,
    region.parent_region_code
from {{ ref('region') }} as region
full outer join delivered on region.region_code = delivered.region_code
