"""Every case of the government-service log walked in plain Python, event by event and day by day, by the rules.

A case is accepted, may be sent back for correction (补正) or go through a special procedure (特别程序),
and is finished with a result code. Due: as many working days after the day of acceptance as were promised, and one more
for each working day on which the case was paused; late: finished after that day.
"""

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta

import chinese_calendar
import duckdb
import pytest

from tests.dbt.independent.raw_files import service_cases
from warehouse.home import Build

PAUSES = {"补正告知": "补正受理", "特别程序申请": "特别程序结果"}
STAGES = {"申办", "网上预受理", "受理", "审批", "办结", "领证登记", *PAUSES, *PAUSES.values()}
# result codes of the province's case interface
OUTCOMES = {"10": "granted", "09": "void", "13": "returned", "07": "not_accepted"}
RECEIVED = datetime(2022, 6, 23)  # the sample's files lie in the landing zone on 22 June
Verdict = tuple[str, int, int | None, date | None, bool | None]


def test_every_case_of_the_service_log_is_as_it_was_walked(sample_build: Build) -> None:
    walked = {case: _walk(rows) for case, rows in service_cases(sample_build).items()}
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select case_id, outcome, paused_work_days, net_work_days, due_on, is_late from cases.case_duration "
            "where source_id = 'government_service'"
        ).fetchall()
    computed = {case: tuple(verdict) for case, *verdict in found}
    different = {case: (walked.get(case), computed.get(case)) for case in walked | computed}
    assert {case: pair for case, pair in different.items() if pair[0] != pair[1]} == {}


@pytest.mark.parametrize(
    ("named", "fewest"),
    [
        pytest.param(lambda verdict: verdict[4], 20, id="late"),
        pytest.param(lambda verdict: verdict[1] and verdict[4] is False, 20, id="paused and in time"),
        pytest.param(lambda verdict: verdict[0] == "open", 5, id="open"),
        pytest.param(lambda verdict: verdict[0] not in ("granted", "open"), 30, id="ended without being granted"),
    ],
)
def test_the_sample_has_cases_of_every_kind(
    sample_build: Build, named: Callable[[Verdict], object], fewest: int
) -> None:
    assert sum(bool(named(_walk(rows))) for rows in service_cases(sample_build).values()) >= fewest


def _walk(rows: list[dict]) -> Verdict:
    """Outcome, working days paused, working days used, due day, late or not; None where nothing can be said."""
    accepted = finished = None
    outcome = "open"
    paused: set[date] = set()
    began: dict[str, datetime] = {}
    for at, stage, result in _events(rows):
        if stage == "受理":
            accepted = accepted or at
        elif stage in PAUSES:
            began[PAUSES[stage]] = at
        elif stage in began:
            paused |= _days_of_work(began.pop(stage), at)
        elif stage == "办结":
            finished, outcome = at, OUTCOMES[result]
    due = accepted and _due(accepted.date(), int(rows[0]["promiseTime"]), paused)
    if not accepted or not finished:
        return outcome, len(paused), None, due, None
    used = len(_days_of_work(accepted, finished) - paused) if finished >= accepted else None
    return outcome, len(paused), used, due, finished.date() > due


def _events(rows: list[dict]) -> list[tuple[datetime, str, str | None]]:
    """The case's sound rows in the order of time, then of the file; a row given twice counts once."""
    events = []
    for place, row in enumerate(rows):
        text = unicodedata.normalize("NFKC", str(row["occurTime"]))
        if row["stage"] not in STAGES or not text[:1].isdigit() or row in rows[:place]:
            continue
        at = datetime.fromisoformat(text)
        if at < RECEIVED:
            events.append((at, row["stage"], row["resultCode"]))
    return sorted(events, key=lambda event: event[0])


def _days_of_work(begin: datetime, end: datetime) -> set[date]:
    """Working days after the day of ``begin`` up to that of ``end``: the first day does not count."""
    days = (end.date() - begin.date()).days
    later = {begin.date() + timedelta(days=number) for number in range(1, days + 1)}
    return {day for day in later if chinese_calendar.is_workday(day)}


def _due(accepted: date, promised: int, paused: set[date]) -> date:
    left, day = promised + len(paused), accepted
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return day
