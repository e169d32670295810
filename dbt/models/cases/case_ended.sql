{{ config(materialized='view') }}

select
    duration.source_id,
    duration.case_id,
    coalesce(duration.item_code, 'unstated') as item_code,
    coalesce(duration.department_code, contract.department_code, 'unstated') as department_code,
    case when region.parent_region_code is not null then duration.region_code end as county_code,
    coalesce(region.parent_region_code, duration.region_code, 'unstated') as city_code,
    coalesce(duration.region_code, 'unstated') as place_code,
    cast(extract(year from duration.finished_at) as int) * 100
    + cast(extract(month from duration.finished_at) as int) as month_no,
    cast(extract(year from duration.finished_at) as int) * 10
    + cast(extract(quarter from duration.finished_at) as int) as quarter_no,
    cast(extract(year from duration.finished_at) as int) as year_no,
    duration.outcome,
    -- how long it took is asked of cases that were decided
    duration.outcome in ('granted', 'refused', 'unstated') as is_decided,
    case when duration.outcome in ('granted', 'refused', 'unstated') then cast(duration.whole_process_minutes as int) end
        as calendar_minutes,
    case when duration.outcome in ('granted', 'refused', 'unstated') then duration.net_work_days end as work_days,
    case when duration.outcome in ('granted', 'refused', 'unstated') then duration.supplier_work_minutes end
        as work_minutes,
    case
        when duration.outcome in ('granted', 'refused', 'unstated') and not log.has_roles
            then duration.process_microseconds
    end as process_microseconds,
    duration.is_late,
    duration.is_late_by_law,
    duration.is_early,
    duration.is_instant,
    duration.is_online,
    duration.is_first_pass,
    duration.is_rework,
    duration.corrections,
    duration.steps,
    log.minimum_cases
from {{ ref('case_duration') }} as duration
inner join {{ ref('case_log') }} as log on duration.source_id = log.source_id
left join {{ ref('region') }} as region on duration.region_code = region.region_code
left join {{ ref('stg_source_contract') }} as contract on duration.source_id = contract.source_id
where duration.finished_at is not null and duration.outcome <> 'open' and duration.fault is null
