-- By hand, for the government-service log alone: durations of cases and statistics of groups, from the raw Parquet.
-- Parameters: the batches as a glob, and the folder of the methodology's CSV files.
set TimeZone = 'Asia/Shanghai';

create or replace temp table calendar as
with days as (
    select cast(day as date) as day
    from range(timestamp '2015-01-01', timestamp '2030-01-01', interval 1 day) as t(day)
    where year(day) in (select calendar_year from read_csv('{seeds}/calendar_notice.csv'))
),
decided as (
    select day, coalesce(exception.is_workday, isodow(day) < 6) as is_workday
    from days
    left join read_csv('{seeds}/calendar_exception.csv') as exception on day = exception.calendar_day
)
select
    day,
    is_workday,
    cast(sum(is_workday::int) over (order by day) as int) as work_days,
    cast(420 * (sum(is_workday::int) over (order by day) - is_workday::int) as int) as minutes_before
from decided;

-- working minutes from the calendar's beginning to a moment: 9:00-12:00 and 13:30-17:30
create or replace temp macro work_minutes(minutes_before, is_workday, moment) as
    minutes_before + case when is_workday then
        greatest(0, least(180, hour(moment) * 60 + minute(moment) - 540))
        + greatest(0, least(240, hour(moment) * 60 + minute(moment) - 810))
    else 0 end;

create or replace temp table pauses as
with marks as (
    select
        case_id,
        activity in ('correction_notice', 'special_request') as is_begin,
        occurred_at,
        lead(activity) over of_kind as next_activity,
        lead(occurred_at) over of_kind as next_at
    from read_parquet('{batches}')
    where activity in ('correction_notice', 'correction_received', 'special_request', 'special_result')
    window of_kind as (
        partition by case_id, activity in ('correction_notice', 'correction_received') order by occurred_at, row_number
    )
),
spans as (
    select
        case_id,
        occurred_at as paused_at,
        coalesce(next_at, timestamp '9999-12-31') as resumed_at,
        next_at is null as is_unclosed
    from marks
    where is_begin
),
covered as (
    select *, max(resumed_at) over (
        partition by case_id order by paused_at, resumed_at rows between unbounded preceding and 1 preceding
    ) as covered_to
    from spans
),
islands as (
    select *, sum((not coalesce(paused_at <= covered_to, false))::int) over (
        partition by case_id order by paused_at, resumed_at
    ) as island
    from covered
)
select case_id, min(paused_at) as paused_at, max(resumed_at) as resumed_at, bool_or(is_unclosed) as is_unclosed
from islands
group by case_id, island;

create or replace temp table milestones as
select
    case_id,
    max(item_code) as item_code,
    max(region_code) as region_code,
    max(department_code) as department_code,
    max(channel) as channel,
    max(promised_days)::int as promised_days,
    max(statutory_days)::int as statutory_days,
    bool_or(is_instant) as is_instant,
    count(*) as events,
    count(distinct activity)::int as activities,
    nullif(
        bool_or(activity in ('apply', 'pre_accept', 'accept'))::int
        + bool_or(activity in ('correction_notice', 'correction_received'))::int
        + bool_or(activity = 'collect')::int, 0
    ) as steps,
    min(occurred_at) as first_event_at,
    max(occurred_at) as last_event_at,
    min(occurred_at) filter (where activity = 'apply') as applied_at,
    min(occurred_at) filter (where activity = 'accept') as accepted_at,
    max(occurred_at) filter (where activity = 'finish') as finished_at,
    max(epoch_us(occurred_at) * 16 + case result_code
        when '10' then 1 when '13' then 3 when '09' then 4 when '07' then 5 else 0
    end) filter (where activity = 'finish') % 16 as outcome_no,
    min(occurred_at) filter (where activity in ('review', 'collect')) as first_handled_at,
    min(occurred_at) filter (where activity in ('special_request', 'special_result')) as first_special_at,
    count(*) filter (where activity = 'accept') as acceptances,
    count(*) filter (where activity = 'finish') as finishes,
    count(*) filter (where activity = 'correction_notice') as corrections
from read_parquet('{batches}')
group by case_id;

