-- What customers of one load point went through in one outage, its steps of restoration taken together.
--
-- Steps that begin with the outage are groups restored at different times: their customers add up. A later step is the
-- part still off: its customers were counted when they lost supply, and its time counts from where the steps before it end.
--
-- Most have one step: they are neither put in order nor added up, which memory would not hold for millions.
{%- set key = ['outage_id', 'county_code', 'feeder', 'load_point'] %}

with stepped as (

    select {{ key | join(', ') }}
    from {{ ref('stg_electricity_outage') }}
    group by {{ key | join(', ') }}
    having count(*) > 1

),
{%- for has_steps in [false, true] %}
{%- set name = 'of_steps' if has_steps else 'whole' %}

steps_{{ name }} as (

    select
        outage.*,
        {%- if has_steps %}
        min(outage.started_at) over (partition by {% for column in key %}outage.{{ column }}{{ ', ' if not loop.last }}{% endfor %}) as began_at,
        max(outage.ended_at) over (
            partition by {% for column in key %}outage.{{ column }}{{ ', ' if not loop.last }}{% endfor %}
            order by outage.started_at, outage.ended_at, outage.row_number
            rows between unbounded preceding and 1 preceding
        ) as covered_to,
        {%- else %}
        outage.started_at as began_at,
        cast(null as {{ dbt.type_timestamp() }}) as covered_to,
        {%- endif %}
        -- an end before its beginning says nothing about the length
        case when outage.ended_at >= outage.started_at then outage.ended_at end as restored_at,
        -- nobody is interrupted who is not there; the row is named as a gap
        least(outage.customers_hit, coalesce(outage.customers_served, outage.customers_hit)) as customers,
        least(outage.kva_hit, coalesce(outage.kva_served, outage.kva_hit)) as kva
    from {{ ref('stg_electricity_outage') }} as outage
    {{ 'inner' if has_steps else 'left' }} join stepped
        on {% for column in key -%}
        coalesce(outage.{{ column }}, '') = coalesce(stepped.{{ column }}, ''){{ ' and ' if not loop.last }}
        {%- endfor %}
    {{ 'where stepped.outage_id is null' if not has_steps }}

),

measured_{{ name }} as (

    select
        *,
        started_at = began_at as is_first,
        started_at > began_at and coalesce(covered_to > started_at, false) as is_overlapping,
        case
            when started_at = began_at then {{ seconds_between('started_at', 'restored_at') }}
            else greatest(0, {{ seconds_between('greatest(started_at, coalesce(covered_to, started_at))', 'restored_at') }})
        end
        -- a restriction takes away its share of the supply
        * coalesce(curtailed_pct, 100.0) / 100.0 as seconds_lost
    from steps_{{ name }}

),
{%- endfor %}

interruptions as (
    {%- for has_steps in [false, true] %}
    {%- set largest, smallest, total = ('max', 'min', 'sum') if has_steps else ('', '', '') %}

    select
        source_id,
        outage_id,
        county_code,
        feeder,
        load_point,
        {{ largest }}(area_class) as area_class,
        {{ largest }}(voltage) as voltage,
        {{ smallest }}(outage_type) as outage_type,
        {{ largest }}(case when is_external then 1 else 0 end) = 1 as is_external,
        {{ largest }}(case when is_marked_momentary then 1 when not is_marked_momentary then 0 end) as marked_momentary,
        {{ largest }}(case when is_notified then 1 when not is_notified then 0 end) = 1 as is_notified,
        {{ smallest }}(started_at) as started_at,
        {{ 'case when count(restored_at) = count(*) then max(restored_at) end' if has_steps else 'restored_at' }} as ended_at,
        greatest({{ total }}(case when is_first then customers else 0 end), {{ largest }}(customers)) as customers,
        {{ largest }}(customers_served) as customers_served,
        greatest({{ total }}(case when is_first then kva end), {{ largest }}(kva)) as kva,
        greatest({{ total }}(case when is_first then load_kw end), {{ largest }}(load_kw)) as load_kw,
        -- decimals add up to the same bits in any order
        {{ total }}(cast(customers * seconds_lost as decimal(28, 3))) as customer_seconds,
        {{ total }}(cast(kva * seconds_lost as decimal(28, 3))) as kva_seconds,
        {{ total }}(cast(load_kw * seconds_lost as decimal(28, 3))) as kw_seconds,
        {{ largest }}(coalesce(momentary_count, 1)) as momentary_count,
        {{ largest }}(case when customers_hit > customers_served or kva_hit > kva_served then 1 else 0 end) as rows_above_served,
        {{ largest }}(case when is_overlapping then 1 else 0 end) = 1 as steps_overlap,
        {{ largest }}(case when ended_at < started_at then 1 else 0 end) = 1 as ends_before_start,
        {{ 'count(*)' if has_steps else '1' }} as steps,
        {{ smallest }}(file_name) as file_name,
        {{ smallest }}(file_sha256) as file_sha256,
        {{ smallest }}(row_number) as row_number
    from measured_{{ 'of_steps' if has_steps else 'whole' }}
    {% if has_steps -%}
    group by source_id, {{ key | join(', ') }}
    {%- else %}
    union all
    {%- endif %}
    {%- endfor %}

),

timed as (

    select
        *,
        {{ seconds_between('started_at', 'ended_at') }} as duration_seconds
    from interruptions

),

judged as (

    select
        *,
        coalesce(duration_seconds > {{ reliability_parameter('longest_days') }} * 86400, false) as is_too_long,
        -- the length decides; the mark only where there is none
        case
            when duration_seconds is not null
                then duration_seconds <= {{ reliability_parameter('sustained_minutes') }} * 60
            else coalesce(marked_momentary = 1, false)
        end as is_momentary
    from timed

)

select
    source_id,
    outage_id,
    county_code,
    feeder,
    load_point,
    area_class,
    voltage,
    outage_type,
    is_external,
    is_notified,
    started_at,
    {{ day_of('started_at') }} as day,
    {{ month_text('started_at') }} as month,
    ended_at,
    duration_seconds,
    is_momentary,
    ended_at is null as is_open,
    cast(least(customers, coalesce(customers_served, customers)) as bigint) as customers,
    cast(kva as double) as kva,
    cast(load_kw as double) as load_kw,
    -- an end that nobody knows gives no minutes: the interruption counts in frequency alone
    case when ended_at is not null and not is_too_long then customer_seconds else 0.0 end as customer_seconds,
    case when ended_at is not null and not is_too_long then kva_seconds else 0.0 end as kva_seconds,
    case when ended_at is not null and not is_too_long then kw_seconds else 0.0 end as kw_seconds,
    case when is_momentary then momentary_count else 0 end as momentary_count,
    steps,
    rows_above_served = 1 or coalesce(customers > customers_served, false) as is_above_served,
    steps_overlap,
    is_too_long or ends_before_start as is_length_doubtful,
    coalesce(duration_seconds is not null and is_momentary <> (marked_momentary = 1), false) as contradicts_mark,
    file_name,
    file_sha256,
    row_number
from judged
