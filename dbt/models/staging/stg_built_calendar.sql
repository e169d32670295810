select
    calendar_code,
    calendar_day,
    is_workday,
    work_days_to,
    work_minutes_before
from {{ source('build', 'built_calendar') }}