create or replace temp table paused as
with clipped as (
    select
        case_id,
        is_unclosed,
        greatest(paused_at, accepted_at) as from_at,
        case
            when finished_at is not null then least(resumed_at, finished_at)
            when resumed_at < timestamp '9999-12-31' then resumed_at
        end as to_at
    from pauses inner join milestones using (case_id)
)
select
    case_id,
    sum(case when from_at < to_at then epoch_us(to_at) - epoch_us(from_at) else 0 end)::bigint as paused_us,
    sum(case when from_at < to_at then b.work_days - a.work_days else 0 end)::int as paused_work_days,
    sum(case when from_at < to_at then
        work_minutes(b.minutes_before, b.is_workday, to_at) - work_minutes(a.minutes_before, a.is_workday, from_at)
    else 0 end)::int as paused_work_minutes,
    bool_or(to_at is null) as has_open_pause,
    bool_or(is_unclosed) as has_unclosed_pause
from clipped
left join calendar as a on a.day = from_at::date
left join calendar as b on b.day = to_at::date
group by case_id;

create or replace table case_duration as
with begun as (
    select
        m.*,
        least(coalesce(applied_at, accepted_at), coalesce(accepted_at, applied_at)) as begun_at,
        coalesce(promised_days, matter.promised_work_days)::int as promised_work_days,
        coalesce(statutory_days, matter.statutory_work_days)::int as statutory_work_days,
        case outcome_no
            when 1 then 'granted' when 3 then 'returned' when 4 then 'void' when 5 then 'not_accepted'
            when 0 then 'unstated' else 'open'
        end as outcome,
        coalesce(paused_us, 0) as paused_us,
        coalesce(paused_work_days, 0) as paused_work_days,
        coalesce(paused_work_minutes, 0) as paused_work_minutes,
        coalesce(has_open_pause, false) as has_open_pause,
        coalesce(has_unclosed_pause, false) as has_unclosed_pause,
        finished_at >= accepted_at as is_ordered
    from milestones as m
    left join paused using (case_id)
    left join read_csv('{seeds}/matter_limit.csv') as matter
        on matter.source_id = 'government_service' and matter.item_code = m.item_code
),
clocks as (
    select
        begun.*,
        epoch_us(finished_at) - epoch_us(begun_at) as whole_us,
        f.work_days - b.work_days as whole_work_days,
        work_minutes(f.minutes_before, f.is_workday, finished_at)
        - work_minutes(b.minutes_before, b.is_workday, begun_at) as whole_work_minutes,
        case when is_ordered then epoch_us(finished_at) - epoch_us(accepted_at) end as handling_us,
        case when is_ordered then f.work_days - a.work_days end as handling_work_days,
        case when is_ordered then
            work_minutes(f.minutes_before, f.is_workday, finished_at)
            - work_minutes(a.minutes_before, a.is_workday, accepted_at)
        end as handling_work_minutes,
        greatest(p.day, accepted_at::date) as due_on,
        greatest(s.day, accepted_at::date) as statutory_due_on,
        case
            when begun_at is not null and b.day is null then begun_at
            when accepted_at is not null and a.day is null then accepted_at
            when finished_at is not null and f.day is null then finished_at
        end as unpublished_at
    from begun
    left join calendar as b on b.day = begun_at::date
    left join calendar as a on a.day = accepted_at::date
    left join calendar as f on f.day = finished_at::date
    left join calendar as p on p.is_workday and p.work_days = a.work_days + promised_work_days + paused_work_days
    left join calendar as s on s.is_workday and s.work_days = a.work_days + statutory_work_days + paused_work_days
)
select
    case_id, item_code, region_code, department_code, channel, outcome,
    first_event_at, last_event_at, applied_at, accepted_at, finished_at, events, activities,
    epoch_us(last_event_at) - epoch_us(first_event_at) as process_microseconds,
    whole_us // 60000000 as whole_process_minutes, whole_work_days, whole_work_minutes,
    paused_us // 60000000 as paused_minutes, paused_work_days, paused_work_minutes,
    handling_us // 60000000 as handling_minutes, handling_work_days, handling_work_minutes,
    (handling_us - paused_us) // 60000000 as net_minutes,
    handling_work_days - paused_work_days as net_work_days,
    handling_work_minutes - paused_work_minutes as net_work_minutes,
    promised_work_days, statutory_work_days, due_on, statutory_due_on,
    finished_at::date > due_on as is_late,
    finished_at::date > statutory_due_on as is_late_by_law,
    finished_at::date < due_on as is_early,
    coalesce(is_instant, promised_work_days = 0) as is_instant,
    channel = 'online' as is_online,
    steps, corrections, corrections = 0 as is_first_pass,
    acceptances > 1 or finishes > 1 as is_rework,
    has_open_pause, has_unclosed_pause,
    first_handled_at < accepted_at as is_off_system,
    case
        when finished_at < accepted_at then 'finish_before_acceptance'
        when first_special_at < accepted_at then 'event_before_acceptance'
        when accepted_at is null and outcome in ('granted', 'unstated') then 'no_acceptance'
        when unpublished_at is not null then 'calendar_year_unpublished'
    end as fault
