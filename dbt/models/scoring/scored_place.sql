-- Which region and period of which set is scored, and whether every measure is expected there: for the place of an evaluation
-- round, and everywhere in a set that no round concerns.
with delivered as (

    select distinct indicator_set, region_code, period
    from {{ ref('region_measure_score') }}

),

rounds as (

    select
        evaluation_round.indicator_set,
        evaluation_round.region_code,
        evaluation_round.period
    from {{ ref('evaluation_round') }} as evaluation_round
    inner join {{ ref('scoring_set') }} as scoring_set
        on evaluation_round.indicator_set = scoring_set.indicator_set

),

places as (

    select * from delivered
    union
    select * from rounds

),

sets_with_round as (

    select distinct indicator_set from rounds

)

select
    places.indicator_set,
    places.region_code,
    places.period,
    rounds.region_code is not null as is_round,
    rounds.region_code is not null or sets_with_round.indicator_set is null as is_complete_expected
from places
left join rounds
    on places.indicator_set = rounds.indicator_set
    and places.region_code = rounds.region_code
    and places.period = rounds.period
left join sets_with_round on places.indicator_set = sets_with_round.indicator_set
