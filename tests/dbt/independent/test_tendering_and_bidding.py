"""招标投标 recomputed in plain Python from the sample's raw file."""

import csv
from datetime import date, timedelta

import chinese_calendar
import duckdb
import pytest

from tests.dbt.independent.raw_files import day, delivered, in_period, value_of
from warehouse.home import Build


@pytest.fixture(scope="module")
def sections(sample_build: Build) -> list[dict[str, str]]:
    """Rows of the raw file without the two that no contract accepts."""
    (path,) = delivered(sample_build, "logs/tendering")
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert len(rows) == 700
    return [row for row in rows if row["保证金形式"] != "支票" and row["开标时间"] != "待定"]


def is_in_time(kind: str, accepted: date, decided: date) -> bool:
    """Whether an objection was answered within three days, or a complaint decided within thirty working days."""
    if kind == "投诉":
        days = chinese_calendar.get_workdays(accepted + timedelta(days=1), decided) if decided > accepted else []
        return len(days) <= 30
    due = accepted + timedelta(days=3)
    while not chinese_calendar.is_workday(due):
        due += timedelta(days=1)
    return decided <= due


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2019-Q4", "2019"])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, sections: list[dict[str, str]], region: str, period: str
) -> None:
    of_place = [row for row in sections if region in (row["区县代码"], "330800")]
    awarded = [
        row
        for row in of_place
        if row["状态"] in ("已完成", "进行中")
        and row["中标通知书发出时间"]
        and in_period(row["中标通知书发出时间"], period)
    ]
    shares = {
        "I05-1": [row["全流程电子化"] == "是" for row in awarded if row["全流程电子化"]],
        "I05-2": [row["保证金形式"] == "电子保函" for row in awarded if row["保证金形式"] != "免收"],
        "I05-3": [row["中标人注册地区划"][:4] != "3308" for row in awarded if row["中标人注册地区划"][:1].isdigit()],
        "I05-4": [
            is_in_time(row["异议投诉类型"], day(row["异议投诉受理时间"]), day(row["异议投诉处理时间"]))
            for row in of_place
            if row["异议投诉处理时间"] and in_period(row["异议投诉处理时间"], period)
        ],
    }
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, hits in shares.items():
            found = value_of(connection, "tendering_and_bidding", measure, region, period)
            if not hits:
                assert found is None, measure
            elif measure != "I05-4" and len(hits) < 5:
                assert found == (None, len(hits)), measure
            else:
                assert found == (pytest.approx(100 * sum(hits) / len(hits), abs=1e-9), len(hits)), measure