from clocks;

create or replace table case_statistic as
with ended as (
    select
        coalesce(d.item_code, 'unstated') as item,
        coalesce(d.department_code, 'government_services') as department,
        case when parent_region_code is not null then d.region_code end as county,
        coalesce(parent_region_code, d.region_code, 'unstated') as city,
        -- numbers while grouping, text afterwards
        year(finished_at) * 100 + month(finished_at) as month,
        year(finished_at) * 10 + quarter(finished_at) as quarter,
        year(finished_at) as year,
        outcome in ('granted', 'unstated') as decided,
        d.*
    from case_duration as d
    left join read_csv('{seeds}/region.csv', all_varchar = true) as region on d.region_code = region.region_code
    where finished_at is not null and fault is null
),
totals as (
    select
        if(grouping(item) = 1, '*', item) as item_code,
        if(grouping(county) = 1, city, county) as region_code,
        if(grouping(department) = 1, '*', department) as department_code,
        case
            when grouping(month) = 0 then concat(month // 100, '-', lpad((month % 100)::varchar, 2, '0'))
            when grouping(quarter) = 0 then concat(quarter // 10, '-Q', quarter % 10)
            else year::varchar
        end as period,
        grouping(county) = 1 or county is not null as is_place,
        count(*) as n,
        count(*) filter (where decided) as n_decided,
        avg(whole_process_minutes) filter (where decided) as mean_minutes,
        quantile_cont(whole_process_minutes::int, [0.5, 0.9]) filter (where decided) as q_minutes,
        avg(net_work_days) filter (where decided) as mean_days,
        quantile_cont(net_work_days, [0.5, 0.9]) filter (where decided) as q_days,
        avg(net_work_minutes) filter (where decided) as mean_work_minutes,
        quantile_cont(net_work_minutes, [0.5, 0.9]) filter (where decided) as q_work_minutes,
        avg((not is_late)::int) filter (where decided) as on_time_share,
        avg((not is_late_by_law)::int) filter (where decided) as on_time_by_law_share,
        avg(is_early::int) filter (where decided) as early_share,
        avg(is_instant::int) filter (where decided) as instant_share,
        avg(is_online::int) filter (where decided) as online_share,
        avg(is_first_pass::int) filter (where decided) as first_pass_share,
        avg(is_rework::int) filter (where decided) as rework_share,
        avg((outcome in ('returned', 'not_accepted'))::int) as refused_share,
        avg(corrections) filter (where decided) as mean_corrections,
        avg(steps) filter (where decided) as mean_steps
    from ended
    group by grouping sets (
        (item, department, county, month), (item, department, county, quarter), (item, department, county, year),
        (item, department, city, month), (item, department, city, quarter), (item, department, city, year),
        (item, county, month), (item, county, quarter), (item, county, year),
        (item, city, month), (item, city, quarter), (item, city, year),
        (department, county, month), (department, county, quarter), (department, county, year),
        (department, city, month), (department, city, quarter), (department, city, year),
        (county, month), (county, quarter), (county, year), (city, month), (city, quarter), (city, year)
    )
)
select
    item_code, region_code, department_code, period, n, n_decided,
    if(n_decided >= 5, 'A', 'Q') as status,
    if(n_decided >= 5, mean_minutes / 1440, null) as mean_calendar_days,
    if(n_decided >= 5, q_minutes[1] / 1440, null) as median_calendar_days,
    if(n_decided >= 5, q_minutes[2] / 1440, null) as p90_calendar_days,
    if(n_decided >= 5, mean_days, null) as mean_work_days,
    if(n_decided >= 5, q_days[1], null) as median_work_days,
    if(n_decided >= 5, q_days[2], null) as p90_work_days,
    if(n_decided >= 5, mean_work_minutes, null) as mean_work_minutes,
    if(n_decided >= 5, q_work_minutes[1], null) as median_work_minutes,
    if(n_decided >= 5, q_work_minutes[2], null) as p90_work_minutes,
    columns(['on_time_share', 'on_time_by_law_share', 'early_share', 'instant_share', 'online_share',
        'first_pass_share', 'rework_share', 'mean_corrections', 'mean_steps']) * if(n_decided >= 5, 1, null),
    if(n >= 5, refused_share, null) as refused_share
from totals
where is_place;
