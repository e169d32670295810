-- Stages of finished cases: calendar days, and working days without the pauses that stop the clock. What waits for the
-- customer is his stages less the supplier's nodes inside them; what no stage covers is the rest of the case.
with stage as (

    select
        source_id,
        stage_code,
        max(name_zh) as stage_name_zh,
        max(name_en) as stage_name_en,
        max(owner) as owner,
        {{ dbt.bool_or('is_parallel') }} as is_parallel
    from {{ ref('stage_rule') }}
    group by source_id, stage_code

),

customer_stage as (

    select source_id, min(stage_code) as stage_code
    from stage
    where owner = 'customer'
    group by source_id

),

spans as (

    select source_id, case_id, stage_code, begun_at, ended_at
    from {{ ref('case_stage_span') }}
    where ended_at >= begun_at and coalesce(owner, 'customer') <> 'customer'
    union all
    select customer.source_id, customer.case_id, customer_stage.stage_code, customer.begun_at, customer.ended_at
    from {{ ref('case_customer_span') }} as customer
    inner join customer_stage on customer.source_id = customer_stage.source_id
    where customer.ended_at is not null

),

signed as (

    -- the stage, less what of it was paused
    select spans.*, 1 as sign, connection.cell_no, connection.class_code
    from spans
    inner join {{ ref('connection_case') }} as connection
        on spans.source_id = connection.source_id
        and spans.case_id = connection.case_no
    union all
    select
        spans.source_id,
        spans.case_id,
        spans.stage_code,
        greatest(spans.begun_at, pause.counted_from) as begun_at,
        least(spans.ended_at, pause.counted_to) as ended_at,
        -1 as sign,
        connection.cell_no,
        connection.class_code
    from spans
    inner join {{ ref('connection_case') }} as connection
        on spans.source_id = connection.source_id
        and spans.case_id = connection.case_no
    inner join stage on spans.source_id = stage.source_id and spans.stage_code = stage.stage_code
    inner join {{ ref('case_pause') }} as pause
        on spans.source_id = pause.source_id
        and spans.case_id = pause.case_id
        and spans.begun_at < pause.counted_to
        and pause.counted_from < spans.ended_at
    where stage.owner = 'supplier'

),

measured as (

    select
        signed.source_id,
        signed.case_id,
        signed.stage_code,
        max(signed.cell_no) as cell_no,
        max(signed.class_code) as class_code,
        sum(
            case when signed.sign = 1
                then {{ microseconds('signed.ended_at') }} - {{ microseconds('signed.begun_at') }} else 0 end
        ) as stage_microseconds,
        sum(signed.sign * {{ work_days_between('begun', 'ended') }}) as work_days
    from signed
    inner join {{ ref('case_log') }} as log on signed.source_id = log.source_id
    left join {{ ref('working_calendar') }} as begun
        on {{ on_calendar('begun', 'log.calendar_code', 'signed.begun_at') }}
    left join {{ ref('working_calendar') }} as ended
        on {{ on_calendar('ended', 'log.calendar_code', 'signed.ended_at') }}
    group by signed.source_id, signed.case_id, signed.stage_code

),

named as (

    select
        measured.source_id,
        measured.case_id as case_no,
        measured.cell_no,
        measured.class_code,
        measured.stage_code,
        stage.stage_name_zh,
        stage.stage_name_en,
        stage.owner,
        stage.is_parallel,
        cast(measured.stage_microseconds / 86400000000.0 as double) as calendar_days,
        cast(measured.work_days as double) as work_days
    from measured
    inner join stage on measured.source_id = stage.source_id and measured.stage_code = stage.stage_code

),

covered as (

    select source_id, case_no, {{ exact_sum('calendar_days') }} as calendar_days
    from named
    where not is_parallel
    group by source_id, case_no

)

select * from named

union all

select
    connection.source_id,
    connection.case_no,
    connection.cell_no,
    connection.class_code,
    'rest' as stage_code,
    '未归入环节的等待' as stage_name_zh,
    'waiting that no stage covers' as stage_name_en,
    'nobody' as owner,
    false as is_parallel,
    greatest(connection.whole_days - coalesce(covered.calendar_days, 0), 0) as calendar_days,
    cast(null as double) as work_days
from {{ ref('connection_case') }} as connection
left join covered on connection.source_id = covered.source_id and connection.case_no = covered.case_no
