-- Why a rank differs from that of a year before: the places this region won by its own score, had the others stood still,
-- and those that the others won or lost.
with standing as (

    select indicator_set, region_code, period, indicator_code, peer_group, score, rank
    from {{ ref('indicator_score') }}
    where rank is not null

    union all

    select indicator_set, region_code, period, 'ALL' as indicator_code, peer_group, score, rank
    from {{ ref('overall_score') }}
    where rank is not null

),

pair as (

    select
        later.indicator_set,
        later.region_code,
        later.period,
        before.period as previous_period,
        later.indicator_code,
        later.peer_group,
        later.score,
        before.rank as rank_previous,
        later.rank
    from standing as later
    inner join standing as before
        on later.indicator_set = before.indicator_set
        and later.region_code = before.region_code
        and later.indicator_code = before.indicator_code
        and later.peer_group = before.peer_group
        and {{ previous_period('later.period') }} = before.period

),

alone as (

    -- the others as they stood a year before, this region as it stands now
    select
        pair.indicator_set,
        pair.region_code,
        pair.period,
        pair.indicator_code,
        1 + count(other.region_code) as rank_alone
    from pair
    left join standing as other
        on pair.indicator_set = other.indicator_set
        and pair.previous_period = other.period
        and pair.indicator_code = other.indicator_code
        and pair.peer_group = other.peer_group
        and pair.region_code <> other.region_code
        and {{ rank_key('other.score') }} > {{ rank_key('pair.score') }}
    group by pair.indicator_set, pair.region_code, pair.period, pair.indicator_code

)

select
    pair.indicator_set,
    pair.region_code,
    pair.period,
    pair.previous_period,
    pair.indicator_code,
    pair.rank_previous,
    pair.rank,
    pair.rank_previous - pair.rank as places_won,
    pair.rank_previous - alone.rank_alone as places_own,
    alone.rank_alone - pair.rank as places_others
from pair
inner join alone
    on pair.indicator_set = alone.indicator_set
    and pair.region_code = alone.region_code
    and pair.period = alone.period
    and pair.indicator_code = alone.indicator_code
