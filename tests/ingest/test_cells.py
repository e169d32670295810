"""Cells: what a department types, and what it means."""

import math
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cells import (
    clean,
    parse_boolean,
    parse_integer,
    parse_number,
    parse_period,
    parse_text,
    parse_timestamp,
)
from ingest.reasons import CellFault

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("１２３．５", 123.5),
        ("1,234,567.8", 1234567.8),
        ("１，２３４", 1234),
        ("12.5%", 12.5),
        ("50％", 50),
        ("-3", -3),
        ("－3", -3),
        ("−3", -3),
        ("–3", -3),
        ("‑3", -3),
        ("﹣3", -3),
        ("+3", 3),
        ("3.", 3),
        (".5", 0.5),
        ("1E3", 1000),
        ("\u3000 7\xa0", 7),
        ("0012", 12),
    ],
)
def test_numbers(cell, value):
    assert parse_number(cell) == value


@pytest.mark.parametrize(
    "cell",
    [None, "", " ", "-", "--", "—", "——", "–", "/", "／", "…", "……", "..", "无", "\u3000"],
)
def test_what_stands_for_nothing(cell):
    assert parse_number(cell) is None
    assert parse_integer(cell) is None
    assert parse_period(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "nan",
        "inf",
        "-inf",
        "1e999",
        "1,23",
        "12,34,567",
        "1 234",
        "约5",
        "5天",
        # footnote marks
        "35¹",
        "35①",
        "12.3¹",
        "12.3*",
        "12.3＊",
        "12.3[注]",
        "12.3（注1）",
        "12.3†",
        "½",
        "#DIV/0!",
        "%",
        "0x1f",
        "１２，３",
        "3-4",
        "१२",
        "1__0",
        "1_0",
        datetime(2022, 1, 1),
    ],
)
def test_what_is_not_a_number(cell):
    with pytest.raises(CellFault):
        parse_number(cell)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_is_read_back(number):
    assert parse_number(repr(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_grouped_and_full_width_numbers_are_read_back(number):
    grouped = f"{number:,}"
    full_width = grouped.translate({**{ord(c): ord(c) + 0xFEE0 for c in "0123456789,-"}})
    assert parse_number(grouped) == parse_number(full_width) == number
    assert parse_integer(grouped) == number


@given(st.text(max_size=20))
def test_a_number_is_finite_or_refused(text):
    try:
        value = parse_number(text)
        whole = parse_integer(text)
    except CellFault:
        return
    assert value is None or math.isfinite(value)
    assert whole is None or -(2**63) <= whole < 2**63


@pytest.mark.parametrize("cell", ["3.5", "9223372036854775808", "1e300", "-9223372036854775809"])
def test_whole_numbers_stay_within_the_column(cell):
    with pytest.raises(CellFault):
        parse_integer(cell)


def test_whole_numbers_keep_every_digit():
    assert parse_integer("9007199254740993") == 9007199254740993
    assert parse_integer("3.0") == 3


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2022-03-01 09:05", datetime(2022, 3, 1, 9, 5)),
        ("2022/3/1 9:05:06", datetime(2022, 3, 1, 9, 5, 6)),
        ("2022年3月1日9时5分", datetime(2022, 3, 1, 9, 5)),
        ("2022-03-01T01:00:00Z", datetime(2022, 3, 1, 9)),
        ("2022-03-01T01:00:00.250+00:00", datetime(2022, 3, 1, 9, 0, 0, 250000)),
        ("2022-03-01 24:00", datetime(2022, 3, 2)),
        ("20220301", datetime(2022, 3, 1)),
        ("20220301090506", datetime(2022, 3, 1, 9, 5, 6)),
        ("２０２２－０３－０１", datetime(2022, 3, 1)),
        (date(2022, 3, 1), datetime(2022, 3, 1)),
        ("2022-06-22 09:05:00+08", datetime(2022, 6, 22, 9, 5)),
        ("2022-06-22 09:05:00-01", datetime(2022, 6, 22, 18, 5)),
        ("20220622T090500Z", datetime(2022, 6, 22, 17, 5)),
        ("20220622T090500+0800", datetime(2022, 6, 22, 9, 5)),
        ("20220622T0905", datetime(2022, 6, 22, 9, 5)),
        ("2022年6月22日 上午9时5分", datetime(2022, 6, 22, 9, 5)),
        ("2022年6月22日下午2时5分", datetime(2022, 6, 22, 14, 5)),
        ("2022-6-22 上午9:05", datetime(2022, 6, 22, 9, 5)),
        ("2022-6-22 下午14:05", datetime(2022, 6, 22, 14, 5)),
        ("2022/6/22 下午12:05:07", datetime(2022, 6, 22, 12, 5, 7)),
        ("2022/6/22 上午12:05", datetime(2022, 6, 22, 0, 5)),
        # cut, as a timestamp of nanoseconds is
        ("2022-03-01 09:00:00.123456789", datetime(2022, 3, 1, 9, 0, 0, 123456)),
    ],
)
def test_moments(cell, moment):
    assert parse_timestamp(cell, SHANGHAI) == moment


@pytest.mark.parametrize(
    "cell",
    [
        "2022-13-01",
        "2022-02-30",
        "01/02/2022",
        "44621",
        "2022",
        "2022-1-112:30",
        "2022-03-01 25:00",
        "0000-01-01",
        "0001-01-01T00:00+14:00",
        "9999-12-31 24:00",
        "9999-12-31T23:59-12:00",
        "2022-03-01T00:00+25:00",
        "2022-06-22 上午13:05",
        "2022-06-22 09:05-10",
        "202206220905-10",
        "20220622T",
    ],
)
def test_what_is_not_a_moment(cell):
    with pytest.raises(CellFault):
        parse_timestamp(cell, SHANGHAI)


@given(st.text(alphabet="0123456789-/:年月日TZ+. ", max_size=25))
def test_a_moment_is_read_or_refused(text):
    try:
        moment = parse_timestamp(text, SHANGHAI)
    except CellFault:
        return
    assert moment is None or moment.tzinfo is None


@pytest.mark.parametrize(
    ("cell", "period"),
    [
        ("2021", "2021"),
        ("2021年", "2021"),
        ("2021.0", "2021"),
        ("2021年第三季度", "2021-Q3"),
        ("2021-Q4", "2021-Q4"),
        ("2021年6月", "2021-06"),
        ("2021-6", "2021-06"),
    ],
)
def test_periods(cell, period):
    assert parse_period(cell) == period


@pytest.mark.parametrize("cell", ["2021-13", "21", "2021-Q5", "上半年", "2021-06-01"])
def test_what_is_not_a_period(cell):
    with pytest.raises(CellFault):
        parse_period(cell)


def test_yes_and_no():
    assert [parse_boolean(cell) for cell in ("是", "Y", "1", "√")] == [True] * 4
    assert [parse_boolean(cell) for cell in ("否", "无", "0", "×")] == [False] * 4
    with pytest.raises(CellFault):
        parse_boolean("也许")


def test_text_keeps_its_full_width_characters():
    assert parse_text(" 衢州（市）\u3000") == "衢州（市）"
    assert clean("（１）") == "(1)"
