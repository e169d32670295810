"""Queries of getting electricity; parameters: $focus, $period."""

_HERE = "region_code = $focus and period = $period"

# What runs beside the works (permits, works of the external line) is in nobody's part of the wait.
STAGES = f"""
select stage_name_zh as name_zh, stage_name_en as name_en, owner, mean_days * n / n_cases as value,
    share_of_time as share, n, n_cases as cases
from electricity_stage
where {_HERE} and group_kind = 'all' and not is_parallel and mean_days is not null
order by
    list_position(['plan', 'design_review', 'works', 'mid_check', 'check', 'connect', 'rest'], stage_code) nulls last,
    stage_code
"""  # noqa: S608

TIMES = f"""
select group_kind, group_code, median_days as median, mean_days as mean, p90_days as p90, n
from electricity_connection_time
where {_HERE} and clock = 'whole_process' and status = 'A'
order by list_position(['all', 'voltage', 'class', 'source_count', 'profile'], group_kind) nulls last, group_code
"""  # noqa: S608

COUNTIES = """
select coalesce(r.name_zh, t.region_code) as name, t.median_days as value, t.n, t.region_code = $focus as is_city
from electricity_connection_time as t
left join region_directory as r using (region_code)
where t.period = $period and t.group_kind = 'all' and t.clock = 'whole_process' and t.status = 'A'
    and (t.region_code = $focus or r.parent_region_code = $focus)
order by t.region_code
"""

LIMITS = f"""
select limit_set, node_code, n, pass_rate, p90_days,
    case when limit_days_from = limit_days_to then cast(limit_days_from as varchar)
        else limit_days_from || '–' || limit_days_to end as "limit"
from electricity_limit
where {_HERE}
order by limit_set, node_code = 'all', node_code
"""  # noqa: S608

COST = f"""
select mean_user_cost_cny, cost_pct_income, n_user_cost, user_share_outside, status, reason
from electricity_cost
where {_HERE} and group_kind = 'all'
"""  # noqa: S608

RELIABILITY = f"""
select max(saidi_hours) filter (where med = 'with') as saidi, max(saifi) filter (where med = 'with') as saifi,
    max(asai) filter (where med = 'with') as asai, max(n) filter (where med = 'with') as n,
    max(saidi_hours) filter (where med = 'without') as saidi_without, max(reason) as reason
from electricity_reliability
where {_HERE} and group_kind = 'all' and scope = 'all'
having count(*) > 0
"""  # noqa: S608

# All minutes of an outage belong to the day it began; days are marked by the threshold of their year.
MONTHS = """
with days as (
    select strftime(day, '%Y-%m') as period, count(*) filter (where is_major) as med_days
    from electricity_major_event_day
    where region_code = $focus group by all
)
select m.period, max(m.saidi_hours) filter (where m.scope = 'fault') as fault,
    max(m.saidi_hours) filter (where m.scope = 'planned') as planned,
    max(m.saidi_hours) filter (where m.scope = 'limit') as "limit", coalesce(max(d.med_days), 0) as med_days,
    max(m.n) filter (where m.scope = 'all') as n
from electricity_reliability as m
left join days as d using (period)
where m.region_code = $focus and m.period_kind = 'month' and left(m.period, 4) = $period
    and m.group_kind = 'all' and m.med = 'with'
group by m.period
order by m.period
"""

INDEX = f"""
select item_code, kind, name_zh, name_en, points, max_points, points_lost, reason_zh, reason_en
from electricity_reliability_index
where {_HERE} and kind <> 'input'
order by kind = 'index', item_code
"""  # noqa: S608
