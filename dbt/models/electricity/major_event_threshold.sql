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

fitted as (

    select
        judged_years.region_code,
        judged_years.year,
        count(*) as n_days,
        count(distinct daily.year) as n_years,
        avg(ln(daily.saidi_minutes)) as alpha,
        stddev_samp(ln(daily.saidi_minutes)) as beta
    from judged_years
    inner join daily
        on judged_years.region_code = daily.region_code
        and daily.year < judged_years.year
        and daily.year >= judged_years.year - {{ reliability_parameter('history_years') }}
    group by judged_years.region_code, judged_years.year

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
