"""The raw zone: whole files or none, every table readable, one writer a source."""

import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.contract import PROVENANCE
from ingest.contract_file import load_contracts
from ingest.raw_zone import SHARED, SOURCE_FILE, RawZone, batch_schema, write_parquet
from tests.ingest.deliveries import ROOT

SCHEMA = pa.schema([pa.field("a", pa.int64())])


@pytest.fixture
def zone(tmp_path):
    return RawZone(tmp_path / "raw")


def test_every_table_can_be_read_before_anything_arrives(zone):
    contracts = load_contracts()
    zone.prepare(contracts.values())
    for contract in contracts.values():
        schema = pq.read_schema(zone.root / contract.id / "_empty.parquet")
        assert schema.equals(batch_schema(contract))
        assert set(PROVENANCE) <= set(schema.names)
        assert len(set(schema.names)) == len(schema.names)
        dropped = {column.name for column in contract.columns.values() if column.personal == "drop"}
        assert not dropped & set(schema.names)
    assert all((zone.root / name / "_empty.parquet").is_file() for name in SHARED)


def test_a_changed_contract_changes_the_empty_table(zone):
    contract = load_contracts()["waiver"]
    zone.prepare([contract])
    zone.prepare([contract.model_copy(update={"columns": dict(list(contract.columns.items())[:2])})])
    assert "expires_on" not in pq.read_schema(zone.root / "waiver" / "_empty.parquet").names


def test_a_failed_write_leaves_the_former_file_and_no_litter(tmp_path):
    path = tmp_path / "a.parquet"
    write_parquet(path, [{"a": 1}], SCHEMA)
    with pytest.raises((pa.ArrowInvalid, pa.ArrowTypeError, TypeError)):
        write_parquet(path, [{"a": "text"}], SCHEMA)
    assert pq.read_table(path).to_pylist() == [{"a": 1}]
    assert os.listdir(tmp_path) == ["a.parquet"]


def test_killed_while_writing_the_former_file_stands_and_the_torn_one_is_cleared(zone, tmp_path):
    path = zone.root / "waiver" / "a.parquet"
    write_parquet(path, [{"a": 1}], SCHEMA)
    script = (
        "import os, sys, signal, pyarrow as pa; from pathlib import Path; from ingest import raw_zone\n"
        "raw_zone.os.replace = lambda *names: os.kill(os.getpid(), signal.SIGKILL)\n"
        "raw_zone.write_parquet(Path(sys.argv[1]), [{'a': 2}], pa.schema([pa.field('a', pa.int64())]))"
    )
    done = subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, timeout=60)
    assert done.returncode == -9
    assert pq.read_table(path).to_pylist() == [{"a": 1}]
    assert len(list(path.parent.glob(".*.tmp"))) == 1
    zone.prepare([])
    assert not list(path.parent.glob(".*.tmp"))


def test_the_file_of_a_living_writer_is_not_cleared(zone):
    folder = zone.root / "waiver"
    folder.mkdir(parents=True)
    (folder / f".a.parquet.{os.getppid()}.tmp").touch()
    (folder / ".b.parquet.999999999.tmp").touch()
    zone.prepare([])
    assert [path.name for path in folder.glob(".*.tmp")] == [f".a.parquet.{os.getppid()}.tmp"]


def test_the_register_is_kept_in_order(zone):
    assert zone.read_register("waiver") == []
    rows = [dict.fromkeys(SOURCE_FILE.names) | {"file_name": name, "delivery_no": n} for n, name in enumerate("ba")]
    zone.write_register("waiver", rows)
    assert zone.read_register("waiver") == rows


def test_one_process_at_a_time_writes_a_source(zone):
    script = (
        "import sys; from pathlib import Path; from filelock import FileLock, Timeout\n"
        "try: FileLock(Path(sys.argv[1]) / '.waiver.lock', timeout=0.2).acquire(); print('taken')\n"
        "except Timeout: print('waits')"
    )
    with zone.locked("waiver"):
        done = subprocess.run(
            [sys.executable, "-c", script, zone.root],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    assert done.stdout.strip() == "waits"
