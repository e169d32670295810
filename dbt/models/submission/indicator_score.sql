with ranked as (

    {{ ranked(ref('scored_indicator'), within=['indicator_code']) }}

),

ruled as (

    -- who enters the benchmarks: the indicator's own rule, else that of its set
    select
        indicator.indicator_set,
        indicator.indicator_code,
        indicator.target_kind,
        case when own.kind is not null then own.kind else of_set.kind end as kind,
        case when own.kind is not null then own.value else of_set.value end as value
    from {{ ref('indicator') }} as indicator
    left join {{ ref('benchmark_rule') }} as own
        on indicator.indicator_set = own.indicator_set
        and indicator.indicator_code = own.indicator_code
        and indicator.target_kind = 'enter_benchmark'
    left join {{ ref('benchmark_rule') }} as of_set
        on indicator.indicator_set = of_set.indicator_set
        and of_set.indicator_code = '*'
        and indicator.target_kind = 'enter_benchmark'

),

cut_off as (

    -- the least score inside the benchmarks, in the group in which the set ranks by default: the cities, whose title it is,
    -- not the counties of one of them. Of a share of the peers the whole places in it, at least one. Where fewer peers
    -- have a score than there are places, nobody knows it.
    select
        ranked.indicator_set,
        ranked.period,
        ranked.indicator_code,
        ranked.peer_group,
        case
            when ruled.kind = 'score_ge' then max(ruled.value)
            when ruled.kind = 'top_share' then min(
                case when ranked.rank <= greatest(1.0, floor(ruled.value * ranked.rank_of + 1e-9)) then ranked.score end
            )
            when ruled.kind = 'top_n' and max(ranked.rank_of) >= max(ruled.value) then min(
                case when ranked.rank <= ruled.value then ranked.score end
            )
        end as score
    from ranked
    inner join ruled
        on ranked.indicator_set = ruled.indicator_set
        and ranked.indicator_code = ruled.indicator_code
    inner join {{ ref('scoring_set') }} as scoring_set
        on ranked.indicator_set = scoring_set.indicator_set
        and ranked.peer_group = scoring_set.default_peer_group
    where ruled.kind is not null
    group by ranked.indicator_set, ranked.period, ranked.indicator_code, ranked.peer_group, ruled.kind

)

select
    ranked.indicator_set,
    ranked.period,
    ranked.region_code,
    ranked.indicator_code,
    ranked.score,
    ranked.indicator_weight as weight,
    ranked.weight_covered,
    ranked.weight_scored,
    ranked.peer_group,
    ranked.rank,
    ranked.rank_of,
    ranked.rank_note,
    ruled.target_kind,
    -- points to the best of the peers
    case when ranked.rank is not null then ranked.best_score - ranked.score end as target_gap,
    cut_off.score as benchmark_score,
    -- points that are missing to the benchmarks; a place that is not ranked can meet a score, but win no place
    case
        when ruled.kind <> 'score_ge' and ranked.rank is null then null
        when ranked.score >= cut_off.score then 0.0
        else cut_off.score - ranked.score
    end as benchmark_gap,
    before.score as score_previous,
    before.rank as rank_previous,
    ranked.score - before.score as score_change
from ranked
inner join ruled
    on ranked.indicator_set = ruled.indicator_set
    and ranked.indicator_code = ruled.indicator_code
left join cut_off
    on ranked.indicator_set = cut_off.indicator_set
    and ranked.period = cut_off.period
    and ranked.indicator_code = cut_off.indicator_code
    and ranked.peer_group = cut_off.peer_group
left join ranked as before
    on ranked.indicator_set = before.indicator_set
    and ranked.region_code = before.region_code
    and ranked.indicator_code = before.indicator_code
    and {{ previous_period('ranked.period') }} = before.period
