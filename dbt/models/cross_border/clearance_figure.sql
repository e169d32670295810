-- Hours of clearance by definition, place, period and group: mean, and median, ninth decile and trimmed mean from one order of
-- the declarations. Declarations of one minute share their mean: the mean of a group is exact, its order true to the minute.
{%- set group = 'definition_code, region_code, period_kind, period, flow, group_kind, group_code' %}
with minutes as (

    select
        minute.definition_code,
        minute.region_code,
        period_kinds.period_kind,
        {{ period_of_month('minute.release_month', 'period_kinds.period_kind') }} as period,
        minute.flow,
        minute.group_kind,
        minute.group_code,
        minute.minute_no,
        sum(minute.n) as n,
        sum(minute.seconds) as seconds
    from {{ ref('clearance_minute') }} as minute
    cross join ({{ period_kinds() }}) as period_kinds
    group by
        minute.definition_code,
        minute.region_code,
        period_kinds.period_kind,
        {{ period_of_month('minute.release_month', 'period_kinds.period_kind') }},
        minute.flow,
        minute.group_kind,
        minute.group_code,
        minute.minute_no

),

ordered as (

    select
        *,
        seconds / nullif(1.0 * n, 0.0) as seconds_each,
        sum(n) over (
            partition by {{ group }} order by minute_no nulls last
            rows between unbounded preceding and current row
        ) as last_place,
        sum(n) over (partition by {{ group }}) as n_group
    from minutes

),

placed as (

    select
        ordered.*,
        last_place - n as before,
        -- the usual trimmed mean leaves out whole declarations, rounded down
        floor(parameter.value * n_group) as n_trimmed,
        {{ whole_quotient('n_group + 1', 2) }} as median_low,
        {{ whole_quotient('n_group + 2', 2) }} as median_high,
        -- the ninth decile lies between two declarations: the share that the upper one has in it
        floor(0.9 * (n_group - 1)) + 1.0 as p90_low,
        0.9 * (n_group - 1) - floor(0.9 * (n_group - 1)) as p90_share
    from ordered
    inner join {{ ref('clearance_parameter') }} as parameter on parameter.parameter = 'trim_share'

),

shares as (

    select
        *,
        case when median_low > before and median_low <= last_place then 0.5 else 0.0 end
        + case when median_high > before and median_high <= last_place then 0.5 else 0.0 end as in_median,
        case when p90_low > before and p90_low <= last_place then 1.0 - p90_share else 0.0 end
        + case when p90_low + 1 > before and p90_low + 1 <= last_place then p90_share else 0.0 end as in_p90,
        greatest(0.0, least(last_place, n_group - n_trimmed) - greatest(before, n_trimmed)) as n_kept
    from placed

)

select
    {{ group }},
    cast(max(n_group) as bigint) as n,
    sum(seconds) / nullif(3600.0 * max(n_group), 0.0) as mean_hours,
    sum(in_median * seconds_each) / 3600.0 as median_hours,
    sum(in_p90 * seconds_each) / 3600.0 as p90_hours,
    sum(n_kept * seconds_each) / nullif(3600.0 * sum(n_kept), 0.0) as trimmed_mean_hours,
    cast(sum(n_kept) as bigint) as trimmed_n
from shares
group by {{ group }}
