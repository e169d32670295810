"""What betrays a bad log of any system: rules of rows, and rules of cases and days that single rows cannot show."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from expectations.suites.base import (
    CRITICAL,
    INFO,
    TOMORROW,
    WARNING,
    contract_rules,
    not_later_than,
    rule,
)
from expectations.violations import GroupQuestion, identifier, literal
from ingest.contract import Column, SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

FIRST_EVENTS = datetime(2000, 1, 1)
USCC = r"^[0-9A-HJ-NP-RT-UW-Y]{18}$"
# RE2 counts neither the ideographic nor the hard blank as one
_SOMETHING = "[^\\s\u3000\u00a0]"
# a log that a person filled in afterwards has these by the thousand, an honest one by the dozen
_MOST = 0.5
_EVENTS_OF_A_DAY = 20
_ROWS_THAT_TELL = 100
_DUMMY_SHARE = 0.9
_SINGLE_EVENT_SHARE = 0.95
_EVERYTHING = f"(select count(*) from batch) >= {_ROWS_THAT_TELL}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A rule about groups of rows (the cases, the days, the operators of a log), asked in SQL of a batch of any size.

    ``columns``: what it reads. ``mostly``: the share of the groups asked that has to meet it.
    """

    rule_id: str
    message_zh: str
    message_en: str
    columns: tuple[str, ...]
    question: GroupQuestion
    severity: str = WARNING
    mostly: float = 1.0


def case_rules(contract: SourceContract, helpers: tuple[str, ...] = ()) -> list["Expectation"]:
    """Rules of rows that any table of cases has to meet, those of the contract included."""
    columns = {column.name: column for column in contract.columns.values()}
    return [
        *contract_rules(contract, helpers),
        _not_blank(contract.log.case),
        *(not_later_than(column, TOMORROW) for column in contract.events.values()),
        *_places_and_companies(contract, columns),
    ]


def event_rules(contract: SourceContract, *, severity: str = CRITICAL) -> list["Expectation"]:
    """Rules of rows that any log of events has to meet; ``severity`` of a moment that cannot be true."""
    log, present = contract.log, {column.name: column for column in contract.columns.values()}
    rules = [
        # a code list leaves no blank
        *(_not_blank(name) for name in (log.case, log.activity) if not present[name].codes),
        rule(
            "ExpectColumnValuesToNotBeNull",
            f"{log.at}.given",
            "事件没有时间",
            "an event has no time",
            column=log.at,
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            f"{log.at}.plausible",
            f"事件时间不在 {FIRST_EVENTS.year} 年至明日之间",
            f"an event lies between {FIRST_EVENTS.year} and tomorrow",
            severity=severity,
            column=log.at,
            min_value=FIRST_EVENTS,
            max_value=TOMORROW,
        ),
        rule(
            "ExpectColumnUniqueValueCountToBeBetween",
            "log.several_cases",
            "整份日志只有一个办件，请核对办件编号列",
            "the whole log is one case: is this the column of the case number?",
            severity=INFO,
            column=log.case,
            min_value=2,
        ),
    ]
    return [*rules, *_places_and_companies(contract, present)]


def in_order(*columns: str) -> list["Expectation"]:
    """Moments that follow one another, each against the next; a step that was not taken breaks no order."""
    return [
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            f"{later}.after_{earlier}",
            f"{later} 早于 {earlier}",
            f"{later} lies before {earlier}",
            severity=WARNING,
            column_A=later,
            column_B=earlier,
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        )
        for earlier, later in pairwise(columns)
    ]


def has_time_of_day(helper: str, zh: str, en: str) -> "Expectation":
    """Most values of a helper that says whether an event fell on midnight are false."""
    return rule(
        "ExpectColumnValuesToBeInSet",
        f"{helper}.rare",
        zh,
        en,
        severity=WARNING,
        column=helper,
        value_set=[False],
        mostly=_MOST,
    )


def finish_has_time_of_day() -> "Expectation":
    """Cases do not end at midnight; the helper ``finish_at_midnight`` says which do."""
    return has_time_of_day(
        "finish_at_midnight",
        "多数办结时间只有日期没有时刻，无法计算工作时间",
        "most cases finish at midnight: dates without a time of day, no working time can be computed",
    )


def promise_at_acceptance(activity: str) -> "Expectation":
    """An acceptance says how many days are promised."""
    return rule(
        "ExpectColumnValuesToNotBeNull",
        "promised_days.at_acceptance",
        "多数受理事件没有承诺时限",
        "most acceptances carry no promised time",
        severity=WARNING,
        when=f'activity == "{activity}"',
        column="promised_days",
        mostly=0.5,
    )


