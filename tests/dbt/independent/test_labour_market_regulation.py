"""劳动力市场监管 recomputed in plain Python from the sample's raw file."""

import csv

import duckdb
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, value_of
from warehouse.home import Build


@pytest.fixture(scope="module")
def closed(sample_build: Build) -> list[dict[str, str]]:
    """Closed cases of the raw file that say what became of mediation."""
    (path,) = delivered(sample_build, "logs/labour_dispute")
    rows = list(csv.DictReader(path.read_text("gb18030").splitlines()))
    assert len(rows) == 900
    return [
        row
        for row in rows
        if row["状态"] == "已结案"
        and row["调解结果"] in ("调解成功", "调解不成", "未经调解")
        and row["区县代码"].startswith("3308")
    ]


@pytest.mark.parametrize("region", ["330800", "330803"])
@pytest.mark.parametrize("period", ["2021", "2020-Q4"])
def test_the_success_rate_is_that_of_the_raw_file(
    sample_build: Build, closed: list[dict[str, str]], region: str, period: str
) -> None:
    chosen = [row for row in closed if in_period(row["结案时间"], period) and region in (row["区县代码"], "330800")]
    assert len(chosen) >= 5
    rate = 100 * sum(row["调解结果"] == "调解成功" for row in chosen) / len(chosen)
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "labour_market_regulation", "I02-5", region, period)
    assert found == (pytest.approx(rate, abs=1e-9), len(chosen))
