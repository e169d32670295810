{{ config(materialized='incremental', incremental_strategy='touched_cases') }}

with marks as (

    select
        event.source_id,
        event.case_id,
        event.pause_kind,
        event.occurred_at,
        event.delivery_no,
        event.member,
        event.event_order,
        case when event.role = 'pause_begin' then 1 else -1 end as change
    from {{ ref('case_event') }} as event
    {{ of_touched_cases('event') }}
    where event.role in ('pause_begin', 'pause_end')

),

levels as (

    select
        *,
        sum(change) over (
            partition by source_id, case_id, pause_kind order by {{ order_of_events() }}
            rows between unbounded preceding and current row
        ) as level
    from marks

),

depths as (

    -- an end without a beginning ends nothing
    select
        *,
        level - least(0, min(level) over (
            partition by source_id, case_id, pause_kind order by {{ order_of_events() }}
            rows between unbounded preceding and current row
        )) as depth,
        sum(change) over (partition by source_id, case_id, pause_kind)
        - least(0, min(level) over (partition by source_id, case_id, pause_kind)) as left_over
    from levels

),

states as (

    -- pauses of one kind may nest. Where a beginning has no end, an end closes whatever is open: a notice that was sent
    -- twice must not hold the clock for ever
    select
        *,
        case when left_over > 0 then change > 0 else depth > 0 end as is_paused
    from depths

),

turns as (

    select
        *,
        coalesce(lag(is_paused) over (
            partition by source_id, case_id, pause_kind order by {{ order_of_events() }}
        ), false) as was_paused
    from states

),

spans as (

    select
        source_id,
        case_id,
        pause_kind,
        is_paused,
        left_over > 0 as is_unclosed,
        occurred_at as paused_at,
        lead(occurred_at) over (
            partition by source_id, case_id, pause_kind order by {{ order_of_events() }}
        ) as resumed_at
    from turns
    where is_paused <> was_paused

),

every_span as (

    select
        source_id,
        case_id,
        pause_kind,
        is_unclosed,
        paused_at,
        coalesce(resumed_at, cast('9999-12-31' as timestamp)) as resumed_at
    from spans
    where is_paused

    union all

    -- what waits for the customer leaves the supplier's clock like any pause
    select
        customer.source_id,
        customer.case_id,
        'customer_works' as pause_kind,
        false as is_unclosed,
        customer.begun_at as paused_at,
        coalesce(customer.ended_at, cast('9999-12-31' as timestamp)) as resumed_at
    from {{ ref('case_customer_span') }} as customer
    {{ of_touched_cases('customer') }}

),

islands as (

    {{ span_islands('every_span', 'paused_at', 'resumed_at') }}

),

united as (

    select
        source_id,
        case_id,
        cast(island_no as int) as pause_no,
        case when min(pause_kind) = max(pause_kind) then min(pause_kind) else 'several' end as pause_kind,
        max(case when is_unclosed then 1 else 0 end) = 1 as is_unclosed,
        min(paused_at) as paused_at,
        max(resumed_at) as resumed_at
    from islands
    group by source_id, case_id, island_no

),

clipped as (

    select
        united.source_id,
        united.case_id,
        united.pause_no,
        united.pause_kind,
        united.is_unclosed,
        united.paused_at,
        case when united.resumed_at < cast('9999-12-31' as timestamp) then united.resumed_at end as resumed_at,
        log.calendar_code,
        greatest(united.paused_at, milestone.accepted_at) as counted_from,
        case
            when milestone.ended_at is not null then least(united.resumed_at, milestone.ended_at)
            when united.resumed_at < cast('9999-12-31' as timestamp) then united.resumed_at
        end as counted_to
    from united
    inner join {{ ref('case_milestone') }} as milestone
        on united.source_id = milestone.source_id
        and united.case_id = milestone.case_id
    inner join {{ ref('case_log') }} as log on united.source_id = log.source_id

),

measured as (

    select
        clipped.*,
        coalesce(counted_from < counted_to, false) as is_inside,
        counted_to is null as is_open,
        {{ microseconds('counted_to') }} - {{ microseconds('counted_from') }} as length_microseconds,
        {{ work_days_between('paused', 'resumed') }} as days_between,
        {{ work_minutes_between('counted_from', 'paused', 'counted_to', 'resumed') }} as minutes_between
    from clipped
    left join {{ ref('working_calendar') }} as paused
        on {{ on_calendar('paused', 'clipped.calendar_code', 'clipped.counted_from') }}
    left join {{ ref('working_calendar') }} as resumed
        on {{ on_calendar('resumed', 'clipped.calendar_code', 'clipped.counted_to') }}

)

select
    source_id,
    case_id,
    pause_no,
    pause_kind,
    paused_at,
    resumed_at,
    is_open,
    is_unclosed,
    case when is_inside then counted_from end as counted_from,
    case when is_inside then counted_to end as counted_to,
    case when is_inside then length_microseconds else 0 end as paused_microseconds,
    case when is_inside then days_between else 0 end as paused_work_days,
    case when is_inside then minutes_between else 0 end as paused_work_minutes
from measured
