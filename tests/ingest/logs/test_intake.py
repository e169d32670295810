"""Logs delivered over time: corrected, replaced while being read, killed in the middle; the cases that files share."""

import csv
import lzma
import os
import subprocess
import sys
import zlib
from datetime import date

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest import delivery
from ingest import landing as landing_zone
from ingest.batch import ConservationError
from ingest.logs import take_in
from ingest.logs.scan import LostRows
from ingest.raw_zone import CASE_OVERLAP
from tests.ingest.deliveries import CARD_FOLDER, CASE_FOLDER, CASE_HEADER, ROOT, House, card, case, csv_text

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


CELL = "Could not convert '13957001234'"
OF_THE_FILE = [
    duckdb.BinderException(CELL),
    duckdb.OutOfMemoryException(CELL),
    pa.ArrowNotImplementedError(CELL),
    csv.Error(CELL),
    UnicodeDecodeError("utf-8", b"13957001234", 0, 1, CELL),
    lzma.LZMAError(CELL),
    zlib.error(CELL),
]


@pytest.mark.parametrize("error", OF_THE_FILE, ids=lambda error: type(error).__name__)
def test_what_a_library_says_of_one_file_refuses_that_file_alone(house, monkeypatch, error):
    for name in "ab":
        house.put(f"logs/process_log/one/{name}.csv", events(name))
    read = take_in.write_log_batch

    def failing(contract, delivered, *given):
        if delivered.name.endswith("a.csv"):
            raise error
        return read(contract, delivered, *given)

    monkeypatch.setattr(take_in, "write_log_batch", failing)
    refused, taken = house.take_in("process_log").deliveries
    assert (refused["outcome"], taken["outcome"]) == ("unreadable", "written")
    assert type(error).__name__ in refused["message_zh"] and type(error).__name__ in refused["message_en"]
    assert "13957001234" not in str(refused)


def test_the_same_holds_for_tables(house, monkeypatch):
    house.put(f"{CARD_FOLDER}/a.csv", "broken")
    house.put(f"{CARD_FOLDER}/b.csv", card(["I01", "330800", "2021", "1", "分"]))
    read = delivery.read_delimited

    def failing(data, *given):
        if data == b"broken":
            raise csv.Error(CELL)
        return read(data, *given)

    monkeypatch.setattr(delivery, "read_delimited", failing)
    refused, taken = house.take_in("indicator_card").deliveries
    assert (refused["reasons"], taken["outcome"]) == ('{"damaged": 1}', "written")


@pytest.mark.parametrize("error", [ConservationError, LostRows])
def test_a_fault_of_the_program_is_loud(house, monkeypatch, error):
    house.put("logs/process_log/one/1.csv", events("a"))

    def failing(*given):
        raise error("1 row lost")

    monkeypatch.setattr(take_in, "write_log_batch", failing)
    with pytest.raises(error):
        house.take_in("process_log")


def test_the_message_names_columns_that_are_unknown_or_absent(house):
    header = "case:concept:name,concept:name,time:timestamp,org:grp,13957001234\n"
    house.put("logs/process_log/one/1.csv", header + "a,work,2022-03-01,x,y\n")
    (row,) = house.take_in("process_log").deliveries
    for language in ("message_zh", "message_en"):
        assert "org:grp、[手机号]" in row[language] and "13957001234" not in row[language]
        assert "org:group" in row[language] and "start_timestamp" in row[language]
    assert "7 optional columns absent" in row["message_en"]


def test_a_column_that_later_records_bring_is_not_absent(house):
    lines = ['{"case_id": "a", "activity": "x", "timestamp": "2022-03-01"', ', "org:group": "g"}']
    house.put("logs/process_log/one/1.json", lines[0] + "}\n" + "".join(lines) + "\n")
    (row,) = house.take_in("process_log").deliveries
    assert "org:group" not in row["message_en"] and "6 optional columns absent" in row["message_en"]


def test_many_columns_are_named_in_part(house):
    extra = [f"x{n}" for n in range(11)]
    header = ",".join(["case:concept:name", "concept:name", "time:timestamp", *extra])
    house.put("logs/process_log/one/1.csv", f"{header}\na,work,2022-03-01{',1' * 11}\n")
    (row,) = house.take_in("process_log").deliveries
    assert "11 columns the contract does not name: x0、x1、x2、x3、x4、x5、x6、x7 … (+3)" in row["message_en"]


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
    monkeypatch.setattr("ingest.delivery.MAX_FILE_BYTES", file.size - 1)
    assert house.take_in("process_log").deliveries[0]["outcome"] == "written"
    monkeypatch.setattr("ingest.delivery.MAX_LOG_BYTES", file.size - 1)
    (row,) = house.take_in("process_log", description="changed").deliveries
    assert row["reasons"] == '{"too_large": 1}'
