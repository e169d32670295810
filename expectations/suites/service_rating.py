"""Ratings of services: bad ones are called back, and default ones are not a judgement."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

HELPERS = {
    "is_bad_default": "is_default and satisfaction in ('1', '2')",
    "is_bad_without_call": "satisfaction in ('1', '2') and called_back_at is null",
}
# where almost every rating was entered by the system, the share of good ones says nothing
_REAL = 0.2


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one rating a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToBeInSet",
            "satisfaction.default_is_good",
            "默认评价不应为差评",
            "a rating that the system entered is a bad one",
            column="is_bad_default",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "is_default.rare",
            "绝大多数评价为默认评价，满意率不可信",
            "nearly all ratings were entered by the system",
            severity=WARNING,
            column="is_default",
            value_set=[False],
            mostly=_REAL,
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "called_back_at.when_bad",
            "差评没有回访",
            "a bad rating was not called back",
            severity=WARNING,
            column="is_bad_without_call",
            value_set=[False],
        ),
    ]
