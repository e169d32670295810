"""Rows of the tables that tell clearance in depth: a year of ten hours, a quarter of it declared ahead."""

from typing import Any

CITY = {"region_code": "330800", "period_kind": "year", "period": "2021", "flow": "import", "status": "A"}


def clearance() -> dict[str, list[dict[str, Any]]]:
    """Rows per table; a column that is not named is NULL."""
    return {
        "cross_border_clearance": [
            {**CITY, "definition_code": "overall", "group_kind": "all", "group_code": "all", "group_name_zh": "全部",
             "group_name_en": "all declarations", "n": 40, "mean_hours": 10.0, "median_hours": 9.0, "p90_hours": 20.0,
             "trimmed_mean_hours": 9.5, "trimmed_n": 36, "mean_hours_previous": 12.5, "change_percent": -20.0,
             "baseline_period": "2017-12", "baseline_hours": 97.39, "baseline_kind": "reference"},
        ],
        "cross_border_stage": [
            {**CITY, "group_kind": "all", "group_code": "all", "stage_code": "removal", "stage_no": 6, "n": 40,
             "n_occurred": 40, "mean_hours": 6.0, "share_of_whole": 0.375, "whole_hours": 16.0},
        ],
        "cross_border_rate": [
            {**CITY, "rate_code": "advance_declaration", "name_zh": "提前申报率", "name_en": "declared ahead", "n": 40,
             "numerator": 10.0, "denominator": 40.0, "rate_percent": 25.0},
        ],
        "cross_border_aeo": [
            {**CITY, "definition_code": "overall", "n_firms": 20, "n_aeo_firms": 2, "aeo_firm_percent": 10.0, "n": 40,
             "n_aeo": 8, "mean_hours_aeo": 6.0, "mean_hours_other": 11.0, "difference_hours": -5.0},
        ],
        "cross_border_simulation": [
            {"scenario_code": "removal_import_6", "region_code": "330800", "period": "2021",
             "indicator_set": "national_2020", "name_zh": "进口放行后 6 小时内提离", "name_en": "removed in 6 hours",
             "kind": "removal_within", "flow": "import", "measure_code": "I12-5", "target": 6.0, "n": 40, "n_known": 40,
             "status": "A", "percent_now": 50.0, "percent_then": 100.0, "hours_now": 16.0, "hours_then": 13.0,
             "place_now": 3, "place_then": 2, "place_of": 8},
        ],
    }  # fmt: skip
