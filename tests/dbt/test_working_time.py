"""Working time as the models compute it, against hand-made calendars and a counter that walks every minute."""

import datetime as dt
import random
from collections.abc import Iterator

import chinese_calendar
import duckdb
import pytest

from ingest.contract_file import load_contracts
from tests.dbt.conftest import build_warehouse, run_dbt
from warehouse.home import Build

# minutes of the day that are worked: 9:00-12:00 and 13:30-17:30
WORKED = frozenset((*range(540, 720), *range(810, 1050)))
SELECTED = ("build", "--exclude-resource-type", "unit_test", "--select", "+working_calendar")
REGISTER = """日历,日期,是否上班,理由,登记人,登记日期
政务服务中心,2022-05-14,是,周六延时服务,政务办,2022-05-01
政务服务中心,2022-05-16,否,设备检修停办,政务办,2022-05-01
政务服务中心,2022-05-17,否,误登记的停办,政务办,2022-05-01
政务服务中心,2022-05-17,是,撤销误登记,政务办,2022-05-02
政务服务中心,2022-05-18,否,此后才登记的停办,政务办,2022-07-01
"""
SELECT = """
select
    pair.pair_no,
    {{ work_days_between('started', 'ended') }} as work_days,
    {{ work_minutes_between('pair.start_at', 'started', 'pair.end_at', 'ended') }} as work_minutes,
    due.calendar_day as due_on,
    {{ month_text('pair.end_at') }} as end_month,
    {{ quarter_text('pair.end_at') }} as end_quarter,
    {{ unpublished_year('pair.end_at', 'ended') }} as unpublished_year
from pair
left join {{ ref('working_calendar') }} as started on {{ on_calendar('started', 'pair.calendar_code', 'start_at') }}
left join {{ ref('working_calendar') }} as ended on {{ on_calendar('ended', 'pair.calendar_code', 'end_at') }}
left join {{ ref('working_calendar') }} as due on {{ due_day('due', 'started', 'promised') }}
order by pair.pair_no
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The calendar alone, with a register of overrides for the service hall."""
    folder = tmp_path_factory.mktemp("calendar")
    register = folder / "landing" / "registers" / "calendar_overrides.csv"
    register.parent.mkdir(parents=True)
    register.write_text(REGISTER, encoding="utf-8")
    return build_warehouse(folder / "landing", folder / "home", SELECTED)


