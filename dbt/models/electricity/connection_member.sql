-- The groups that the cases of a cell count in: their county and the city above, their year and quarter, and all cases,
-- their voltage, class, number of supplies and the standard profiles they meet.
with cell as (

    select
        cell_no,
        max(source_id) as source_id,
        max(county_code) as county_code,
        max(finished_at) as finished_at,
        max(voltage) as voltage,
        max(class_code) as class_code,
        max(source_count) as source_count,
        max(customer_kind) as customer_kind,
        max(business_type) as business_type,
        max(capacity_kva) as capacity_kva
    from {{ ref('connection_case') }}
    group by cell_no

),

grouped as (

    {% for kind, code in [
        ('all', "'all'"),
        ('voltage', 'voltage'),
        ('class', 'class_code'),
        ('source_count', 'source_count'),
    ] -%}
    select cell_no, source_id, county_code, finished_at, '{{ kind }}' as group_kind, {{ code }} as group_code
    from cell
    union all
    {% endfor -%}
    select
        cell.cell_no,
        cell.source_id,
        cell.county_code,
        cell.finished_at,
        'profile' as group_kind,
        profile.profile_code as group_code
    from cell
    inner join {{ ref('connection_profile') }} as profile
        on cell.business_type = profile.business_type
        and cell.customer_kind = profile.customer_kind
        and cell.capacity_kva between profile.capacity_from_kva and profile.capacity_to_kva

),

placed as (

    select grouped.*, place.place_code as region_code
    from grouped
    inner join {{ ref('place_of_region') }} as place on grouped.county_code = place.region_code

)

{% for kind, period in [('year', year_text('finished_at')), ('quarter', quarter_text('finished_at'))] -%}
select
    cell_no,
    source_id,
    region_code,
    '{{ kind }}' as period_kind,
    {{ period }} as period,
    group_kind,
    group_code
from placed
{%- if not loop.last %}
union all
{% endif %}
{%- endfor %}
