"""办理破产 recomputed in plain Python from the sample's raw file."""

import csv
import statistics

import duckdb
import pytest

from tests.dbt.independent.raw_files import day, delivered, in_period, value_of
from warehouse.home import Build

CLASSES = ("有财产担保债权", "职工债权", "税款债权", "普通债权")
COSTS = ("案件受理费（万元）", "管理人报酬（万元）", "其他破产费用（万元）")
# where no lending rate was delivered: the benchmark rate of the People's Bank of China since 24 October 2015
BENCHMARK_RATE = 0.0435


@pytest.fixture(scope="module")
def rates(sample_build: Build) -> dict[tuple[str, str], float]:
    """Lending rates by place and year as delivered: what the recomputation shares with the warehouse."""
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select region_code, period, value / 100 from intermediate.int_context_figure "
            "where series_code = 'lending_rate'"
        ).fetchall()
    return {(region, year): rate for region, year, rate in found}


@pytest.fixture(scope="module")
def cases(sample_build: Build, rates: dict[tuple[str, str], float]) -> list[dict]:
    """Closed cases: county, day of closing, years until payment, cost, estate, claims and present value of payments."""
    (path,) = delivered(sample_build, "logs/insolvency_case")
    rows = csv.DictReader(path.read_text("gb18030").splitlines())
    known_kinds = ("破产清算", "重整", "和解")
    return [_closed(row, rates) for row in rows if row["状态"] == "已终结" and row["案件类型"] in known_kinds]


def _closed(row: dict[str, str], rates: dict[tuple[str, str], float]) -> dict:
    claims, payments = ([row[f"{name}{what}（万元）"] for name in CLASSES] for what in ("额", "受偿额"))
    paid = sum(map(float, payments))
    begun, ended = row["违约日期"] or row["受理日期"], row["财产分配日期"] or (row["程序终结日期"] if paid else "")
    years = (day(ended) - day(begun)).days / 365 if ended and begun <= ended else None
    owed = sum(map(float, claims)) if all(claims) else None
    own, of_city = (rates.get((place, ended[:4])) for place in (row["区县代码"], "330800"))
    rate = own or of_city or BENCHMARK_RATE
    value = 0.0 if paid == 0 else None if years is None else paid / (1 + rate) ** years
    return {
        "county": row["区县代码"],
        "closed": row["程序终结日期"],
        "years": years,
        "cost": sum(float(row[name]) for name in COSTS),
        "estate": float(row["破产财产价值（万元）"]),
        "owed": owed,
        "value": value,
    }


@pytest.mark.parametrize("region", ["330800", "330824"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_measures_are_those_of_the_raw_file(sample_build: Build, cases: list[dict], region: str, period: str) -> None:
    chosen = [c for c in cases if in_period(c["closed"], period) and region in (c["county"], "330800")]
    years = [c["years"] for c in chosen if c["years"] is not None]
    estates = [c for c in chosen if c["estate"] > 0]
    settled = [c for c in chosen if c["owed"] and c["value"] is not None]
    assert years
    expected = {
        "I15-1": (statistics.fmean(years), len(years)),
        "I15-2": (100 * sum(c["cost"] for c in estates) / sum(c["estate"] for c in estates), len(estates)),
        "I15-3": (100 * sum(c["value"] for c in settled) / sum(c["owed"] for c in settled), len(settled)),
    }
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, (value, n) in expected.items():
            found = value_of(connection, "resolving_insolvency", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9), n), measure


def test_the_sample_has_what_is_hard(cases: list[dict]) -> None:
    assert any(c["value"] == 0.0 and c["years"] is None for c in cases), "no case without assets"
    assert any(c["owed"] is None for c in cases), "no case with a class unknown"
