-- What one unit of a measure is worth, and the least change that wins one more place in its indicator, others standing still.
with own as (

    select
        measure_score.*,
        measure.unit,
        indicator_score.score as indicator_score,
        -- where some weight has no score, the rest counts for more
        measure_score.weight / nullif(indicator_score.weight_scored, 0.0) as share_in_indicator,
        indicator_score.weight / nullif(
            case when overall_score.score is null then 1.0 else overall_score.weight_scored end, 0.0
        ) as share_in_overall,
        indicator_score.peer_group,
        indicator_score.rank
    from {{ ref('measure_score') }} as measure_score
    inner join {{ ref('measure') }} as measure
        on measure_score.indicator_set = measure.indicator_set
        and measure_score.measure_code = measure.measure_code
    inner join {{ ref('indicator_score') }} as indicator_score
        on measure_score.indicator_set = indicator_score.indicator_set
        and measure_score.period = indicator_score.period
        and measure_score.region_code = indicator_score.region_code
        and measure_score.indicator_code = indicator_score.indicator_code
    left join {{ ref('overall_score') }} as overall_score
        on measure_score.indicator_set = overall_score.indicator_set
        and measure_score.period = overall_score.period
        and measure_score.region_code = overall_score.region_code
    where measure_score.score_basis = 'own' and measure_score.weight is not null

),

next_place as (

    select
        below.indicator_set,
        below.period,
        below.indicator_code,
        below.region_code,
        min(above.score) as score_above
    from {{ ref('indicator_score') }} as below
    inner join {{ ref('indicator_score') }} as above
        on below.indicator_set = above.indicator_set
        and below.period = above.period
        and below.indicator_code = above.indicator_code
        and below.peer_group = above.peer_group
        and below.rank > above.rank
    group by below.indicator_set, below.period, below.indicator_code, below.region_code

),

needed as (

    select
        own.*,
        next_place.score_above,
        own.score + (next_place.score_above - own.indicator_score) / nullif(own.share_in_indicator, 0.0) as score_needed
    from own
    left join next_place
        on own.indicator_set = next_place.indicator_set
        and own.period = next_place.period
        and own.indicator_code = next_place.indicator_code
        and own.region_code = next_place.region_code

),

turned_back as (

    -- the frontier formula solved for the value
    select
        *,
        case
            when score_needed <= 100.0
                then worst - power(score_needed / 100.0, 1.0 / nullif(power, 0.0)) * (worst - best)
        end as value_needed
    from needed

)

select
    indicator_set,
    period,
    region_code,
    indicator_code,
    measure_code,
    unit,
    value,
    score,
    -- on the straight part of the scale; a curved scale (power other than 1) has no single worth of a unit
    case when power = 1.0 then 100.0 * share_in_indicator / nullif(abs(worst - best), 0.0) end as points_per_unit,
    case
        when power = 1.0 then 100.0 * share_in_indicator * share_in_overall / nullif(abs(worst - best), 0.0)
    end as overall_points_per_unit,
    value_needed - value as least_change,
    value_needed,
    case when score_above is not null then score_needed <= 100.0 end as reachable,
    case
        when score >= 100.0 then 'full marks already'
        when score_above is null then 'no higher place to win'
        when score_needed > 100.0 then 'out of reach by this measure alone'
    end as note
from turned_back
