"""政务服务 recomputed in plain Python from the sample's raw files."""

import json
import unicodedata

import duckdb
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, service_cases, value_of
from warehouse.home import Build

STAGES = {
    "申办",
    "网上预受理",
    "受理",
    "审批",
    "补正告知",
    "补正受理",
    "特别程序申请",
    "特别程序结果",
    "办结",
    "领证登记",
}
GOOD = {"非常满意", "满意", "基本满意"}


@pytest.fixture(scope="module")
def decided(sample_build: Build) -> list[dict]:
    """The last row of every case that ended in 办结 (code 10) after it was accepted."""
    ended = [end for rows in service_cases(sample_build).values() if (end := _end(rows)) is not None]
    assert len(ended) > 300
    return ended


def _end(rows: list[dict]) -> dict | None:
    sound = []
    for row in rows:
        at = unicodedata.normalize("NFKC", str(row["occurTime"]))[:19]
        if row["stage"] in STAGES and at[:2] == "20" and at < "2099":
            sound.append({**row, "at": at})
    times = {name: [row["at"] for row in sound if row["stage"] == name] for name in STAGES}
    ends = sorted((row for row in sound if row["stage"] == "办结"), key=lambda row: row["at"])
    if not ends or ends[-1]["resultCode"] != "10" or not times["受理"]:
        return None
    accepted = min(times["受理"])
    is_sound = ends[-1]["at"] >= accepted and min([*times["特别程序申请"], accepted]) >= accepted
    return ends[-1] if is_sound else None


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_ease_of_matters_is_that_of_the_case_store(
    sample_build: Build, decided: list[dict], region: str, period: str
) -> None:
    chosen = [row for row in decided if in_period(row["at"], period) and region in (row["areaCode"], "330800")]
    assert len(chosen) >= 5
    promised, statutory = (sum(int(row[name]) for row in chosen) for name in ("promiseTime", "lawTime"))
    expected = {
        "I17-2-a": 100 * sum(row["isInstant"] in ("是", True) for row in chosen) / len(chosen),
        "I17-2-b": 100 * (1 - promised / statutory),
        "I17-2-c": 100 * sum(row["source"] == "浙里办" for row in chosen) / len(chosen),
    }
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, value in expected.items():
            found = value_of(connection, "government_services", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9), len(chosen)), measure


@pytest.mark.parametrize("region", ["330800", "330881"])
@pytest.mark.parametrize("period", ["2021", "2021-Q4"])
def test_satisfaction_is_that_of_the_first_real_ratings(sample_build: Build, region: str, period: str) -> None:
    (path,) = delivered(sample_build, "logs/service_rating")
    first: dict[str, dict] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        is_real = (
            row["isDefault"] == "否" and row["evaluateTime"] >= row["transactionTime"] and row["satisfaction"] != "一般"
        )
        if is_real and int(row["assessNumber"]) < int(first.get(row["projNo"], {"assessNumber": 99})["assessNumber"]):
            first[row["projNo"]] = row
    chosen = [
        row
        for row in first.values()
        if in_period(row["evaluateTime"], period) and region in (row["regionCode"], "330800")
    ]
    assert len(chosen) >= 5
    good = 100 * sum(row["satisfaction"] in GOOD for row in chosen) / len(chosen)
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "government_services", "I17-3", region, period)
    assert found == (pytest.approx(good, abs=1e-9), len(chosen))
