"""Insolvency cases: a default before the court, an end where the case is done, no class paid more than it is owed."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import CRITICAL, WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

CLASSES = ("secured", "employee", "tax", "ordinary")


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    return [
        *case_rules(contract),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "concluded_on.when_done",
            "已终结的案件没有程序终结日期",
            "a case that is done has no day of its end",
            when='state == "done"',
            column="concluded_on",
        ),
        rule(
            "ExpectColumnValuesToBeNull",
            "concluded_on.only_done",
            "审理中的案件已有程序终结日期",
            "an open case has a day of its end",
            when='state == "open"',
            column="concluded_on",
        ),
        _not_below(
            "accepted_on",
            "defaulted_on",
            "after_default",
            "受理早于违约",
            "the court accepted before the default",
            WARNING,
        ),
        *(
            _not_below(
                f"{name}_claim",
                f"{name}_paid",
                "not_below_payment",
                f"{name}_paid 高于债权额",
                f"{name}_paid is above what the class is owed",
                CRITICAL,
            )
            for name in CLASSES
        ),
    ]


def _not_below(column: str, other: str, what: str, zh: str, en: str, severity: str) -> "Expectation":
    return rule(
        "ExpectColumnPairValuesAToBeGreaterThanB",
        f"{column}.{what}",
        zh,
        en,
        severity=severity,
        column_A=column,
        column_B=other,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
    )
