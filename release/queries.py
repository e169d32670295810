"""Queries behind the workbooks: one table each, with names, the focus region first, in a fixed order."""

# A running period is no full year beside the year before it; of one without a figure nobody knows.
_PERIOD_STATE = "case d.is_running when true then '未结束 running' when false then '已结束 over' end as period_state"

SUMMARY_SQL = f"""
with lines as (
    select indicator_set, period, region_code, 'overall' as level, indicator_set as code, score,
        cast(null as double) as weight, weight_covered, peer_group, rank, rank_of, rank_note,
        cast(null as varchar) as target_kind, cast(null as double) as target_gap,
        cast(null as double) as benchmark_gap, places_to_second, points_to_second, places_to_first, points_to_first,
        score_previous, rank_previous, score_change
    from overall_score
    union all
    select indicator_set, period, region_code, 'indicator', indicator_code, score, weight, weight_covered,
    peer_group,
        rank, rank_of, rank_note, target_kind, target_gap, benchmark_gap, null, null, null, null,
        score_previous, rank_previous, score_change
    from indicator_score
)
select l.*, {_PERIOD_STATE}, r.name_zh as region_name_zh, c.name_zh
from lines as l
left join period_directory as d using (period)
left join region_directory as r using (region_code)
left join catalogue as c
    on c.indicator_set = l.indicator_set and c.code = l.code
    and c.level = case l.level when 'overall' then 'set' else l.level end
order by coalesce(l.region_code = $focus, false) desc,
    coalesce(l.period = $period, false) desc, length(l.period) > 4, l.indicator_set nulls last,
    l.period desc nulls last,
    l.region_code nulls last, l.level = 'overall' desc, c.sort_order nulls last, l.code nulls last
"""  # noqa: S608

MEASURES_SQL = """
with scored as (
    select * from measure_score where indicator_set = $indicator_set
),
figures as (
    select value_id, any_value(n) as n, any_value(route) as route, any_value(statistic) as statistic,
        any_value(delivered_unit_name_zh) as unit_name_zh
    from measure_value where value_id is not null group by value_id
)
select j.*, f.n, f.route, f.statistic, r.name_zh as region_name_zh, c.name_zh as measure_name_zh,
    -- a figure that is held for its unit stands with the unit it was delivered in
    coalesce(f.unit_name_zh, c.unit_name_zh, c.unit) as unit_name_zh,
    coalesce(c.department_name_zh, c.department_code) as department_name_zh, i.name_zh as indicator_name_zh,
    coalesce(j.score_basis = 'own' and j.power is not null and j.value is not null
    and j.score is not null, false) as is_live
from scored as j
left join figures as f using (value_id)
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = j.indicator_set and c.level = 'measure' and c.code =
    j.measure_code
left join catalogue as i on i.indicator_set = j.indicator_set and i.level = 'indicator' and i.code =
    j.indicator_code
order by coalesce(j.region_code = $focus, false) desc,
    coalesce(j.period = $period, false) desc, length(j.period) > 4, j.period desc nulls last, j.region_code nulls last,
    c.sort_order nulls last, j.measure_code nulls last
"""

# The focus region and what lies in it, or everything where there is no focus; all regions stand in the tables.
_NEAR_FOCUS = "($focus is null or x.region_code = $focus or r.parent_region_code = $focus)"

LEVER_SQL = f"""
select x.*, {_PERIOD_STATE}, r.name_zh as region_name_zh, c.name_zh as measure_name_zh,
    coalesce(c.unit_name_zh, x.unit) as unit_name_zh
from lever as x
left join period_directory as d using (period)
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
where {_NEAR_FOCUS}
order by coalesce(x.region_code = $focus, false) desc,
    coalesce(x.period = $period, false) desc, length(x.period) > 4, x.indicator_set, x.period desc, x.region_code,
    c.sort_order nulls last, x.measure_code
"""  # noqa: S608

SCORE_CHANGE_SQL = f"""
select x.*, x.method as route_change, {_PERIOD_STATE}, r.name_zh as region_name_zh, c.name_zh as measure_name_zh,
    i.name_zh as indicator_name_zh
from score_change as x
left join period_directory as d using (period)
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
left join catalogue as i on i.indicator_set = x.indicator_set and i.level = 'indicator' and i.code = x.indicator_code
where {_NEAR_FOCUS}
order by coalesce(x.region_code = $focus, false) desc,
    coalesce(x.period = $period, false) desc, length(x.period) > 4, x.indicator_set, x.period desc, x.region_code,
    x.indicator_code <> 'ALL', x.indicator_code, c.sort_order nulls last, x.measure_code
"""  # noqa: S608

LINEAGE_SQL = """
select l.*, v.indicator_set, v.period, v.region_code, v.measure_code, v.value, v.unit_name_zh,
    coalesce(s.name_zh, l.source_id) as source_name_zh, r.name_zh as region_name_zh, c.name_zh as measure_name_zh
from value_lineage as l
left join (
    select value_id, any_value(indicator_set) as indicator_set, any_value(period) as period,
        any_value(region_code) as region_code, any_value(measure_code) as measure_code, any_value(value) as value,
        any_value(coalesce(delivered_unit_name_zh, delivered_unit)) as unit_name_zh
    from measure_value where value_id is not null group by value_id
) as v using (value_id)
left join source_freshness as s using (source_id)
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = v.indicator_set and c.level = 'measure' and c.code = v.measure_code
left join checklist_result as i on i.value_id = l.value_id and list_last(split(l.locator, ', ')) = i.item_code
order by coalesce(v.region_code = $focus, false) desc,
    coalesce(v.period = $period, false) desc, length(v.period) > 4, v.indicator_set nulls last,
    v.period desc nulls last,
    v.region_code nulls last, c.sort_order nulls last, v.measure_code nulls last, l.value_id nulls last,
    l.source_id nulls last, l.file_name nulls last, i.sort_order nulls last, l.locator nulls last
"""

