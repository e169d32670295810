"""纳税 recomputed in plain Python from the sample's raw file."""

import csv
import statistics
from datetime import datetime, timedelta

import duckdb
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, value_of
from warehouse.home import Build

# kind, tax, and the column in which its time ends
PARTS = {"I13-4-b": ("留抵退税", "增值税", "国库到账时间"), "I13-4-d": ("更正申报", "企业所得税", "办结时间")}


@pytest.fixture(scope="module")
def rows(sample_build: Build) -> list[dict[str, str]]:
    """Applications that are done and whose times are in order: the others are quarantined."""
    (path,) = delivered(sample_build, "logs/tax_refund")
    found = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    return [row for row in found if row["状态"] == "已办结" and row["申请时间"] <= row["办结时间"]]


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
@pytest.mark.parametrize("measure", PARTS)
def test_parts_of_the_post_filing_index_are_those_of_the_raw_file(
    sample_build: Build, rows: list[dict[str, str]], measure: str, region: str, period: str
) -> None:
    kind, tax, end = PARTS[measure]
    weeks = [
        (datetime.fromisoformat(row[end]) - datetime.fromisoformat(row["申请时间"])) / timedelta(weeks=1)
        for row in rows
        if (row["业务类型"], row["税种"]) == (kind, tax)
        and in_period(row[end], period)
        and region in (row["区县代码"], "330800")
    ]
    expected = pytest.approx(statistics.median(weeks), abs=1e-9) if len(weeks) >= 5 else None
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        assert value_of(connection, "paying_taxes", measure, region, period) == (expected, len(weeks))
