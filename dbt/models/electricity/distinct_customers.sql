-- Different customers with a sustained interruption in a month, quarter or year: those of each load point that was hit, once.
--
-- Hit in parts, a load point counts with the largest part. A count that the supplier made itself stands before this one.
-- A load point has one row per period, its largest part by kind of interruption beside each other; scopes are put together
-- from these columns after the load points have been added up, when a hundred times fewer rows are left.
{%- set keys = ['region_code', 'period_kind', 'period', 'scope_code', 'med'] %}
{%- set place_and_period = ['region_code', 'period_kind', 'period'] %}
{%- set part = reliability_groups() | join(', ') %}
{#- what counts beside the interruptions of inside origin on usual days #}
{%- set looks = {
    'inside_without': 'and not hit.is_external and not hit.is_major', 'inside_with': 'and not hit.is_external',
    'any_without': 'and not hit.is_major', 'any_with': '',
} %}
{#- the number of a combination: 1 with faults, 2 with planned ones, 4 with restriction #}
{%- set combinations = {
    1: ['fault'], 2: ['planned'], 3: ['fault', 'planned'], 4: ['limit'], 5: ['fault', 'limit'], 6: ['planned', 'limit'],
    7: ['fault', 'planned', 'limit'],
} %}

with load_points as (

    select
        row_number() over (order by county_code, load_point, {{ part }}) as load_point_no,
        county_code,
        load_point,
        {{ part }}
    from {{ ref('electricity_interruption') }}
    where not is_momentary and load_point is not null
    group by county_code, load_point, {{ part }}

),

hit as (

    select
        place.place_code as region_code,
        interruption.month,
        load_points.load_point_no,
        interruption.outage_type,
        interruption.is_external,
        coalesce(day.is_major, false) as is_major,
        -- whole numbers: doubles add them up exactly
        cast(interruption.customers as double) as customers
    from {{ ref('electricity_interruption') }} as interruption
    inner join load_points
        on interruption.county_code = load_points.county_code
        and interruption.load_point = load_points.load_point
        {%- for name in reliability_groups() %}
        and coalesce(interruption.{{ name }}, '') = coalesce(load_points.{{ name }}, '')
        {%- endfor %}
    inner join {{ ref('place_of_region') }} as place on interruption.county_code = place.region_code
    left join {{ ref('major_event_day') }} as day
        on place.place_code = day.region_code
        and interruption.day = day.day
    where not interruption.is_momentary

),

by_month as (

    select
        hit.region_code,
        hit.month,
        hit.load_point_no
        {%- for type in combinations[7] %}{% for look, condition in looks.items() %},
        max(case when hit.outage_type = '{{ type }}' {{ condition }} then hit.customers end) as {{ type }}_{{ look }}
        {%- endfor %}{% endfor %}
    from hit
    group by hit.region_code, hit.month, hit.load_point_no

),

by_load_point as (

    -- twelve rolling years for each month would cost more than they tell; a month has one row of a load point already
    {%- for period_kind in ['month', 'quarter', 'year'] %}
    select
        by_month.region_code,
        period.period_kind,
        period.period,
        by_month.load_point_no
        {%- for type in combinations[7] %}{% for look in looks %},
        {{ 'max' if period_kind != 'month' }}(by_month.{{ type }}_{{ look }}) as {{ type }}_{{ look }}
        {%- endfor %}{% endfor %}
    from by_month
    inner join {{ ref('reliability_period') }} as period
        on by_month.month = period.month
        and period.period_kind = '{{ period_kind }}'
    {% if period_kind != 'month' -%}
    group by by_month.region_code, period.period_kind, period.period, by_month.load_point_no
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

by_part as (

    select
        {{ place_and_period | join(', ') }},
        {{ part }}
        {%- for number, types in combinations.items() %}{% for look in looks %},
        sum(greatest({% for type in types %}{{ type }}_{{ look }}{{ ', ' if not loop.last }}{% endfor %})) as customers_{{ number }}_{{ look }}
        {%- endfor %}{% endfor %}
    from by_load_point
    inner join load_points on by_load_point.load_point_no = load_points.load_point_no
    group by {{ place_and_period | join(', ') }}, {{ part }}

),

by_group as (

    select
        {{ place_and_period | join(', ') }},
        {{ group_columns() }}
        {%- for number in combinations %}{% for look in looks %},
        sum(customers_{{ number }}_{{ look }}) as customers_{{ number }}_{{ look }}
        {%- endfor %}{% endfor %}
    from by_part
    {{ group_sets(place_and_period) }}

),

choices as (

    select
        scope.scope_code,
        med.med,
        case when scope.with_fault then 1 else 0 end + case when scope.with_planned then 2 else 0 end
            + case when scope.with_limit then 4 else 0 end as combination,
        concat(case when scope.with_external then 'any_' else 'inside_' end, med.med) as look
    from {{ ref('outage_scope') }} as scope
    cross join {{ med_choices() }} as med

),

counted as (

    select
        {{ keys | join(', ') }},
        group_kind,
        group_code,
        case
            {%- for number in combinations %}{% for look in looks %}
            when choices.combination = {{ number }} and choices.look = '{{ look }}'
                then customers_{{ number }}_{{ look }}
            {%- endfor %}{% endfor %}
        end as customers
    from by_group
    cross join choices
    where group_code is not null

),

stated as (

    select
        place.place_code as region_code,
        period.period_kind,
        register.period,
        coalesce(
            sum(case when place.region_code = place.place_code then register.customers_interrupted end),
            sum(register.customers_interrupted)
        ) as customers
    from {{ ref('stg_electricity_customers') }} as register
    inner join {{ ref('place_of_region') }} as place on register.county_code = place.region_code
    inner join (
        select distinct period_kind, period from {{ ref('reliability_period') }} where period_kind <> 'rolling_year'
    ) as period
        on register.period = period.period
    where register.feeder is null and register.area_class is null and register.voltage is null
        and register.customers_interrupted is not null
    group by place.place_code, period.period_kind, register.period

)

select
    {% for name in keys %}counted.{{ name }}, {% endfor %}
    counted.group_kind,
    counted.group_code,
    cast(counted.customers as bigint) as customers,
    false as is_stated
from counted
left join stated
    on {% for name in place_and_period %}counted.{{ name }} = stated.{{ name }} and {% endfor %}counted.scope_code = 'all'
    and counted.med = 'with' and counted.group_kind = 'all'
-- where no interruption of the scope hit anybody is no row
where counted.customers is not null and stated.region_code is null

union all

select
    {{ place_and_period | join(', ') }},
    'all' as scope_code,
    'with' as med,
    'all' as group_kind,
    'all' as group_code,
    cast(customers as bigint) as customers,
    true as is_stated
from stated
