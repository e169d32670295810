"""Documents judged together get the very results that each gets alone."""

from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from expectations.runner import TABLE, is_checked, run_suite
from expectations.together import run_suites
from ingest.raw_zone import RawZone, batch_schema, write_parquet
from tests.expectations.batches import AS_OF, CONTRACTS, GOOD

CONTRACT = CONTRACTS["policy_document"]
CHANGES: dict[str, list[dict]] = {
    "a" * 64: [{}],
    "b" * 64: [{"title": None}],
    "c" * 64: [{"level": "village", "issued_on": date(2023, 1, 1)}],
    # an archive of three documents, and a file whose document was held back
    "d" * 64: [
        {"member": "1.txt"},
        {"member": "2.txt", "characters": 3},
        {"member": "3.txt", "body": "请联系13957001234。"},
    ],
    "e" * 64: [],
}


@pytest.fixture
def zone(tmp_path: Path) -> RawZone:
    zone = RawZone(tmp_path)
    (good, *_) = GOOD["policy_document"]
    for sha256, changes in CHANGES.items():
        common = {"source_id": CONTRACT.id, "file_sha256": sha256, "ingested_at": datetime(2022, 7, 1)}
        rows = [{**good, **common, "row_number": number, **change} for number, change in enumerate(changes, start=1)]
        write_parquet(zone.batch_path(CONTRACT.id, sha256), rows, batch_schema(CONTRACT))
    return zone


def results(zone: RawZone, sha256: str) -> list[dict]:
    return pq.read_table(zone.shared_path(TABLE, CONTRACT.id, sha256)).to_pylist()


def test_the_results_are_those_of_each_batch_alone(zone: RawZone) -> None:
    lost = "f" * 64
    run_suites(CONTRACT, zone, [*CHANGES, lost], AS_OF)
    together = {sha256: results(zone, sha256) for sha256 in (*CHANGES, lost)}
    for sha256, found in together.items():
        alone = run_suite(CONTRACT, zone, sha256, AS_OF)
        assert found == alone, sha256
        assert is_checked(zone, CONTRACT.id, sha256) or sha256 == lost
    failing = {
        sha256[0]: {row["rule_id"] for row in found if row["outcome"] != "pass"} for sha256, found in together.items()
    }
    assert failing == {
        "a": set(),
        "b": {"title.filled"},
        "c": {"level.codes", "issued_on.not_in_future"},
        "d": {"characters.enough", "body.masked"},
        "e": {"rows"},
        "f": {"suite.ran"},
    }
