{{ config(materialized='incremental', incremental_strategy='touched_cases') }}

with stage as (

    -- a stage may begin or end with one of several activities
    select
        source_id,
        stage_code,
        max(owner) as owner
    from {{ ref('stage_rule') }}
    group by source_id, stage_code

),

own_stage as (

    -- a stage that is the handling of the case itself is measured with the case
    select rule.*
    from {{ ref('stage_rule') }} as rule
    left join {{ ref('handling_stage') }} as handling
        on rule.source_id = handling.source_id
        and rule.stage_code = handling.stage_code
    where handling.source_id is null

),

boundary as (

    select rule.source_id, rule.item_code, rule.stage_code, rule.start_activity as activity, 1 as is_start
    from own_stage as rule
    union
    select rule.source_id, rule.item_code, rule.stage_code, rule.end_activity as activity, 0 as is_start
    from own_stage as rule

),

reached as (

    -- an activity that is repeated begins a stage the first time and ends one the last time
    select
        event.source_id,
        event.case_id,
        boundary.stage_code,
        boundary.is_start,
        case when boundary.is_start = 1 then min(event.occurred_at) else max(event.occurred_at) end as reached_at
    from {{ ref('case_event') }} as event
    inner join boundary
        on event.source_id = boundary.source_id
        and event.activity = boundary.activity
        and (boundary.item_code is null or event.item_code = boundary.item_code)
    {{ of_touched_cases('event') }}
    group by event.source_id, event.case_id, boundary.stage_code, boundary.is_start, event.activity

),

ruled as (

    select
        source_id,
        case_id,
        stage_code,
        cast(1 as bigint) as stage_no,
        max(case when is_start = 1 then reached_at end) as begun_at,
        max(case when is_start = 0 then reached_at end) as ended_at
    from reached
    group by source_id, case_id, stage_code

),

unruled as (

    -- a log without stages of its own: every activity that has a length is one
    select
        event.source_id,
        event.case_id,
        event.activity,
        event.instance_id,
        event.lifecycle,
        event.started_at,
        event.occurred_at,
        row_number() over (
            partition by event.source_id, event.case_id, event.activity, event.instance_id, event.lifecycle
            order by {{ order_of_events('event.') }}
        ) as copy_no
    from {{ ref('case_event') }} as event
    inner join {{ ref('case_log') }} as log on event.source_id = log.source_id and not log.has_roles
    {{ of_touched_cases('event') }}
    where event.started_at is not null or event.lifecycle in ('start', 'complete')

),

instances as (

    -- the first start belongs to the first end, the second to the second
    select
        source_id,
        case_id,
        activity as stage_code,
        instance_id,
        copy_no,
        min(coalesce(started_at, case when lifecycle = 'start' then occurred_at end)) as begun_at,
        max(case when started_at is not null or lifecycle = 'complete' then occurred_at end) as ended_at
    from unruled
    group by source_id, case_id, activity, instance_id, copy_no

),

everything as (

    select source_id, case_id, stage_code, stage_no, begun_at, ended_at from ruled
    union all
    select
        source_id,
        case_id,
        stage_code,
        row_number() over (
            partition by source_id, case_id, stage_code order by begun_at nulls last, ended_at nulls last, instance_id, copy_no
        ) as stage_no,
        begun_at,
        ended_at
    from instances
    where begun_at is not null

),

timed as (

    -- a stage that ends before it begins has no length
    select
        everything.source_id,
        everything.case_id,
        everything.stage_code,
        everything.stage_no,
        stage.owner,
        everything.begun_at,
        everything.ended_at,
        log.calendar_code,
        coalesce(everything.ended_at >= everything.begun_at, false) as is_whole
    from everything
    inner join {{ ref('case_log') }} as log on everything.source_id = log.source_id
    left join stage
        on everything.source_id = stage.source_id
        and everything.stage_code = stage.stage_code

),

measured as (

    select
        timed.*,
        {{ microseconds('ended_at') }} - {{ microseconds('begun_at') }} as length_microseconds,
        {{ work_days_between('begun', 'ended') }} as days_between,
        {{ work_minutes_between('begun_at', 'begun', 'ended_at', 'ended') }} as minutes_between
    from timed
    left join {{ ref('working_calendar') }} as begun on {{ on_calendar('begun', 'timed.calendar_code', 'timed.begun_at') }}
    left join {{ ref('working_calendar') }} as ended on {{ on_calendar('ended', 'timed.calendar_code', 'timed.ended_at') }}

)

select
    source_id,
    case_id,
    stage_code,
    stage_no,
    owner,
    begun_at,
    ended_at,
    case when is_whole then length_microseconds end as stage_microseconds,
    case when is_whole then {{ whole_quotient('length_microseconds', '60000000') }} end as stage_minutes,
    case when is_whole then days_between end as work_days,
    case when is_whole then minutes_between end as work_minutes
from measured
