"""Real outages and published reliability figures through contracts of their own: two header rows, ``.`` for none."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.contract import SourceContract
from tests.ingest.deliveries import House

# as the supplier's outage map told of each outage: first and last time it was seen, customers then
EVENTS = SourceContract.model_validate(
    {
        "id": "outage_map", "name_zh": "停电地图", "name_en": "Outage map", "kind": "log", "department": "power_supply",
        "description": "One outage a row.", "landing": ["outages/*.csv"],
        "columns": {
            "outage_number": {"name": "case_id", "not_empty": True},
            "region": {"name": "feeder"},
            "start_time": {"name": "started_at", "type": "timestamp", "not_empty": True},
            "last_observed": {"name": "ended_at", "type": "timestamp"},
            "est_customers_max": {"name": "customers_hit", "type": "integer", "minimum": 0, "not_empty": True},
            "cause": {"name": "cause", "personal": "mask"},
        },
        "events": {"interrupt": "started_at", "restore": "ended_at"},
        "log": {"case": "case_id", "corrections": "case"},
    }
)  # fmt: skip
# the second header row repeats its names: what stands before a block tells the two standards apart
_BLOCKS = {"ieee": "Ownership", "other": "Outages Recorded Automatically"}
_MED = {"with_med": "With MED", "without_med": "Without MED"}
UTILITIES = SourceContract.model_validate(
    {
        "id": "utility_reliability", "name_zh": "供电企业可靠性", "name_en": "Utility reliability", "kind": "statistic",
        "layout": "wide", "department": "power_supply", "description": "One utility and state a row.",
        "landing": ["reliability/*.xlsx"], "sheet": "Reliability_States",
        "header": {"section_marker": f"^(?P<section>{'|'.join(_BLOCKS.values())})$"},
        "columns": {
            "Data Year": {"name": "period", "type": "period", "not_empty": True},
            "Utility Number": {"name": "region_code", "not_empty": True},
            "State": {"name": "state_code", "not_empty": True},
        },
        "key": ["region_code", "state_code", "period"], "missing_values": {".": "O"},
        "values": [
            {"header": f"{index} {words}", "section": section, "series": f"{block}.{med}.{index}"}
            for block, section in _BLOCKS.items()
            for med, words in _MED.items()
            for index in ("SAIDI", "SAIFI", "CAIDI")
        ],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def outages(shared_data: Path) -> Path:
    return shared_data / "outages"


def taken_in(folder: Path, contract: SourceContract, file: Path) -> pa.Table:
    house = House(folder, {contract.id: contract})
    house.put(f"{contract.landing[0].split('/')[0]}/{file.name}", file.read_bytes())
    report = house.take_in(contract.id, date(2022, 7, 1))
    (sha256,) = report.new_batches
    return pq.read_table(house.zone.batch_path(contract.id, sha256))


def test_every_outage_of_the_map_is_read(outages: Path, tmp_path: Path) -> None:
    table = taken_in(tmp_path, EVENTS, outages / "pge_outage_events_2019-10.csv")
    customers = table["customers_hit"].to_pylist()
    assert table.num_rows == 33_560
    assert sum(customers) == 4_897_159
    assert customers.count(0) == 32
    assert table["started_at"].null_count == 0


@pytest.mark.parametrize("year", [2016, 2017])
def test_published_caidi_is_saidi_by_saifi(outages: Path, tmp_path: Path, year: int) -> None:
    table = taken_in(tmp_path, UTILITIES, outages / f"eia861_reliability_{year}.xlsx")
    triples: dict[tuple, dict[str, float]] = defaultdict(dict)
    for row in table.to_pylist():
        block, med, index = row["series_code"].split(".")
        if row["value"] is not None:
            triples[row["region_code"], row["state_code"], block, med][index] = row["value"]
        else:
            assert row["status"] == "O"
    whole = [found for found in triples.values() if len(found) == 3]
    assert len(whole) > 1000
    assert {key[2] for key in triples} == {"ieee", "other"}
    assert {row["period"] for row in table.to_pylist()} == {str(year)}
    for found in whole:
        assert found["SAIFI"] * found["CAIDI"] == pytest.approx(found["SAIDI"], rel=0.001, abs=0.001)
