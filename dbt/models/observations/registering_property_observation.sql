-- 登记财产, by transfer that was entered in the register: contacts, working days, cost and channel.
with transfers as (

    select *
    from {{ ref('stg_property_registration') }}
    where registration_type = 'transfer'
        and state = 'done'
        and registered_at is not null

),

timed as (

    select
        transfers.*,
        {{ work_days_between('accepted', 'registered') }} as work_days
    from transfers
    left join {{ ref('working_calendar') }} as accepted on {{ on_calendar('accepted', "'national'", 'transfers.accept_at') }}
    left join {{ ref('working_calendar') }} as registered on {{ on_calendar('registered', "'national'", 'transfers.registered_at') }}

),

procedures as (

    -- transaction, tax and registration at one window are one contact; otherwise each counts where it was needed
    select
        'I08-1' as measure_code,
        timed.*,
        cast(case
            when is_one_window then 1
            else 1
                + case when transaction_at is not null then 1 else 0 end
                + case when tax_paid_at is not null then 1 else 0 end
        end as double) as amount,
        cast(null as double) as base
    from timed
    where is_one_window is not null

),

time_taken as (

    -- 受理 -> 登簿; what is registered on the day of acceptance takes half a day
    select
        'I08-2' as measure_code,
        timed.*,
        case when work_days = 0 then 0.5 else cast(work_days as double) end as amount,
        cast(null as double) as base
    from timed

),

cost as (

    -- taxes and fee over the price; while one of them is unknown so is their sum, and without a price there is no share
    select
        'I08-3' as measure_code,
        timed.*,
        cast(deed_tax_cny + stamp_duty_cny + registration_fee_cny as double) as amount,
        cast(price_cny as double) as base
    from timed
    where price_cny > 0

),

online as (

    -- whatever reached the registry through a platform was not handed in at its counter
    select
        'I08-5' as measure_code,
        timed.*,
        case when origin = 'registry' then 0.0 else 1.0 end as amount,
        cast(1.0 as double) as base
    from timed
    where origin is not null

)

{{ observations_of(
    measures=['procedures', 'time_taken', 'cost', 'online'],
    observed_on=day_of('registered_at'),
    observation_key='case_no'
) }}
