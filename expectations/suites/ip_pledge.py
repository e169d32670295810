"""Pledges of intellectual property: what has ended says when, and amounts are in the unit of the contract."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# a thousand million yuan on one registration: yuan delivered as ten thousands
_LARGEST = 1_000_000_000

HELPERS = {
    "is_ended_in_force": "state = 'in_force' and released_on is not null",
    "is_worth_nothing": "amount = 0",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one registration a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "released_on.when_released",
            "已解除的质押没有解除日期",
            "a pledge that was released has no day of release",
            when='state == "released"',
            column="released_on",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "released_on.only_ended",
            "有效的质押已有解除日期",
            "a pledge in force has a day of release",
            severity=WARNING,
            column="is_ended_in_force",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "amount.given",
            "质押登记没有金额，不计入质押融资额",
            "a registration without an amount adds nothing to the sum",
            severity=WARNING,
            column="amount",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "amount.positive",
            "质押金额为零",
            "the amount of a pledge is zero",
            severity=WARNING,
            column="is_worth_nothing",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "amount.plausible",
            "单笔质押金额超过十亿元，疑似单位有误（元、万元）",
            "one pledge above a thousand million yuan: yuan and ten thousand yuan mixed up?",
            severity=WARNING,
            column="amount",
            max_value=_LARGEST,
        ),
    ]
