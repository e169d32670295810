"""Definitions, stages, baselines and scenarios of clearance that cannot hold are refused at their place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
_OVERALL_IMPORT = "Customs,arrive,release,tool-tip of Zhejiang's port-clearance dashboard: arrival"
DAMAGES = {
    "ends before it starts": (
        "clearance_definition",
        _OVERALL_IMPORT,
        _OVERALL_IMPORT.replace("arrive,release", "release,arrive"),
        "end_milestone",
        "after the start",
    ),
    "unknown moment": (
        "clearance_definition",
        _OVERALL_IMPORT,
        _OVERALL_IMPORT.replace("release", "clear"),
        "end_milestone",
        "none of",
    ),
    "of one flow": ("clearance_definition", "\nlogistics,export", "\nloading,export", "flow", "both flows"),
    "a hole in the stages": ("clearance_stage", "import,4,tax", "import,7,tax", "stage_no", "4 is due here"),
    "stages out of order": (
        "clearance_stage",
        "duties and taxes,pay_tax",
        "duties and taxes,accept",
        "end_milestone",
        "order of events",
    ),
    "stages without an end": (
        "clearance_stage",
        "loading and departure,leave",
        "loading and departure,release",
        "end_milestone",
        "the goods leave",
    ),
    "baseline of nothing": (
        "clearance_baseline",
        "overall,import,2021-12",
        "whole,import,2021-12",
        "definition_code",
        "not in clearance_definition",
    ),
    "no period": ("clearance_baseline", "overall,export,2021-12", "overall,export,2021-13", "period", "a year or a"),
    "no hours": ("clearance_baseline", "2021-12,1.2", "2021-12,0", "hours", "above 0"),
    "two references": (
        "clearance_baseline",
        "2021-12,33,false",
        "2021-12,33,true",
        "is_reference",
        "one figure is the reference, not 2",
    ),
    "more than all": (
        "clearance_scenario",
        "ahead_import_90,advance_share,import,I12-5,90",
        "ahead_import_90,advance_share,import,I12-5,190",
        "target",
        "at most at 100",
    ),
    "measure of nothing": (
        "clearance_scenario",
        "removal_within,import,I12-5,6,",
        "removal_within,import,I12-50,6,",
        "measure_code",
        "not in measure",
    ),
    "nothing left": ("clearance_parameter", "trim_share,0.05", "trim_share,0.5", "value", "between 0 and 0.49"),
    "half a declaration": ("clearance_parameter", "minimum_n,5", "minimum_n,5.5", "value", "between 1 and"),
    "a month is no correction": (
        "clearance_parameter",
        "duplicate_days,14",
        "duplicate_days,1400",
        "value",
        "between 0 and 366",
    ),
    "no time for the second step": (
        "clearance_parameter",
        "two_step_days,14",
        "two_step_days,0",
        "value",
        "between 1 and",
    ),
    "five digits": ("customs_district", "3104,31,", "31040,31,", "customs_code", "four digits"),
    "under another office": ("customs_district", "3104,31,", "3104,29,", "customs_code", "begin with 29"),
    "under no office": ("customs_district", "3104,31,", "3104,30,", "direct_customs", "not in customs_direct"),
    "one code twice": ("customs_district", "\n3105,31,", "\n3104,31,", "customs_code", "key of line"),
    "an office of three digits": ("customs_direct", "\n31,宁波", "\n310,宁波", "direct_customs", "two digits"),
    "a lane of nobody": ("customs_direct", "Ningbo Customs,ningbo", "Ningbo Customs,sea", "lane_code", "none of"),
    "a rate of nothing": ("clearance_rate", "\ntwo_step,import", "\nthree_step,import", "rate_code", "none of"),
    "a group of nothing": ("clearance_group", "lane,ningbo", "road,ningbo", "group_kind", "none of"),
    "no such number": ("clearance_parameter", "longest_hours", "longest_days", "parameter", "none of"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new) + old.startswith("\n")
    assert words in seeds.messages(name, line, column)


def test_a_parameter_that_the_models_need_is_missed(seeds) -> None:
    seeds.replace("clearance_parameter", "longest_hours,87600", "trim_share,0.1")
    assert "longest_hours is missing" in seeds.messages("clearance_parameter", 1, "parameter")


def test_a_definition_without_reference_names_every_figure(seeds) -> None:
    line = seeds.replace("clearance_baseline", "12.29,true", "12.29,false")
    assert "one figure is the reference, not 0" in seeds.messages("clearance_baseline", line, "is_reference")