CHECKLIST_SQL = """
select x.*, r.name_zh as region_name_zh, c.name_zh as measure_name_zh, x.name_zh as item_name_zh
from checklist_result as x
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
order by coalesce(x.region_code = $focus, false) desc,
    coalesce(x.period = $period, false) desc, length(x.period) > 4, x.indicator_set, x.period desc, x.region_code,
    c.sort_order nulls last, x.sort_order, x.item_code
"""

SURVEY_SQL = """
select x.*, r.name_zh as region_name_zh, c.name_zh as measure_name_zh, coalesce(c.unit_name_zh, c.unit) as unit_name_zh
from survey_result as x
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
order by coalesce(x.region_code = $focus, false) desc,
    coalesce(x.period = $period, false) desc, length(x.period) > 4, x.indicator_set, x.period desc, x.region_code,
    c.sort_order nulls last, x.measure_code
"""

CONFLICT_SQL = """
select x.* replace (coalesce(a.name_zh, x.source_a) as source_a, coalesce(b.name_zh, x.source_b) as source_b),
    r.name_zh as region_name_zh, c.name_zh as measure_name_zh
from conflict as x
left join source_freshness as a on a.source_id = x.source_a
left join source_freshness as b on b.source_id = x.source_b
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = x.indicator_set and c.code = x.measure_code
    and c.level = coalesce(x.level, 'measure')
order by coalesce(x.region_code = $focus, false) desc, abs(x.difference) desc nulls last, x.conflict_id
    nulls last
"""

REPORTED_SQL = """
select p.*, r.name_zh as region_name_zh, c.name_zh
from reported_score as p
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = p.indicator_set and c.code = p.code
    and c.level = case p.level when 'overall' then 'set' else p.level end
order by coalesce(p.region_code = $focus, false) desc, abs(p.difference) desc nulls last, p.indicator_set
    nulls last,
    p.period nulls last, p.region_code nulls last, p.level nulls last, p.code nulls last
"""

# All departments together; a department's own rows stand in the tables of the release.
CASE_STATISTIC_SQL = """
select s.* replace (if(s.item_code = '*', 'all', s.item_code) as item_code),
    coalesce(f.name_zh, s.source_id) as source_name_zh, r.name_zh as region_name_zh, i.name_zh as matter_name_zh
from case_statistic as s
left join source_freshness as f using (source_id)
left join item_directory as i using (source_id, item_code)
left join region_directory as r using (region_code)
where s.period_kind = 'year' and s.department_code = '*'
order by s.source_id, s.item_code <> '*', coalesce(s.region_code = $focus, false) desc, s.region_code, s.item_code,
    s.period desc
"""

CASE_BACKLOG_SQL = """
select b.* replace (if(b.item_code = '*', 'all', b.item_code) as item_code),
    coalesce(f.name_zh, b.source_id) as source_name_zh, r.name_zh as region_name_zh, i.name_zh as matter_name_zh
from case_backlog as b
left join source_freshness as f using (source_id)
left join item_directory as i using (source_id, item_code)
left join region_directory as r using (region_code)
where b.department_code = '*'
order by b.source_id, b.item_code <> '*', coalesce(b.region_code = $focus, false) desc, b.region_code, b.item_code
"""

GAPS_SQL = """
select g.*, c.name_zh as measure_name_zh,
    r.name_zh as region_name_zh, coalesce(s.name_zh, g.source_id) as source_name_zh,
    cast(null as varchar) as handling_status, cast(null as varchar) as handler, cast(null as varchar) as
    handling_note
from gap as g
left join catalogue as c
    on c.indicator_set = g.indicator_set and c.level = 'measure' and c.code = g.measure_code
left join region_directory as r on r.region_code = g.region_code
left join source_freshness as s on s.source_id = g.source_id
where (coalesce(g.status, 'open') = 'open') = $is_open
    and ($department is null or coalesce(nullif(trim(g.department_code), ''), 'unassigned') = $department)
order by case g.severity when 'red' then 0 when 'amber' then 1 when 'info' then 2 else 3 end,
    -- what the round is about, and what concerns everything, before counties and former years
    coalesce(g.region_code is null or g.region_code = $focus and ($period is null or g.period = $period), false) desc,
    g.points_at_stake desc nulls last, g.due_date nulls last, g.gap_id nulls last
"""

GAP_DEPARTMENTS_SQL = """
select distinct coalesce(nullif(trim(department_code), ''), 'unassigned') as department_code
from gap where coalesce(status, 'open') = 'open' order by 1
"""

# The set of the focus region first.
MEASURE_SETS_SQL = """
select indicator_set from measure_score where indicator_set is not null group by indicator_set
order by bool_or(coalesce(region_code = $focus, false)) desc, indicator_set
"""
