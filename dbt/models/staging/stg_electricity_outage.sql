{{ config(materialized='view') }}

-- the rows of an outage that its last delivery gave: a redelivered outage is replaced whole, steps that are gone are gone
with deliveries as (

    select source_id, file_sha256, dense_rank() over (order by received_on, delivery_no) as delivery_order
    from {{ ref('stg_current_batch') }}
    where source_id = 'electricity_outage'

),

-- a few columns of all rows, instead of all columns of all rows in order
last_delivery as (

    select every_row.case_id, max(deliveries.delivery_order) as delivery_order
    from {{ source('raw', 'electricity_outage') }} as every_row
    inner join deliveries
        on every_row.source_id = deliveries.source_id
        and every_row.file_sha256 = deliveries.file_sha256
    group by every_row.case_id

),

delivered as (

    select every_row.*
    from ({{ current_rows('electricity_outage') }}) as every_row
    inner join deliveries
        on every_row.source_id = deliveries.source_id
        and every_row.file_sha256 = deliveries.file_sha256
    inner join last_delivery
        on every_row.case_id = last_delivery.case_id
        and deliveries.delivery_order = last_delivery.delivery_order

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
