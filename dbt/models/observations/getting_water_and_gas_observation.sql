-- 获得用水用气, by connection of a firm that ended in water or gas: contacts, working days of the supplier, and cost.
-- Households are no part of the business environment and do not count.
with connections as (

    select *
    from {{ ref('stg_water_gas_connection') }}
    where customer_class = 'firm' and state = 'done' and connected_at is not null

),

timed as (

    select
        connections.*,
        {{ work_days_between('accepted', 'connected') }} as whole_work_days,
        {{ work_days_between('begun', 'ended') }} as works_work_days
    from connections
    left join {{ ref('working_calendar') }} as accepted on {{ on_calendar('accepted', "'national'", 'connections.accept_at') }}
    left join {{ ref('working_calendar') }} as connected on {{ on_calendar('connected', "'national'", 'connections.connected_at') }}
    left join {{ ref('working_calendar') }} as begun on {{ on_calendar('begun', "'national'", 'connections.works_started_at') }}
    left join {{ ref('working_calendar') }} as ended on {{ on_calendar('ended', "'national'", 'connections.works_finished_at') }}

),

supplied as (

    -- the supplier's clock: what the customer had built in its own name is not the supplier's time
    select
        timed.*,
        case
            when works_by is null or works_by = 'supplier' then whole_work_days
            when works_work_days >= 0 then whole_work_days - works_work_days
        end as supplier_work_days
    from timed

),

procedures as (

    -- application and connection; survey and plan together one contact; works only where the customer had to see to
    -- them; the check where it took a visit on an earlier day than the connection
    select
        'I07-1' as measure_code,
        supplied.*,
        cast(
            2
            + case when survey_at is not null or plan_at is not null then 1 else 0 end
            + case when works_by = 'customer' then 1 else 0 end
            + case when {{ day_of('checked_at') }} < {{ day_of('connected_at') }} then 1 else 0 end
            as double
        ) as amount
    from supplied

),

time_taken as (

    -- what is connected on the day of acceptance takes half a day
    select
        'I07-2' as measure_code,
        supplied.*,
        case when supplier_work_days = 0 then 0.5 else cast(supplier_work_days as double) end as amount
    from supplied

),

cost as (

    -- all that the user paid, on either side of the red line; without works outside nothing was paid for them, but a
    -- cost that nobody entered is unknown, and so is the sum
    select
        'I07-3' as measure_code,
        supplied.*,
        cast(
            coalesce(outside_cost_cny, case when not has_outside_works then 0 end) + inside_cost_cny as double
        ) as amount
    from supplied

)

{{ observations_of(
    measures=['procedures', 'time_taken', 'cost'],
    observed_on=day_of('connected_at'),
    observation_key='case_no',
    has_base=false
) }}
