-- 获得电力, by case: contacts, days from application to power, and what the user paid, of every case that ended in power.
with cases as (

    select
        electricity_case.*,
        duration.finished_at
    from {{ ref('electricity_case') }} as electricity_case
    inner join {{ ref('case_duration') }} as duration
        on electricity_case.source_id = duration.source_id
        and electricity_case.case_no = duration.case_id

),

steps as (

    select 'I06-1' as measure_code, cases.*, cast(customer_steps as double) as amount
    from cases

),

time_taken as (

    -- whole process in calendar days: what the customer feels, customer works and permits included
    select 'I06-2' as measure_code, cases.*, whole_process_minutes / 1440.0 as amount
    from cases

),

cost as (

    -- a cost that nobody entered is not a cost of zero: it is left out of the mean
    select 'I06-3' as measure_code, cases.*, cast(user_cost_cny as double) as amount
    from cases

)

{{ observations_of(
    measures=['steps', 'time_taken', 'cost'],
    observed_on=day_of('finished_at'),
    observation_key='case_no',
    has_base=false
) }}
