with ranked as (

    {{ ranked(ref('scored_indicator'), within=['indicator_code']) }}

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
    indicator.target_kind,
    -- points to the best of the peers
    case when ranked.rank is not null then ranked.best_score - ranked.score end as target_gap
from ranked
inner join {{ ref('indicator') }} as indicator
    on ranked.indicator_set = indicator.indicator_set
    and ranked.indicator_code = indicator.indicator_code
