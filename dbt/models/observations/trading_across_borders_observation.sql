-- 跨境贸易, by declaration of a firm of this city, wherever it cleared: hours and costs in the sense of Doing Business.
-- A declaration counts when its shipment is over: an import taken from the port, an export departed.
with finished as (

    -- a shipment that was declared again under another number is one shipment
    select *, leave_at as finished_at
    from {{ ref('clearance_declaration') }}
    where leave_at is not null and superseded_by is null

),

border_time as (

    -- 口岸办 definition, handling at the port included: import arrival -> goods taken away, export goods at the
    -- supervised site -> departure; hours of 24 a day. Moments that cannot be true are a fault of the data, not zero hours.
    select
        case when flow = 'import' then 'I12-5' else 'I12-1' end as measure_code,
        finished.*,
        ({{ microseconds('finished_at') }} - {{ microseconds('arrive_at') }}) / 3600000000.0 as amount,
        cast(null as double) as base
    from finished
    where time_fault is null and arrive_at is not null

),

documentary_time as (

    -- draft begun -> declaration lodged; what was declared before its draft was not drafted in the single window
    select
        case when flow = 'import' then 'I12-7' else 'I12-3' end as measure_code,
        finished.*,
        ({{ microseconds('declared_at') }} - {{ microseconds('draft_at') }}) / 3600000000.0 as amount,
        cast(null as double) as base
    from finished
    where declared_at >= draft_at

),

border_cost as (

    -- charges of port and carrier, no tariffs; yuan here, the rule of the measure divides by the year's exchange rate
    select
        case when flow = 'import' then 'I12-6' else 'I12-2' end as measure_code,
        finished.*,
        cast(port_charges_cny as double) as amount,
        cast(null as double) as base
    from finished

),

documentary_cost as (

    -- broker and documents; while one of the two is unknown so is their sum
    select
        case when flow = 'import' then 'I12-8' else 'I12-4' end as measure_code,
        finished.*,
        cast(agent_fee_cny + document_fee_cny as double) as amount,
        cast(null as double) as base
    from finished

),

declared_ahead as (

    -- 提前申报率: imports lodged before their arrival, of those whose declaration and arrival are both known
    select
        'I12-9' as measure_code,
        finished.*,
        case when is_ahead then 1.0 else 0.0 end as amount,
        cast(1.0 as double) as base
    from finished
    where flow = 'import' and is_ahead is not null

)

{{ observations_of(
    measures=['border_time', 'documentary_time', 'border_cost', 'documentary_cost', 'declared_ahead'],
    observed_on=day_of('finished_at'),
    observation_key='entry_id'
) }}
