with digits as (

    {% for digit in range(10) -%}
    select {{ digit }} as digit
    {%- if not loop.last %} union all {% endif %}
    {%- endfor %}

),

day_numbers as (

    select hundreds.digit * 100 + tens.digit * 10 + ones.digit as day_number
    from digits as hundreds
    cross join digits as tens
    cross join digits as ones
    where hundreds.digit * 100 + tens.digit * 10 + ones.digit < 366

),

year_starts as (

    -- a year without a notice has no days here, so that nothing can be computed in it
    select
        calendar_year,
        notice_number,
        cast(concat(cast(calendar_year as {{ dbt.type_string() }}), '-01-01') as date) as first_day
    from {{ ref('calendar_notice') }}

),

year_days as (

    select
        year_starts.calendar_year,
        year_starts.notice_number,
        {{ days_later('year_starts.first_day', 'day_numbers.day_number') }} as calendar_day
    from year_starts
    cross join day_numbers

),

national_days as (

    select
        year_days.calendar_year,
        year_days.notice_number,
        year_days.calendar_day,
        exception.is_workday as noticed,
        -- 3 January 2000 was a Monday
        mod({{ days_between("cast('2000-01-03' as date)", 'year_days.calendar_day') }}, 7) < 5 as is_weekday
    from year_days
    left join {{ ref('calendar_exception') }} as exception on year_days.calendar_day = exception.calendar_day
    where extract(year from year_days.calendar_day) = year_days.calendar_year

),

calendars as (

    select distinct calendar_code from {{ ref('working_hours') }}

),

decided as (

    select
        calendars.calendar_code,
        national_days.calendar_day,
        national_days.calendar_year,
        national_days.notice_number,
        coalesce(override.is_workday, national_days.noticed, national_days.is_weekday) as is_workday,
        case
            when override.is_workday is not null then 'override'
            when national_days.noticed is not null then 'notice'
            else 'weekday'
        end as day_basis
    from calendars
    cross join national_days
    left join {{ ref('stg_calendar_override') }} as override
        on calendars.calendar_code = override.calendar_code
        and national_days.calendar_day = override.calendar_day

),

ranked_hours as (

    -- a calendar's own hours come before the national ones, of each the last to take effect
    select
        decided.*,
        hours.morning_from,
        hours.morning_to,
        hours.afternoon_from,
        hours.afternoon_to,
        row_number() over (
            partition by decided.calendar_code, decided.calendar_day
            order by
                case when decided.calendar_code = hours.calendar_code then 0 else 1 end,
                hours.effective_from desc
        ) as hours_rank
    from decided
    left join {{ ref('working_hours') }} as hours
        on hours.calendar_code in (decided.calendar_code, 'national')
        and hours.effective_from <= decided.calendar_day

),

work_of_day as (

    select
        *,
        case when is_workday then 1 else 0 end as work_days,
        case
            when is_workday then (morning_to - morning_from) + (afternoon_to - afternoon_from) else 0
        end as work_minutes
    from ranked_hours
    where hours_rank = 1

)

select
    calendar_code,
    calendar_day,
    calendar_year,
    is_workday,
    day_basis,
    notice_number,
    cast(
        sum(work_days) over (
            partition by calendar_code order by calendar_day rows between unbounded preceding and current row
        ) as int
    ) as work_days_to,
    cast(
        sum(work_minutes) over (
            partition by calendar_code order by calendar_day rows between unbounded preceding and current row
        ) - work_minutes as int
    ) as work_minutes_before,
    morning_from,
    morning_to,
    afternoon_from,
    afternoon_to
from work_of_day
