"""Rows of the tables of the two benchmark indicators, with figures that can be checked by hand."""

from datetime import date
from typing import Any

from tests.release.made_rows import ATTACK

_TYPES = {
    "double": "saidi_minutes saidi_hours saifi caidi_minutes asai caifi ctaidi_minutes maifi maifi_event asifi"
    " asidi_minutes energy_not_supplied_kwh aens_kwh acci_kwh customers_served kva_served customer_minutes period_hours"
    " t_med_minutes alpha beta points_lost mean_days median_days p90_days step_norm_share mean_satisfaction"
    " share_of_time pass_rate external_grid_cny external_government_cny external_park_cny external_user_cny"
    " external_cny saving_cny user_share_outside user_share_inside record_share mean_user_cost_cny income_cny"
    " cost_pct_income mean_cny_per_container median_cny_per_container p90_cny_per_container mean_usd_per_container"
    " amount_cny outside_list_share outside_list_cny above_list_share excess_cny list_overdue_share value_cny"
    " scored_value share_met minimum_share within_limit_share share_of_traders mean_hours median_hours p90_hours"
    " trimmed_mean_hours mean_hours_previous change_hours change_percent baseline_hours compression_percent"
    " mean_hours_occurred share_of_whole whole_hours rate_percent rate_percent_previous aeo_firm_percent"
    " aeo_declaration_percent mean_hours_aeo mean_hours_other difference_hours difference_hours_same_mode target"
    " percent_now percent_then hours_now hours_then measure_score_now measure_score_then topic_score_now"
    " topic_score_then median_cost_cny p90_cost_cny",
    "bigint": "customers_interrupted customer_interruptions outages open_interruptions momentary_events n_days n_years"
    " n_steps modal_steps step_norm n_cases limit_days_from limit_days_to n_within_limit n_external n_outside n_inside"
    " n_record n_user_cost n_shipments n_charges n_without_rate n_without_list n_outside_list n_above_list"
    " oldest_list_age_days scored_n step_no n_met n_ended limit_days n_limited n_traded n_traders trimmed_n n_previous"
    " stage_no n_occurred n_firms n_aeo_firms n_aeo n_compared n_known n_cost place_now place_then place_of"
    " days_of_notice billing_cycle_days required_days",
    "boolean": "is_parallel is_major is_met forces_zero is_in_time is_cycle_ahead is_online",
    "date": "day last_day published_on effective_on",
}
DEPTH_TYPES = {column: kind for kind, columns in _TYPES.items() for column in columns.split()}

CITY = {"region_code": "330800", "period": "2021", "period_kind": "year"}
ALL = {"group_kind": "all", "group_code": "all", "status": "A"}


