"""Indicator cards: official figures with numerator and denominator."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, WARNING, contract_rules, not_later_than, observation_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations import Expectation

# a percentage is reported with one decimal at least
_TOLERANCE = 0.1


def _pct_difference(frame: "pd.DataFrame") -> "pd.Series":
    """Percentage points between the value and numerator / denominator; empty where either is missing."""
    usable = (frame["unit"] == "pct") & (frame["denominator"] != 0)
    return (frame["numerator"] / frame["denominator"] * 100 - frame["value"]).abs().where(usable)


HELPERS = {"pct_difference": _pct_difference}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one figure of one measure, region and period a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        *observation_rules(sorted({"A", "O", *contract.missing_values.values()})),
        rule(
            "ExpectColumnValuesToBeBetween",
            "value.percentage",
            "百分比应在 0 至 100 之间",
            "a percentage lies between 0 and 100",
            severity=WARNING,
            when='unit == "pct"',
            column="value",
            min_value=0,
            max_value=100,
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "value.numerator_denominator",
            "数值与 分子÷分母×100 不符",
            "the value is not numerator / denominator x 100",
            severity=WARNING,
            column="pct_difference",
            max_value=_TOLERANCE,
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "denominator.positive",
            "分母应大于 0",
            "a denominator is above 0",
            severity=WARNING,
            column="denominator",
            min_value=0,
            strict_min=True,
        ),
        not_later_than("published_on", TODAY),
    ]
