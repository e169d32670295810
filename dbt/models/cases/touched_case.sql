-- Cases to compute anew, compared with the build that this one began from. A build that began from nothing has no use for it.
with now_in_force as (

    select source_id, file_sha256, received_on, delivery_no from {{ ref('stg_current_batch') }}

),

changed_batch as (

    -- in force in one of the two builds only, or delivered anew, which decides whose word counts
    select
        coalesce(current_batch.source_id, former.source_id) as source_id,
        coalesce(current_batch.file_sha256, former.file_sha256) as file_sha256
    from now_in_force as current_batch
    full outer join {{ ref('stg_built_batch') }} as former
        on current_batch.source_id = former.source_id
        and current_batch.file_sha256 = former.file_sha256
    where current_batch.source_id is null
        or former.source_id is null
        or current_batch.received_on <> former.received_on
        or current_batch.delivery_no <> former.delivery_no

),

changed_calendar as (

    select coalesce(current_day.calendar_code, former.calendar_code) as calendar_code
    from {{ ref('working_calendar') }} as current_day
    full outer join {{ ref('stg_built_calendar') }} as former
        on current_day.calendar_code = former.calendar_code
        and current_day.calendar_day = former.calendar_day
    where current_day.calendar_code is null
        or former.calendar_code is null
        or current_day.is_workday <> former.is_workday
        or current_day.work_days_to <> former.work_days_to
        or current_day.work_minutes_before <> former.work_minutes_before
    group by coalesce(current_day.calendar_code, former.calendar_code)

),

touched_batch as (

    select changed_batch.source_id, changed_batch.file_sha256
    from changed_batch
    where exists (select 1 from {{ ref('stg_built_batch') }})
    union
    -- another calendar moves every case that it measures
    select
        batch.source_id,
        batch.file_sha256
    from now_in_force as batch
    inner join {{ ref('case_clock') }} as clock on batch.source_id = clock.source_id
    inner join changed_calendar on clock.calendar_code = changed_calendar.calendar_code
    where exists (select 1 from {{ ref('stg_built_batch') }})

),

{% set logs = ['government_service', 'construction_approval', 'process_log', 'electricity_connection'] -%}
cases as (

    {% for source_id in logs -%}
    select
        log.source_id,
        log.case_id
    from {{ ref('stg_' ~ source_id ~ '_case') }} as log
    inner join touched_batch
        on touched_batch.source_id = '{{ source_id }}'
        and log.file_sha256 = touched_batch.file_sha256
    {%- if not loop.last %}
    union all
    {% endif %}
    {%- endfor %}

)

select
    source_id,
    case_id
from cases
group by source_id, case_id
