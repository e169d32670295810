"""获得信贷 recomputed in plain Python from the sample's raw file."""

import json

import duckdb
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, value_of
from warehouse.home import Build


@pytest.fixture(scope="module")
def decided(sample_build: Build) -> list[dict[str, str]]:
    """Applications that a bank decided, after they were made: the others are quarantined."""
    (path,) = delivered(sample_build, "logs/credit_application")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row for row in rows if row["审批结果"] in ("通过", "拒绝") and row["申请时间"] <= row["审批时间"]]


@pytest.mark.parametrize("region", ["330800", "330824"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_share_approved_is_that_of_the_raw_file(
    sample_build: Build, decided: list[dict[str, str]], region: str, period: str
) -> None:
    chosen = [row for row in decided if in_period(row["审批时间"], period) and region in (row["区县代码"], "330800")]
    approved = sum(row["审批结果"] == "通过" for row in chosen)
    assert len(chosen) >= 5
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "getting_credit", "I09-4", region, period)
        assert found == (pytest.approx(100 * approved / len(chosen), abs=1e-9), len(chosen))
