-- Distance to the frontier of each value that is scored.
select
    delivered.indicator_set,
    delivered.indicator_code,
    delivered.measure_code,
    delivered.parent_measure_code,
    delivered.region_code,
    delivered.period,
    delivered.value,
    delivered.status,
    delivered.value_id,
    frontier.best,
    frontier.worst,
    rule.scoring_rule,
    case
        when rule.scoring_rule = 'zero' then 0.0
        when rule.scoring_rule = 'score'
            then {{ frontier_score('delivered.value', 'frontier.best', 'frontier.worst', 'frontier.power') }}
    end as score,
    case
        when rule.scoring_rule = 'zero' then 'no_practice'
        when rule.scoring_rule = 'exclude' then 'not_applicable'
        when rule.scoring_rule = 'hold' then 'held'
        when rule.scoring_rule = 'missing' then 'missing'
        when frontier.best is null then 'no_frontier'
        else 'own'
    end as score_basis
from {{ ref('delivered_value') }} as delivered
inner join {{ ref('observation_status') }} as rule on delivered.status = rule.status
left join {{ ref('frontier') }} as frontier
    on delivered.indicator_set = frontier.indicator_set
    and delivered.measure_code = frontier.measure_code
where delivered.is_scored
