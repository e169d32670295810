-- 执行合同, by dispute: days and cost of every sale dispute that was tried, enforced and paid.
-- The profile is that of Doing Business 2020 (enforcing contracts, case study): a sale of goods, decided by judgment in
-- first instance, no appeal, enforced until the creditor has the money. Claims of any size count: exactly twice the
-- income per head, as the case study has it, would leave no case.
with appealed as (

    select distinct trial_case_no
    from {{ ref('stg_court_case') }}
    where case_type in ('second_instance', 'retrial_review', 'retrial')
        and trial_case_no is not null

),

trials as (

    select
        trial.*,
        -- filing and service (received to served), then trial and judgment (served to closed). Days that the court
        -- deducts from its own limit (expert opinion, public notice) are waited through by the parties and stay in
        {{ days_between('trial.received_on', 'trial.closed_on') }} as trial_days
    from {{ ref('stg_court_case') }} as trial
    left join appealed on trial.case_no = appealed.trial_case_no
    where trial.case_type = 'first_instance'
        and trial.cause = '买卖合同纠纷'
        and trial.outcome = 'judgment'
        and trial.closed_on is not null
        and appealed.trial_case_no is null

),

enforcements as (

    -- an enforcement broken off for want of assets (终结本次执行程序) and resumed later is one enforcement
    select
        trial_case_no,
        min(received_on) as began_on,
        max(closed_on) as last_closed_on,
        max(case when outcome = 'performed' then closed_on end) as paid_on,
        max(case when closed_on is null then 1 else 0 end) as is_open,
        -- charged once: a resumed case has none of its own
        sum(cast(enforcement_fee_cny as decimal(28, 8))) as enforcement_fee_cny
    from {{ ref('stg_court_case') }}
    where case_type in ('enforcement', 'enforcement_resumed')
        and trial_case_no is not null
    group by trial_case_no

),

disputes as (

    -- A dispute without enforcement is left out: nobody knows whether the debtor paid, and a time that lacks its last
    -- part would be compared with times that have it. So is one that is not fully paid, or still open.
    select
        trials.*,
        enforcements.paid_on,
        enforcements.enforcement_fee_cny as fee_of_enforcement_cny,
        {{ days_between('enforcements.began_on', 'enforcements.paid_on') }} as enforcement_days
    from trials
    inner join enforcements on trials.case_no = enforcements.trial_case_no
    where enforcements.is_open = 0
        and enforcements.paid_on = enforcements.last_closed_on
        -- days out of order are a fault of the record, not a short dispute
        and trials.received_on <= trials.closed_on
        and trials.closed_on <= enforcements.began_on
        and enforcements.began_on <= enforcements.paid_on

),

time_taken as (

    -- calendar days of court work: the time in which the creditor holds the judgment and does not apply is his own
    select
        'I14-1' as measure_code,
        disputes.*,
        cast(trial_days + enforcement_days as double) as amount,
        cast(null as double) as base
    from disputes

),

cost as (

    -- lawyer, court and enforcement against the claim. A dispute whose lawyer's fee nobody declared is left out:
    -- without it the cost would look smaller than it was; 0 says that there was no lawyer
    select
        'I14-2' as measure_code,
        disputes.*,
        cast(lawyer_fee_cny + court_fee_cny + fee_of_enforcement_cny as double) as amount,
        cast(claim_cny as double) as base
    from disputes
    where claim_cny > 0

)

{{ observations_of(
    measures=['time_taken', 'cost'],
    observed_on='paid_on',
    observation_key='case_no'
) }}
