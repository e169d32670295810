"""Rows of every table of schema `submission`, with figures that can be checked by hand."""

from datetime import date
from typing import Any

from tests.release.made_cross_border import clearance

AS_OF = date(2022, 7, 1)
ATTACK = "=cmd()|' /C calc'!A0"
SHA = "a" * 64
N, D = "national_2020", "doing_business_2020"

# Electricity time in days: China 32 gives (248 - 32) / (248 - 18) * 100.
GE_TIME_CHINA = 93.91304347826087

ECONOMIES = [(f"E{number:02d}", 90.0 - number) for number in range(1, 13)]


def rows() -> dict[str, list[dict[str, Any]]]:
    """Rows per table; a column that is not named is NULL."""
    single = {"gap": gaps(), "catalogue": catalogue()}
    return {**measures(), **totals(), **provenance(), **intake(), **connections(), **clearance(), **single}


def measures() -> dict[str, list[dict[str, Any]]]:
    """Values and scores of single measures."""
    ge = {"indicator_set": D, "period": "2020", "indicator_code": "GE"}
    i06 = {"indicator_set": N, "period": "2021", "region_code": "330800", "indicator_code": "I06"}
    return {
        "measure_value": [
            {**ge, "region_code": "CHIN", "measure_code": "GE-time", "route": "statistic", "value": 32.0,
             "unit": "days", "delivered_unit": "days", "delivered_unit_name_zh": "天",
             "status": "A", "value_id": "v1", "statistic": "value", "is_scored": True},
            {**i06, "measure_code": "I06-2", "route": "log", "value": 20.5, "unit": "days", "status": "A",
             "n": 312, "delivered_unit": "days", "delivered_unit_name_zh": "天",
             "value_id": "v2", "statistic": "median", "is_scored": True},
            # held: delivered as a share, and the measure counts
            {**i06, "measure_code": "I06-1", "route": "statistic", "value": 85.7, "unit": "count", "status": "U",
             "delivered_unit": "pct", "delivered_unit_name_zh": "%", "value_id": "v5", "statistic": "value",
             "is_scored": True},
        ],
        "measure_score": [
            {**ge, "region_code": "CHIN", "measure_code": "GE-time", "value": 32.0, "status": "A",
             "best": 18.0,
             "worst": 248.0, "power": 1.0, "score": GE_TIME_CHINA, "weight": 0.25, "effective_weight": 0.025,
             "score_basis": "own",
             "value_id": "v1"},
            {**ge, "region_code": "E01", "measure_code": "GE-time", "value": 7.0, "status": "A", "best": 18.0,
             "worst": 248.0, "power": 1.0, "score": 100.0, "weight": 0.25, "score_basis": "own"},
            {**ge, "region_code": "E02", "measure_code": "GE-time", "status": "NP", "best": 18.0,
             "worst": 248.0,
             "score": 0.0, "weight": 0.25, "score_basis": "no_practice"},
            {**ge, "region_code": "CHN_Beij", "indicator_code": "PT", "measure_code": "PT-rate",
             "value": 55.1,
             "best": 26.1, "worst": 84.0, "power": 0.8,
             "score": 100 * ((84 - 55.1) / 57.9) ** 0.8, "weight": 0.25, "score_basis": "own"},
            {**ge, "region_code": "E01", "indicator_code": "PT", "measure_code": "PT-rate", "value": 20.0,
             "best": 26.1, "worst": 84.0, "power": 0.8,
             "score": 100.0, "weight": 0.25, "score_basis": "own"},
            {**i06, "measure_code": "I06-2", "value": 20.5, "status": "A", "best": 18.0, "worst": 248.0,
             "power": 1.0, "score": 100 * (248 - 20.5) / 230, "weight": 0.2, "score_basis": "own",
             "value_id": "v2"},
            {**i06, "measure_code": "I06-1", "value": 85.7, "status": "U", "best": 3.0, "worst": 9.0, "weight": 0.2,
             "score_basis": "held", "value_id": "v5"},
        ],
    }  # fmt: skip


