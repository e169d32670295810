"""办理建筑许可 recomputed in plain Python from the sample's raw file."""

import statistics
from datetime import date, timedelta

import chinese_calendar
import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import day, delivered, in_period, value_of
from warehouse.home import Build

STAGES = (
    ("立项用地规划许可受理时间", "立项用地规划许可办结时间"),
    ("工程建设许可受理时间", "工程建设许可办结时间"),
    ("施工许可受理时间", "施工许可办结时间"),
    ("联合验收受理时间", "联合验收办结时间"),
)
FEES = ("规费(万元)", "图审费(万元)", "测绘费(万元)", "监理费(万元)")


@pytest.fixture(scope="module")
def projects(sample_build: Build) -> list[dict[str, str]]:
    """Private projects of the raw file that were not given up."""
    (path,) = delivered(sample_build, "logs/construction_project")
    header, *rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    assert len(rows) == 600
    named = [dict(zip(header, (cell or "" for cell in row), strict=True)) for row in rows]
    return [row for row in named if row["项目类别"] not in ("外资", "政府投资") and row["状态"] != "终止"]


def days_in_hand(row: dict[str, str]) -> int:
    """Different working days after the day of acceptance to the day of the end, over all stages, less special ones."""
    found: set[date] = set()
    for first, last in STAGES:
        if row[first] and row[last] and row[first] <= row[last] and day(row[first]) < day(row[last]):
            found.update(chinese_calendar.get_workdays(day(row[first]) + timedelta(days=1), day(row[last])))
    return len(found) - int(row["特别程序工作日"] or 0)


@pytest.mark.parametrize("region", ["330800", "330881"])
@pytest.mark.parametrize("period", ["2021", "2020-Q4"])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, projects: list[dict[str, str]], region: str, period: str
) -> None:
    of_place = [row for row in projects if region in (row["区县代码"], "330800")]
    finished = [row for row in of_place if row["状态"] == "已竣工" and in_period(row["联合验收办结时间"], period)]
    assert len(finished) >= 3
    costs = [
        (sum(float(row[name]) for name in FEES), float(row["工程造价(万元)"]))
        for row in finished
        if all(row[name] for name in FEES)
    ]
    costs = [(fees, works) for fees, works in costs if fees < works]
    days = [in_hand for in_hand in map(days_in_hand, finished) if in_hand >= 0]
    at_once = [
        (day(row["施工许可办结时间"]) - day(row["交地时间"] or row["土地合同签订时间"])).days <= 1
        for row in of_place
        if row["土地用途"] == "工业"
        and row["施工许可办结时间"]
        and row["施工许可办结时间"][:10] >= row["土地合同签订时间"][:10]
        and in_period(row["施工许可办结时间"], period)
    ]
    expected = {
        "I03-1": (statistics.fmean(int(row["办理事项数"]) for row in finished), len(finished)),
        "I03-2": (statistics.median(days), len(days)),
        "I03-3": (100 * sum(fees for fees, _ in costs) / sum(works for _, works in costs), len(costs)),
        "I03-5": (100 * sum(at_once) / len(at_once), len(at_once)),
    }
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, (value, n) in expected.items():
            found = value_of(connection, "construction_permits", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9) if n >= 3 else None, n), measure
