-- Cases that have not ended on the date of the build: how many, how old, how many overdue, how many waiting for the applicant.
{%- set sets = [] -%}
{%- for level in [['item_code', 'department_code'], ['item_code'], ['department_code'], []] -%}
{%- for region in ['county_code', 'city_code'] -%}
    {%- do sets.append('(' ~ (['source_id'] + level + [region]) | join(', ') ~ ')') -%}
{%- endfor -%}{%- endfor %}
with open_case as (

    select
        duration.source_id,
        coalesce(duration.item_code, 'unstated') as item_code,
        coalesce(duration.department_code, contract.department_code) as department_code,
        case when region.parent_region_code is not null then duration.region_code end as county_code,
        coalesce(region.parent_region_code, duration.region_code, 'unstated') as city_code,
        {{ days_between(day_of('coalesce(duration.accepted_at, duration.first_event_at)'), 'context.as_of') }} as age_days,
        duration.has_open_pause,
        -- the clock of a case that waits for its applicant stands still
        not duration.has_open_pause and context.as_of > duration.due_on as is_overdue,
        log.minimum_cases
    from {{ ref('case_duration') }} as duration
    cross join {{ ref('stg_build_context') }} as context
    inner join {{ ref('case_log') }} as log on duration.source_id = log.source_id
    left join {{ ref('region') }} as region on duration.region_code = region.region_code
    left join {{ ref('stg_source_contract') }} as contract on duration.source_id = contract.source_id
    where duration.outcome = 'open'

),

totals as (

    select
        source_id,
        {% for name in ['item_code', 'department_code', 'county_code', 'city_code'] -%}
        {{ name }},
        grouping({{ name }}) as no_{{ name }},
        {% endfor -%}
        max(minimum_cases) as minimum_cases,
        count(*) as n,
        count(*) filter (where has_open_pause) as paused,
        count(*) filter (where is_overdue) as overdue,
        {{ median_and_p90('age_days') }} as ages,
        max(age_days) as oldest_days
    from open_case
    group by grouping sets (
        {{ sets | join(',\n        ') }}
    )

)

select
    totals.source_id,
    case when totals.no_item_code = 1 then '*' else totals.item_code end as item_code,
    case when totals.no_county_code = 1 then totals.city_code else totals.county_code end as region_code,
    case when totals.no_department_code = 1 then '*' else totals.department_code end as department_code,
    context.as_of,
    totals.n,
    case when totals.n >= totals.minimum_cases then 'A' else 'Q' end as status,
    totals.paused,
    totals.overdue,
    case when totals.n >= totals.minimum_cases then {{ quantile_of('totals.ages', 'median') }} end as median_age_days,
    case when totals.n >= totals.minimum_cases then {{ quantile_of('totals.ages', 'p90') }} end as p90_age_days,
    case when totals.n >= totals.minimum_cases then totals.oldest_days end as oldest_age_days
from totals
cross join {{ ref('stg_build_context') }} as context
-- a case that names the city alone has no county
where totals.no_county_code = 1 or totals.county_code is not null
