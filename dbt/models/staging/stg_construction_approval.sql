{{ config(materialized='view') }}

with events as (

    {{ current_events('construction_approval', 'row', ['event_id']) }}

)

select
    source_id,
    file_sha256,
    delivery_no,
    member,
    row_number,
    event_id,
    case_id,
    project_code,
    sub_project_code,
    parallel_code,
    project_class,
    matter_code as item_code,
    region_code,
    department_code,
    activity,
    occurred_at,
    cast(promised_days as int) as promised_days
from events
where recency = 1
