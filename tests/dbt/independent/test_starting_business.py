"""开办企业 recomputed in plain Python from the sample's raw file."""

import csv
import statistics

import chinese_calendar
import duckdb
import pytest

from tests.dbt.independent.raw_files import day, delivered, in_period, value_of
from warehouse.home import Build

STEPS = ("印章刻制完成时间", "发票税控领取时间", "社保登记时间", "银行开户时间")


@pytest.fixture(scope="module")
def cases(sample_build: Build) -> list[dict[str, str]]:
    """Rows of the raw file that ended in a licence, with the moment of the last step."""
    (path,) = delivered(sample_build, "logs/company_opening")
    rows = [row for row in csv.DictReader(path.read_text("gb18030").splitlines()) if row["状态"] == "已办结"]
    for row in rows:
        row["finished"] = max(row[name] for name in ("领照时间", *STEPS))
    return rows


@pytest.mark.parametrize("region", ["330800", "330824"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, cases: list[dict[str, str]], region: str, period: str
) -> None:
    chosen = [r for r in cases if in_period(r["finished"], period) and region in (r["区县代码"], "330800")]
    assert len(chosen) >= 5
    contacts = [1 if r["一表申请"] == "是" else 1 + sum(bool(r[name]) for name in STEPS[:3]) for r in chosen]
    contacts = [count + bool(r["银行开户时间"]) for count, r in zip(contacts, chosen, strict=True)]
    work_days = [
        len(chinese_calendar.get_workdays(day(r["提交时间"]), day(r["finished"])))
        - chinese_calendar.is_workday(day(r["提交时间"]))
        for r in chosen
    ]
    expected = {
        "I01-1": statistics.fmean(contacts),
        "I01-2": statistics.median([days or 0.5 for days in work_days]),
        "I01-3": 100 * statistics.fmean(float(r["企业承担费用"]) for r in chosen) / 48_000,
        "I01-4": 100 * statistics.fmean(r["办理渠道"] == "全程网办" for r in chosen),
    }
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, value in expected.items():
            found = value_of(connection, "starting_business", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9), len(chosen)), measure
