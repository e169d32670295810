"""Construction approvals: the national exchange standard's stream of status codes, one event a row."""

from typing import TYPE_CHECKING

from expectations.log_rules import GroupRule, event_rules, group_rules, has_time_of_day
from expectations.suites.base import WARNING, contract_rules, rule
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
        has_time_of_day(
            "finish_at_midnight",
            "多数办结时间只有日期没有时刻，无法计算工作时间",
            "most cases finish at midnight: dates without a time of day, no working time can be computed",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "promised_days.at_acceptance",
            "多数受理事件没有承诺时限",
            "most acceptances carry no promised time",
            severity=WARNING,
            when='activity == "3"',
            column="promised_days",
            mostly=0.5,
        ),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of cases, days and handlers."""
    return group_rules(contract, acceptance=ACCEPTANCE, finish=FINISH, operator="handler")
