"""政府采购 recomputed in plain Python from the sample's raw file."""

import json
import statistics

import duckdb
import pytest

from tests.dbt.independent.raw_files import day, delivered, in_period, value_of
from warehouse.home import Build

SPANS = {
    "I04-2": ("采购公告时间", "开标时间"),
    "I04-3": ("开标时间", "合同签订时间"),
    "I04-5": ("发票开具时间", "资金支付时间"),
    "I04-6": ("投诉受理时间", "投诉处理决定时间"),
}


@pytest.fixture(scope="module")
def lots(sample_build: Build) -> list[dict[str, str]]:
    """Rows of the raw file whose way of buying is known."""
    (path,) = delivered(sample_build, "logs/government_procurement")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(rows) == 1000
    return [row for row in rows if row["采购方式"] != "议标"]


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2020-Q4"])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, lots: list[dict[str, str]], region: str, period: str
) -> None:
    of_place = [row for row in lots if region in (row["区县代码"], "330800")]
    awarded = [row for row in of_place if row["状态"] in ("已完成", "执行中")]
    expected = {}
    for measure, (first, last) in SPANS.items():
        days = [
            (day(row[last]) - day(row[first])).days
            for row in (of_place if measure == "I04-6" else awarded)
            if row[first] and row[last] and row[last] >= row[first] and in_period(row[last], period)
        ]
        if days:
            expected[measure] = statistics.median(days), len(days)
    shares = [
        float(row["预付款比例"])
        for row in awarded
        if row["合同签订时间"] and in_period(row["合同签订时间"], period) and row["预付款比例"]
    ]
    expected["I04-4"] = statistics.fmean(shares), len(shares)
    assert len(expected) >= 4
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, (value, n) in expected.items():
            found = value_of(connection, "government_procurement", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9), n), measure
