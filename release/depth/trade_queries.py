"""Queries of trading across borders; parameters: $focus, $period, $flow."""

_HERE = "region_code = $focus and period = $period"

MONTHS = """
select period, flow, definition_code, mean_hours as value, n
from cross_border_clearance
where region_code = $focus and period_kind = 'month' and group_kind = 'all' and mean_hours is not null
    and left(period, 4) in ($period, cast(try_cast($period as integer) - 1 as varchar))
order by flow, definition_code = 'overall' desc, definition_code, period
"""

# The whole period beside the year before and the base of the compression targets.
WHOLE = f"""
select definition_code, flow, n, reason, mean_hours, median_hours, p90_hours, change_percent, baseline_hours as value,
    baseline_period, baseline_kind, compression_percent
from cross_border_clearance
where {_HERE} and group_kind = 'all'
order by flow, definition_code = 'overall' desc, definition_code
"""  # noqa: S608

STAGES = f"""
select stage_code, mean_hours as value, share_of_whole as share, n
from cross_border_stage
where {_HERE} and flow = $flow and group_kind = 'all' and mean_hours is not null
order by stage_no
"""  # noqa: S608

SPREAD = f"""
select group_kind, group_name_zh as name_zh, group_name_en as name_en, median_hours as median, mean_hours as mean,
    p90_hours as p90, n
from cross_border_clearance
where {_HERE} and flow = $flow and definition_code = 'logistics' and group_kind in ('all', 'lane', 'inspection', 'aeo')
    and mean_hours is not null
order by list_position(['all', 'lane', 'inspection', 'aeo'], group_kind), group_code
"""  # noqa: S608

COUNTIES = """
select coalesce(r.name_zh, t.region_code) as name, t.mean_hours as value, t.n, t.region_code = $focus as is_city
from cross_border_clearance as t
left join region_directory as r using (region_code)
where t.period = $period and t.flow = $flow and t.definition_code = 'overall' and t.group_kind = 'all'
    and t.mean_hours is not null and (t.region_code = $focus or r.parent_region_code = $focus)
order by t.region_code
"""

RATES = f"""
select name_zh, name_en, flow, rate_percent, rate_percent_previous, denominator, reason
from cross_border_rate
where {_HERE}
order by rate_code, flow
"""  # noqa: S608

SCENARIOS = f"""
select name_zh, name_en, hours_now as before, hours_then as after, n, topic_score_now, topic_score_then, place_now,
    place_then
from cross_border_simulation
where {_HERE} and hours_now is not null and hours_then is not null
order by flow, kind, target
"""  # noqa: S608

CHARGES = f"""
select flow, n, mean_usd_per_container, n_charges, outside_list_share, above_list_share, excess_cny, status
from cross_border_charge
where {_HERE} and group_kind = 'all'
order by flow
"""  # noqa: S608

COMPLIANCE = f"""
select flow, component, quantity, value, unit, n, source_code, scored_value, difference_reason, reason
from cross_border_compliance
where {_HERE} and group_kind = 'all'
order by sort_order
"""  # noqa: S608

REFUNDS = f"""
select firm_class, clock, n, mean_days, median_days, p90_days, limit_days, within_limit_share
from cross_border_refund
where {_HERE}
order by clock, firm_class <> 'all', firm_class
"""  # noqa: S608

AEO = f"""
select flow, n, n_aeo, aeo_declaration_percent, difference_hours, difference_hours_same_mode
from cross_border_aeo
where {_HERE} and definition_code = 'overall' and difference_hours is not null
order by flow
"""  # noqa: S608
