"""Random inspections: a result belongs to an inspection that took place, and is published after it."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


HELPERS = {
    "is_result_without_check": "result is not null and checked_at is null",
    "is_published_without_check": "published_at is not null and checked_at is null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one inspection of one company for one matter a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToBeInSet",
            "checked_at.when_result",
            "有检查结果却没有检查时间",
            "an inspection has a result and no time",
            column="is_result_without_check",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "checked_at.when_published",
            "已公示却没有检查时间",
            "an inspection was published and has no time",
            column="is_published_without_check",
            value_set=[False],
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "published_at.after_check",
            "公示时间早于检查时间",
            "an inspection was published before it took place",
            severity=WARNING,
            column_A="published_at",
            column_B="checked_at",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
    ]
