"""市场监管 recomputed in plain Python from the sample's raw files."""

import csv
from datetime import date, timedelta

import chinese_calendar
import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import day, delivered, value_of
from warehouse.home import Build

LIMIT = {"行政处罚": 7, "行政许可": 7, "行政强制": 20, "行政检查": 20}


def is_in(when: date, period: str) -> bool:
    return period in (f"{when.year}", f"{when.year}-Q{(when.month + 2) // 3}")


def due(decided: date, work_days: int) -> date:
    """The working day on which a limit ends; the day of the decision does not count."""
    while work_days:
        decided += timedelta(days=1)
        work_days -= chinese_calendar.is_workday(decided)
    return decided


@pytest.mark.parametrize("region", ["330800", "330824"])
@pytest.mark.parametrize(("period", "year"), [("2021", 2021), ("2020", 2020), ("2021-Q4", 2021)])
def test_coverage_is_that_of_the_lists_and_inspections(
    sample_build: Build, region: str, period: str, year: int
) -> None:
    (inspections,) = delivered(sample_build, "logs/random_inspection")
    header, *rows = openpyxl.load_workbook(inspections, read_only=True).active.iter_rows(values_only=True)
    done = [dict(zip(header, row, strict=True)) for row in rows]
    covered = {
        (row["区县代码"], row["抽查事项编码"]) for row in done if row["检查时间"] and day(row["检查时间"]).year == year
    }
    (listed,) = (path for path in delivered(sample_build, "registers") if "抽查事项" in path.name)
    matters = [
        (row["区县代码"], row["抽查事项编码"])
        for row in csv.DictReader(listed.read_text("utf-8-sig").splitlines())
        if row["纳入日期"] <= f"{year}-01-01" and (row["调出日期"] or "9999") >= f"{year}-12-31"
    ]
    asked = [matter for matter in matters if region in (matter[0], "330800")]
    assert len(asked) >= 20
    expected = 100 * sum(matter in covered for matter in asked) / len(asked)
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "market_supervision", "I16-1", region, period)
        assert found == (pytest.approx(expected, abs=1e-9), len(asked))
        assert value_of(connection, "market_supervision", "I16-1", region, "2022") is None, "the year is not over"


@pytest.mark.parametrize("region", ["330800", "330881"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2", "2022"])
def test_publication_is_that_of_the_decisions(sample_build: Build, region: str, period: str) -> None:
    (path,) = delivered(sample_build, "logs/penalty_publication")
    rows = [row for row in csv.DictReader(path.read_text("gb18030").splitlines()) if row["决定类别"] in LIMIT]
    rows = [row for row in rows if not row["公示时间"] or row["公示时间"] >= row["决定时间"]]
    last = max(day(max(row["决定时间"], row["公示时间"], row["撤回时间"])) for row in rows)
    in_time = []
    for row in rows:
        until = due(day(row["决定时间"]), LIMIT[row["决定类别"]])
        annulled = not row["公示时间"] and row["撤回时间"] and day(row["撤回时间"]) <= until
        if until < last and is_in(until, period) and region in (row["区县代码"], "330800") and not annulled:
            in_time.append(bool(row["公示时间"]) and day(row["公示时间"]) <= until)
    assert len(in_time) >= 5
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "market_supervision", "I16-2", region, period)
        assert found == (pytest.approx(100 * sum(in_time) / len(in_time), abs=1e-9), len(in_time))
