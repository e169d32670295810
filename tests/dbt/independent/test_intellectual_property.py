"""知识产权 recomputed in plain Python from the sample's register of pledges, beside the published figure."""

import csv
from collections import defaultdict

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import delivered, value_of
from warehouse.home import Build


@pytest.fixture(scope="module")
def pledges(sample_build: Build) -> list[dict[str, str]]:
    """Every registration as last delivered."""
    register, changed = delivered(sample_build, "logs/ip_pledge")
    rows = list(csv.DictReader(register.read_text("gb18030").splitlines()))
    (sheet,) = openpyxl.load_workbook(changed, read_only=True).worksheets
    header, *later = sheet.iter_rows(values_only=True)
    assert len(later) == 12
    rows += [dict(zip(header, row, strict=True)) for row in later]
    return list({row["登记编号"]: row for row in rows}.values())


@pytest.mark.parametrize("region", ["330800", "330803"])
def test_sums_are_those_of_the_register(sample_build: Build, pledges: list[dict[str, str]], region: str) -> None:
    sums: dict[str, list[float]] = defaultdict(list)
    for row in pledges:
        stands = row["状态"] != "撤销登记" and row["解除日期"] != row["登记日期"] and row["知识产权类型"] != "著作权"
        if stands and region in (row["区县代码"], "330800"):
            sums[row["登记日期"][:4]].append(10_000 * float(row["质押金额（万元）"]))
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for year in ("2019", "2020", "2021"):
            found = value_of(connection, "intellectual_property", "I11-4", region, year)
            assert found == (pytest.approx(sum(sums[year]), abs=1e-3), len(sums[year])), year
        # what is not over has no sum, nor has a quarter
        for period in ("2022", "2021-Q4"):
            assert value_of(connection, "intellectual_property", "I11-4", region, period) is None


def test_the_published_figure_is_scored_and_contradicted_in_one_year(sample_build: Build) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        routes = connection.execute(
            "select distinct route from submission.measure_value "
            "where measure_code = 'I11-4' and region_code = '330800' and is_scored"
        ).fetchall()
        found = connection.execute(
            "select period, source_a, source_b, value_a, difference from submission.conflict "
            "where measure_code = 'I11-4' and region_code = '330800'"
        ).fetchall()
    assert routes == [("statistic",)]
    assert found == [("2020", "statistic", "log", pytest.approx(2.91e9), pytest.approx(-3e7))]
