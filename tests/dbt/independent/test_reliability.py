"""供电可靠性 recomputed in plain Python from the sample's raw files: indices of a year, and days of major events."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from math import exp, log
from statistics import mean, stdev

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from tests.dbt.independent.raw_files import delivered
from warehouse.home import Build

Interruption = dict[str, object]


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def interruptions(sample_build: Build) -> list[Interruption]:
    """One entry per outage and load point."""
    (path,) = delivered(sample_build, "logs/electricity_outage")
    steps: dict[tuple[str, str], list[dict]] = defaultdict(list)
    for row in csv.DictReader(path.read_text("utf-8-sig").splitlines()):
        if int(row["停电户数"]) >= 0:
            steps[row["停电编号"], row["负荷点编号"]].append(row)
    return [one_interruption(rows) for rows in steps.values()]


def one_interruption(rows: list[dict]) -> Interruption:
    rows.sort(key=lambda row: (row["停电开始时间"], row["恢复供电时间"]))
    begun, covered = moment(rows[0]["停电开始时间"]), None
    served, seconds = int(rows[0]["总户数"]), 0.0
    for row in rows:
        start, end = moment(row["停电开始时间"]), moment(row["恢复供电时间"])
        if end is None:
            break
        start = start if covered is None else max(start, covered)
        seconds += min(int(row["停电户数"]), served) * max(0.0, (end - start).total_seconds())
        covered = end if covered is None else max(end, covered)
    length = None if any(not row["恢复供电时间"] for row in rows) else covered - begun
    is_known = length is not None and length <= timedelta(days=366)
    is_momentary = length <= timedelta(minutes=5) if length is not None else rows[0]["短时停电"] == "是"
    return {
        "county": rows[0]["区县代码"], "point": rows[0]["负荷点编号"], "kind": rows[0]["停电类型"], "began": begun,
        "customers": min(max(int(row["停电户数"]) for row in rows), served), "is_momentary": is_momentary,
        "seconds": seconds if is_known else 0.0,
    }  # fmt: skip


@pytest.fixture(scope="module")
def customers(sample_build: Build) -> dict[str, int]:
    """Customers served by county; they are the same in every year."""
    (path,) = (path for path in delivered(sample_build, "registers") if path.name.startswith("供电用户数"))
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    found: dict[str, int] = defaultdict(int)
    for row in (dict(zip(header, cells, strict=True)) for cells in rows):
        if row["期间"] == "2021年":
            found[row["区县代码"]] += int(row["用户数"])
            found["330800"] += int(row["用户数"])
    return found


def of_place(interruptions: list[Interruption], region: str) -> list[Interruption]:
    return [one for one in interruptions if region in (one["county"], "330800") and not one["is_momentary"]]


@pytest.mark.parametrize("region", ["330800", "330802", "3308Z1"])
@pytest.mark.parametrize(("scope", "kinds"), [("all", "故障 预安排 限电"), ("planned", "预安排"), ("limit", "限电")])
def test_indices_of_a_year(
    sample_build: Build,
    interruptions: list[Interruption],
    customers: dict[str, int],
    region: str,
    scope: str,
    kinds: str,
) -> None:
    year = [o for o in of_place(interruptions, region) if o["began"].year == 2021 and o["kind"] in kinds.split()]
    points: dict[str, int] = defaultdict(int)
    for one in year:
        points[one["point"]] = max(points[one["point"]], one["customers"])
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select n, saifi, saidi_minutes, customers_interrupted from submission.electricity_reliability"
            " where region_code = ? and period = '2021' and group_kind = 'all' and scope = ? and med = 'with'",
            [region, scope],
        ).fetchone()
    hit = sum(one["customers"] for one in year)
    minutes = sum(one["seconds"] for one in year) / 60
    assert found[0] == len(year)
    assert found[1:3] == pytest.approx((hit / customers[region], minutes / customers[region]), rel=1e-12)
    assert (found[3] or 0) == sum(points.values())


def test_days_of_major_events(
    sample_build: Build, interruptions: list[Interruption], customers: dict[str, int]
) -> None:
    daily: dict[date, float] = defaultdict(float)
    for one in of_place(interruptions, "330800"):
        daily[one["began"].date()] += one["seconds"] / 60 / customers["330800"]
    logs = [log(minutes) for day, minutes in daily.items() if 2018 <= day.year <= 2020 and minutes > 0]
    threshold = exp(mean(logs) + 2.5 * stdev(logs))
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select day, is_major, t_med_minutes from submission.electricity_major_event_day"
            " where region_code = '330800' and day between date '2021-01-01' and date '2021-12-31'"
        ).fetchall()
    assert [t_med for *_, t_med in found] == pytest.approx([threshold] * len(found), rel=1e-12)
    assert {day for day, is_major, _ in found if is_major} == {
        day for day, minutes in daily.items() if day.year == 2021 and minutes > threshold
    }
    assert any(is_major for _, is_major, _ in found), "the sample has a stormy week"
