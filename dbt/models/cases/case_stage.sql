{{ config(materialized='view') }}

select
    source_id,
    case_id,
    stage_code,
    stage_no,
    owner,
    begun_at,
    ended_at,
    stage_microseconds,
    stage_minutes,
    work_days,
    work_minutes
from {{ ref('case_stage_span') }}

union all

select
    duration.source_id,
    duration.case_id,
    stage.stage_code,
    1 as stage_no,
    stage.owner,
    duration.accepted_at as begun_at,
    duration.finished_at as ended_at,
    {{ microseconds('duration.finished_at') }} - {{ microseconds('duration.accepted_at') }} as stage_microseconds,
    duration.handling_minutes as stage_minutes,
    duration.handling_work_days as work_days,
    duration.handling_work_minutes as work_minutes
from {{ ref('case_duration') }} as duration
inner join {{ ref('handling_stage') }} as stage on duration.source_id = stage.source_id
where duration.accepted_at is not null
