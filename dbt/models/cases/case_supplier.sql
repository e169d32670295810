{{ config(materialized='incremental', incremental_strategy='touched_cases') }}

-- Time with the supplier in logs whose cases are not with him from acceptance to end: stages, which may run side by side.
with spans as (

    select
        stage.source_id,
        stage.case_id,
        stage.begun_at,
        -- a stage that was never ended runs until the case ends
        least(coalesce(stage.ended_at, milestone.ended_at), milestone.ended_at) as ended_at
    from {{ ref('case_stage_span') }} as stage
    {{ of_touched_cases('stage') }}
    inner join {{ ref('case_milestone') }} as milestone
        on stage.source_id = milestone.source_id
        and stage.case_id = milestone.case_id
    inner join {{ ref('case_log') }} as log on stage.source_id = log.source_id and not log.is_with_supplier
    where stage.owner = 'supplier'
        and stage.begun_at <= milestone.ended_at
        and coalesce(stage.ended_at >= stage.begun_at, true)

),

islands as (

    {{ span_islands('spans', 'begun_at', 'ended_at') }}

),

united as (

    select
        source_id,
        case_id,
        min(begun_at) as begun_at,
        max(ended_at) as ended_at
    from islands
    group by source_id, case_id, island_no

),

signed as (

    -- with the supplier, less what of it was paused
    select
        source_id,
        case_id,
        1 as sign,
        begun_at,
        ended_at
    from united

    union all

    select
        united.source_id,
        united.case_id,
        -1 as sign,
        greatest(united.begun_at, pause.counted_from) as begun_at,
        least(united.ended_at, pause.counted_to) as ended_at
    from united
    inner join {{ ref('case_pause') }} as pause
        on united.source_id = pause.source_id
        and united.case_id = pause.case_id
    where united.begun_at < pause.counted_to and pause.counted_from < united.ended_at

)

select
    signed.source_id,
    signed.case_id,
    cast(
        sum(signed.sign * ({{ microseconds('signed.ended_at') }} - {{ microseconds('signed.begun_at') }})) as bigint
    ) as supplier_microseconds,
    cast(sum(signed.sign * {{ work_days_between('begun', 'ended') }}) as int) as supplier_work_days,
    cast(
        sum(signed.sign * {{ work_minutes_between('signed.begun_at', 'begun', 'signed.ended_at', 'ended') }}) as int
    ) as supplier_work_minutes
from signed
inner join {{ ref('case_log') }} as log on signed.source_id = log.source_id
left join {{ ref('working_calendar') }} as begun on {{ on_calendar('begun', 'log.calendar_code', 'signed.begun_at') }}
left join {{ ref('working_calendar') }} as ended on {{ on_calendar('ended', 'log.calendar_code', 'signed.ended_at') }}
group by signed.source_id, signed.case_id
