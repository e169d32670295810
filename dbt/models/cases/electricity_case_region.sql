-- each case stands once for its county and once for the city above it
select
    electricity_case.*,
    county_code as region_code
from {{ ref('electricity_case') }} as electricity_case

union all

select
    electricity_case.*,
    county.parent_region_code as region_code
from {{ ref('electricity_case') }} as electricity_case
inner join {{ ref('region') }} as county on electricity_case.county_code = county.region_code
where county.parent_region_code is not null
