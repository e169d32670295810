select
    scored.indicator_set,
    scored.period,
    scored.region_code,
    scored.indicator_code,
    scored.measure_code,
    scored.parent_measure_code,
    scored.value,
    scored.status,
    scored.best,
    scored.worst,
    frontier.power,
    scored.score,
    scored.weight_in_indicator as weight,
    scored.effective_weight,
    scored.score_basis,
    scored.value_id
from {{ ref('scored_measure') }} as scored
left join {{ ref('frontier') }} as frontier
    on scored.indicator_set = frontier.indicator_set
    and scored.measure_code = frontier.measure_code
