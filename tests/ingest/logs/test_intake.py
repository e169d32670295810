"""Logs delivered over time: corrected, replaced while being read, killed in the middle; the cases that files share."""

import os
import subprocess
import sys
from datetime import date

import pyarrow.parquet as pq
import pytest

from ingest import landing as landing_zone
from ingest.logs import take_in
from ingest.raw_zone import CASE_OVERLAP
from tests.ingest.deliveries import CASE_FOLDER, CASE_HEADER, ROOT, House, case, csv_text

HEADER = "case:concept:name,concept:name,time:timestamp\n"


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path)


def events(*cases: str) -> str:
    return HEADER + "".join(f"{name},work,2022-03-0{n % 9 + 1}T09:00:00\n" for n, name in enumerate(cases))


def overlap(house: House) -> set[tuple[str, str]]:
    """Case and file of every row; the hash cut to twelve digits."""
    rows = []
    for path in (house.zone.root / "case_overlap").glob("process_log-*.parquet"):
        assert pq.read_schema(path).equals(CASE_OVERLAP)
        rows += pq.read_table(path).to_pylist()
    return {(row["case_id"], row["file_sha256"][:12]) for row in rows}


def test_the_register_counts_what_became_of_each_row(house):
    house.put(f"{CASE_FOLDER}/a.csv", csv_text([CASE_HEADER, case(), case(), case("QZ0002", 业务类型="?")]))
    (row,) = house.take_in("electricity_connection").deliveries
    assert (row["rows_read"], row["rows_written"], row["rows_quarantined"], row["rows_repeated"]) == (3, 1, 1, 1)
    assert (row["outcome"], row["reasons"]) == ("written", '{"unknown_code": 1}')
    assert "重复 1 行" in row["message_zh"] and "1 repeated" in row["message_en"]
    assert house.take_in("electricity_connection").deliveries == []


def test_cases_of_two_files_are_on_record_with_both(house):
    house.put("logs/process_log/one/1.csv", events("a", "b", "c"))
    house.put("logs/process_log/one/2.csv", events("c", "d"))
    house.put("logs/process_log/one/3.csv", events("e"))
    first, second, _ = house.take_in("process_log").new_batches
    assert overlap(house) == {("c", first[:12]), ("c", second[:12])}


def test_a_file_alone_shares_nothing_and_its_table_can_be_read(house):
    house.put("logs/process_log/one/1.csv", events("a"))
    house.take_in("process_log")
    house.zone.prepare([])
    assert pq.read_table(house.zone.root / "case_overlap").num_rows == 0


def test_a_table_of_cases_has_no_overlaps(house):
    for name in "ab":
        house.put(f"{CASE_FOLDER}/{name}.csv", csv_text([CASE_HEADER, case(报装容量=str(ord(name)))]))
    assert len(house.take_in("electricity_connection").new_batches) == 2
    assert not list((house.zone.root / "case_overlap").glob("electricity*"))


def test_the_day_of_receipt_decides_what_lies_in_the_future(house):
    content = HEADER + "a,work,2022-06-20T09:00:00\n"
    house.put("logs/process_log/2022-06-19/one.csv", content)
    (row,) = house.take_in("process_log", date(2022, 7, 1)).deliveries
    assert row["reasons"] == '{"future_time": 1}'


def test_a_log_replaced_while_it_is_read_is_not_written(house, monkeypatch):
    path = house.put("logs/process_log/one/1.csv", events("a"))
    read = take_in.write_log_batch

    def replaced(*given, **options):
        path.write_text(events("b"), encoding="utf-8")
        return read(*given, **options)

    monkeypatch.setattr(take_in, "write_log_batch", replaced)
    (row,) = house.take_in("process_log").deliveries
    assert (row["outcome"], row["reasons"]) == ("unreadable", '{"changing": 1}')
    assert not list((house.zone.root / "process_log").glob("*.parquet"))
    monkeypatch.undo()
    assert house.take_in("process_log").deliveries[0]["outcome"] == "written"


def test_killed_in_the_middle_nothing_is_half_written(house):
    house.put("logs/process_log/one/1.csv", events("a"))
    house.take_in("process_log")
    house.put("logs/process_log/one/2.csv", events("a", "b"))
    script = (
        "import os, signal, sys; from pathlib import Path; from ingest.logs import batch\n"
        "from tests.ingest.deliveries import House\n"
        "batch._check_written = lambda *given: os.kill(os.getpid(), signal.SIGKILL)\n"
        "House(Path(sys.argv[1])).take_in('process_log')"
    )
    done = subprocess.run([sys.executable, "-c", script, house.root], cwd=ROOT, timeout=120)
    assert done.returncode == -9
    assert len(list((house.zone.root / "process_log").glob("*.parquet"))) == 1
    assert len(house.zone.read_register("process_log")) == 1
    house.zone.prepare([])
    left = [path for path in house.zone.root.rglob("*.tmp")]
    assert not left, os.listdir(house.zone.root / "process_log")
    assert len(house.take_in("process_log").new_batches) == 1


def test_a_stated_day_of_receipt_is_kept_when_the_file_is_read_again(house):
    house.put("logs/process_log/one/1.csv", events("a"))
    house.take_in("process_log", date(2022, 3, 5))
    (row,) = house.take_in("process_log", date(2022, 7, 1), description="changed").deliveries
    assert row["received_on"] == date(2022, 3, 5)


def test_a_large_log_is_not_refused_for_its_size(house, monkeypatch):
    house.put("logs/process_log/one/1.csv", events("a"))
    (file,) = landing_zone.scan(house.landing)
    monkeypatch.setattr("ingest.intake.MAX_FILE_BYTES", file.size - 1)
    assert house.take_in("process_log").deliveries[0]["outcome"] == "written"
    monkeypatch.setattr("ingest.intake.MAX_LOG_BYTES", file.size - 1)
    (row,) = house.take_in("process_log", description="changed").deliveries
    assert row["reasons"] == '{"too_large": 1}'