def depth_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows per table; a column that is not named is NULL."""
    return {**_electricity(), **_trade()}


def _electricity() -> dict[str, list[dict[str, Any]]]:
    here = {**CITY, **ALL}
    month = {**here, "period_kind": "month", "med": "with"}
    return {
        "electricity_connection_time": [
            {**here, "clock": "whole_process", "n": 30, "mean_days": 20.0, "median_days": 16.0, "p90_days": 40.0},
            {**here, "clock": "supplier", "n": 30, "mean_days": 6.0, "median_days": 5.0, "p90_days": 9.0},
            {**here, "clock": "whole_process", "group_kind": "voltage", "group_code": "hv", "n": 12, "mean_days": 35.0,
             "median_days": 33.0, "p90_days": 60.0},
            {**here, "region_code": "330802", "clock": "whole_process", "n": 18, "mean_days": 15.0,
             "median_days": 12.0},
        ],
        # forty days of works for half of the cases: twenty a case, and the plan's five
        "electricity_stage": [
            {**here, "stage_code": "works", "stage_name_zh": "用户设计与施工", "stage_name_en": "design and works",
             "owner": "customer", "is_parallel": False, "n_cases": 30, "n": 15, "mean_days": 40.0,
             "share_of_time": 0.8},
            {**here, "stage_code": "plan", "stage_name_zh": "供电方案答复<script>", "stage_name_en": "plan",
             "owner": "supplier", "is_parallel": False, "n_cases": 30, "n": 30, "mean_days": 5.0, "share_of_time": 0.2},
            {**here, "stage_code": "permit", "stage_name_zh": "外线行政许可", "owner": "government",
             "is_parallel": True, "n_cases": 30, "n": 10, "mean_days": 90.0, "share_of_time": 0.9},
        ],
        "electricity_limit": [
            {**CITY, "limit_set": "sg186", "node_code": "plan", "limit_days_from": 15, "limit_days_to": 30, "n": 12,
             "pass_rate": 0.75, "status": "A"},
        ],
        "electricity_cost": [
            {**here, "n": 30, "n_user_cost": 20, "mean_user_cost_cny": 12000.0, "income_cny": 48000.0,
             "cost_pct_income": 25.0, "user_share_outside": 0.125},
        ],
        "electricity_reliability": [
            {**here, "scope": "all", "med": "with", "saidi_hours": 4.5, "saifi": 1.25, "asai": 0.9995, "n": 70},
            {**here, "scope": "all", "med": "without", "saidi_hours": 3.25, "saifi": 1.0, "n": 60},
            *({**month, "period": period, "scope": scope, "saidi_hours": hours, "n": 7}
              for period, hours in (("2021-06", 0.5), ("2021-07", 2.0)) for scope in ("all", "fault", "planned")),
        ],
        "electricity_major_event_day": [
            {"region_code": "330800", "day": date(2021, 7, 20), "saidi_minutes": 90.0, "is_major": True, "n": 9},
            {"region_code": "330800", "day": date(2021, 7, 21), "saidi_minutes": 1.0, "is_major": False, "n": 1},
        ],
        "electricity_reliability_index": [
            {"region_code": "330800", "period": "2021", "item_code": "I06-4-05", "kind": "points",
             "state": "no_practice", "name_zh": "停电的经济约束", "name_en": "financial deterrent", "points": 0.0,
             "max_points": 1.0, "points_lost": 1.0, "reason_zh": "无此做法", "reason_en": "no such practice",
             "evidence": ATTACK},
            {"region_code": "330800", "period": "2021", "item_code": "I06-4", "kind": "index", "name_zh": "指数",
             "name_en": "index", "points": 7.0, "max_points": 8.0, "points_lost": 1.0},
        ],
        "electricity_tariff_notice": [
            {"region_code": "330800", "period": "2021", "notice_no": "Z1", "notice_kind": "agency_price",
             "customer_class": "business", "title": ATTACK, "url": "=HYPERLINK(1)", "published_on": date(2021, 11, 28),
             "effective_on": date(2021, 12, 1), "days_of_notice": 3, "required_days": 3, "billing_cycle_days": 30,
             "is_in_time": True, "is_cycle_ahead": False, "is_online": True, "certainty": "assumed", "row_number": 8},
        ],
        "benchmark_value": [
            {"measure_code": "GE-time", "indicator_code": "GE", "place_code": "CHN_Beij", "place_zh": "北京",
             "place_en": "Beijing", "period": period, "value": value, "unit": "days", "source": "Doing Business 2020"}
            for period, value in (("2019", 34.0), ("2020", 32.0))
        ],
    }  # fmt: skip


def _trade() -> dict[str, list[dict[str, Any]]]:
    here = {**CITY, **ALL, "flow": "import"}
    month = {**here, "period_kind": "month"}
    base = {"baseline_period": "2017-12", "baseline_hours": 97.39, "baseline_kind": "reference"}
    return {
        "cross_border_clearance": [
            {**here, **base, "definition_code": "overall", "n": 50, "mean_hours": 48.695, "median_hours": 40.0,
             "p90_hours": 90.0, "compression_percent": 50.0},
            {**here, "definition_code": "logistics", "n": 50, "mean_hours": 70.0, "median_hours": 60.0,
             "p90_hours": 120.0, "group_name_zh": "全部", "group_name_en": "all declarations"},
            *({**month, **base, "period": period, "definition_code": "overall", "n": 25, "mean_hours": hours}
              for period, hours in (("2021-06", 50.0), ("2021-07", 47.0))),
        ],
        "cross_border_stage": [
            {**here, "stage_code": code, "stage_no": number, "n": 50, "mean_hours": hours, "share_of_whole": hours / 70}
            for number, (code, hours) in enumerate((("declaration", 49.0), ("removal", 21.0)), start=1)
        ],
        "cross_border_rate": [
            {**CITY, "flow": "import", "rate_code": "two_step", "name_zh": "两步申报率", "name_en": "two steps",
             "n": 50, "denominator": 40, "rate_percent": 12.5, "status": "A"},
            {**CITY, "flow": "import", "rate_code": "hit", "name_zh": "查获率", "name_en": "hit rate", "n": 50,
             "denominator": 0, "reason": "no_inspection", "status": "O"},
        ],
        "cross_border_simulation": [
            {"region_code": "330800", "period": "2021", "scenario_code": "ahead_import_90", "flow": "import",
             "name_zh": "进口提前申报率达到 90%",
             "name_en": "advance declarations reach 90 %", "n": 50, "hours_now": 40.0, "hours_then": 31.0,
             "topic_score_now": 86.0, "topic_score_then": 86.5, "place_now": 8, "place_then": 7, "status": "A"},
        ],
        "cross_border_charge": [
            {**here, "n": 20, "mean_usd_per_container": 290.5, "outside_list_share": 0.05, "above_list_share": 0.1},
        ],
        "cross_border_compliance": [
            {**here, "component": "border", "quantity": "time", "value": 24.5, "unit": "hours", "n": 50,
             "source_code": "customs_declaration", "scored_value": 24.36, "sort_order": 5},
        ],
        "cross_border_refund": [
            {**CITY, "firm_class": "all", "clock": "approval", "n": 33, "mean_days": 4.5, "median_days": 4.0,
             "limit_days": 7, "within_limit_share": 0.9, "status": "A"},
        ],
        "cross_border_aeo": [
            {**CITY, "definition_code": "overall", "flow": "import", "n": 50, "n_aeo": 10,
             "aeo_declaration_percent": 20.0, "difference_hours": -6.5, "status": "A"},
        ],
    }  # fmt: skip
