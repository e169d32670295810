"""获得用水用气 recomputed in plain Python from the sample's raw file."""

import csv
import statistics

import duckdb
import pytest

from tests.dbt.independent.raw_files import context_figure, day, delivered, in_period, value_of, work_days
from warehouse.home import Build


@pytest.fixture(scope="module")
def connections(sample_build: Build) -> list[dict[str, str]]:
    """Connections of firms in the raw file that ended, without the rows that cannot be true."""
    (path,) = delivered(sample_build, "logs/water_gas_connection")
    rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    return [
        row
        for row in rows
        if row["用户类别"] == "非居民"
        and row["状态"] == "已归档"
        and row["通水通气时间"] >= row["受理时间"]
        and row["区县代码"].startswith("3308")
        and row["业务类型"] in ("新装", "增容")
    ]


def supplier_days(row: dict[str, str]) -> float:
    own = row["施工主体"].startswith("用户")
    return (
        work_days(row["受理时间"], row["通水通气时间"])
        - (work_days(row["施工开始时间"], row["施工完成时间"]) if own else 0)
    ) or 0.5


def contacts(row: dict[str, str]) -> int:
    own, checked_before = row["施工主体"].startswith("用户"), day(row["验收时间"]) < day(row["通水通气时间"])
    return 2 + bool(row["踏勘时间"] or row["方案答复时间"]) + own + checked_before


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, connections: list[dict[str, str]], region: str, period: str
) -> None:
    chosen = [r for r in connections if in_period(r["通水通气时间"], period) and region in (r["区县代码"], "330800")]
    costs = [
        float(r["用户承担红线外费用"] or 0) + float(r["用户承担红线内费用"]) for r in chosen if r["用户承担红线内费用"]
    ]
    assert len(costs) >= 5
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        income = context_figure(connection, "income_per_capita", region, period[:4])
        expected = {
            "I07-1": (statistics.fmean(map(contacts, chosen)), len(chosen)),
            "I07-2": (statistics.median(map(supplier_days, chosen)), len(chosen)),
            "I07-3": (100 * statistics.fmean(costs) / income, len(costs)),
        }
        for measure, (value, n) in expected.items():
            found = value_of(connection, "getting_water_and_gas", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9), n), measure
