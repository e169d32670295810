-- 政府采购, by lot: days of tendering, award, payment and complaint, and the share paid in advance, each in the period in
-- which its own step ended.
with lots as (

    -- a lot still in hand counts for the steps that it has behind it; one without a result does not
    select *
    from {{ ref('stg_government_procurement') }}
    where state in ('done', 'open')

),

time_to_opening as (

    -- tender notice to opening of the bids, calendar days; a single source has neither
    select
        'I04-2' as measure_code,
        lots.*,
        bid_open_at as ended_at,
        cast({{ days_between(day_of('notice_at'), day_of('bid_open_at')) }} as double) as amount
    from lots
    where bid_open_at >= notice_at

),

time_to_contract as (

    -- opening of the bids to the contract signed, calendar days
    select
        'I04-3' as measure_code,
        lots.*,
        contract_signed_at as ended_at,
        cast({{ days_between(day_of('bid_open_at'), day_of('contract_signed_at')) }} as double) as amount
    from lots
    where contract_signed_at >= bid_open_at

),

prepayment as (

    -- share of the contract paid in advance, per cent: every contract alike, however large; nothing in advance is 0, a
    -- share that nobody entered is unknown
    select
        'I04-4' as measure_code,
        lots.*,
        contract_signed_at as ended_at,
        cast(prepay_pct as double) as amount
    from lots
    where contract_signed_at is not null

),

time_to_payment as (

    -- invoice to payment by the treasury, calendar days
    select
        'I04-5' as measure_code,
        lots.*,
        paid_at as ended_at,
        cast({{ days_between(day_of('invoice_at'), day_of('paid_at')) }} as double) as amount
    from lots
    where paid_at >= invoice_at

),

time_to_decision as (

    -- complaint accepted to complaint decided, calendar days, whatever became of the lot; one withdrawn has no decision
    select
        'I04-6' as measure_code,
        complained.*,
        complaint_decided_at as ended_at,
        cast({{ days_between(day_of('complaint_accepted_at'), day_of('complaint_decided_at')) }} as double) as amount
    from {{ ref('stg_government_procurement') }} as complained
    where complaint_decided_at >= complaint_accepted_at

)

{{ observations_of(
    measures=['time_to_opening', 'time_to_contract', 'prepayment', 'time_to_payment', 'time_to_decision'],
    observed_on=day_of('ended_at'),
    observation_key='lot_no',
    has_base=false
) }}
