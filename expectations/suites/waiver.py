"""Waivers: approved before today, and ended after they began."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one waiver of one gap a row."""
    return [
        *contract_rules(contract),
        not_later_than("approved_on", TODAY),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "expires_on.after_approval",
            "有效期早于批准日期",
            "a waiver expires before it was approved",
            column_A="expires_on",
            column_B="approved_on",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        rule(
            "ExpectColumnValueLengthsToBeBetween",
            "reason.given",
            "豁免理由过短",
            "the reason is too short to be one",
            severity="warning",
            column="reason",
            min_value=4,
        ),
    ]
