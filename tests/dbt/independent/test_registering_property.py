"""登记财产 recomputed in plain Python from the sample's raw workbook."""

import statistics

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, value_of, work_days
from warehouse.home import Build


@pytest.fixture(scope="module")
def transfers(sample_build: Build) -> list[dict[str, str | None]]:
    """Transfers of the raw workbook that were registered, and not before they were accepted."""
    (path,) = delivered(sample_build, "logs/property_registration")
    header, *rows = openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True)
    cases = [dict(zip(header, row, strict=True)) for row in rows]
    return [
        case
        for case in cases
        if case["登记类型"] == "转移登记" and case["状态"] == "已办结" and case["登簿时间"] >= case["受理时间"]
    ]


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, transfers: list[dict[str, str | None]], region: str, period: str
) -> None:
    chosen = [c for c in transfers if in_period(c["登簿时间"], period) and region in (c["区县代码"], "330800")]
    priced = [c for c in chosen if c["成交价格"] and c["契税"]]
    assert len(priced) >= 5
    contacts = [1 if c["一窗受理"] == "是" else 1 + bool(c["交易确认时间"]) + bool(c["完税时间"]) for c in chosen]
    times = [work_days(c["受理时间"], c["登簿时间"]) or 0.5 for c in chosen]
    taxes = sum(float(c[name]) for c in priced for name in ("契税", "印花税", "登记费"))
    expected = {
        "I08-1": (statistics.fmean(contacts), len(chosen)),
        "I08-2": (statistics.median(times), len(chosen)),
        "I08-3": (100 * taxes / sum(float(c["成交价格"]) for c in priced), len(priced)),
        "I08-5": (100 * statistics.fmean(c["业务来源"] != "0" for c in chosen), len(chosen)),
    }
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for measure, (value, n) in expected.items():
            found = value_of(connection, "registering_property", measure, region, period)
            assert found == (pytest.approx(value, abs=1e-9), n), measure
