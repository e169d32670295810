-- What the release is about: with one evaluation round in the build, its region and period.
with rounds as (

    select
        min(evaluation_round.round_code) as round_code,
        min(evaluation_round.region_code) as region_code,
        min(evaluation_round.period) as period,
        count(*) as rounds
    from {{ ref('evaluation_round') }} as evaluation_round
    inner join {{ ref('scoring_set') }} as scoring_set
        on evaluation_round.indicator_set = scoring_set.indicator_set

)

select
    context.as_of,
    context.indicator_sets,
    case when rounds.rounds = 1 then rounds.round_code end as round_code,
    case when rounds.rounds = 1 then rounds.region_code end as region_code,
    case when rounds.rounds = 1 then rounds.period end as period
from {{ ref('stg_build_context') }} as context
cross join rounds
