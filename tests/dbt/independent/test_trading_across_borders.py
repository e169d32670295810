"""跨境贸易 recomputed in plain Python from the sample's raw file."""

import statistics

import duckdb
import pytest

from tests.dbt.independent.customs_rows import hours, released_declarations
from tests.dbt.independent.raw_files import context_figure, in_period, value_of
from warehouse.home import Build


@pytest.fixture(scope="module")
def shipments(sample_build: Build) -> list[dict[str, str]]:
    """Declarations of the raw file whose shipment is over and whose moments can be true, with arrival and end."""
    return [row for row in released_declarations(sample_build) if row["over"]]


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
@pytest.mark.parametrize(("flag", "measures"), [("I", ("5", "6", "7", "8")), ("E", ("1", "2", "3", "4"))])
def test_measures_are_those_of_the_raw_file(
    sample_build: Build, shipments: list[dict[str, str]], region: str, period: str, flag: str, measures: tuple[str, ...]
) -> None:
    chosen = [r for r in shipments if r["cusIEFlag"] == flag and in_period(r["over"], period)]
    chosen = [r for r in chosen if region in (r["tradeCounty"], "330800")]
    at_border = [hours(r, "arrived", "over") for r in chosen if r["arrived"] and r["over"] >= r["arrived"]]
    on_paper = [hours(r, "draftTime", "dDate") for r in chosen if r["draftTime"]]
    charges = [float(r["portCharges"]) for r in chosen if r["portCharges"]]
    fees = [float(r["agentFee"]) + float(r["documentFee"]) for r in chosen if r["agentFee"] and r["documentFee"]]
    assert min(map(len, (at_border, on_paper, charges, fees))) >= 5
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        rate = context_figure(connection, "cny_per_usd", region, period[:4])
        for number, amounts, divisor in zip(
            measures, (at_border, charges, on_paper, fees), (1, rate, 1, rate), strict=True
        ):
            found = value_of(connection, "trading_across_borders", f"I12-{number}", region, period)
            assert found == (pytest.approx(statistics.fmean(amounts) / divisor, abs=1e-6), len(amounts)), number


@pytest.mark.parametrize("region", ["330800", "330802"])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
def test_the_share_declared_ahead_is_that_of_the_raw_file(
    sample_build: Build, shipments: list[dict[str, str]], region: str, period: str
) -> None:
    chosen = [r for r in shipments if r["cusIEFlag"] == "I" and in_period(r["over"], period)]
    ahead = [r["dDate"] < r["arrived"] for r in chosen if r["arrived"] and region in (r["tradeCounty"], "330800")]
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = value_of(connection, "trading_across_borders", "I12-9", region, period)
    assert found == (pytest.approx(100 * statistics.fmean(ahead), abs=1e-9), len(ahead))


def test_a_two_step_declaration_is_known_by_its_type(sample_build: Build, shipments: list[dict[str, str]]) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        rows = connection.execute("select entry_id, is_two_step from staging.stg_customs_declaration").fetchall()
    found = dict(rows)
    expected = {row["entryId"]: row["entryType"] in ("X", "Y") for row in shipments}
    assert 0 < sum(expected.values()) < len(expected)
    assert {entry: found[entry] for entry in expected} == expected
