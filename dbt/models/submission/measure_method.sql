-- how the figure of each measure is made along each of its routes
select
    measure.indicator_set,
    measure.measure_code,
    rule.route,
    rule.statistic,
    rule.per_series,
    rule.factor,
    cast(rule.minimum_n as bigint) as minimum_n,
    rule.source,
    rule.certainty
from {{ ref('measure') }} as measure
inner join {{ ref('scoring_set') }} as scoring_set on measure.indicator_set = scoring_set.indicator_set
left join {{ ref('crosswalk') }} as crosswalk
    on measure.indicator_set = crosswalk.to_set
    and measure.measure_code = crosswalk.to_code
    and crosswalk.relation = 'same'
inner join {{ ref('measure_rule') }} as rule on coalesce(crosswalk.from_code, measure.measure_code) = rule.measure_code
