-- What every component is made of where logs tell it, also the parts that do not count, and why.
select
    mean.region_code,
    mean.period_kind,
    mean.period,
    mean.flow,
    mean.group_kind,
    mean.group_code,
    mean.component,
    mean.quantity,
    mean.part_code,
    rule.name_zh,
    rule.name_en,
    mean.step_no,
    mean.n_shipments,
    mean.n_met,
    mean.share_met,
    mean.minimum_share,
    mean.n,
    case when mean.n >= source.minimum_n then mean.mean_amount end as value,
    case when mean.quantity = 'cost' then 'cny' else 'hours' end as unit,
    case when mean.n_met > 0 and mean.n < source.minimum_n then 'Q' else 'A' end as status,
    mean.state,
    rule.certainty,
    rule.sort_order
from {{ ref('compliance_part_mean') }} as mean
inner join {{ ref('compliance_part') }} as rule
    on mean.component = rule.component
    and mean.quantity = rule.quantity
    and mean.part_code = rule.part_code
inner join {{ ref('compliance_source') }} as source
    on mean.component = source.component
    and mean.quantity = source.quantity
    and source.source_code
    = case when mean.component = 'border' and mean.quantity = 'cost' then 'port_charge' else 'customs_declaration' end
