"""Currencies, profiles, parts, sources and limits of trade costs that cannot hold are refused at their place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "yuan with a rate": ("charge_currency", "\nUSD,", "\nCNY,", "currency", "yuan need no rate"),
    "rate of a dozen": ("charge_currency", "100_jpy,100", "100_jpy,12", "units", "1 unit or for 100"),
    "rate nobody delivers": ("charge_currency", "cny_per_eur", "cny_per_euro", "series_code", "not in context_series"),
    "no weight fits": ("trade_profile", "1,10000,20000", "1,30000,20000", "kg_per_container_max", "below the least"),
    "another profile": ("trade_profile", "doing_business,export", "city,export", "profile_code", "not 2"),
    "one flow": ("trade_profile", "doing_business,export", "doing_business,import", "flow", "both flows"),
    "compliance of nothing": ("certificate_type", "quarantine,border", "quarantine,port", "component", "none of"),
    "hours of money": ("compliance_component", "I12-2,usd", "I12-2,hours", "unit", "the unit is usd"),
    "one measure twice": ("compliance_component", "I12-8,usd", "I12-6,usd", "measure_code", "again"),
    "part elsewhere": (
        "compliance_part",
        "documentary,cost,agent",
        "documentary,cost,handling",
        "part_code",
        "of another component",
    ),
    "share above one": (
        "compliance_part",
        "border,time,inspection,2,0.2",
        "border,time,inspection,2,20",
        "minimum_share",
        "0 and 1",
    ),
    "step nought": ("compliance_part", "time,handling,3,0", "time,handling,0,0", "step_no", "from 1"),
    "source that cannot tell": (
        "compliance_source",
        "border,cost,1,port_charge",
        "border,cost,1,broker_survey",
        "source_code",
        "does not tell",
    ),
    "two come first": ("compliance_source", "cost,2,broker", "cost,1,broker", "precedence", "the place of line"),
    "nobody asked": ("compliance_source", "port_charge,5", "port_charge,0", "minimum_n", "at least 1"),
    "limits that overlap": (
        "refund_limit",
        "class_2,2022-06-20",
        "class_2,2022-06-19",
        "valid_from",
        "before the former limit",
    ),
    "ends before it begins": (
        "refund_limit",
        "class_3,2020-01-01,2020-12-31",
        "class_3,2020-01-01,2019-12-31",
        "valid_to",
        "before it begins",
    ),
    "no days": ("refund_limit", "class_1,2022-06-20,,3", "class_1,2022-06-20,,0", "work_days", "one working day"),
    "no such class": ("refund_limit", "class_3,2022-06-20", "class_5,2022-06-20", "firm_class", "none of"),
    "list for ever": ("trade_cost_parameter", "list_age_days,365", "list_age_days,36500", "value", "between 1 and"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new) + old.startswith("\n")
    assert words in seeds.messages(name, line, column)


@pytest.mark.parametrize("part", ["border,time,other_agencies,1,0.2", "documentary,cost,agent,1,0"])
def test_a_part_without_its_rule_is_missed(seeds, part: str) -> None:
    component, quantity, code, *_ = part.split(",")
    lines = seeds.path("compliance_part").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(part)]
    assert len(kept) == len(lines) - 1
    seeds.path("compliance_part").write_text("".join(kept), encoding="utf-8")
    assert f"{code} of {component} {quantity} is missing" in seeds.messages("compliance_part", 1, "part_code")


def test_a_component_whose_every_part_may_be_left_out_is_refused(seeds) -> None:
    seeds.replace("compliance_part", "time,drafting,1,0", "time,drafting,1,0.2")
    assert "no part of documentary time counts always" in seeds.messages("compliance_part", 1, "minimum_share")


def test_a_parameter_that_the_models_need_is_missed(seeds) -> None:
    seeds.replace("trade_cost_parameter", "minimum_n,5", "list_age_days,5")
    assert "minimum_n is missing" in seeds.messages("trade_cost_parameter", 1, "parameter")
