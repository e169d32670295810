-- Interruptions added up by place, month, kind and group: what every index of every period is made of.
{%- set keys = ['region_code', 'month', 'outage_type', 'is_external', 'is_major'] %}
{%- set part = reliability_groups() | join(', ') %}
{%- set counts = [
    'interruptions', 'open_interruptions', 'customers', 'momentary_customers', 'momentary_event_customers',
    'momentary_events', 'without_kva', 'without_load', 'without_load_point',
] %}
{%- set amounts = ['customer_seconds', 'kva', 'kva_seconds', 'kw_seconds'] %}

with placed as (

    select
        interruption.*,
        place.place_code as region_code,
        coalesce(day.is_major, false) as is_major
    from {{ ref('electricity_interruption') }} as interruption
    inner join {{ ref('place_of_region') }} as place on interruption.county_code = place.region_code
    left join {{ ref('major_event_day') }} as day
        on place.place_code = day.region_code
        and interruption.day = day.day

),

-- by the smallest parts first: what the groups are made of is a hundred times fewer rows
by_part as (

    select
        {{ keys | join(', ') }},
        {{ part }},
        sum(case when not is_momentary then 1 else 0 end) as interruptions,
        sum(case when not is_momentary and is_open then 1 else 0 end) as open_interruptions,
        sum(case when not is_momentary then customers else 0 end) as customers,
        sum(case when not is_momentary then customer_seconds else 0.0 end) as customer_seconds,
        sum(case when is_momentary then customers * momentary_count else 0 end) as momentary_customers,
        sum(case when is_momentary then customers else 0 end) as momentary_event_customers,
        sum(case when is_momentary then 1 else 0 end) as momentary_events,
        sum(case when not is_momentary then cast(kva as decimal(28, 3)) else 0.0 end) as kva,
        sum(case when not is_momentary then kva_seconds else 0.0 end) as kva_seconds,
        sum(case when not is_momentary then kw_seconds else 0.0 end) as kw_seconds,
        sum(case when not is_momentary and kva is null then 1 else 0 end) as without_kva,
        sum(case when not is_momentary and load_kw is null then 1 else 0 end) as without_load,
        sum(case when not is_momentary and load_point is null then 1 else 0 end) as without_load_point
    from placed
    group by {{ keys | join(', ') }}, {{ part }}

),

added as (

    select
        {{ keys | join(', ') }},
        {{ group_columns() }}
        {%- for name in counts + amounts %},
        sum({{ name }}) as {{ name }}
        {%- endfor %}
    from by_part
    {{ group_sets(keys) }}

),

outages_of_part as (

    select distinct {{ keys | join(', ') }}, {{ part }}, outage_id
    from placed

),

outages as (

    select
        {{ keys | join(', ') }},
        {{ group_columns() }},
        count(distinct outage_id) as outages
    from outages_of_part
    {{ group_sets(keys) }}

)

select
    {% for name in keys %}added.{{ name }}, {% endfor %}
    added.group_kind,
    added.group_code,
    cast(outages.outages as bigint) as outages,
    {%- for name in counts %}
    cast(added.{{ name }} as bigint) as {{ name }},
    {%- endfor %}
    {%- for name in amounts %}
    cast(added.{{ name }} as decimal(28, 3)) as {{ name }}{{ ',' if not loop.last }}
    {%- endfor %}
from added
inner join outages
    on {% for name in keys %}added.{{ name }} = outages.{{ name }} and {% endfor %}added.group_kind = outages.group_kind
    and added.group_code = outages.group_code
