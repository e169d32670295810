-- The least change of one measure, all else standing still, that wins one more place in its indicator, enters the
-- benchmarks, or wins one more place overall. Drawing level wins the place: equal scores share it.
with own as (

    select
        measure_score.indicator_set,
        measure_score.period,
        measure_score.region_code,
        measure_score.indicator_code,
        measure_score.measure_code,
        measure.unit,
        measure_score.value,
        measure_score.score,
        measure_score.best,
        measure_score.worst,
        measure_score.power,
        share.share_in_indicator,
        share.share_in_overall,
        indicator_score.score is not null as is_indicator_scored,
        indicator_score.rank,
        -- a county wants no title that cities have
        indicator_score.target_kind = 'enter_benchmark' and indicator_score.peer_group = scoring_set.default_peer_group
            as has_benchmark,
        indicator_score.benchmark_gap,
        overall_score.rank as overall_rank
    from {{ ref('measure_score') }} as measure_score
    inner join {{ ref('measure') }} as measure
        on measure_score.indicator_set = measure.indicator_set
        and measure_score.measure_code = measure.measure_code
    inner join {{ ref('lever_share') }} as share
        on measure_score.indicator_set = share.indicator_set
        and measure_score.period = share.period
        and measure_score.region_code = share.region_code
        and measure_score.measure_code = share.measure_code
    inner join {{ ref('indicator_score') }} as indicator_score
        on measure_score.indicator_set = indicator_score.indicator_set
        and measure_score.period = indicator_score.period
        and measure_score.region_code = indicator_score.region_code
        and measure_score.indicator_code = indicator_score.indicator_code
    inner join {{ ref('scoring_set') }} as scoring_set on measure_score.indicator_set = scoring_set.indicator_set
    left join {{ ref('overall_score') }} as overall_score
        on measure_score.indicator_set = overall_score.indicator_set
        and measure_score.period = overall_score.period
        and measure_score.region_code = overall_score.region_code
    where measure_score.score_basis in ('own', 'sub_measures')

),

next_in_indicator as (

    select
        below.indicator_set,
        below.period,
        below.indicator_code,
        below.region_code,
        min(above.score) - max(below.score) as gap
    from {{ ref('indicator_score') }} as below
    inner join {{ ref('indicator_score') }} as above
        on below.indicator_set = above.indicator_set
        and below.period = above.period
        and below.indicator_code = above.indicator_code
        and below.peer_group = above.peer_group
        and below.rank > above.rank
    group by below.indicator_set, below.period, below.indicator_code, below.region_code

),

next_overall as (

    select
        below.indicator_set,
        below.period,
        below.region_code,
        min(above.score) - max(below.score) as gap
    from {{ ref('overall_score') }} as below
    inner join {{ ref('overall_score') }} as above
        on below.indicator_set = above.indicator_set
        and below.period = above.period
        and below.peer_group = above.peer_group
        and below.rank > above.rank
    group by below.indicator_set, below.period, below.region_code

),

wanted as (

    -- points that the measure itself must gain
    select
        own.*,
        'next_place' as target,
        own.is_indicator_scored as is_counted,
        own.rank is not null as has_peers,
        next_in_indicator.gap / nullif(own.share_in_indicator, 0.0) as points_needed
    from own
    left join next_in_indicator
        on own.indicator_set = next_in_indicator.indicator_set
        and own.period = next_in_indicator.period
        and own.indicator_code = next_in_indicator.indicator_code
        and own.region_code = next_in_indicator.region_code

    union all

    select
        own.*,
        'benchmark' as target,
        own.is_indicator_scored as is_counted,
        own.benchmark_gap is not null as has_peers,
        case when own.benchmark_gap > 0.0 then own.benchmark_gap end / nullif(own.share_in_indicator, 0.0) as points_needed
    from own
    where own.has_benchmark

    union all

    select
        own.*,
        'next_place_overall' as target,
        own.share_in_overall is not null as is_counted,
        own.overall_rank is not null as has_peers,
        next_overall.gap / nullif(own.share_in_overall, 0.0) as points_needed
    from own
    left join next_overall
        on own.indicator_set = next_overall.indicator_set
        and own.period = next_overall.period
        and own.region_code = next_overall.region_code

),

turned_back as (

    -- the frontier formula solved for the value: never past the best, which has full marks
    select
        *,
        score + points_needed <= 100.0 + 1e-9 as reachable,
        case
            when score + points_needed <= 100.0 + 1e-9
                then worst - power(least(1.0, (score + points_needed) / 100.0), 1.0 / nullif(power, 0.0)) * (worst - best)
        end as exact_value
    from wanted

),

stepped as (

    -- what is counted changes by whole steps, unless the step would pass the best
    select
        *,
        case
            when exact_value is null or unit not in ('count', 'persons') then exact_value
            when best < worst then greatest(best, floor(exact_value + 1e-9))
            else least(best, ceil(exact_value - 1e-9))
        end as value_needed
    from turned_back

)

select
    indicator_set,
    period,
    region_code,
    indicator_code,
    measure_code,
    target,
    points_needed,
    value_needed,
    value_needed - value as least_change,
    reachable,
    case
        when score >= 100.0 then 'full_marks'
        when not is_counted then 'not_counted'
        when not has_peers then 'no_peers'
        when points_needed is null and target = 'benchmark' then 'inside_benchmark'
        when points_needed is null then 'no_higher_place'
        when not reachable then 'out_of_reach'
    end as note
from stepped
