-- 12345 热线, by appeal of or about firms: what the caller answered when called back. Joined to 政务服务 in
-- government_services_observation.
with answered as (

    -- one matter, one voice: of an appeal and its repetitions (重复件) the first whose caller answered anything. Who was not
    -- reached or gave no opinion is neither content nor discontent
    select
        appeal.*,
        row_number() over (
            partition by coalesce(first_case_no, case_no)
            order by finished_at asc, case_no asc
        ) as place_no
    from {{ ref('stg_hotline_case') }} as appeal
    where concern in ('business', 'business_environment')
        and state = 'done'
        and finished_at is not null
        and called_back_at >= finished_at
        and (is_responded is not null or is_solved is not null or satisfaction is not null)

),

responded as (

    -- 回访响应率: the office got in touch
    select
        'I17-S1' as measure_code,
        answered.*,
        case when is_responded then 1.0 else 0.0 end as amount,
        1.0 as base
    from answered
    where place_no = 1 and is_responded is not null

),

solved as (

    -- 诉求解决率
    select
        'I17-S2' as measure_code,
        answered.*,
        case when is_solved then 1.0 else 0.0 end as amount,
        1.0 as base
    from answered
    where place_no = 1 and is_solved is not null

),

satisfied as (

    -- 诉求满意率: the three upper of five levels are good, as in 好差评
    select
        'I17-S3' as measure_code,
        answered.*,
        case when satisfaction >= 3 then 1.0 else 0.0 end as amount,
        1.0 as base
    from answered
    where place_no = 1 and satisfaction is not null

)

{{ observations_of(
    measures=['responded', 'solved', 'satisfied'],
    observed_on=day_of('finished_at'),
    observation_key='case_no'
) }}
