"""执行合同 recomputed in plain Python from the sample's raw file."""

import statistics
from collections import Counter, defaultdict

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import day, delivered, in_period, value_of
from warehouse.home import Build

NARROW = str.maketrans("（）", "()")


@pytest.fixture(scope="module")
def disputes(sample_build: Build) -> list[dict]:
    """Sale disputes judged without appeal, enforced and paid: county, day of payment, days, cost and claim."""
    (path,) = delivered(sample_build, "logs/court_case")
    header, *lines = openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    rows = [{name: cell or "" for name, cell in zip(header, line, strict=True)} for line in lines]
    linked = defaultdict(list)
    for row in rows:
        linked[row["原审案号"].translate(NARROW)].append(row)
    return [found for row in rows if (found := _paid(row, linked[row["案号"].translate(NARROW)]))]


def _paid(trial: dict, others: list[dict]) -> dict | None:
    words = {row["案件类型代字"] for row in others}
    if (trial["案件类型代字"], trial["案由"], trial["结案方式"]) != ("民初", "买卖合同纠纷", "判决") or "民终" in words:
        return None
    last = max(others, key=lambda row: row["结案日期"] or "9999", default=None)
    if not last or last["结案方式"] != "执行完毕" or trial["结案日期"] < trial["收案日期"]:
        return None
    begun = min(row["收案日期"] for row in others)
    trial_days = (day(trial["结案日期"]) - day(trial["收案日期"])).days
    fees = (trial["律师费"], trial["诉讼费"], next(row["执行费"] for row in others if row["案件类型代字"] == "执"))
    return {
        "county": trial["区县代码"],
        "paid": last["结案日期"],
        "days": trial_days + (day(last["结案日期"]) - day(begun)).days,
        "cost": sum(map(float, fees)) if all(fees) else None,
        "claim": float(trial["诉讼标的金额"]),
    }


@pytest.mark.parametrize(("region", "period"), [("330800", "2021"), ("330800", "2021-Q2"), ("330802", "2020")])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, disputes: list[dict], region: str, period: str
) -> None:
    chosen = [d for d in disputes if in_period(d["paid"], period) and region in (d["county"], "330800")]
    costed = [d for d in chosen if d["cost"] is not None]
    assert len(chosen) > len(costed) >= 5
    cost = 100 * sum(d["cost"] for d in costed) / sum(d["claim"] for d in costed)
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "enforcing_contracts", "I14-1", region, period)
        assert found == (pytest.approx(statistics.fmean(d["days"] for d in chosen), abs=1e-9), len(chosen))
        found = value_of(connection, "enforcing_contracts", "I14-2", region, period)
        assert found == (pytest.approx(cost, abs=1e-9), len(costed))


def test_fewer_than_five_disputes_have_no_value(sample_build: Build, disputes: list[dict]) -> None:
    counts = Counter(d["county"] for d in disputes if in_period(d["paid"], "2021-Q2"))
    county, n = min(counts.items(), key=lambda item: item[1])
    assert n < 5
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        assert value_of(connection, "enforcing_contracts", "I14-1", county, "2021-Q2") == (None, n)
