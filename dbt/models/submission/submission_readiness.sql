-- What keeps each evaluation round from being submitted; a round without a row is ready.
with rounds as (

    select
        evaluation_round.round_code,
        evaluation_round.indicator_set,
        evaluation_round.region_code,
        evaluation_round.period
    from {{ ref('evaluation_round') }} as evaluation_round
    inner join {{ ref('scoring_set') }} as scoring_set
        on evaluation_round.indicator_set = scoring_set.indicator_set

),

red_gaps as (

    -- red gaps of the round's set, and those that concern the whole build (files, sources, checks)
    select
        rounds.round_code,
        rounds.indicator_set,
        rounds.region_code,
        rounds.period,
        'red_gaps' as blocker_code,
        '未处理的红色缺口' as blocker_zh,
        'open red gaps without a live waiver' as blocker_en,
        count(*) as items
    from rounds
    inner join {{ ref('gap') }} as gap
        on gap.severity = 'red'
        and gap.status = 'open'
        and (gap.indicator_set is null or gap.indicator_set = rounds.indicator_set)
        and (gap.region_code is null or gap.region_code = rounds.region_code)
        and (gap.period is null or gap.period = rounds.period)
    group by rounds.round_code, rounds.indicator_set, rounds.region_code, rounds.period

),

unsigned as (

    select
        rounds.round_code,
        rounds.indicator_set,
        rounds.region_code,
        rounds.period,
        'sign_off_missing' as blocker_code,
        '尚未签字接受的指标' as blocker_zh,
        'indicators whose sign-off is not accepted' as blocker_en,
        count(*) as items
    from rounds
    inner join {{ ref('indicator') }} as indicator on rounds.indicator_set = indicator.indicator_set
    left join {{ ref('stg_sign_off') }} as sign_off
        on rounds.round_code = sign_off.round_code
        and indicator.indicator_code = sign_off.indicator_code
        and sign_off.state = 'accepted'
    where sign_off.indicator_code is null
    group by rounds.round_code, rounds.indicator_set, rounds.region_code, rounds.period

),

no_round as (

    select
        cast(null as {{ dbt.type_string() }}) as round_code,
        scoring_set.indicator_set,
        cast(null as {{ dbt.type_string() }}) as region_code,
        cast(null as {{ dbt.type_string() }}) as period,
        'no_round' as blocker_code,
        '该指标体系没有评价轮次' as blocker_zh,
        'no evaluation round covers this indicator set' as blocker_en,
        cast(1 as bigint) as items
    from {{ ref('scoring_set') }} as scoring_set
    cross join (select count(*) as rounds_in_build from rounds) as counted
    where counted.rounds_in_build = 0

)

select * from red_gaps
union all
select * from unsigned
union all
select * from no_round
