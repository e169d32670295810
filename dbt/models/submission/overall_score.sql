with ranked as (

    {{ ranked(ref('scored_overall')) }}

)

select
    indicator_set,
    period,
    region_code,
    score,
    weight_covered,
    weight_scored,
    peer_group,
    rank,
    rank_of,
    rank_note
from ranked
