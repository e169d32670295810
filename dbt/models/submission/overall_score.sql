with ranked as (

    {{ ranked(ref('scored_overall')) }}

),

second_place as (

    -- the least score that has rank 2 or better (保二)
    select
        indicator_set,
        period,
        peer_group,
        min(score) as score
    from ranked
    where rank <= 2
    group by indicator_set, period, peer_group

)

select
    ranked.indicator_set,
    ranked.period,
    ranked.region_code,
    ranked.score,
    ranked.weight_covered,
    ranked.weight_scored,
    ranked.peer_group,
    ranked.rank,
    ranked.rank_of,
    ranked.rank_note,
    case when ranked.rank <= 2 then cast(0 as bigint) else ranked.rank - 2 end as places_to_second,
    ranked.rank - 1 as places_to_first,
    case when ranked.rank <= 2 then 0.0 when ranked.rank > 2 then second_place.score - ranked.score end as points_to_second,
    case when ranked.rank is not null then ranked.best_score - ranked.score end as points_to_first,
    before.score as score_previous,
    before.rank as rank_previous,
    ranked.score - before.score as score_change
from ranked
left join second_place
    on ranked.indicator_set = second_place.indicator_set
    and ranked.period = second_place.period
    and ranked.peer_group = second_place.peer_group
left join ranked as before
    on ranked.indicator_set = before.indicator_set
    and ranked.region_code = before.region_code
    and {{ previous_period('ranked.period') }} = before.period
