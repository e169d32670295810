with all_weights as (

    select
        weight.indicator_set,
        {{ sum_of_weights('weight.weight') }} as weight_of_all
    from {{ ref('weight') }} as weight
    where weight.level = 'indicator'
    group by weight.indicator_set

),

places as (

    select
        indicator_set,
        region_code,
        period,
        {{ sum_of_weights('case when not is_applicable then indicator_weight else 0.0 end') }} as weight_excluded,
        {{ sum_of_weights('case when score is not null then indicator_weight else 0.0 end') }} as weight_scored,
        {{ weighted_sum('indicator_weight', 'score') }} as weighted_score
    from {{ ref('scored_indicator') }}
    group by indicator_set, region_code, period

),

covered as (

    select
        places.*,
        -- an indicator of which nothing can exist leaves the mean
        coalesce(
            places.weight_scored / nullif(all_weights.weight_of_all - places.weight_excluded, 0.0), 0.0
        ) as weight_covered,
        scoring_set.coverage_threshold
    from places
    inner join all_weights on places.indicator_set = all_weights.indicator_set
    inner join {{ ref('scoring_set') }} as scoring_set on places.indicator_set = scoring_set.indicator_set

)

select
    indicator_set,
    region_code,
    period,
    weight_scored,
    weight_covered,
    case
        when weight_scored > 0 and weight_covered >= coverage_threshold - 1e-9
            then weighted_score / nullif(weight_scored, 0.0)
    end as score
from covered
