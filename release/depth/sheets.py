"""Which tables of the two benchmark indicators stand on which sheet, with which columns, in which order."""

from dataclasses import dataclass

_GROUP = ["period_kind", "period", "region_code", "region_name_zh", "group_kind", "group_code"]
_FLOW = ["period_kind", "period", "region_code", "region_name_zh", "flow"]


@dataclass(frozen=True, slots=True)
class DepthSheet:
    """One table of the release as a sheet; `order` follows region and period."""

    table: str
    columns: list[str]
    order: str
    has_period: bool = True

    @property
    def sql(self) -> str:
        """The focus region and period first; what `_KEPT` leaves out stands in the table of the release."""
        period = _PERIOD if self.has_period else ""
        kept = _KEPT if "group_kind" in self.columns else ""
        kept += _RELIABILITY if "scope" in self.columns else ""
        return f"""
select x.*, r.name_zh as region_name_zh
from {self.table} as x left join region_directory as r using (region_code) {kept}
order by coalesce(x.region_code = $focus, false) desc, {period} x.region_code, {self.order}
"""  # noqa: S608


# of groups the years alone, and no rolling years: nobody scrolls through a hundred thousand rows
_KEPT = "where (x.period_kind = 'year' or x.group_kind = 'all' and x.period_kind <> 'rolling_year')"
# months and feeders with all interruptions: their scopes, twelve times as many rows, stand in the table of the release
_RELIABILITY = " and (x.scope = 'all' or x.period_kind = 'year' and x.group_kind <> 'feeder')"
_PERIOD = "coalesce(x.period = $period, false) desc, length(x.period) > 4, x.period desc,"
ELECTRICITY = [
    DepthSheet(
        "electricity_connection_time",
        [*_GROUP, "clock", "day_kind", "n", "status", "mean_days", "median_days", "p90_days", "n_steps", "modal_steps",
         "mean_steps", "step_norm", "step_norm_share", "mean_satisfaction"],
        "x.group_kind <> 'all', x.group_kind, x.group_code, x.clock",
    ),
    DepthSheet(
        "electricity_stage",
        [*_GROUP, "stage_code", "stage_name_zh", "owner", "is_parallel", "n_cases", "n", "status", "mean_days",
         "median_days", "p90_days", "mean_work_days", "share_of_time"],
        "x.group_kind <> 'all', x.group_kind, x.group_code, x.stage_code",
    ),
    DepthSheet(
        "electricity_limit",
        ["period_kind", "period", "region_code", "region_name_zh", "limit_set", "node_code", "day_kind",
         "limit_days_from", "limit_days_to", "n", "n_within_limit", "status", "pass_rate", "median_days", "p90_days"],
        "x.limit_set, x.node_code = 'all', x.node_code",
    ),
    DepthSheet(
        "electricity_cost",
        [*_GROUP, "n", "status", "reason", "n_user_cost", "mean_user_cost_cny", "income_cny", "cost_pct_income",
         "n_external", "external_cny", "external_grid_cny", "external_government_cny", "external_park_cny",
         "external_user_cny", "saving_cny", "n_outside", "user_share_outside", "n_inside", "user_share_inside",
         "n_record", "record_share"],
        "x.group_kind <> 'all', x.group_kind, x.group_code",
    ),
    DepthSheet(
        "electricity_reliability",
        [*_GROUP, "scope", "med", "saidi_hours", "saifi", "caidi_minutes", "asai", "caifi", "ctaidi_minutes", "maifi",
         "asifi", "asidi_minutes", "aens_kwh", "customers_served", "n", "outages", "open_interruptions", "status",
         "reason"],
        "x.group_kind <> 'all', x.group_kind, x.group_code, x.scope <> 'all', x.scope, x.med",
    ),
    DepthSheet(
        "electricity_major_event_day",
        ["region_code", "region_name_zh", "day", "is_major", "saidi_minutes", "t_med_minutes", "n", "customers_served",
         "n_days", "n_years", "alpha", "beta"],
        "x.is_major desc nulls last, x.day",
        has_period=False,
    ),
    DepthSheet(
        "electricity_reliability_index",
        ["period", "region_code", "region_name_zh", "item_code", "kind", "name_zh", "rule_zh", "basis", "state",
         "points", "max_points", "points_lost", "reason_zh", "figure", "is_met", "n", "evidence"],
        "x.kind = 'index', x.item_code",
    ),
    DepthSheet(
        "electricity_tariff_notice",
        ["period", "region_code", "region_name_zh", "notice_no", "notice_kind", "title", "issuer", "customer_class",
         "published_on", "effective_on", "last_day", "days_of_notice", "required_days", "billing_cycle_days",
         "is_in_time", "is_cycle_ahead", "is_online", "channel", "url", "certainty", "rule_source", "file_name",
         "row_number"],
        "x.effective_on desc, x.notice_no, x.customer_class",
    ),
]  # fmt: skip
TRADE = [
    DepthSheet(
        "cross_border_clearance",
        ["definition_code", *_FLOW, "group_kind", "group_code", "group_name_zh", "n", "status", "reason", "mean_hours",
         "median_hours", "p90_hours", "trimmed_mean_hours", "mean_hours_previous", "change_hours", "change_percent",
         "baseline_period", "baseline_hours", "baseline_kind", "compression_percent"],
        "x.flow, x.definition_code, x.group_kind <> 'all', x.group_kind, x.group_code",
    ),
    DepthSheet(
        "cross_border_stage",
        [*_FLOW, "group_kind", "group_code", "stage_no", "stage_code", "n", "n_occurred", "status", "reason",
         "mean_hours", "mean_hours_occurred", "share_of_whole", "whole_hours"],
        "x.flow, x.group_kind <> 'all', x.group_kind, x.group_code, x.stage_no",
    ),
    DepthSheet(
        "cross_border_rate",
        [*_FLOW, "rate_code", "name_zh", "n", "numerator", "denominator", "status", "reason", "rate_percent",
         "rate_percent_previous"],
        "x.flow, x.rate_code",
    ),
    DepthSheet(
        "cross_border_simulation",
        ["period", "region_code", "region_name_zh", "flow", "scenario_code", "name_zh", "target", "n", "status",
         "reason", "percent_now", "percent_then", "hours_now", "hours_then", "measure_code", "measure_score_now",
         "measure_score_then", "topic_score_now", "topic_score_then", "place_now", "place_then", "place_of",
         "score_reason"],
        "x.flow, x.kind, x.target, x.indicator_set, x.scenario_code",
    ),
    DepthSheet(
        "cross_border_charge",
        [*_FLOW, "group_kind", "group_code", "n_shipments", "n", "status", "mean_cny_per_container",
         "median_cny_per_container", "p90_cny_per_container", "mean_usd_per_container", "n_charges", "amount_cny",
         "n_without_rate", "n_without_list", "n_outside_list", "outside_list_share", "outside_list_cny", "n_above_list",
         "above_list_share", "excess_cny", "oldest_list_age_days", "list_overdue_share"],
        "x.flow, x.group_kind <> 'all', x.group_kind, x.group_code",
    ),
    DepthSheet(
        "cross_border_compliance",
        [*_FLOW, "group_kind", "group_code", "component", "quantity", "measure_code", "value", "unit", "n", "minimum_n",
         "source_code", "status", "reason", "value_cny", "scored_value", "scored_n", "difference", "difference_reason",
         "parts"],
        "x.group_kind <> 'all', x.group_kind, x.group_code, x.sort_order",
    ),
    DepthSheet(
        "cross_border_compliance_part",
        [*_FLOW, "group_kind", "group_code", "component", "quantity", "part_code", "name_zh", "n_shipments", "n_met",
         "share_met", "minimum_share", "n", "value", "unit", "status", "state", "certainty"],
        "x.flow, x.group_kind <> 'all', x.group_kind, x.group_code, x.sort_order",
    ),
    DepthSheet(
        "cross_border_broker_survey",
        [*_FLOW, "group_kind", "group_code", "asked", "n", "status", "median_hours", "p90_hours", "n_cost",
         "median_cost_cny", "p90_cost_cny"],
        "x.flow, x.group_kind <> 'all', x.group_kind, x.group_code",
    ),
    DepthSheet(
        "cross_border_refund",
        ["period_kind", "period", "region_code", "region_name_zh", "firm_class", "clock", "n_ended", "n", "status",
         "mean_days", "median_days", "p90_days", "limit_days", "n_limited", "within_limit_share", "amount_cny"],
        "x.clock, x.firm_class <> 'all', x.firm_class",
    ),
    DepthSheet(
        "cross_border_aeo",
        [*_FLOW, "definition_code", "n_firms", "n_aeo_firms", "aeo_firm_percent", "n", "n_aeo",
         "aeo_declaration_percent", "status", "reason", "mean_hours_aeo", "mean_hours_other", "difference_hours",
         "n_compared", "difference_hours_same_mode"],
        "x.flow, x.definition_code",
    ),
    DepthSheet(
        "cross_border_aeo_firm",
        ["period_kind", "period", "region_code", "region_name_zh", "last_day", "aeo_level", "n", "n_traded",
         "n_traders", "share_of_traders"],
        "x.aeo_level",
    ),
]  # fmt: skip
PUBLISHED = [
    "indicator_code", "measure_code", "measure_name_zh", "place_zh", "place_en", "period", "value", "unit_name_zh",
    "certainty", "source",
]  # fmt: skip
PUBLISHED_SQL = """
select b.*, c.name_zh as measure_name_zh, coalesce(c.unit_name_zh, b.unit) as unit_name_zh
from benchmark_value as b
left join catalogue as c
    on c.indicator_set = 'doing_business_2020' and c.level = 'measure' and c.code = b.measure_code
order by b.indicator_code, c.sort_order nulls last, b.measure_code, b.period desc, b.place_code
"""
