{{ config(materialized='view') }}

with events as (

    {{ current_events('government_service', 'case') }}

)

select
    source_id,
    file_sha256,
    delivery_no,
    member,
    row_number,
    case_id,
    item_code,
    region_code,
    department_code,
    channel,
    activity,
    result_code,
    occurred_at,
    cast(promised_days as int) as promised_days,
    cast(statutory_days as int) as statutory_days,
    is_instant
from events
where recency = 1
