"""Classes, limits, profiles and benchmarks of connections that cannot hold are refused at their place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "no norm": ("connection_class", "lv,true,,2,", "lv,true,,0,", "step_norm", "above 0"),
    "behind the class for all": ("connection_class", "\n2,hv_dual", "\n9,hv_dual", "class_no", "after a class that"),
    "unknown voltage": ("connection_class", ",,lv,,,3,", ",,mv,,,3,", "voltage", "none of"),
    "an empty range": ("connection_profile", "100,160", "160,100", "capacity_to_kva", "holds nothing"),
    "limit zero": ("connection_limit", "sg186,hv_dual,plan,30", "sg186,hv_dual,plan,0", "limit_days", "above 0"),
    "limit in weeks": ("connection_limit", "hv_dual,plan,30,work", "hv_dual,plan,30,weeks", "day_kind", "none of"),
    "limit of half a day": (
        "connection_limit",
        "sg186,hv_dual,plan,30",
        "sg186,hv_dual,plan,2.5",
        "limit_days",
        "whole number",
    ),
    "node of nothing": (
        "connection_limit",
        "sg186,hv_dual,plan,30",
        "sg186,hv_dual,plans,30",
        "node_code",
        "no stage of the log",
    ),
    "class of nothing": (
        "connection_limit",
        "sg186,hv_dual,plan,30",
        "sg186,hv_triple,plan,30",
        "class_code",
        "not in connection_class",
    ),
    "limit twice": (
        "connection_limit",
        "sg186,hv_dual,plan,30",
        "sg186,hv_single,plan,30",
        "node_code",
        "again",
    ),
    "rule that no gap has": (
        "connection_cost_rule",
        "\nred_line_charge,",
        "\nred_line_charges,",
        "rule_code",
        "not in gap_rule",
    ),
    "reason twice": (
        "connection_pause_reason",
        "\noutage_plan,",
        "\npermit,",
        "reason_code",
        "again",
    ),
    "measure of nothing": (
        "published_benchmark",
        "GE-time,CHN_Beij,北京,Beijing,2020",
        "GE-hours,CHN_Beij,北京,Beijing,2020",
        "measure_code",
        "no measure of doing_business_2020",
    ),
    "negative": (
        "published_benchmark",
        "GE-time,CHN_Beij,北京,Beijing,2020,32",
        "GE-time,CHN_Beij,北京,Beijing,2020,-32",
        "value",
        "below 0",
    ),
    "no edition": (
        "published_benchmark",
        "GE-time,CHN_Beij,北京,Beijing,2020,32",
        "GE-time,CHN_Beij,北京,Beijing,DB20,32",
        "period",
        "an edition is a year",
    ),
    "stages of one code that differ": (
        "stage_rule",
        "竣工检验,completion check,works_done,completion_check,supplier,false",
        "竣工检验,completion check,works_done,completion_check,supplier,true",
        "is_parallel",
        "the same stage",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new) + old.startswith("\n")
    if name == "stage_rule":
        line += 1  # the first row of a stage leads, the next one differs
    assert words in seeds.messages(name, line, column)


def test_every_voltage_has_a_class_for_all_its_cases(seeds) -> None:
    seeds.replace("connection_class", ",,lv,,,3,", ",,lv,,single,3,")
    assert "no class takes every other case of lv" in seeds.messages("connection_class", 1, "voltage")
