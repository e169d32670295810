-- 办理建筑许可, by project: matters, working days and cost of every private project that was accepted, and whether building
-- began with the land.
with private_project as (

    -- the case study is a private firm's building; what the government builds goes another way
    select
        project.*,
        statutory_fees_cny + drawing_review_fee_cny + survey_fee_cny + supervision_fee_cny as fees_cny
    from {{ ref('stg_construction_project') }} as project
    where project_class <> 'government' and state <> 'withdrawn'

),

finished as (

    select private_project.*, acceptance_ended_at as ended_at
    from private_project
    where state = 'done' and acceptance_ended_at is not null

),

procedures as (

    select
        'I03-1' as measure_code,
        finished.*,
        cast(matters as double) as amount,
        cast(null as double) as base
    from finished

),

time_taken as (

    -- what the builder does between the stages is not counted; special procedures longer than the stages cannot be
    select
        'I03-2' as measure_code,
        finished.*,
        cast(handling.work_days as double) as amount,
        cast(null as double) as base
    from finished
    inner join {{ ref('construction_handling') }} as handling on finished.project_code = handling.project_code
    where handling.work_days >= 0

),

cost as (

    -- what the builder paid of the value of the works; one fee unknown leaves the whole unknown, and fees above the works
    -- themselves are yuan beside ten thousand yuan
    select
        'I03-3' as measure_code,
        finished.*,
        cast(fees_cny as double) as amount,
        cast(works_value_cny as double) as base
    from finished
    where fees_cny < works_value_cny

),

start_on_handover as (

    -- 拿地即开工: of the projects on industrial land, those with their construction permit at the latest on the day after
    -- the land was handed over (after its contract, where nobody entered a handover). They count with the permit, whether
    -- built or not. A permit before any right to the land is a fault, and left out.
    select
        'I03-5' as measure_code,
        landed.*,
        permit_issued_at as ended_at,
        case when {{ days_between(day_of('land_at'), day_of('permit_issued_at')) }} <= 1 then 1.0 else 0.0 end as amount,
        cast(1.0 as double) as base
    from (
        select private_project.*, coalesce(land_handover_at, land_contract_at) as land_at
        from private_project
    ) as landed
    where land_use = 'industrial'
        and {{ day_of('permit_issued_at') }} >= {{ day_of('coalesce(land_contract_at, land_handover_at)') }}

)

{{ observations_of(
    measures=['procedures', 'time_taken', 'cost', 'start_on_handover'],
    observed_on=day_of('ended_at'),
    observation_key='project_code'
) }}