def totals() -> dict[str, list[dict[str, Any]]]:
    """Scores of indicators and sets."""
    ge = {"indicator_set": D, "period": "2020", "indicator_code": "GE"}
    i06 = {"indicator_set": N, "period": "2021", "region_code": "330800", "indicator_code": "I06"}
    return {
        "indicator_score": [
            {**i06, "weight": 1 / 18, "weight_covered": 0.2, "peer_group": "prefecture_cities",
             "target_kind": "enter_benchmark"},
            *({**ge, "region_code": code, "score": score, "weight": 0.1, "weight_covered": 1.0, "rank": place,
               "rank_of": 13, "target_kind": "reference"} for place, (code, score) in enumerate(ECONOMIES,
               start=1)),
        ],
        "overall_score": [
            {"indicator_set": N, "period": "2021", "region_code": "330800", "weight_covered": 0.0111,
             "peer_group": "prefecture_cities", "rank_note": "覆盖不足"},
            *({"indicator_set": D, "period": "2020", "region_code": code, "score": score,
             "weight_covered": 1.0,
               "peer_group": "economies", "rank": place, "rank_of": 13}
              for place, (code, score) in enumerate(ECONOMIES, start=1)),
            {"indicator_set": D, "period": "2020", "region_code": "CHIN", "score": 77.9313,
             "weight_covered": 1.0,
             "peer_group": "economies", "rank": 13, "rank_of": 13},
            {"indicator_set": D, "period": "2020", "region_code": "CHN_Beij", "score": 78.23177,
             "weight_covered": 1.0},
        ],
        "lever": [
            {**i06, "measure_code": "I06-2", "unit": "days", "value": 20.5, "points_per_unit": 0.4348,
             "least_change": -2.5, "value_needed": 18.0, "reachable": True, "overall_note": "no_peers"},
            {**ge, "region_code": "E01", "measure_code": "GE-time", "unit": "days", "value": 7.0, "note": "full_marks"},
        ],
        "score_change": [
            {**i06, "previous_period": "2020", "measure_code": code, "own": own, "coverage": 0.0, "method": 0.0,
             "score_change": 3.0} for code, own in (("I06-1", 1.0), ("I06-2", 2.0))
        ],
        "rank_change": [
            {**i06, "previous_period": "2020", "rank_previous": 3, "rank": 2, "places_won": 1, "places_own": 2,
             "places_others": -1},
        ],
    }  # fmt: skip


def provenance() -> dict[str, list[dict[str, Any]]]:
    """Where values come from and where sources disagree."""
    return {
        "value_lineage": [
            {"value_id": "v1", "source_id": "doing_business", "file_sha256": SHA, "file_name": "db.csv",
             "locator": "row 12", "method": "published"},
            {"value_id": "v2", "source_id": "electricity_connection", "file_sha256": "b" * 64,
             "file_name": ATTACK, "locator": "rows 2-313", "method": "median"},
        ],
        "checklist_result": [
            {"indicator_set": N, "indicator_code": "I06", "measure_code": "I06-4", "region_code": "330800",
             "period": "2021", "item_code": "I06-4-01", "name_zh": "停电时间与频率", "state": "answered", "points": 2.0,
             "max_points": 3.0, "evidence": ATTACK, "sort_order": 1, "value_id": "v3"},
        ],
        "survey_result": [
            {"indicator_set": N, "indicator_code": "I06", "measure_code": "I06-5", "region_code": "330800",
             "period": "2021", "asked": 80, "n": 75, "minimum_n": 30, "estimate": 82.5, "interval_low": 80.0,
             "interval_high": 85.0, "weighting": "frame", "status": "A", "value_id": "v4"},
        ],
        "measure_method": [
            {"indicator_set": N, "measure_code": "I06-2", "route": "log", "statistic": "median", "factor": 1.0,
             "minimum_n": 5},
        ],
        "conflict": [
            {"conflict_id": "c1", "indicator_set": N, "level": "measure", "measure_code": "I06-2",
             "region_code": "330800", "period": "2021", "unit": "working_days", "unit_name_zh": "工作日",
             "source_a": "electricity_connection",
             "value_a": 20.5, "source_b": "power_report", "value_b": 18.0, "difference": 2.5,
             "tolerance": 0.05, "comparison": "same_thing",
             "decision": "采用系统日志"},
        ],
        "reported_score": [
            {"indicator_set": D, "period": "2020", "region_code": "CHIN", "level": "measure",
             "code": "GE-time",
             "reported_score": 93.91304, "computed_score": GE_TIME_CHINA, "difference": 0.0000034},
        ],
    }  # fmt: skip


