-- The peer group of each place: the set's default, unless the seed says otherwise.
select
    place.indicator_set,
    place.region_code,
    place.period,
    coalesce(peer_group.peer_group, scoring_set.default_peer_group) as peer_group,
    -- in a set with an evaluation round a region that nobody knows is a slip of the pen, not a competitor
    coalesce(peer_group.is_ranked, region.region_code is not null or sets_with_round.indicator_set is null) as is_ranked
from {{ ref('scored_place') }} as place
inner join {{ ref('scoring_set') }} as scoring_set on place.indicator_set = scoring_set.indicator_set
left join {{ ref('region') }} as region on place.region_code = region.region_code
left join (select distinct indicator_set from {{ ref('evaluation_round') }}) as sets_with_round
    on place.indicator_set = sets_with_round.indicator_set
left join {{ ref('peer_group') }} as peer_group
    on place.indicator_set = peer_group.indicator_set
    and place.region_code = peer_group.region_code
