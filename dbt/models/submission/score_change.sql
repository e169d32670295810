-- Why a score differs from that of a year before, measure by measure: own performance, coverage, method.
--
-- A score is the sum of share x score over its measures, so its change is exactly the sum of
--   mean share x change of the measure's score               (own; method, where it was measured along another route), and
--   change of the share x (mean score of the measure - mean score of the whole)  (coverage),
-- where a measure that came or went has only the second. Means are those of the two periods: the other way round, from the
-- later period to the earlier, gives the same parts with the other sign. Inside one release frontiers and weights are the same for all periods.
with whole as (

    select indicator_set, region_code, period, indicator_code, score
    from {{ ref('indicator_score') }}
    where score is not null

    union all

    select indicator_set, region_code, period, 'ALL' as indicator_code, score
    from {{ ref('overall_score') }}
    where score is not null

),

shares as (

    select
        measure_share.*,
        coalesce(delivered.route, 'parts') as route
    from {{ ref('measure_share') }} as measure_share
    left join {{ ref('delivered_value') }} as delivered
        on measure_share.indicator_set = delivered.indicator_set
        and measure_share.region_code = delivered.region_code
        and measure_share.period = delivered.period
        and measure_share.measure_code = delivered.measure_code
        and delivered.is_scored

),

part as (

    select indicator_set, region_code, period, indicator_code, measure_code, score, share_in_indicator as share, route
    from shares

    union all

    select indicator_set, region_code, period, 'ALL' as indicator_code, measure_code, score, share_in_overall as share, route
    from shares
    where share_in_overall is not null

),

pair as (

    select
        whole.indicator_set,
        whole.region_code,
        whole.period,
        before.period as previous_period,
        whole.indicator_code,
        whole.score - before.score as score_change,
        0.5 * (whole.score + before.score) as mean_of_whole
    from whole
    inner join whole as before
        on whole.indicator_set = before.indicator_set
        and whole.region_code = before.region_code
        and whole.indicator_code = before.indicator_code
        and {{ previous_period('whole.period') }} = before.period

),

two_sides as (

    select
        pair.*,
        part.measure_code,
        part.score as score_now,
        part.share as share_now,
        part.route as route_now,
        cast(null as double) as score_before,
        cast(null as double) as share_before,
        cast(null as {{ dbt.type_string() }}) as route_before
    from pair
    inner join part
        on pair.indicator_set = part.indicator_set
        and pair.region_code = part.region_code
        and pair.period = part.period
        and pair.indicator_code = part.indicator_code

    union all

    select
        pair.*,
        part.measure_code,
        cast(null as double) as score_now,
        cast(null as double) as share_now,
        cast(null as {{ dbt.type_string() }}) as route_now,
        part.score as score_before,
        part.share as share_before,
        part.route as route_before
    from pair
    inner join part
        on pair.indicator_set = part.indicator_set
        and pair.region_code = part.region_code
        and pair.previous_period = part.period
        and pair.indicator_code = part.indicator_code

),

joined as (

    select
        indicator_set,
        region_code,
        period,
        previous_period,
        indicator_code,
        score_change,
        mean_of_whole,
        measure_code,
        max(score_now) as score_now,
        max(share_now) as share_now,
        max(score_before) as score_before,
        max(share_before) as share_before,
        coalesce(max(route_now) = max(route_before), false) as is_same_route
    from two_sides
    group by
        indicator_set, region_code, period, previous_period, indicator_code, score_change, mean_of_whole, measure_code

)

select
    indicator_set,
    region_code,
    period,
    previous_period,
    indicator_code,
    measure_code,
    score_before as measure_score_previous,
    score_now as measure_score,
    share_before as share_previous,
    share_now as share,
    case
        when score_now is not null and score_before is not null and is_same_route
            then 0.5 * (share_now + share_before) * (score_now - score_before)
        else 0.0
    end as own,
    case
        when score_before is null then share_now * (score_now - mean_of_whole)
        when score_now is null then -1.0 * share_before * (score_before - mean_of_whole)
        when share_now = share_before then 0.0
        else (share_now - share_before) * (0.5 * (score_now + score_before) - mean_of_whole)
    end as coverage,
    case
        when score_now is not null and score_before is not null and not is_same_route
            then 0.5 * (share_now + share_before) * (score_now - score_before)
        else 0.0
    end as method,
    score_change
from joined