def intake() -> dict[str, list[dict[str, Any]]]:
    """Documents, sources, files, regions and the round."""
    return {
        "evidence": [{"requirement_code": "R1", "indicator_set": N, "measure_code": "I06-2", "kind_zh": "政策文件",
                      "state": "missing"}],
        "evidence_coverage": [
            {"indicator_set": N, "indicator_code": "I06", "measure_code": "I06-2", "kind_zh": "政策文件",
             "department_name_zh": "供电公司", "required": 1, "met": 0, "proposed": 0, "missing": 1, "documents": 0},
        ],
        "evidence_document": [
            {"document_id": "d1", "file_name": "documents/d1.txt", "title": "通知", "document_level": "city",
             "document_kind": "P", "pages": 1, "claims": 0, "used_by": "none"},
        ],
        "source_freshness": [
            {"source_id": "electricity_connection", "name_zh": "用电报装", "name_en": "connections",
             "kind": "log",
             "files": 1, "last_delivery": date(2022, 6, 1), "promised_cycle_days": 30, "late_by_days": 0,
             "state": "on_time"},
            {"source_id": "customs", "name_zh": "海关通关", "kind": "log", "files": 0, "state": "never"},
        ],
        "case_statistic": [
            {"source_id": "electricity_connection", "item_code": "*", "region_code": "330800", "department_code": "*",
             "period_kind": kind, "period": period, "n": 312, "n_decided": 300, "status": "A",
             "median_work_days": 6.5, "on_time_share": 0.984}
            for kind, period in (("year", "2021"), ("month", "2021-06"))
        ],
        "item_directory": [{"source_id": "electricity_connection", "item_code": "lv", "name_zh": "低压居民"}],
        "electricity_reliability": [
            {"region_code": "330800", "period": "2021", "period_kind": "year", "group_kind": "all", "group_code": "all",
             "scope": "all", "suffix": "-1", "med": "with", "saidi_minutes": 99.0, "saidi_hours": 1.65, "saifi": 0.775,
             "n": 6, "outages": 4, "open_interruptions": 0, "status": "A"},
        ],
        "electricity_major_event_day": [
            {"region_code": "330800", "day": date(2021, 7, 26), "saidi_minutes": 31.0, "t_med_minutes": 30.97102,
             "n_days": 5, "n_years": 1, "n": 1, "is_major": True},
        ],
        "electricity_reliability_index": [
            {"region_code": "330800", "period": "2021", "item_code": "I06-4-01", "kind": "derived", "basis": "log",
             "state": "answered", "points": 2.0, "max_points": 3.0, "points_lost": 1.0, "is_met": False},
        ],
        "case_backlog": [
            {"source_id": "electricity_connection", "item_code": "*", "region_code": "330800", "department_code": "*",
             "n": 9, "status": "A", "paused": 2, "overdue": 1, "median_age_days": 11.0, "oldest_age_days": 40},
            {"source_id": "electricity_connection", "item_code": "lv", "region_code": "330800", "department_code": "*",
             "n": 4, "status": "Q", "paused": 0, "overdue": 0},
        ],
        "ingest_summary": [
            {"file_name": "<script>alert(1)</script>.csv", "file_sha256": SHA, "outcome": "unmatched",
             "message_zh": "无法识别", "message_en": "no contract fits"},
            {"file_name": "用电报装.csv", "file_sha256": "b" * 64, "source_id": "electricity_connection",
             "outcome": "written", "is_current": True, "received_on": date(2022, 6, 1), "rows_read": 313,
             "rows_written": 312, "rows_quarantined": 1},
        ],
        "period_directory": [
            {"period": "2021", "last_day": date(2021, 12, 31), "is_running": False},
            {"period": "2022", "last_day": date(2022, 12, 31), "is_running": True},
        ],
        "region_directory": [
            {"region_code": "330800", "name_zh": "衢州市", "name_en": "Quzhou", "region_level": "prefecture"},
            {"region_code": "CHIN", "name_zh": "中国", "name_en": "China", "region_level": "economy"},
            {"region_code": "CHN_Beij", "name_zh": "北京", "name_en": "Beijing", "region_level": "city"},
        ],
        "submission_readiness": [
            {"round_code": "national_2021_entry", "indicator_set": N, "region_code": "330800",
             "period": "2021",
             "blocker_code": "red_gaps_open", "blocker_zh": "红色缺口未关闭",
             "blocker_en": "red gaps are open", "items": 2},
        ],
        "release_context": [
            {"as_of": AS_OF, "indicator_sets": f"{N};{D}", "round_code": "national_2021_entry",
             "region_code": "330800", "period": "2021"},
        ],
    }  # fmt: skip


