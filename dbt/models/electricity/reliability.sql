-- The reliability indices of IEEE 1366 and DL/T 836.1 of every place, period, group and scope, with and without major
-- event days. Minutes as in the log, hours beside them.
--
-- A city has thousands of feeders: they have rows where something happened, and of rolling years the last one alone.
{%- set keys = ['region_code', 'period_kind', 'period', 'group_kind', 'group_code', 'scope_code', 'med'] %}
{%- set sums = [
    'outages', 'interruptions', 'open_interruptions', 'customers', 'customer_seconds', 'momentary_customers',
    'momentary_event_customers', 'momentary_events', 'kva', 'kva_seconds', 'kw_seconds', 'without_kva', 'without_load',
    'without_load_point',
] %}

with periods as (

    select period_kind, period, max(period_hours) as period_hours, max(case when is_running then 1 else 0 end) as is_running
    from {{ ref('reliability_period') }}
    group by period_kind, period

),

last_month as (

    select max(month) as period from {{ ref('reliability_period') }}

),

months as (

    select region_code, month, outage_type, is_external, is_major, group_kind, group_code, {{ sums | join(', ') }}
    from {{ ref('outage_month') }}
    {%- for outage_type in ['fault', 'planned', 'limit'] %}

    union all

    -- a place that lost nothing has indices of 0, one whose customers nobody counted has none
    select region_code, month, '{{ outage_type }}', false, false, group_kind, group_code, {{ (['0'] * sums | length) | join(', ') }}
    from {{ ref('customers_served') }}
    where group_kind <> 'feeder'
    {%- endfor %}

),

summed as (

    select
        month.region_code,
        period.period_kind,
        period.period,
        month.group_kind,
        month.group_code,
        scope.scope_code,
        med.med
        {%- for name in sums %},
        cast(sum(month.{{ name }}) as double) as {{ name }}
        {%- endfor %}
    from months as month
    inner join {{ ref('reliability_period') }} as period on month.month = period.month
    cross join last_month
    inner join {{ ref('outage_scope') }} as scope on {{ in_scope('scope', 'month') }}
    inner join {{ med_choices() }} as med on {{ in_med('med', 'month') }}
    where month.group_kind <> 'feeder' or period.period_kind <> 'rolling_year' or period.period = last_month.period
    group by
        month.region_code, period.period_kind, period.period, month.group_kind, month.group_code, scope.scope_code, med.med
    having month.group_kind <> 'feeder' or sum(month.interruptions) > 0 or sum(month.momentary_events) > 0

),

served as (

    -- customers of a period: the mean of its months
    select
        served.region_code,
        period.period_kind,
        period.period,
        served.group_kind,
        served.group_code,
        {{ exact_mean('served.customers') }} as customers_served,
        case when count(served.kva) = count(*) then {{ exact_mean('served.kva') }} end as kva_served
    from {{ ref('customers_served') }} as served
    inner join {{ ref('reliability_period') }} as period on served.month = period.month
    cross join last_month
    where served.group_kind <> 'feeder' or period.period_kind <> 'rolling_year' or period.period = last_month.period
    group by served.region_code, period.period_kind, period.period, served.group_kind, served.group_code

),

unjudged as (

    -- places and periods with a month whose major event days nobody could tell
    select day.region_code, period.period_kind, period.period
    from {{ ref('major_event_day') }} as day
    inner join {{ ref('reliability_period') }} as period on {{ month_text('day.day') }} = period.month
    where day.is_major is null
    group by day.region_code, period.period_kind, period.period

),

indexed as (

    select
        summed.*,
        served.customers_served,
        served.kva_served,
        periods.period_hours,
        periods.is_running,
        hit.customers as customers_interrupted,
        case
            when coalesce(served.customers_served, 0.0) = 0.0 then 'no_customers_served'
            when summed.med = 'without' and unjudged.region_code is not null then 'no_threshold'
        end as reason
    from summed
    inner join periods
        on summed.period_kind = periods.period_kind
        and summed.period = periods.period
    left join served
        on summed.region_code = served.region_code
        and summed.period_kind = served.period_kind
        and summed.period = served.period
        and summed.group_kind = served.group_kind
        and summed.group_code = served.group_code
    left join unjudged
        on summed.region_code = unjudged.region_code
        and summed.period_kind = unjudged.period_kind
        and summed.period = unjudged.period
    left join {{ ref('distinct_customers') }} as hit
        on {% for name in keys %}summed.{{ name }} = hit.{{ name }}{{ ' and ' if not loop.last }}{% endfor %}
        -- rows that name no load point would be missing in a count over load points
        and (hit.is_stated or summed.without_load_point = 0)

),

figures as (

    select
        *,
        customer_seconds / 60.0 / nullif(customers_served, 0.0) as saidi_minutes,
        customers / nullif(customers_served, 0.0) as saifi,
        momentary_customers / nullif(customers_served, 0.0) as maifi,
        momentary_event_customers / nullif(customers_served, 0.0) as maifi_event,
        case when without_kva = 0 then kva / nullif(kva_served, 0.0) end as asifi,
        case when without_kva = 0 then kva_seconds / 60.0 / nullif(kva_served, 0.0) end as asidi_minutes,
        case when without_load = 0 then kw_seconds / 3600.0 end as energy_not_supplied_kwh
    from indexed

),

whole as (

    select
        *,
        saidi_minutes / 60.0 as saidi_hours,
        saidi_minutes / nullif(saifi, 0.0) as caidi_minutes,
        1.0 - saidi_minutes / 60.0 / nullif(period_hours, 0.0) as asai,
        customers / nullif(cast(customers_interrupted as double), 0.0) as caifi,
        customer_seconds / 60.0 / nullif(cast(customers_interrupted as double), 0.0) as ctaidi_minutes,
        energy_not_supplied_kwh / nullif(customers_served, 0.0) as aens_kwh,
        energy_not_supplied_kwh / nullif(cast(customers_interrupted as double), 0.0) as acci_kwh
    from figures

)

select
    {{ keys | join(', ') }},
    {%- for name in [
        'saidi_minutes', 'saidi_hours', 'saifi', 'caidi_minutes', 'asai', 'caifi', 'ctaidi_minutes', 'maifi',
        'maifi_event', 'asifi', 'asidi_minutes', 'energy_not_supplied_kwh', 'aens_kwh', 'acci_kwh',
    ] %}
    case when reason is null then {{ name }} end as {{ name }},
    {%- endfor %}
    customers_served,
    kva_served,
    customers_interrupted,
    cast(customers as bigint) as customer_interruptions,
    customer_seconds / 60.0 as customer_minutes,
    cast(interruptions as bigint) as n,
    cast(outages as bigint) as outages,
    cast(open_interruptions as bigint) as open_interruptions,
    cast(momentary_events as bigint) as momentary_events,
    period_hours,
    case
        when reason is not null then 'O'
        -- minutes still to come, or a period that still runs
        when is_running = 1 or open_interruptions > 0 then 'P'
        else 'A'
    end as status,
    reason
from whole
