"""Government-service cases: the ten stages of the provincial case store, one event a row."""

from typing import TYPE_CHECKING

from expectations.log_rules import (
    GroupRule,
    event_rules,
    finish_has_time_of_day,
    group_rules,
    promise_at_acceptance,
)
from expectations.suites.base import WARNING, contract_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

ACCEPTANCE, FINISH = ("accept",), ("finish",)
HELPERS = {"finish_at_midnight": "case when activity = 'finish' then occurred_at = date_trunc('day', occurred_at) end"}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one event of one case a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        *event_rules(contract),
        finish_has_time_of_day(),
        promise_at_acceptance("accept"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "result_code.at_finish",
            "多数办结事件没有办理结果",
            "most finished cases carry no result",
            severity=WARNING,
            when='activity == "finish"',
            column="result_code",
            mostly=0.5,
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "statutory_days.not_below_promise",
            "承诺时限长于法定时限",
            "the promised time is longer than the statutory one",
            severity=WARNING,
            column_A="statutory_days",
            column_B="promised_days",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of cases and days."""
    return group_rules(contract, acceptance=ACCEPTANCE, finish=FINISH)
