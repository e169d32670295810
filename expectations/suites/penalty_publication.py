"""Enforcement decisions: what was withdrawn says why, and was withdrawn after it was published."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


HELPERS = {
    "is_reason_without_time": "reason is not null and withdrawn_at is null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one decision a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToBeInSet",
            "withdrawn_at.when_reason",
            "有撤回原因却没有撤回时间",
            "a decision has a reason of withdrawal and no time of it",
            column="is_reason_without_time",
            value_set=[False],
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "withdrawn_at.after_publication",
            "撤回时间早于公示时间",
            "a publication was withdrawn before it was made",
            severity=WARNING,
            column_A="withdrawn_at",
            column_B="published_at",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
    ]