def connections() -> dict[str, list[dict[str, Any]]]:
    """Electricity connections of one year in depth, and what others reach."""
    year = {"region_code": "330800", "period_kind": "year", "period": "2021"}
    group = {**year, "group_kind": "all", "group_code": "all"}
    return {
        "electricity_connection_time": [
            {**group, "clock": "supplier", "day_kind": "work_days", "n": 312, "status": "A", "median_days": 6.5,
             "n_steps": 312, "modal_steps": 2, "mean_steps": 2.4, "step_norm_share": 0.97},
        ],
        "electricity_stage": [
            {**group, "stage_code": "plan", "stage_name_zh": "供电方案答复", "owner": "supplier", "is_parallel": False,
             "n": 90, "status": "A", "median_days": 7.8, "share_of_time": 0.23},
        ],
        "electricity_limit": [
            {**year, "limit_set": "sg186", "node_code": "all", "day_kind": "work", "n": 90, "n_within_limit": 81,
             "status": "A", "pass_rate": 0.9},
        ],
        "electricity_cost": [
            {**group, "n": 312, "n_external": 4, "status": "O", "reason": "缺少该地区当年人均收入 / no income"},
        ],
        "benchmark_value": [
            {"measure_code": "GE-time", "indicator_code": "GE", "place_code": "CHN", "place_zh": "上海",
             "place_en": "Shanghai", "period": "2020", "value": 32.0, "unit": "days", "source": "World Bank",
             "certainty": "sourced"},
        ],
    }  # fmt: skip


def gaps() -> list[dict[str, Any]]:
    """Six gaps in an order that no sorting rule would give."""
    base = {
        "indicator_set": N,
        "region_code": "330800",
        "period": "2021",
        "status": "open",
        "title_zh": "缺数",
    }
    return [
        {**base, "gap_id": "g-amber-9", "severity": "amber", "points_at_stake": 9.0,
         "department_code": "customs", "department_name_zh": "海关"},
        {**base, "gap_id": "g-red-1", "severity": "red", "points_at_stake": 1.0,
         "department_code": "power_supply", "department_name_zh": "供电公司",
         "detail": ATTACK},
        {**base, "gap_id": "g-info", "severity": "info", "department_code": None},
        {**base, "gap_id": "g-red-4", "severity": "red", "points_at_stake": 4.0,
         "department_code": "power_supply", "department_name_zh": "供电公司",
         "due_date": date(2022, 7, 20)},
        {**base, "gap_id": "g-closed", "severity": "red", "status": "closed",
         "department_code": "power_supply", "department_name_zh": "供电公司"},
        {**base, "gap_id": "g-unknown-status", "severity": "amber", "status": None, "points_at_stake": 0.5,
         "department_code": "customs", "department_name_zh": "海关"},
    ]  # fmt: skip


def catalogue() -> list[dict[str, Any]]:
    """Two sets, three indicators, four measures with a weight and one that is only shown."""
    power = {"department_code": "power_supply", "department_name_zh": "供电公司", "unit_name_zh": "天"}
    return [
        {"indicator_set": N, "level": "set", "code": N, "name_zh": "国家营商环境评价",
         "name_en": "national set"},
        {"indicator_set": D, "level": "set", "code": D, "name_zh": "世行营商环境",
         "name_en": "Doing Business 2020"},
        {"indicator_set": N, "level": "indicator", "code": "I06", "name_zh": "获得电力", "sort_order": 6},
        {"indicator_set": N, "level": "indicator", "code": "I12", "name_zh": "跨境贸易", "sort_order": 12},
        {"indicator_set": D, "level": "indicator", "code": "GE", "name_zh": "获得电力", "sort_order": 3},
        {"indicator_set": N, "level": "measure", "code": "I06-1", "name_zh": "获得电力环节",
         "sort_order": 1, "weight": 0.2, **power},
        {"indicator_set": N, "level": "measure", "code": "I06-2", "name_zh": "获得电力时间",
         "sort_order": 2, "weight": 0.2, **power},
        {"indicator_set": N, "level": "measure", "code": "I06-S1", "name_zh": "电力热线满意率", "sort_order": 4,
         **power},
        {"indicator_set": N, "level": "measure", "code": "I12-1", "name_zh": "出口边境合规耗时",
         "sort_order": 3, "weight": 0.2},
        {"indicator_set": D, "level": "measure", "code": "GE-time", "name_zh": "时间", "sort_order": 1,
         "weight": 0.25, **power},
    ]  # fmt: skip