@pytest.fixture(scope="module")
def compiled(build: Build, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The macros as SQL of this engine, over a table ``pair``."""
    outcome = run_dbt(build, ["compile", "--inline", SELECT], tmp_path_factory.mktemp("compile"))
    assert outcome.returncode == 0, outcome.stdout[-3000:] + outcome.stderr[-1000:]
    return outcome.stdout[outcome.stdout.index("select") :]


@pytest.fixture(scope="module")
def connection(build: Build, compiled: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """The built calendar, read-only, by the name that compiled SQL gives it; opened when dbt has let go of the file."""
    with duckdb.connect(str(build.warehouse), read_only=True) as opened:
        yield opened


class Clock:
    """Asks the compiled SQL about pairs of moments."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str) -> None:
        self.connection, self.sql = connection, sql

    def ask(self, pairs: list[tuple[str, dt.datetime, dt.datetime, int]]) -> list[tuple]:
        self.connection.execute(
            "create or replace temp table pair (pair_no int, calendar_code text, start_at timestamp,"
            " end_at timestamp, promised int)"
        )
        self.connection.executemany(
            "insert into pair values (?, ?, ?, ?, ?)", [(number, *pair) for number, pair in enumerate(pairs)]
        )
        return [row[1:] for row in self.connection.sql(self.sql).fetchall()]

    def one(self, start: str, end: str, promised: int = 0, calendar: str = "national") -> tuple:
        return self.ask([(calendar, dt.datetime.fromisoformat(start), dt.datetime.fromisoformat(end), promised)])[0]

    def due(self, accepted: str, promised: int, calendar: str = "national") -> dt.date | None:
        return self.one(accepted, accepted, promised, calendar)[2]


@pytest.fixture(scope="module")
def clock(connection: duckdb.DuckDBPyConnection, compiled: str) -> Clock:
    return Clock(connection, compiled)


@pytest.mark.parametrize(
    ("accepted", "promised", "due"),
    [
        ("2022-04-22 10:00", 5, "2022-04-28"),  # Sunday 24 April is worked
        ("2022-04-28 10:00", 3, "2022-05-06"),  # over the holiday
        ("2022-04-28 10:00", 4, "2022-05-07"),  # a Saturday that is worked
        ("2022-04-22 10:00", 5 + 2, "2022-05-05"),  # a pause of two working days moves the day by two
        ("2022-04-28 10:00", 3 + 2, "2022-05-09"),
        ("2022-05-01 10:00", 1, "2022-05-05"),  # accepted on a holiday: the first day of work is day 1
        ("2022-09-30 17:00", 1, "2022-10-08"),
        ("2022-09-30 17:00", 3, "2022-10-10"),
        ("2022-04-28 10:00", 0, "2022-04-28"),
    ],
)
def test_due_days_by_hand(clock: Clock, accepted: str, promised: int, due: str) -> None:
    assert clock.due(accepted, promised) == dt.date.fromisoformat(due)


@pytest.mark.parametrize(
    ("start", "end", "work_days", "work_minutes"),
    [
        ("2022-04-29 17:00", "2022-05-05 09:10", 1, 30 + 10),  # the May holiday between two half hours
        ("2022-04-30 00:00", "2022-05-04 23:59", 0, 0),  # inside it
        ("2022-05-06 17:30", "2022-05-07 12:45", 1, 180),  # Saturday 7 May is worked; the break is not
        ("2022-05-07 17:29", "2022-05-09 09:01", 1, 2),
        ("2022-09-30 16:30", "2022-10-08 10:00", 1, 60 + 60),  # National Day; Saturday 8 October is worked
        ("2022-10-08 09:00", "2022-10-10 09:00", 2, 840),
        ("2022-10-01 08:00", "2022-10-07 20:00", 0, 0),
        ("2022-05-05 12:00", "2022-05-05 13:30", 0, 0),  # the break
        ("2022-05-05 09:00:59", "2022-05-05 09:01:00", 0, 1),  # seconds are cut off
        ("2022-05-05 09:00", "2022-05-05 17:30", 0, 420),
        ("2022-05-05 00:00", "2022-05-05 23:59", 0, 420),
        ("2021-12-31 17:00", "2022-01-04 09:30", 1, 60),  # over the end of the year
    ],
)
def test_working_time_by_hand(clock: Clock, start: str, end: str, work_days: int, work_minutes: int) -> None:
    assert clock.one(start, end)[:2] == (work_days, work_minutes)


@pytest.mark.parametrize(
    ("accepted", "finished", "promised", "paused", "late_by"),
    [
        ("2022-04-22 09:30", "2022-04-28 16:00", 5, 0, 0),
        ("2022-04-22 09:30", "2022-04-29 09:00", 5, 0, 1),
        ("2022-04-22 09:30", "2022-05-05 16:00", 5, 2, 0),
        ("2022-04-28 09:30", "2022-05-07 16:00", 3, 0, 1),
    ],
)
def test_lateness_as_the_platforms_count_it(
    clock: Clock, accepted: str, finished: str, promised: int, paused: int, late_by: int
) -> None:
    """workdays(accept -> finish) - promise - paused, and due = workday_add(workday_add(accept, promise), paused)."""
    days, _, due = clock.one(accepted, finished, promised + paused)[:3]
    assert days - promised - paused == late_by
    assert (dt.date.fromisoformat(finished[:10]) > due) == (late_by > 0)


def test_published_years_are_whole(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.sql(
        "select calendar_year, count(*), count(*) filter (is_workday) from intermediate.working_calendar"
        " where calendar_code = 'national' group by all order by all"
    ).fetchall()
    expected = []
    for year in range(2015, 2027):
        days = [dt.date(year, 1, 1) + dt.timedelta(n) for n in range(366)]
        days = [day for day in days if day.year == year]
        expected.append((year, len(days), sum(map(chinese_calendar.is_workday, days))))
    assert found == expected
    assert dict((year, worked) for year, _, worked in found)[2022] == 249


@pytest.mark.parametrize(
    ("start", "end", "known"),
    [("2026-12-30 10:00", "2027-01-05 10:00", "2026"), ("2014-12-31 10:00", "2015-01-05 10:00", "2015")],
)
def test_a_year_without_a_notice_has_no_working_time(clock: Clock, start: str, end: str, known: str) -> None:
    assert clock.one(start, end)[:2] == (None, None)
    inside = start if start.startswith(known) else end
    assert clock.one(inside, inside)[:2] == (0, 0)
    assert clock.due("2026-12-30 10:00", 5) is None
    assert clock.one(inside, "2027-01-05 10:00")[5] == "2027"
    assert clock.one(inside, inside)[5] is None


def test_overrides_change_one_calendar(clock: Clock, connection: duckdb.DuckDBPyConnection) -> None:
    assert clock.due("2022-05-13 10:00", 1) == dt.date(2022, 5, 16)
    assert clock.due("2022-05-13 10:00", 1, "service_hall") == dt.date(2022, 5, 14)
    assert clock.due("2022-05-14 10:00", 1, "service_hall") == dt.date(2022, 5, 17)
    assert clock.due("2022-05-17 10:00", 1, "service_hall") == dt.date(2022, 5, 18)
    assert clock.one("2022-05-13 17:00", "2022-05-16 12:00", calendar="service_hall")[:2] == (1, 450)
    bases = connection.sql(
        "select calendar_day, day_basis from intermediate.working_calendar where calendar_code = 'service_hall'"
        " and calendar_day between '2022-05-06' and '2022-05-16' and day_basis <> 'weekday' order by 1"
    ).fetchall()
    assert bases == [
        (dt.date(2022, 5, 7), "notice"),
        (dt.date(2022, 5, 14), "override"),
        (dt.date(2022, 5, 16), "override"),
    ]


def test_any_pair_of_moments_equals_the_minutes_walked(clock: Clock) -> None:
    """Twelve years of minutes walked one by one; 5,000 pairs, many of them on the edges of a working day."""
    first = dt.datetime(2015, 1, 1)
    walked, days_worked = _walk(first, dt.datetime(2027, 1, 1))
    chance = random.Random(20220622)
    edges = (0, 539, 540, 541, 719, 720, 721, 809, 810, 811, 1049, 1050, 1051, 1439)

    def moment() -> dt.datetime:
        minute = chance.choice(edges) if chance.random() < 0.5 else chance.randrange(1440)
        day = chance.randrange(len(days_worked))
        return first + dt.timedelta(days=day, minutes=minute, seconds=chance.randrange(60))

    pairs = []
    for _ in range(5000):
        start = moment()
        near = start + dt.timedelta(minutes=chance.randrange(30000))
        end = max(start, near if chance.random() < 0.7 and near.year < 2027 else moment())
        pairs.append(("national", start, end, 0))

    def minute(moment: dt.datetime) -> int:
        return (moment - first) // dt.timedelta(minutes=1)

    expected = [
        (
            days_worked[(end - first).days] - days_worked[(start - first).days],
            walked[minute(end)] - walked[minute(start)],
        )
        for _, start, end, _ in pairs
    ]
    assert [row[:2] for row in clock.ask(pairs)] == expected
    assert sum(minutes > 0 for _, minutes in expected) > 3000


def _walk(first: dt.datetime, last: dt.datetime) -> tuple[list[int], list[int]]:
    """Working minutes before each minute, and working days up to and including each day."""
    minutes, days, worked_minutes, worked_days = [], [], 0, 0
    for number in range((last - first).days):
        is_workday = chinese_calendar.is_workday((first + dt.timedelta(number)).date())
        worked_days += is_workday
        days.append(worked_days)
        for minute in range(1440):
            minutes.append(worked_minutes)
            worked_minutes += is_workday and minute in WORKED
    return minutes, days


def test_adding_working_days_walks_the_days_of_work(clock: Clock) -> None:
    chance = random.Random(7)
    pairs, expected = [], []
    for _ in range(1000):
        accepted = dt.datetime(2015, 1, 1, 10) + dt.timedelta(days=chance.randrange(4000))
        promised = chance.randrange(1, 61)
        day, left = accepted.date(), promised
        while left:
            day += dt.timedelta(1)
            left -= chinese_calendar.is_workday(day)
        pairs.append(("national", accepted, accepted, promised))
        expected.append(day)
    assert [row[2] for row in clock.ask(pairs)] == expected


def test_texts_of_periods(clock: Clock) -> None:
    assert clock.one("2022-05-05 09:00", "2022-09-30 23:59:59")[3:5] == ("2022-09", "2022-Q3")
    assert clock.one("2022-05-05 09:00", "2022-10-01 00:00")[3:5] == ("2022-10", "2022-Q4")


def test_the_register_knows_the_calendars_of_the_seed(build: Build) -> None:
    codes = load_contracts()["calendar_override"].columns["日历"].codes or {}
    with duckdb.connect(str(build.warehouse), read_only=True) as opened:
        calendars = opened.sql("select distinct calendar_code from methodology.working_hours").fetchall()
    assert set(codes.values()) == {code for (code,) in calendars}
