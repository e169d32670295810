"""Parameters and scopes of reliability that cannot hold are refused at their place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "no hour is momentary": (
        "reliability_parameter", "sustained_minutes,5,", "sustained_minutes,90,", "value", "between 0 and 60",
    ),
    "a fit of one day": ("reliability_parameter", "minimum_days,2,", "minimum_days,1,", "value", "between 2 and"),
    "half a year": ("reliability_parameter", "history_years,5,", "history_years,4.5,", "value", "between 1 and 20"),
    "no such number": ("reliability_parameter", "open_days,7", "open_hours,7", "parameter", "none of"),
    "all but restriction": (
        "outage_scope", "all interruptions,true,true,true,true", "all interruptions,true,true,false,true", "scope_code",
        "leaves none out",
    ),
    "a notice years ahead": (
        "tariff_notice_rule", "grid company,3,days", "grid company,900,days", "lead", "between 0 and 366",
    ),
    "cycles of years": (
        "tariff_notice_rule", "Time-of-use price,1,", "Time-of-use price,13,", "lead", "between 0 and 12",
    ),
    "a price for no month": (
        "tariff_notice_rule", "grid company,3,days,1,", "grid company,3,days,0,", "term_months", "1 or more",
    ),
    "a word never found": ("tariff_channel", "app,app,", "App,app,", "word", "lower case"),
    "bills twice a day": (
        "reliability_parameter", "billing_cycle_days,30,", "billing_cycle_days,0.5,", "value", "between 1 and 366",
    ),
    "counts nothing": (
        "outage_scope", "faults,true,false,false,true", "faults,false,false,false,true", "with_fault",
        "counts no interruption",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    assert words in seeds.messages(name, seeds.replace(name, old, new), column)


def test_a_parameter_that_the_models_need_is_missed(seeds) -> None:
    seeds.replace("reliability_parameter", "open_days,7", "longest_days,8")
    assert "open_days is missing" in seeds.messages("reliability_parameter", 1, "parameter")


def test_the_scope_of_all_is_missed(seeds) -> None:
    seeds.replace("outage_scope", "\nall,-1,", "\nevery,-1,")
    assert "all is missing" in seeds.messages("outage_scope", 1, "scope_code")
