-- How many declarations took how many minutes, by definition, place, month and group. Quarters and years and their order
-- statistics are made of these counts: however long a log grows, a sort never sees single declarations.
with counted as (

    select
        times.*,
        region.parent_region_code,
        {{ whole_quotient('times.seconds', 60) }} as minute_no
    from {{ ref('clearance_time') }} as times
    inner join {{ ref('region') }} as region on times.county_code = region.region_code

)

-- the city with every group; its counties as a whole, for their groups are a handful
{% for kind, code in clearance_groups().items() -%}
select
    definition_code,
    flow,
    coalesce(parent_region_code, county_code) as region_code,
    '{{ kind }}' as group_kind,
    {{ code }} as group_code,
    release_month,
    minute_no,
    count(*) as n,
    cast(sum(seconds) as bigint) as seconds
from counted
group by
    definition_code, flow, coalesce(parent_region_code, county_code), {{ code ~ ', ' if kind != 'all' }}release_month, minute_no

union all

{% endfor -%}
select
    definition_code,
    flow,
    county_code as region_code,
    'all' as group_kind,
    'all' as group_code,
    release_month,
    minute_no,
    count(*) as n,
    cast(sum(seconds) as bigint) as seconds
from counted
where parent_region_code is not null
group by definition_code, flow, county_code, release_month, minute_no
