"""World Bank Doing Business: reported scores and ranks, components inside the range their name states."""

import re
from typing import TYPE_CHECKING

from expectations.suites.base import WARNING, contract_rules, observation_rules, one_of, rule
from ingest.contract import SourceContract, ValueColumn

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# the published files hold 100.00000000000001
_NOISE = 1e-9
_STATED_RANGE = re.compile(r"\(([0-9]+)-([0-9]+)\)")


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch in long form: one observation of one series a row."""
    return [
        *contract_rules(contract),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "period.edition",
            "版次应为四位年份",
            "an edition is a year of four digits",
            column="period",
            regex=r"^[0-9]{4}$",
        ),
        one_of(
            "series_code",
            sorted({v.series for v in contract.values}),
            "未知的序列",
            "the contract has no such series",
        ),
        one_of("concept", sorted({v.concept for v in contract.values}), "未知的概念", "unknown concept"),
        *observation_rules(sorted({"A", "O", *contract.missing_values.values()})),
        rule(
            "ExpectColumnValuesToBeBetween",
            "reported_score.range",
            "公布得分应在 0 至 100 之间",
            "a reported score lies between 0 and 100",
            when='concept == "reported_score"',
            column="value",
            min_value=-_NOISE,
            max_value=100 + _NOISE,
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "reported_rank.range",
            "公布排名应不小于 1",
            "a reported rank is at least 1",
            when='concept == "reported_rank"',
            column="value",
            min_value=1,
        ),
        *(_stated_range(value) for value in contract.values if _is_index(value)),
    ]


def _is_index(value: ValueColumn) -> bool:
    return value.concept == "value" and value.unit == "index" and bool(_STATED_RANGE.search(value.header))


def _stated_range(value: ValueColumn) -> "Expectation":
    low, high = map(float, _STATED_RANGE.search(value.header).groups())
    return rule(
        "ExpectColumnValuesToBeBetween",
        f"{value.series}.range",
        f"{value.series} 应在 {low:g} 至 {high:g} 之间",
        f"{value.series} lies between {low:g} and {high:g}",
        severity=WARNING,
        when=f'series_code == "{value.series}" and concept == "value" and status == "A"',
        column="value",
        min_value=low,
        max_value=high,
    )
