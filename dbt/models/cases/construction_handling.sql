-- Working days on which a finished project was in the authorities' hands: the union of what ran side by side, never its sum.
with project as (

    select *
    from {{ ref('stg_construction_project') }}
    where state = 'done' and acceptance_ended_at is not null

),

matter as (

    select distinct
        approval.project_code,
        duration.source_id,
        duration.case_id,
        duration.outcome,
        duration.accepted_at,
        duration.finished_at
    from {{ ref('case_duration') }} as duration
    inner join {{ ref('stg_construction_approval') }} as approval
        on duration.source_id = approval.source_id
        and duration.case_id = approval.case_id
    where duration.outcome in ('granted', 'refused')
        and duration.finished_at >= duration.accepted_at

),

logged as (

    -- the log speaks for a project where it holds all matters that the project counts; a part of them would shorten it
    select project.project_code
    from project
    inner join matter on project.project_code = matter.project_code
    where matter.outcome = 'granted'
    group by project.project_code, project.matters
    having count(*) >= project.matters

),

pause as (

    select
        matter.project_code,
        matter.case_id,
        matter.finished_at,
        case_pause.counted_from,
        case_pause.counted_to
    from matter
    inner join logged on matter.project_code = logged.project_code
    inner join {{ ref('case_pause') }} as case_pause
        on matter.source_id = case_pause.source_id
        and matter.case_id = case_pause.case_id
    where case_pause.counted_from is not null

),

resumption as (

    select matter.project_code, matter.case_id, matter.accepted_at as begun_at, matter.finished_at
    from matter
    inner join logged on matter.project_code = logged.project_code

    union all

    select project_code, case_id, counted_to as begun_at, finished_at
    from pause

),

span as (

    -- a matter is in hand from its acceptance, or the end of a pause, to the next pause or its end: corrections and special
    -- procedures do not count
    select
        resumption.project_code,
        resumption.begun_at,
        coalesce(min(pause.counted_from), resumption.finished_at) as ended_at
    from resumption
    left join pause
        on resumption.project_code = pause.project_code
        and resumption.case_id = pause.case_id
        and resumption.begun_at <= pause.counted_from
    group by resumption.project_code, resumption.case_id, resumption.begun_at, resumption.finished_at

    {% for begun, ended in [
        ('planning_accepted_at', 'planning_ended_at'),
        ('design_accepted_at', 'design_ended_at'),
        ('permit_accepted_at', 'permit_issued_at'),
        ('acceptance_begun_at', 'acceptance_ended_at'),
    ] -%}
    union all

    select project.project_code, project.{{ begun }} as begun_at, project.{{ ended }} as ended_at
    from project
    left join logged on project.project_code = logged.project_code
    where logged.project_code is null and project.{{ begun }} <= project.{{ ended }}
    {% endfor %}

),

project_span as (

    select 'construction_project' as source_id, project_code as case_id, begun_at, ended_at
    from span

),

island as (

    {{ span_islands('project_span', 'begun_at', 'ended_at') }}

),

united as (

    select case_id as project_code, island_no, min(begun_at) as begun_at, max(ended_at) as ended_at
    from island
    group by case_id, island_no

),

counted as (

    select
        united.project_code,
        -- a part in a year without a calendar leaves the whole unknown
        case when count(*) = count({{ work_days_between('begun', 'ended') }})
            then sum({{ work_days_between('begun', 'ended') }})
        end as work_days
    from united
    left join {{ ref('working_calendar') }} as begun on {{ on_calendar('begun', "'national'", 'united.begun_at') }}
    left join {{ ref('working_calendar') }} as ended on {{ on_calendar('ended', "'national'", 'united.ended_at') }}
    group by united.project_code

)

select
    project.project_code,
    logged.project_code is not null as is_from_log,
    cast(case
        when logged.project_code is not null then counted.work_days
        -- stages know no pauses; the project says how long its special procedures took, where it had any
        else counted.work_days - coalesce(project.special_work_days, 0)
    end as int) as work_days
from project
inner join counted on project.project_code = counted.project_code
left join logged on project.project_code = logged.project_code
