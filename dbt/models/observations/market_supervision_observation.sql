-- 市场监管: by listed matter and year, whether it was inspected; by decision, whether it was published in time.
with inspections as (

    select
        county_code,
        matter_code,
        {{ year_text('checked_at') }} as inspected_year
    from {{ ref('stg_random_inspection') }}
    where checked_at is not null
    group by county_code, matter_code, {{ year_text('checked_at') }}

),

last_inspection_day as (

    select {{ day_of('max(greatest(drawn_at, coalesce(checked_at, drawn_at), coalesce(published_at, drawn_at)))') }} as known_on
    from {{ ref('stg_random_inspection') }}

),

plan_year as (

    -- plans are yearly, so coverage is judged when the log knows a day after the year's last
    select
        years.inspected_year as plan_year,
        cast(concat(years.inspected_year, '-01-01') as date) as first_day,
        cast(concat(years.inspected_year, '-12-31') as date) as last_day
    from (select distinct inspected_year from inspections) as years
    cross join last_inspection_day
    where cast(concat(years.inspected_year, '-12-31') as date) < last_inspection_day.known_on

),

coverage as (

    -- each place answers for its own list: a matter counts where it stood on the list all year, once, however often it was
    -- inspected. The row stands on the last day, so the year's figure is the fourth quarter's too; other quarters have none
    select
        'I16-1' as measure_code,
        matter.county_code,
        plan_year.last_day as observed_on,
        concat(matter.county_code, '/', matter.matter_code, '/', plan_year.plan_year) as observation_key,
        case when inspections.matter_code is not null then 1.0 else 0.0 end as amount,
        matter.source_id,
        matter.file_sha256,
        matter.file_name
    from {{ ref('stg_inspection_matter') }} as matter
    inner join plan_year
        on matter.in_force_from <= plan_year.first_day
        and coalesce(matter.in_force_to, plan_year.last_day) >= plan_year.last_day
    left join inspections
        on matter.county_code = inspections.county_code
        and matter.matter_code = inspections.matter_code
        and plan_year.plan_year = inspections.inspected_year

),

known_until as (

    -- an export knows nothing after its own last moment
    select
        file_sha256,
        {{ day_of('max(greatest(decided_at, coalesce(published_at, decided_at), coalesce(withdrawn_at, decided_at)))') }}
            as known_on
    from {{ ref('stg_penalty_publication') }}
    group by file_sha256

),

decisions as (

    select
        decision.*,
        due.calendar_day as due_on,
        known_until.known_on
    from {{ ref('stg_penalty_publication') }} as decision
    inner join known_until on decision.file_sha256 = known_until.file_sha256
    inner join {{ ref('publication_limit') }} as publication_limit
        on decision.decision_kind = publication_limit.decision_kind
    inner join {{ ref('working_calendar') }} as decided
        on {{ on_calendar('decided', "'national'", 'decision.decided_at') }}
    inner join {{ ref('working_calendar') }} as due
        on {{ due_day('due', 'decided', 'publication_limit.work_days') }}

),

publication as (

    -- a decision counts on the day on which its limit ran out, and not before, published or not. One annulled until then
    -- without having been published was never due; one withdrawn after its publication was published
    select
        'I16-2' as measure_code,
        county_code,
        due_on as observed_on,
        decision_no as observation_key,
        case when {{ day_of('published_at') }} <= due_on then 1.0 else 0.0 end as amount,
        source_id,
        file_sha256,
        file_name
    from decisions
    where due_on < known_on
        and not (published_at is null and withdrawn_at is not null and {{ day_of('withdrawn_at') }} <= due_on)

),

all_measures as (

    select * from coverage
    union all
    select * from publication

)

select
    measure_code,
    county_code as region_code,
    observed_on,
    observation_key,
    cast(amount as double) as amount,
    cast(1.0 as double) as base,
    source_id,
    file_sha256,
    file_name
from all_measures
