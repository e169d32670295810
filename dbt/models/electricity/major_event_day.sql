-- Each day with a sustained interruption against the threshold of its year.
select
    daily.region_code,
    daily.day,
    daily.n,
    daily.customers_served,
    daily.saidi_minutes,
    threshold.alpha,
    threshold.beta,
    threshold.t_med_minutes,
    threshold.n_days,
    threshold.n_years,
    -- without a threshold nobody can say
    daily.saidi_minutes > threshold.t_med_minutes as is_major
from {{ ref('daily_saidi') }} as daily
left join {{ ref('major_event_threshold') }} as threshold
    on daily.region_code = threshold.region_code
    and {{ year_text('daily.day') }} = threshold.year
