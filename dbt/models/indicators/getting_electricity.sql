-- 获得电力: second-level values, along every route, per region and period.
{{ indicator_values('I06', ref('getting_electricity_observation')) }}

union all

-- the index of reliability, its duration and frequency counted in the log of outages
select
    item_code as measure_code,
    region_code,
    period,
    'log' as route,
    points as value,
    cast(null as {{ dbt.type_string() }}) as unit,
    cast(null as {{ dbt.type_string() }}) as raw_text,
    case when n < rule.minimum_n then 'P' else 'A' end as status,
    rule.statistic,
    n,
    points as numerator,
    max_points as denominator
from {{ ref('reliability_index_item') }} as item
inner join {{ ref('measure_rule') }} as rule
    on item.item_code = rule.measure_code
    and rule.route = 'log'
where item.kind = 'index' and item.basis = 'log'
