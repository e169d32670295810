-- Days with sustained interruptions, and which of them were major event days (重大事件日).
select
    region_code,
    day,
    saidi_minutes,
    t_med_minutes,
    alpha,
    beta,
    n_days,
    n_years,
    customers_served,
    n,
    is_major
from {{ ref('major_event_day') }}
