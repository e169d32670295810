{{ config(materialized='view') }}

-- the rows of an outage that its last delivery gave: a redelivered outage is replaced whole, steps that are gone are gone
with delivered as (

    select
        *,
        rank() over (partition by case_id order by received_on desc, delivery_no desc) as recency
    from ({{ current_rows('electricity_outage') }}) as every_row

)

select
    source_id,
    file_sha256,
    file_name,
    member,
    row_number,
    case_id as outage_id,
    load_point,
    step_no,
    county_code,
    feeder,
    area_class,
    voltage,
    outage_type,
    cause,
    coalesce(is_external, false) as is_external,
    started_at,
    case
        when ended_at is not null then ended_at
        when stated_minutes is not null
            then {{ moment_of(microseconds('started_at') ~ ' + cast(round(stated_minutes * 60) as bigint) * 1000000') }}
    end as ended_at,
    customers_hit,
    customers_served,
    kva_hit,
    kva_served,
    load_kw,
    case when outage_type = 'limit' then curtailed_pct end as curtailed_pct,
    is_marked_momentary,
    momentary_count,
    is_notified
from delivered
where recency = 1
