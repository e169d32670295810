-- The places a region's cases count for: itself, and the city above it.
{{ config(materialized='view') }}
select region_code, region_code as place_code
from {{ ref('region') }}

union all

select region_code, parent_region_code as place_code
from {{ ref('region') }}
where parent_region_code is not null
