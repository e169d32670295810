"""The calendar seeds against the notices themselves, and day by day against chinesecalendar."""

import datetime as dt

import chinese_calendar
import pytest

from tests.methodology.test_shipped_seeds import rows

# first and last day off, and weekends worked, as each year's notices say (元旦 to 国庆节, in the order of the notice)
NOTICES: dict[int, tuple[str, str]] = {
    2015: (
        "0101-0103 0218-0224 0405-0406 0501-0503 0620-0622 0903-0905 0927-0927 1001-1007",
        "0104 0215 0228 0906 1010",
    ),
    2016: (
        "0101-0103 0207-0213 0404-0404 0430-0502 0609-0611 0915-0917 1001-1007",
        "0206 0214 0612 0918 1008 1009",
    ),
    2017: ("0101-0102 0127-0202 0402-0404 0429-0501 0528-0530 1001-1008", "0122 0204 0401 0527 0930"),
    2018: (
        "0101-0101 0215-0221 0405-0407 0429-0501 0616-0618 0922-0924 1001-1007 1230-1231",
        "0211 0224 0408 0428 0929 0930 1229",
    ),
    2019: ("0101-0101 0204-0210 0405-0405 0501-0504 0607-0607 0913-0913 1001-1007", "0202 0203 0428 0505 0929 1012"),
    2020: ("0101-0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008", "0119 0426 0509 0628 0927 1010"),
    2021: (
        "0101-0103 0211-0217 0403-0405 0501-0505 0612-0614 0919-0921 1001-1007",
        "0207 0220 0425 0508 0918 0926 1009",
    ),
    2022: (
        "0101-0103 0131-0206 0403-0405 0430-0504 0603-0605 0910-0912 1001-1007",
        "0129 0130 0402 0424 0507 1008 1009",
    ),
    2023: ("0101-0102 0121-0127 0405-0405 0429-0503 0622-0624 0929-1006", "0128 0129 0423 0506 0625 1007 1008"),
    2024: (
        "0101-0101 0210-0217 0404-0406 0501-0505 0610-0610 0915-0917 1001-1007",
        "0204 0218 0407 0428 0511 0914 0929 1012",
    ),
    2025: ("0101-0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008", "0126 0208 0427 0928 1011"),
    2026: (
        "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007",
        "0104 0214 0228 0509 0920 1010",
    ),
}
WORKDAYS = dict(
    zip(range(2015, 2027), (249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248), strict=True)
)  # fmt: skip


def of(year: int, month_day: str) -> dt.date:
    return dt.date(year, int(month_day[:2]), int(month_day[2:]))


def days(year: int) -> list[dt.date]:
    first = dt.date(year, 1, 1)
    return [first + dt.timedelta(n) for n in range((dt.date(year + 1, 1, 1) - first).days)]


@pytest.fixture(scope="module")
def exceptions() -> dict[dt.date, bool]:
    return {dt.date.fromisoformat(r["calendar_day"]): r["is_workday"] == "true" for r in rows("calendar_exception")}


@pytest.mark.parametrize("year", NOTICES)
def test_exceptions_are_those_of_the_notices(exceptions: dict[dt.date, bool], year: int) -> None:
    off, worked = (part.split() for part in NOTICES[year])
    expected = {of(year, day): True for day in worked}
    for span in off:
        first, last = (of(year, day) for day in span.split("-"))
        expected |= {day: False for day in days(year) if first <= day <= last and day.weekday() < 5}
    assert {day: kind for day, kind in exceptions.items() if day.year == year} == expected


@pytest.mark.parametrize("year", WORKDAYS)
def test_every_day_is_as_the_library_says(exceptions: dict[dt.date, bool], year: int) -> None:
    found = {day: exceptions.get(day, day.weekday() < 5) for day in days(year)}
    assert found == {day: chinese_calendar.is_workday(day) for day in days(year)}
    assert sum(found.values()) == WORKDAYS[year]


def test_published_years_have_their_notices() -> None:
    notices = {int(r["calendar_year"]): r for r in rows("calendar_notice")}
    assert list(notices) == list(range(2015, 2027))
    assert notices[2022]["notice_number"] == "国办发明电〔2021〕11号"
    assert notices[2020]["notice_number"] == "国办发明电〔2019〕16号;国办发明电〔2020〕1号"
    with pytest.raises(NotImplementedError):
        chinese_calendar.is_workday(dt.date(2027, 1, 4))


def test_the_vocabularies_are_whole() -> None:
    construction = {r["activity"]: r for r in rows("activity_role", vocabulary="construction_status")}
    assert list(construction) == [str(code) for code in range(1, 16)]
    outcomes = {code: r["outcome"] for code, r in construction.items() if r["outcome"]}
    assert outcomes == {
        "2": "withdrawn", "4": "not_accepted", "5": "not_accepted", "11": "granted", "12": "granted",
        "13": "refused", "14": "withdrawn", "15": "revoked",
    }  # fmt: skip
    assert len(rows("activity_role", vocabulary="service_stage")) == 10
    results = {r["result_code"]: r["outcome"] for r in rows("result_code")}
    assert results == {"10": "granted", "09": "void", "13": "returned", "07": "not_accepted"}