def group_rules(
    contract: SourceContract, *, acceptance: tuple[str, ...] = (), finish: tuple[str, ...] = (), operator: str = ""
) -> list[GroupRule]:
    """Rules of cases, days and operators; those whose vocabulary or column a source does not have are left out."""
    rules = [_cases_have_events(contract), _days_have_hours(contract)]
    if acceptance and finish:
        rules.append(_accepted(contract, acceptance, finish))
    if operator in {column.name for column in contract.columns.values()}:
        rules.append(_several_operators(operator))
    return rules


def _places_and_companies(contract: SourceContract, columns: dict[str, Column]) -> list["Expectation"]:
    found = []
    for name, column in columns.items():
        if column.check == "region":
            found.append(_of_this_city(name, contract.log.region_prefix))
        elif column.check == "uscc":
            found.append(_company_code(name))
    return found


def _cases_have_events(contract: SourceContract) -> GroupRule:
    case = identifier(contract.log.case)
    return GroupRule(
        "log.events_per_case",
        "几乎每个办件只有一个事件，请核对办件编号列",
        "nearly every case has a single event: is this the column of the case number?",
        (contract.log.case,),
        GroupQuestion((case,), _EVERYTHING, "count(*) = 1", "1", "cases"),
        mostly=1 - _SINGLE_EVENT_SHARE,
    )


def _days_have_hours(contract: SourceContract) -> GroupRule:
    at = identifier(contract.log.at)
    timed = f"filter (where {at} <> date_trunc('day', {at}))"
    second = f"date_trunc('second', {at})"
    # equal first and last deciles: one second holds at least eight tenths of the day's events
    same = f"quantile_disc({second}, 0.1) {timed} = quantile_disc({second}, 0.9) {timed}"
    return GroupRule(
        "log.one_second_days",
        "某日的事件几乎全部落在同一秒，疑似批量补录，或只有日期没有时刻",
        "nearly all events of a day fall into one second: filled in afterwards, or dates without a time?",
        (contract.log.at,),
        GroupQuestion((f"cast({at} as date)",), f"count(*) {timed} >= {_EVENTS_OF_A_DAY}", same, "1", "days"),
    )


def _accepted(contract: SourceContract, acceptance: tuple[str, ...], finish: tuple[str, ...]) -> GroupRule:
    activity = identifier(contract.log.activity)
    begun, done = (f"bool_or({activity} in ({', '.join(map(literal, names))}))" for names in (acceptance, finish))
    return GroupRule(
        "log.accepted_cases",
        "多数办结的办件没有受理环节",
        "most finished cases have no acceptance",
        (contract.log.case, contract.log.activity),
        GroupQuestion((identifier(contract.log.case),), f"coalesce({done}, false)", f"not {begun}", "1", "cases"),
        mostly=_MOST,
    )


def _several_operators(operator: str) -> GroupRule:
    name = identifier(operator)
    everybody = f"(select count({name}) from batch)"  # noqa: S608
    return GroupRule(
        f"{operator}.dummy",
        "几乎全部事件由同一经办人办理，疑似占位账号",
        "nearly all events bear one operator: a dummy account?",
        (operator,),
        GroupQuestion(
            (name,), f"{everybody} >= {_ROWS_THAT_TELL}", f"count(*) >= {_DUMMY_SHARE} * {everybody}", "1", "operators"
        ),
    )


def _not_blank(column: str) -> "Expectation":
    return rule(
        "ExpectColumnValuesToMatchRegex",
        f"{column}.not_blank",
        f"{column} 只有空白",
        f"{column} is blank",
        column=column,
        regex=_SOMETHING,
    )


def _of_this_city(column: str, prefix: str) -> "Expectation":
    return rule(
        "ExpectColumnValuesToMatchRegex",
        f"{column}.this_city",
        f"{column} 不属于本市（{prefix}xx）",
        f"{column} is no place of this city ({prefix}xx)",
        column=column,
        regex=rf"^{prefix}[0-9A-Z]{{2}}$",
    )


def _company_code(column: str) -> "Expectation":
    return rule(
        "ExpectColumnValuesToMatchRegex",
        f"{column}.form",
        f"{column} 不是 18 位统一社会信用代码",
        f"{column} is not a company code of 18 characters",
        column=column,
        regex=USCC,
    )
