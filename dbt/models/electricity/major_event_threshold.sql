-- The threshold of major event days by the 2.5-beta method of IEEE 1366, for each place and year.
--
-- Fitted to the daily SAIDI of the five years before; days without a minute lost have no logarithm and are left out.
with daily as (

    select region_code, day, cast({{ year_text('day') }} as int) as year, saidi_minutes
    from {{ ref('daily_saidi') }}
    where saidi_minutes > 0

),

judged_years as (

    select distinct region_code, cast({{ year_text('day') }} as int) as year
    from {{ ref('daily_saidi') }}

),

history as (

    select judged_years.region_code, judged_years.year, daily.year as day_year, ln(daily.saidi_minutes) as log_minutes
    from judged_years
    inner join daily
        on judged_years.region_code = daily.region_code
        and daily.year < judged_years.year
        and daily.year >= judged_years.year - {{ reliability_parameter('history_years') }}

),

located as (

    select
        region_code,
        year,
        count(*) as n_days,
        count(distinct day_year) as n_years,
        {{ exact_mean('log_minutes') }} as alpha
    from history
    group by region_code, year

),

fitted as (

    -- the sample standard deviation, from sums that no order of the days changes
    select
        located.region_code,
        located.year,
        located.n_days,
        located.n_years,
        located.alpha,
        sqrt({{ exact_sum('(history.log_minutes - located.alpha) * (history.log_minutes - located.alpha)') }}
            / nullif(located.n_days - 1, 0)) as beta
    from located
    inner join history
        on located.region_code = history.region_code
        and located.year = history.year
    group by located.region_code, located.year, located.n_days, located.n_years, located.alpha

)

select
    region_code,
    {{ as_text('year') }} as year,
    alpha,
    beta,
    exp(alpha + {{ reliability_parameter('beta_multiplier') }} * beta) as t_med_minutes,
    n_days,
    n_years
from fitted
where n_days >= {{ reliability_parameter('minimum_days') }}
