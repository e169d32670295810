{{ config(materialized='view') }}

with events as (

    {{ current_events('process_log', 'none', [
        'folder', 'case_id', 'activity', 'lifecycle', 'occurred_at', 'started_at', 'event_id'
    ]) }}

)

select
    source_id,
    file_sha256,
    delivery_no,
    member,
    row_number,
    folder,
    -- logs of different folders number their cases alike
    concat(folder, '/', case_id) as case_id,
    activity,
    occurred_at,
    started_at,
    lower(lifecycle) as lifecycle,
    event_id as instance_id,
    region as region_code,
    coalesce(case_department, department) as department_code
from events
where recency = 1
