"""Queries behind the page; parameters: $focus, $sets, $indicator_set, $period, $comparators, $limit."""

SET_KINDS = """
with seen as (
    select indicator_set, region_code, period from measure_score
    union all select indicator_set, region_code, period from indicator_score
    union all select indicator_set, region_code, period from overall_score
)
select s.indicator_set, coalesce(c.name_zh, s.indicator_set) as name_zh, c.name_en,
    max(case when e.region_code = $focus then e.period end) as focus_period,
    max(o.period) as ranked_period
from (select unnest($sets) as indicator_set) as s
left join seen as e on e.indicator_set = s.indicator_set
left join (select indicator_set, period from overall_score where rank is not null) as o
    on o.indicator_set = s.indicator_set
left join catalogue as c on c.indicator_set = s.indicator_set and c.level = 'set'
group by all order by 1
"""

OVERALL = """
select * from overall_score
where indicator_set = $indicator_set and period = $period and region_code = $focus
"""

INDICATORS = """
select c.code, c.name_zh, c.name_en, s.score, s.weight_covered, s.rank, s.rank_of, s.rank_note, s.target_kind,
    s.score_previous, s.score_change, s.rank_previous, s.benchmark_gap
from catalogue as c
left join indicator_score as s
    on s.indicator_set = c.indicator_set and s.indicator_code = c.code
    and s.region_code = $focus and s.period = $period
where c.indicator_set = $indicator_set and c.level = 'indicator'
order by c.sort_order nulls last, c.code
"""

# What is nearest: the smallest change, measured in points of the measure's own indicator, that wins a place.
LEVERS = """
select x.measure_code, c.name_zh, c.name_en, x.value, x.value_needed, x.least_change, x.points_per_unit,
    x.overall_points_per_unit, x.score, coalesce(c.unit_name_zh, x.unit) as unit,
    abs(x.least_change * x.points_per_unit) as points
from lever as x
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
where x.indicator_set = $indicator_set and x.region_code = $focus and x.period = $period
    and x.reachable and x.least_change is not null and x.points_per_unit is not null
order by points, c.sort_order nulls last, x.measure_code
limit $limit
"""

# Only what is scored by itself has a weight: parts are counted with their parent, else a set with many parts would look
# fuller than it is, and what is merely shown beside is not counted.
COVERAGE = """
with top as (
    select code from catalogue
    where indicator_set = $indicator_set and level = 'measure' and weight is not null
)
select count(distinct t.code) as measures, count(distinct s.measure_code) as scored
from top as t
left join measure_score as s
    on s.measure_code = t.code and s.indicator_set = $indicator_set and s.score is not null
    and s.region_code = $focus and s.period = $period
"""

RANKING = """
select o.region_code, r.name_zh, r.name_en, o.score, o.peer_group, o.rank, o.rank_of, o.rank_note
from overall_score as o
left join region_directory as r using (region_code)
where o.indicator_set = $indicator_set and o.period = $period
    and (o.rank <= 10 or list_contains($comparators, o.region_code))
order by o.score desc nulls last, o.region_code
limit 30
"""

GAP_COUNTS = """
select severity, count(*) as gaps, count(*) filter (where of_round) as gaps_of_round,
    sum(points_at_stake) filter (where of_round) as points
from (select *, region_code = $focus and ($period is null or period = $period) as of_round from gap)
where coalesce(status, 'open') = 'open' group by severity
order by case severity when 'red' then 0 when 'amber' then 1 when 'info' then 2 else 3 end
"""

TOP_GAPS = """
select g.*, r.name_zh as region_name_zh from gap as g
left join region_directory as r on r.region_code = g.region_code
where coalesce(g.status, 'open') = 'open'
order by case severity when 'red' then 0 when 'amber' then 1 when 'info' then 2 else 3 end,
    -- what the round is about, and what concerns everything, before counties and former years
    coalesce(g.region_code is null or g.region_code = $focus and ($period is null or g.period = $period), false) desc,
    points_at_stake desc nulls last, due_date nulls last, gap_id nulls last
limit $limit
"""

FRESHNESS = """
select * from source_freshness
order by case state when 'late' then 0 when 'never' then 1 when 'no_promise' then 2 else 3 end,
    late_by_days desc nulls last, source_id nulls last
limit $limit
"""

FILES = """
select g.*, coalesce(s.name_zh, g.source_id) as source_name_zh
from ingest_summary as g
left join source_freshness as s using (source_id)
order by case outcome when 'written' then 1 when 'duplicate' then 2 else 0 end, received_on desc nulls last,
    file_name nulls last, file_sha256 nulls last
limit $limit
"""

CONFLICTS = """
select x.* replace (coalesce(a.name_zh, x.source_a) as source_a, coalesce(b.name_zh, x.source_b) as source_b),
    c.name_zh as measure_name_zh, coalesce(r.name_zh, x.region_code) as region_name_zh
from conflict as x
left join source_freshness as a on a.source_id = x.source_a
left join source_freshness as b on b.source_id = x.source_b
left join region_directory as r using (region_code)
left join catalogue as c on c.indicator_set = x.indicator_set and c.code = x.measure_code
    and c.level = coalesce(x.level, 'measure')
order by coalesce(x.region_code = $focus, false) desc, abs(x.difference) desc nulls last, x.conflict_id
    nulls last
limit $limit
"""

NUMBERS = """
select s.measure_code, c.name_zh, s.value, coalesce(v.unit_name_zh, c.unit_name_zh, c.unit) as unit, s.status, s.score,
    s.score_basis,
    v.n, v.route, v.statistic, l.file_name, l.locator, l.places, l.method, l.file_sha256
from measure_score as s
left join catalogue as c on c.indicator_set = s.indicator_set and c.level = 'measure' and c.code =
    s.measure_code
left join (
    select value_id, any_value(n) as n, any_value(route) as route, any_value(statistic) as statistic,
        any_value(delivered_unit_name_zh) as unit_name_zh
    from measure_value where value_id is not null group by value_id
) as v using (value_id)
left join (
    -- one line for a file and what was made of it, however many rows it is
    select value_id, source_id, file_name, file_sha256, method, min(locator) as locator, count(*) as places
    from value_lineage group by all
) as l using (value_id)
where s.indicator_set = $indicator_set and s.region_code = $focus and s.period = $period
    and (s.value is not null or s.score is not null)
order by c.sort_order nulls last, s.measure_code, l.source_id nulls last, l.file_name nulls last, l.locator
    nulls last
limit $limit
"""
