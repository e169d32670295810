-- Weights as the sets mean them, adding up to 1 inside each parent; the product along the tree is the share in the overall score.
with top_level as (

    select
        measure.indicator_set,
        measure.indicator_code,
        measure.measure_code,
        -- a topic scored as a sum of points weighs each index by the points it can give
        case
            when indicator.aggregation = 'sum_points' then abs(frontier.best - frontier.worst)
            else weight.weight
        end as weight
    from {{ ref('measure') }} as measure
    inner join {{ ref('indicator') }} as indicator
        on measure.indicator_set = indicator.indicator_set
        and measure.indicator_code = indicator.indicator_code
    inner join {{ ref('weight') }} as weight
        on measure.indicator_set = weight.indicator_set
        and measure.measure_code = weight.code
        and weight.level = 'measure'
    left join {{ ref('frontier') }} as frontier
        on measure.indicator_set = frontier.indicator_set
        and measure.measure_code = frontier.measure_code
    where measure.is_scored and measure.parent_measure_code is null

),

shared_out as (

    select
        *,
        weight / nullif(sum(weight) over (partition by indicator_set, indicator_code), 0.0) as weight_in_indicator
    from top_level

)

select
    shared_out.indicator_set,
    shared_out.indicator_code,
    shared_out.measure_code,
    shared_out.weight_in_indicator,
    indicator_weight.weight as indicator_weight,
    shared_out.weight_in_indicator * indicator_weight.weight as effective_weight
from shared_out
inner join {{ ref('scoring_set') }} as scoring_set on shared_out.indicator_set = scoring_set.indicator_set
inner join {{ ref('weight') }} as indicator_weight
    on shared_out.indicator_set = indicator_weight.indicator_set
    and shared_out.indicator_code = indicator_weight.code
    and indicator_weight.level = 'indicator'
