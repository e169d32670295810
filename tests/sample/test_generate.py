"""The sample city: the same bytes twice, every format, and every irregularity that it promises."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from ingest.contract_file import load_contracts
from ingest.landing import recognise, scan
from sample.generate import write_sample


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("landing")
    write_sample(folder)
    return folder


def service(landing: Path, name: str) -> list[dict]:
    path = next((landing / "logs/government_service").rglob(name))
    if path.suffix == ".parquet":
        return duckdb.read_parquet(str(path)).to_arrow_table().to_pylist()
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def test_the_same_arguments_give_the_same_bytes(landing: Path, tmp_path: Path) -> None:
    write_sample(tmp_path)
    assert {f.name: f.sha256 for f in scan(landing)} == {f.name: f.sha256 for f in scan(tmp_path)}
    (other := tmp_path / "other").mkdir()
    write_sample(other, seed=7)
    assert not {f.sha256 for f in scan(other / "logs")} & {f.sha256 for f in scan(landing / "logs")}


def test_every_file_has_a_contract_and_says_that_it_is_invented(landing: Path) -> None:
    found = recognise(scan(landing), load_contracts().values())
    assert found.unmatched == () and found.ambiguous == ()
    logs = {source: files for source, files in found.by_source.items() if files and "logs/" in files[0].name}
    contracts = load_contracts()
    assert set(logs) == {source for source, contract in contracts.items() if contract.kind == "log"}
    # the other registers of decisions are a person's, not a system's
    assert set(contracts) - {source for source, files in found.by_source.items() if files} == {
        "calendar_override", "sign_off", "waiver",
    }  # fmt: skip
    assert all("样例" in file.name for files in logs.values() for file in files)
    assert {file.path.suffix for files in logs.values() for file in files} >= {
        ".csv",
        ".gz",
        ".parquet",
        ".xlsx",
        ".xes",
    }


def test_a_correction_gives_whole_cases_again_and_none_that_is_closed(landing: Path) -> None:
    former, later = service(landing, "*.gz"), service(landing, "*.parquet")
    again = {row["projId"] for row in former} & {row["projId"] for row in later}
    assert len(again) > 5
    events = Counter(row["projId"] for row in later)
    before = Counter(row["projId"] for row in former)
    assert all(events[case] > before[case] for case in again), "a case delivered again has gone on"


def test_service_cases_are_as_irregular_as_promised(landing: Path) -> None:
    rows = service(landing, "*.gz")
    stages = Counter(row["stage"] for row in rows)
    assert stages["补正告知"] > 10 and stages["特别程序申请"] > 2 and stages["现场踏勘"] > 0
    cases = {row["projId"] for row in rows}
    finished = {row["projId"] for row in rows if row["stage"] == "办结"}
    assert 0 < len(cases - finished) < 40
    accepted = Counter(row["occurTime"] for row in rows if row["stage"] == "受理")
    assert max(accepted.values()) >= 20, "no batch filing"
    assert len(rows) > len({json.dumps(row) for row in rows}), "no repeated row"
    assert {row["areaCode"] for row in rows} == {"330802", "330803", "330822", "330824", "330825", "330881", "3308Z1"}


def test_connections_hold_a_case_surveyed_before_it_was_accepted(landing: Path) -> None:
    path = next((landing / "logs/electricity_connection").glob("*.csv"))
    rows = list(csv.DictReader(path.read_text(encoding="gb18030").splitlines()))
    early = [row for row in rows if row["现场勘查时间"] and row["现场勘查时间"] < row["受理时间"]]
    assert 0 < len(early) < 10
