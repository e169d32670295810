"""Logs in the XES vocabulary, of any process: what can be asked without knowing the activities."""

from typing import TYPE_CHECKING

from expectations.log_rules import GroupRule, event_rules, group_rules, has_time_of_day
from expectations.suites.base import WARNING, contract_rules
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

HELPERS = {"at_midnight": "occurred_at = date_trunc('day', occurred_at)"}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one event a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        *event_rules(contract, severity=WARNING),
        has_time_of_day(
            "at_midnight",
            "多数事件只有日期没有时刻，耗时只能精确到日",
            "most events bear no time of day: durations are exact to the day at best",
        ),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of cases, days and resources."""
    return group_rules(contract, operator="resource")
