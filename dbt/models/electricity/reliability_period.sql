-- Which periods a month counts in: itself, its quarter, its year, and the twelve rolling years that hold it.
with months as (

    select month from {{ ref('electricity_interruption') }} group by month
    union
    select month from {{ ref('customers_served') }} group by month

),

numbered as (

    select
        month,
        cast(substr(month, 1, 4) as int) as year_no,
        cast(substr(month, 6, 2) as int) as month_no,
        cast(substr(month, 1, 4) as int) * 12 + cast(substr(month, 6, 2) as int) as month_index,
        cast(concat(month, '-01') as date) as first_day,
        min(cast(substr(month, 1, 4) as int) * 12 + cast(substr(month, 6, 2) as int)) over () as first_index
    from months

),

by_calendar as (

    select month, 'month' as period_kind, month as period, first_day as period_begin
    from numbered

    union all

    select
        month,
        'quarter' as period_kind,
        {{ quarter_text('first_day') }} as period,
        {{ dbt.date_trunc('quarter', 'first_day') }} as period_begin
    from numbered

    union all

    select month, 'year' as period_kind, {{ year_text('first_day') }} as period,
        {{ dbt.date_trunc('year', 'first_day') }} as period_begin
    from numbered

),

rolling as (

    -- twelve months that end with a month of the log, and none that begins before it
    select
        member.month,
        'rolling_year' as period_kind,
        last_month.month as period,
        {{ dbt.dateadd('month', -11, 'last_month.first_day') }} as period_begin
    from numbered as last_month
    inner join numbered as member
        on member.month_index between last_month.month_index - 11 and last_month.month_index
    where last_month.month_index - 11 >= last_month.first_index

),

periods as (

    select * from by_calendar
    union all
    select * from rolling

)

select
    periods.month,
    periods.period_kind,
    periods.period,
    -- a period that runs has the hours that have passed
    cast(24 * ({{ days_between(
        'cast(periods.period_begin as date)', 'least(' ~ last_day_of('periods.period') ~ ', context.as_of)'
    ) }} + 1) as double) as period_hours,
    {{ last_day_of('periods.period') }} >= context.as_of as is_running
from periods
cross join {{ ref('stg_build_context') }} as context
