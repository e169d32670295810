-- What each source says of each component: logs add up the parts that count, declarations name a sum, brokers give a median,
-- firms the weighted mean of the survey. Hours, or yuan.
with made_of_parts as (

    -- steps are added, of parts beside each other the longest counts; with one part unknown so is the component
    select
        region_code,
        period_kind,
        period,
        flow,
        group_kind,
        group_code,
        component,
        quantity,
        case when component = 'border' and quantity = 'cost' then 'port_charge' else 'customs_declaration' end
            as source_code,
        min(case when minimum_share = 0 then n end) as n,
        case
            when count(case when state = 'unknown' then 1 end) = 0
                then cast(sum(case when state = 'counted' then cast(mean_amount as decimal(28, 8)) end) as double)
        end as amount
    from {{ ref('compliance_part_mean') }}
    group by region_code, period_kind, period, flow, group_kind, group_code, component, quantity

),

declared as (

    select
        county_code,
        flow,
        profile_code,
        finished_on,
        port_charges_cny / nullif(containers, 0) as amount
    from {{ ref('compliance_shipment') }}
    where finished_on is not null and port_charges_cny is not null and containers > 0

),

placed_declared as (

    {{ in_trade_periods('declared', 'finished_on') }}

),

answered as (

    select
        answer.county_code,
        answer.flow,
        answer.answered_on,
        profile.profile_code,
        answer.documentary_hours,
        answer.documentary_cost * ({{ cny_rate('answer.currency', 'cost_month', 'cost_year') }})
            as documentary_cost_cny
    from {{ ref('stg_broker_survey') }} as answer
    left join {{ ref('trade_profile') }} as profile
        on answer.flow = profile.flow
        and substr(answer.hs_code, 1, length(profile.hs_prefix)) = profile.hs_prefix
        and (profile.containers_min = 0 or answer.packing = 'full_container')
    {{ rates_of('cost', 'answer.currency', 'answer.county_code', 'answer.answered_on') }}

),

placed_answered as (

    {{ in_trade_periods('answered', 'answered_on') }}

),

stated as (

    select
        region_code, period_kind, period, flow, profile_code, 'border' as component, 'cost' as quantity,
        'customs_declaration' as source_code, amount
    from placed_declared
    union all
    -- nobody is asked about a quarter or a month
    select
        region_code, period_kind, period, flow, profile_code, 'documentary' as component, 'time' as quantity,
        'broker_survey' as source_code, documentary_hours as amount
    from placed_answered
    where period_kind = 'year'
    union all
    select
        region_code, period_kind, period, flow, profile_code, 'documentary' as component, 'cost' as quantity,
        'broker_survey' as source_code, documentary_cost_cny as amount
    from placed_answered
    where period_kind = 'year'

),

stated_groups as (

    select stated.*, 'all' as group_kind, 'all' as group_code
    from stated
    union all
    select stated.*, 'profile' as group_kind, stated.profile_code as group_code
    from stated
    where stated.profile_code is not null

),

averaged as (

    select
        region_code,
        period_kind,
        period,
        flow,
        group_kind,
        group_code,
        component,
        quantity,
        source_code,
        count(amount) as n,
        cast(sum(cast(amount as decimal(28, 8))) as double) / nullif(count(amount), 0) as mean_amount,
        cast(percentile_cont(0.5) within group (order by cast(amount as double)) as double) as median_amount
    from stated_groups
    group by
        region_code, period_kind, period, flow, group_kind, group_code, component, quantity, source_code

),

surveyed as (

    select
        estimate.region_code,
        'year' as period_kind,
        estimate.period,
        component.flow,
        'all' as group_kind,
        'all' as group_code,
        component.component,
        component.quantity,
        'enterprise_survey' as source_code,
        estimate.n,
        estimate.estimate as amount
    from {{ ref('int_survey_estimate') }} as estimate
    inner join {{ ref('compliance_component') }} as component on estimate.measure_code = component.measure_code

),

everything as (

    select * from made_of_parts
    union all
    select
        region_code, period_kind, period, flow, group_kind, group_code, component, quantity, source_code, n,
        case when source_code = 'broker_survey' then median_amount else mean_amount end as amount
    from averaged
    union all
    select * from surveyed

)

select
    everything.*,
    rule.precedence,
    rule.minimum_n,
    everything.amount is not null and everything.n >= rule.minimum_n as is_usable
from everything
inner join {{ ref('compliance_source') }} as rule
    on everything.component = rule.component
    and everything.quantity = rule.quantity
    and everything.source_code = rule.source_code
