-- The eight components in the sense of Doing Business: of the sources in order the first with enough answers, beside the value
-- that is scored. All eight stand for every place, period and group with any of them, those that are missing with the reason.
with figure as (

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
        n,
        amount,
        minimum_n,
        is_usable,
        row_number() over (
            partition by region_code, period, flow, group_kind, group_code, component, quantity
            order by case when is_usable then 0 else 1 end, precedence
        ) as choice
    from {{ ref('compliance_figure') }}

),

asked as (

    select distinct region_code, period_kind, period, group_kind, group_code
    from figure

),

component as (

    select
        asked.*,
        component.component,
        component.quantity,
        component.flow,
        component.indicator_set,
        component.measure_code,
        component.unit,
        component.sort_order
    from asked
    cross join {{ ref('compliance_component') }} as component

),

converted as (

    select
        component.*,
        figure.source_code,
        figure.n,
        figure.minimum_n,
        figure.is_usable,
        figure.amount,
        rate.value as cny_per_usd,
        case when component.quantity = 'cost' then figure.amount / nullif(rate.value, 0.0) else figure.amount end
            as value
    from component
    left join figure
        on component.region_code = figure.region_code
        and component.period = figure.period
        and component.flow = figure.flow
        and component.group_kind = figure.group_kind
        and component.group_code = figure.group_code
        and component.component = figure.component
        and component.quantity = figure.quantity
        and figure.choice = 1
    left join {{ ref('int_context_figure') }} as rate
        on rate.series_code = 'cny_per_usd'
        and component.region_code = rate.region_code
        and substr(component.period, 1, 4) = rate.period

),

reasoned as (

    select
        *,
        case
            when n is null then 'no_source'
            when n < minimum_n then 'too_few'
            when amount is null then 'part_unknown'
            when value is null then 'no_exchange_rate'
        end as reason
    from converted

),

part as (

    -- the parts as one text, so that a reader sees what the value is made of
    select
        mean.region_code,
        mean.period,
        mean.flow,
        mean.group_kind,
        mean.group_code,
        mean.component,
        mean.quantity,
        {{ joined_text(
            "concat(rule.name_zh, ' ', coalesce(" ~ figure_text('mean.mean_amount') ~ ", '—'), ' ', mean.state)",
            '; ', 'rule.sort_order'
        ) }} as parts,
        count(case when mean.state = 'below_share' then 1 end) as n_below,
        count(case when mean.state = 'shorter_beside' then 1 end) as n_beside,
        count(case when mean.state = 'counted' and mean.part_code in ('inspection', 'other_agencies') then 1 end)
            as n_inspection
    from {{ ref('compliance_part_mean') }} as mean
    inner join {{ ref('compliance_part') }} as rule
        on mean.component = rule.component
        and mean.quantity = rule.quantity
        and mean.part_code = rule.part_code
    where mean.n_met > 0
    group by
        mean.region_code, mean.period, mean.flow, mean.group_kind, mean.group_code, mean.component, mean.quantity

),

scored as (

    select indicator_set, region_code, period, measure_code, value, n
    from {{ ref('delivered_value') }}
    where is_scored and value is not null

)

select
    reasoned.region_code,
    reasoned.period_kind,
    reasoned.period,
    reasoned.flow,
    reasoned.group_kind,
    reasoned.group_code,
    reasoned.component,
    reasoned.quantity,
    reasoned.measure_code,
    case when reasoned.reason is null then reasoned.value end as value,
    reasoned.unit,
    case when reasoned.reason in ('too_few', 'part_unknown') then null when reasoned.quantity = 'cost' then reasoned.amount end
        as value_cny,
    coalesce(reasoned.n, 0) as n,
    cast(reasoned.minimum_n as bigint) as minimum_n,
    reasoned.source_code,
    case reasoned.reason
        when 'no_source' then 'L' when 'too_few' then 'Q' when 'part_unknown' then 'O' when 'no_exchange_rate' then 'O' else 'A'
    end as status,
    reasoned.reason,
    case when reasoned.source_code in ('customs_declaration', 'port_charge') then part.parts end as parts,
    scored.value as scored_value,
    scored.n as scored_n,
    case when reasoned.reason is null then reasoned.value - scored.value end as difference,
    case
        when reasoned.reason is not null or scored.value is null then null
        when abs(reasoned.value - scored.value) < 0.000001 then null
        when reasoned.group_kind <> 'all' then 'profile_only'
        when reasoned.source_code in ('broker_survey', 'enterprise_survey') then 'other_source'
        when reasoned.component = 'border' and reasoned.quantity = 'cost' then 'by_container'
        when part.n_below > 0 then 'part_below_share'
        when part.n_beside > 0 then 'longest_beside'
        when part.n_inspection > 0 then 'typical_inspection'
        else 'mean_of_parts'
    end as difference_reason,
    reasoned.sort_order
from reasoned
left join part
    on reasoned.region_code = part.region_code
    and reasoned.period = part.period
    and reasoned.flow = part.flow
    and reasoned.group_kind = part.group_kind
    and reasoned.group_code = part.group_code
    and reasoned.component = part.component
    and reasoned.quantity = part.quantity
left join scored
    on reasoned.indicator_set = scored.indicator_set
    and reasoned.region_code = scored.region_code
    and reasoned.period = scored.period
    and reasoned.measure_code = scored.measure_code
