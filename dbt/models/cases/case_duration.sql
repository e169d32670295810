{{ config(materialized='incremental', incremental_strategy='touched_cases') }}

-- what the former build said is asked first
-- depends_on: {{ ref('touched_period') }}
with paused as (

    select
        pause.source_id,
        pause.case_id,
        cast(sum(pause.paused_microseconds) as bigint) as paused_microseconds,
        cast(sum(pause.paused_work_days) as int) as paused_work_days,
        cast(sum(pause.paused_work_minutes) as int) as paused_work_minutes,
        max(case when pause.is_open then 1 else 0 end) = 1 as has_open_pause,
        max(case when pause.is_unclosed then 1 else 0 end) = 1 as has_unclosed_pause
    from {{ ref('case_pause') }} as pause
    {{ of_touched_cases('pause') }}
    group by pause.source_id, pause.case_id

),

milestone as (

    select
        milestone.*,
        log.has_roles,
        log.calendar_code,
        log.is_with_supplier,
        case
            when not log.has_roles then milestone.first_event_at
            else least(coalesce(milestone.applied_at, milestone.accepted_at), coalesce(milestone.accepted_at, milestone.applied_at))
        end as begun_at,
        -- what the case itself says comes before what is published for the item
        coalesce(milestone.promised_days, matter.promised_work_days) as promised_work_days,
        coalesce(milestone.statutory_days, matter.statutory_work_days) as statutory_work_days,
        milestone.ended_at >= milestone.accepted_at as is_ordered
    from {{ ref('case_milestone') }} as milestone
    {{ of_touched_cases('milestone') }}
    inner join {{ ref('case_log') }} as log on milestone.source_id = log.source_id
    left join {{ ref('matter_limit') }} as matter
        on milestone.source_id = matter.source_id
        and milestone.item_code = matter.item_code

),

clocks as (

    select
        milestone.*,
        coalesce(paused.paused_microseconds, 0) as paused_microseconds,
        coalesce(paused.paused_work_days, 0) as paused_work_days,
        coalesce(paused.paused_work_minutes, 0) as paused_work_minutes,
        coalesce(paused.has_open_pause, false) as has_open_pause,
        coalesce(paused.has_unclosed_pause, false) as has_unclosed_pause,
        {{ microseconds('milestone.last_event_at') }} - {{ microseconds('milestone.first_event_at') }} as process_microseconds,
        {{ microseconds('milestone.ended_at') }} - {{ microseconds('milestone.begun_at') }} as whole_microseconds,
        {{ work_days_between('begun', 'ended') }} as whole_work_days,
        {{ work_minutes_between('milestone.begun_at', 'begun', 'milestone.ended_at', 'ended') }} as whole_work_minutes,
        case when is_ordered then
            {{ microseconds('milestone.ended_at') }} - {{ microseconds('milestone.accepted_at') }}
        end as handling_microseconds,
        case when is_ordered then {{ work_days_between('accepted', 'ended') }} end as handling_work_days,
        case when is_ordered then
            {{ work_minutes_between('milestone.accepted_at', 'accepted', 'milestone.ended_at', 'ended') }}
        end as handling_work_minutes,
        accepted.work_days_to as accepted_work_days_to,
        case
            when not milestone.has_roles then null
            when milestone.begun_at is not null and begun.calendar_day is null then milestone.begun_at
            when milestone.accepted_at is not null and accepted.calendar_day is null then milestone.accepted_at
            when milestone.ended_at is not null and ended.calendar_day is null then milestone.ended_at
        end as unpublished_at
    from milestone
    left join paused
        on milestone.source_id = paused.source_id
        and milestone.case_id = paused.case_id
    left join {{ ref('working_calendar') }} as begun
        on {{ on_calendar('begun', 'milestone.calendar_code', 'milestone.begun_at') }}
    left join {{ ref('working_calendar') }} as accepted
        on {{ on_calendar('accepted', 'milestone.calendar_code', 'milestone.accepted_at') }}
    left join {{ ref('working_calendar') }} as ended
        on {{ on_calendar('ended', 'milestone.calendar_code', 'milestone.ended_at') }}

),

