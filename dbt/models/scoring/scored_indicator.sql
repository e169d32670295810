with weights as (

    select
        indicator_set,
        indicator_code,
        max(indicator_weight) as indicator_weight,
        {{ sum_of_weights('weight_in_indicator') }} as weight_of_all
    from {{ ref('measure_weight') }}
    group by indicator_set, indicator_code

),

places as (

    -- an indicator is shown where at least one of its measures has a row
    select
        indicator_set,
        indicator_code,
        region_code,
        period,
        {{ sum_of_weights("case when score_basis = 'not_applicable' then weight_in_indicator else 0.0 end") }} as weight_excluded,
        {{ sum_of_weights('case when score is not null then weight_in_indicator else 0.0 end') }} as weight_scored,
        {{ weighted_sum('weight_in_indicator', 'score') }} as weighted_score
    from {{ ref('scored_measure') }}
    where weight_in_indicator is not null
    group by indicator_set, indicator_code, region_code, period

),

covered as (

    select
        places.indicator_set,
        places.indicator_code,
        places.region_code,
        places.period,
        weights.indicator_weight,
        places.weight_scored,
        places.weighted_score,
        -- what cannot exist leaves the mean; what is missing stays in it, uncovered
        places.weight_excluded,
        weights.weight_of_all,
        -- a quotient of doubles may pass 1 in its last bit
        case
            when weights.weight_of_all - places.weight_excluded > 1e-9 then least(
                1.0, places.weight_scored / nullif(weights.weight_of_all - places.weight_excluded, 0.0)
            )
        end as weight_covered,
        scoring_set.coverage_threshold
    from places
    inner join weights
        on places.indicator_set = weights.indicator_set
        and places.indicator_code = weights.indicator_code
    inner join {{ ref('scoring_set') }} as scoring_set on places.indicator_set = scoring_set.indicator_set

)

select
    indicator_set,
    indicator_code,
    region_code,
    period,
    indicator_weight,
    weight_scored,
    weight_of_all - weight_excluded > 1e-9 as is_applicable,
    coalesce(weight_covered, 0.0) as weight_covered,
    case
        when weight_covered > 0 and weight_covered >= coverage_threshold - 1e-9
            then weighted_score / nullif(weight_scored, 0.0)
    end as score
from covered
