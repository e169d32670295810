-- The groups that a finished case counts in: its county and the city above, its year and quarter, and all cases, its
-- voltage, class, number of supplies and the standard profiles it meets.
with grouped as (

    {% for kind, code in [
        ('all', "'all'"),
        ('voltage', 'voltage'),
        ('class', 'class_code'),
        ('source_count', 'source_count'),
    ] -%}
    select case_no, source_id, county_code, finished_at, '{{ kind }}' as group_kind, {{ code }} as group_code
    from {{ ref('connection_case') }}
    union all
    {% endfor -%}
    select
        connection.case_no,
        connection.source_id,
        connection.county_code,
        connection.finished_at,
        'profile' as group_kind,
        profile.profile_code as group_code
    from {{ ref('connection_case') }} as connection
    inner join {{ ref('connection_profile') }} as profile
        on connection.business_type = profile.business_type
        and connection.customer_kind = profile.customer_kind
        and connection.capacity_kva between profile.capacity_from_kva and profile.capacity_to_kva

),

placed as (

    select grouped.*, place.place_code as region_code
    from grouped
    inner join {{ ref('place_of_region') }} as place on grouped.county_code = place.region_code

)

{% for kind, period in [('year', year_text('finished_at')), ('quarter', quarter_text('finished_at'))] -%}
select
    case_no,
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
