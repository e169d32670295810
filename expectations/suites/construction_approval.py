"""Construction approvals: the national exchange standard's stream of status codes, one event a row."""

from typing import TYPE_CHECKING

from expectations.log_rules import (
    GroupRule,
    event_rules,
    finish_has_time_of_day,
    group_rules,
    promise_at_acceptance,
)
from expectations.suites.base import contract_rules
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# status codes of the standard: 3 accepted; 11, 12, 13 finished
ACCEPTANCE, FINISH = ("3",), ("11", "12", "13")
HELPERS = {
    "finish_at_midnight": """
        case when activity in ('11', '12', '13') then occurred_at = date_trunc('day', occurred_at) end
    """
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one event of one matter a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        *event_rules(contract),
        finish_has_time_of_day(),
        promise_at_acceptance("3"),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of cases, days and handlers."""
    return group_rules(contract, acceptance=ACCEPTANCE, finish=FINISH, operator="handler")
