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

declared_cell as (

    -- added up by month before places and periods, so that each shipment is read once
    select
        county_code,
        flow,
        profile_code,
        cast({{ dbt.date_trunc('month', 'finished_on') }} as date) as month_begins,
        count(*) as n,
        sum(cast(port_charges_cny / nullif(containers, 0) as decimal(28, 8))) as total
    from {{ ref('compliance_shipment') }}
    where finished_on is not null and port_charges_cny is not null and containers > 0
    group by county_code, flow, profile_code, cast({{ dbt.date_trunc('month', 'finished_on') }} as date)

),

declared_in_period as (

    {{ in_trade_periods('declared_cell', 'month_begins') }}

),

declared as (

    select
        region_code,
        period_kind,
        period,
        flow,
        group_kind,
        group_code,
        cast(sum(n) as bigint) as n,
        cast(sum(total) as double) / nullif(sum(n), 0) as amount
    from {{ in_trade_groups('declared_in_period') }} as grouped
    group by region_code, period_kind, period, flow, group_kind, group_code

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

answered_in_period as (

    {{ in_trade_periods('answered', 'answered_on') }}

),

broker as (

    -- the median, as Doing Business takes it; nobody is asked about a quarter or a month
    select
        region_code,
        period_kind,
        period,
        flow,
        group_kind,
        group_code,
        count(documentary_hours) as n_time,
        cast(percentile_cont(0.5) within group (order by documentary_hours) as double) as time_amount,
        count(documentary_cost_cny) as n_cost,
        cast(percentile_cont(0.5) within group (order by documentary_cost_cny) as double) as cost_amount
    from {{ in_trade_groups('answered_in_period') }} as grouped
    where period_kind = 'year'
    group by region_code, period_kind, period, flow, group_kind, group_code

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
        region_code, period_kind, period, flow, group_kind, group_code, 'border' as component, 'cost' as quantity,
        'customs_declaration' as source_code, n, amount
    from declared
    {%- for quantity in ['time', 'cost'] %}
    union all
    select
        region_code, period_kind, period, flow, group_kind, group_code, 'documentary' as component,
        '{{ quantity }}' as quantity, 'broker_survey' as source_code, n_{{ quantity }} as n,
        {{ quantity }}_amount as amount
    from broker
    {%- endfor %}
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
