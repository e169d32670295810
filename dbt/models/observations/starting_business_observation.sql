-- 开办企业, by application: contacts, working days, cost and channel of every application that ended in a licence.
with cases as (

    select
        opening.*,
        -- the last of the steps that this company took; a step not needed does not count as done on time
        greatest(
            opening.licence_issued_at,
            coalesce(opening.seal_done_at, opening.licence_issued_at),
            coalesce(opening.tax_invoice_at, opening.licence_issued_at),
            coalesce(opening.social_reg_at, opening.licence_issued_at),
            coalesce(opening.bank_opened_at, opening.licence_issued_at)
        ) as finished_at
    from {{ ref('stg_company_opening') }} as opening
    where opening.state = 'done' and opening.licence_issued_at is not null

),

timed as (

    select
        cases.*,
        {{ work_days_between('submitted', 'finished') }} as work_days
    from cases
    left join {{ ref('working_calendar') }} as submitted on {{ on_calendar('submitted', "'national'", 'cases.submitted_at') }}
    left join {{ ref('working_calendar') }} as finished on {{ on_calendar('finished', "'national'", 'cases.finished_at') }}

),

procedures as (

    -- one joint application is one contact for all that it covers; otherwise licence, seal, invoices, social insurance
    -- and bank count each where the company took the step
    select
        'I01-1' as measure_code,
        timed.*,
        cast(case
            when is_joint then 1
            else 1
                + case when seal_done_at is not null then 1 else 0 end
                + case when tax_invoice_at is not null then 1 else 0 end
                + case when social_reg_at is not null then 1 else 0 end
        end + case when bank_opened_at is not null then 1 else 0 end as double) as amount,
        cast(null as double) as base
    from timed

),

time_taken as (

    -- complete file submitted to last step done; what ends on the day it was submitted takes half a day
    select
        'I01-2' as measure_code,
        timed.*,
        case when work_days = 0 then 0.5 else cast(work_days as double) end as amount,
        cast(null as double) as base
    from timed

),

cost as (

    -- what the company paid itself; a fee that the government bears is 0, a fee that nobody entered is unknown
    select 'I01-3' as measure_code, timed.*, cast(fee_cny as double) as amount, cast(null as double) as base
    from timed

),

online as (

    select
        'I01-4' as measure_code,
        timed.*,
        case when channel = 'online' then 1.0 else 0.0 end as amount,
        cast(1.0 as double) as base
    from timed

)

{{ observations_of(
    measures=['procedures', 'time_taken', 'cost', 'online'],
    observed_on=day_of('finished_at'),
    observation_key='case_no'
) }}
