-- Finished connection cases: their clock is that of every log, their cost and kind stand in the case's own row.
select
    connection.case_no,
    connection.source_id,
    connection.file_sha256,
    connection.file_name,
    connection.county_code,
    connection.voltage,
    connection.capacity_kva,
    connection.is_three_zero,
    connection.channel,
    -- a case counts in the period in which it finished
    {{ year_text('duration.finished_at') }} as period,
    duration.whole_process_minutes,
    duration.steps as customer_steps,
    -- a cost that nobody entered is not a cost of zero
    connection.external_cost_user_cny + connection.internal_cost_user_cny as user_cost_cny
from {{ ref('stg_electricity_connection') }} as connection
inner join {{ ref('case_duration') }} as duration
    on connection.source_id = duration.source_id
    and connection.case_no = duration.case_id
where duration.outcome = 'granted' and duration.fault is null
