-- Where the hours of a shipment go, after the WCO Time Release Study: arrival, declaration, acceptance, inspection, tax, release,
-- removal. A moment that did not occur or lies outside the shipment falls to the one before it: no stage is negative, and the
-- stages of a group add up to its whole time.
{%- set milestones = clearance_milestones() %}
{%- set names = milestones.keys() | list %}
with shipments as (

    select
        declaration.*,
        region.parent_region_code,
        {{ seconds_from('arrive_at', 'leave_at') }} as whole
    from {{ ref('clearance_declaration') }} as declaration
    inner join {{ ref('region') }} as region on declaration.county_code = region.region_code
    where superseded_by is null
        and time_fault is null
        and release_month is not null
        and leave_at >= arrive_at

),

{% set before = namespace(name='0') -%}
{% for name in names[1:-1] -%}
at_{{ name }} as (

    select
        *,
        greatest({{ before.name }}, least(whole, coalesce({{ seconds_from('arrive_at', milestones[name]) }}, 0))) as s_{{ name }}
    from {% if loop.first %}shipments{% else %}at_{{ names[loop.index - 1] }}{% endif %}

),

{% set before.name = 's_' ~ name -%}
{% endfor -%}

months as (

    select
        county_code,
        coalesce(parent_region_code, county_code) as city_code,
        release_month,
        flow,
        {%- for code in clearance_groups().values() if code != "'all'" %}
        {{ code }},
        {%- endfor %}
        count(*) as n,
        {%- for name in names[1:-1] %}
        count({{ milestones[name] }}) as n_{{ name }},
        cast(sum(s_{{ name }}) as bigint) as s_{{ name }},
        {%- endfor %}
        count(*) as n_leave,
        cast(sum(whole) as bigint) as s_leave
    from at_{{ names[-2] }}
    group by
        county_code, coalesce(parent_region_code, county_code), release_month, flow
        {%- for code in clearance_groups().values() if code != "'all'" %}, {{ code }}{% endfor %}

),

groups as (

    -- the city with every group, its counties as a whole
    select months.*, city_code as region_code, kinds.group_kind, {{ clearance_group_code('kinds.group_kind') }} as group_code
    from months
    cross join ({{ clearance_group_kinds() }}) as kinds

    union all

    select months.*, county_code as region_code, 'all' as group_kind, 'all' as group_code
    from months
    where county_code <> city_code

),

totals as (

    select
        region_code,
        period_kinds.period_kind,
        {{ period_of_month('release_month', 'period_kinds.period_kind') }} as period,
        flow,
        group_kind,
        group_code,
        cast(sum(n) as bigint) as n
        {%- for name in names[1:] %},
        cast(sum(n_{{ name }}) as bigint) as n_{{ name }},
        cast(sum(s_{{ name }}) as bigint) as s_{{ name }}
        {%- endfor %}
    from groups
    cross join ({{ period_kinds() }}) as period_kinds
    group by
        region_code, period_kinds.period_kind, {{ period_of_month('release_month', 'period_kinds.period_kind') }},
        flow, group_kind, group_code

),

staged as (

    select
        totals.*,
        stage.stage_no,
        stage.stage_code,
        case stage.end_milestone {%- for name in names[1:] %} when '{{ name }}' then n_{{ name }}{% endfor %} end as n_occurred,
        case stage.end_milestone {%- for name in names[1:] %} when '{{ name }}' then s_{{ name }}{% endfor %} end as s_end
    from totals
    inner join {{ ref('clearance_stage') }} as stage on totals.flow = stage.flow

),

spans as (

    select
        staged.*,
        s_end - coalesce(lag(s_end) over (
            partition by region_code, period, flow, group_kind, group_code order by stage_no nulls last
        ), 0) as seconds
    from staged

)

select
    spans.region_code,
    spans.period_kind,
    spans.period,
    spans.flow,
    spans.group_kind,
    spans.group_code,
    spans.stage_code,
    spans.stage_no,
    spans.n,
    spans.n_occurred,
    case
        when spans.n < parameter.value then 'Q'
        when {{ last_day_of('spans.period') }} >= context.as_of then 'P'
        else 'A'
    end as status,
    case when spans.n < parameter.value then 'too_few' end as reason,
    case when spans.n >= parameter.value then spans.seconds / nullif(3600.0 * spans.n, 0.0) end as mean_hours,
    -- an inspection is long for the few that have one
    case when spans.n >= parameter.value and spans.n_occurred >= parameter.value
        then spans.seconds / nullif(3600.0 * spans.n_occurred, 0.0)
    end as mean_hours_occurred,
    case when spans.n >= parameter.value then spans.seconds / nullif(cast(spans.s_leave as double), 0.0) end as share_of_whole,
    case when spans.n >= parameter.value then spans.s_leave / nullif(3600.0 * spans.n, 0.0) end as whole_hours
from spans
cross join {{ ref('stg_build_context') }} as context
inner join {{ ref('clearance_parameter') }} as parameter on parameter.parameter = 'minimum_n'
