with steps as (

    -- contacts that one visit covers count once: the merge rule is data
    select
        event.case_no,
        count(distinct rule.step_code) as customer_steps
    from {{ ref('int_electricity_case_event') }} as event
    inner join {{ ref('customer_step') }} as rule
        on event.source_id = rule.source_id
        and event.activity = rule.activity
    group by event.case_no

),

finished as (

    select *
    from {{ ref('stg_electricity_connection') }}
    where state = 'done' and energised_at is not null

)

select
    finished.case_no,
    finished.source_id,
    finished.file_sha256,
    finished.file_name,
    finished.county_code,
    finished.voltage,
    finished.capacity_kva,
    finished.is_three_zero,
    finished.channel,
    -- a case counts in the period in which it finished
    {{ year_text('finished.energised_at') }} as period,
    {{ minutes_between('finished.accept_at', 'finished.energised_at') }} as whole_process_minutes,
    steps.customer_steps,
    -- a cost that nobody entered is not a cost of zero
    finished.external_cost_user_cny + finished.internal_cost_user_cny as user_cost_cny
from finished
inner join steps on finished.case_no = steps.case_no