judged as (

    select
        clocks.*,
        -- a limit of no days ends on the day of acceptance, also when that is a holiday
        case
            when promised.calendar_day < {{ day_of('clocks.accepted_at') }} then {{ day_of('clocks.accepted_at') }}
            else promised.calendar_day
        end as due_on,
        case
            when statutory.calendar_day < {{ day_of('clocks.accepted_at') }} then {{ day_of('clocks.accepted_at') }}
            else statutory.calendar_day
        end as statutory_due_on,
        case
            when clocks.ended_at < clocks.accepted_at then 'finish_before_acceptance'
            when clocks.first_special_at < clocks.accepted_at then 'event_before_acceptance'
            when clocks.has_roles and clocks.accepted_at is null and clocks.outcome in ('granted', 'refused', 'unstated')
                then 'no_acceptance'
            when clocks.unpublished_at is not null then 'calendar_year_unpublished'
        end as fault
    from clocks
    left join {{ ref('working_calendar') }} as promised
        on clocks.calendar_code = promised.calendar_code
        and promised.is_workday
        and promised.work_days_to = clocks.accepted_work_days_to + clocks.promised_work_days + clocks.paused_work_days
    left join {{ ref('working_calendar') }} as statutory
        on clocks.calendar_code = statutory.calendar_code
        and statutory.is_workday
        and statutory.work_days_to = clocks.accepted_work_days_to + clocks.statutory_work_days + clocks.paused_work_days

)

select
    judged.source_id,
    judged.case_id,
    judged.item_code,
    judged.region_code,
    judged.department_code,
    judged.channel,
    judged.outcome,
    judged.first_event_at,
    judged.last_event_at,
    judged.applied_at,
    judged.accepted_at,
    judged.ended_at as finished_at,
    judged.events,
    judged.activities,
    judged.process_microseconds,
    {{ whole_quotient('judged.whole_microseconds', '60000000') }} as whole_process_minutes,
    judged.whole_work_days,
    judged.whole_work_minutes,
    {{ whole_quotient('judged.paused_microseconds', '60000000') }} as paused_minutes,
    judged.paused_work_days,
    judged.paused_work_minutes,
    {{ whole_quotient('judged.handling_microseconds', '60000000') }} as handling_minutes,
    judged.handling_work_days,
    judged.handling_work_minutes,
    {{ whole_quotient('judged.handling_microseconds - judged.paused_microseconds', '60000000') }} as net_minutes,
    judged.handling_work_days - judged.paused_work_days as net_work_days,
    judged.handling_work_minutes - judged.paused_work_minutes as net_work_minutes,
    {{ whole_quotient(
        'case when judged.is_with_supplier then judged.handling_microseconds - judged.paused_microseconds '
        ~ 'else supplier.supplier_microseconds end', '60000000'
    ) }} as supplier_minutes,
    case
        when judged.is_with_supplier then judged.handling_work_days - judged.paused_work_days
        else supplier.supplier_work_days
    end as supplier_work_days,
    case
        when judged.is_with_supplier then judged.handling_work_minutes - judged.paused_work_minutes
        else supplier.supplier_work_minutes
    end as supplier_work_minutes,
    judged.promised_work_days,
    judged.statutory_work_days,
    judged.due_on,
    judged.statutory_due_on,
    {{ day_of('judged.ended_at') }} > judged.due_on as is_late,
    {{ day_of('judged.ended_at') }} > judged.statutory_due_on as is_late_by_law,
    {{ day_of('judged.ended_at') }} < judged.due_on as is_early,
    coalesce(judged.is_instant, judged.promised_work_days = 0) as is_instant,
    judged.channel = 'online' as is_online,
    judged.steps,
    judged.corrections,
    judged.corrections = 0 as is_first_pass,
    judged.acceptances > 1 or judged.finishes > 1 as is_rework,
    judged.has_open_pause,
    judged.has_unclosed_pause,
    judged.first_handled_at < judged.accepted_at as is_off_system,
    judged.fault,
    case
        when judged.fault = 'calendar_year_unpublished' then {{ year_text('judged.unpublished_at') }}
    end as fault_detail
from judged
left join {{ ref('case_supplier') }} as supplier
    on judged.source_id = supplier.source_id
    and judged.case_id = supplier.case_id
