-- The parts of every component for each place, period and group of shipments: how many shipments met it, their mean, whether
-- it counts. A part that fewer shipments meet than its rule asks does not count; of parts that run beside each other the
-- longest does. All shipments stand beside those of the standard profile.
{%- set parts = [
    ('border', 'time', 'clearance', 'true', 'clearance_hours'),
    ('border', 'time', 'other_agencies', 'meets_other_agency', 'other_agency_hours'),
    ('border', 'time', 'inspection', 'coalesce(is_inspected, false)', 'inspection_hours'),
    ('border', 'time', 'handling', 'true', 'handling_hours'),
    ('documentary', 'time', 'drafting', 'true', 'drafting_hours'),
    ('documentary', 'time', 'certificates', 'has_certificate', 'certificate_hours'),
    ('documentary', 'cost', 'agent', 'true', 'agent_fee_cny'),
    ('documentary', 'cost', 'documents', 'true', 'document_fee_cny'),
] %}
{%- set charges = [
    ('border', 'cost', 'port_handling', 'true', 'handling_cny_per_container'),
    ('border', 'cost', 'port_documents', 'true', 'documents_cny_per_container'),
    ('border', 'cost', 'port_other', 'true', 'other_cny_per_container'),
    ('border', 'cost', 'port_inspection', 'has_inspection', 'inspection_cny_per_container'),
] %}
with over as (

    -- summed up by month before places and periods, so that each shipment is read once
    select
        county_code,
        flow,
        profile_code,
        cast({{ dbt.date_trunc('month', 'finished_on') }} as date) as month_begins,
        count(*) as n_shipments
        {%- for _, _, code, met, amount in parts %},
        count(case when {{ met }} then 1 end) as met_{{ code }},
        count({{ amount }}) as n_{{ code }},
        sum(cast({{ amount }} as decimal(28, 8))) as sum_{{ code }}
        {%- endfor %}
    from {{ ref('compliance_shipment') }}
    where finished_on is not null
    group by county_code, flow, profile_code, cast({{ dbt.date_trunc('month', 'finished_on') }} as date)

),

charged as (

    select
        county_code,
        flow,
        profile_code,
        cast({{ dbt.date_trunc('month', 'charged_on') }} as date) as month_begins,
        count(*) as n_shipments
        {%- for _, _, code, met, amount in charges %},
        count(case when {{ met }} then 1 end) as met_{{ code }},
        count(case when {{ met }} then {{ amount }} end) as n_{{ code }},
        sum(case when {{ met }} then cast({{ amount }} as decimal(28, 8)) end) as sum_{{ code }}
        {%- endfor %}
    from {{ ref('charge_shipment') }}
    where containers > 0 and flow in ('import', 'export')
    group by county_code, flow, profile_code, cast({{ dbt.date_trunc('month', 'charged_on') }} as date)

),

part as (

    {% for component, quantity, code, _, _ in parts + charges -%}
    select
        county_code,
        flow,
        profile_code,
        month_begins,
        '{{ component }}' as component,
        '{{ quantity }}' as quantity,
        '{{ code }}' as part_code,
        n_shipments,
        met_{{ code }} as n_met,
        n_{{ code }} as n,
        sum_{{ code }} as total
    from {{ 'over' if loop.index <= parts | length else 'charged' }}
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

),

placed as (

    {{ in_trade_periods('part', 'month_begins') }}

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
        part_code,
        cast(sum(n_shipments) as bigint) as n_shipments,
        cast(sum(n_met) as bigint) as n_met,
        cast(sum(n) as bigint) as n,
        1.0 * sum(n_met) / nullif(sum(n_shipments), 0) as share_met,
        cast(sum(total) as double) / nullif(sum(n), 0) as mean_amount
    from {{ in_trade_groups('placed') }} as grouped
    group by
        region_code, period_kind, period, flow, group_kind, group_code, component, quantity, part_code

),

ruled as (

    select
        averaged.*,
        rule.step_no,
        rule.minimum_share,
        averaged.share_met >= rule.minimum_share as is_met,
        row_number() over (
            partition by
                averaged.region_code, averaged.period, averaged.flow, averaged.group_kind, averaged.group_code,
                averaged.component, averaged.quantity, rule.step_no
            order by
                case when averaged.share_met >= rule.minimum_share then averaged.mean_amount end desc nulls last,
                averaged.part_code
        ) as length_rank
    from averaged
    inner join {{ ref('compliance_part') }} as rule
        on averaged.component = rule.component
        and averaged.quantity = rule.quantity
        and averaged.part_code = rule.part_code

)

select
    region_code,
    period_kind,
    period,
    flow,
    group_kind,
    group_code,
    component,
    quantity,
    part_code,
    step_no,
    minimum_share,
    n_shipments,
    n_met,
    n,
    share_met,
    mean_amount,
    case
        when not is_met then 'below_share'
        when mean_amount is null then 'unknown'
        when length_rank > 1 then 'shorter_beside'
        else 'counted'
    end as state
from ruled
