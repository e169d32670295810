"""Published logs through the intake, against their published counts; one log in every format gives the same rows."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import quoteattr

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from tests.ingest.deliveries import House

FOLDER = "logs/process_log"
PROVENANCE = ["folder", "member", "source_id", "file_sha256", "row_number", "ingested_at"]


def taken_in(house: House, name: str, data: bytes) -> pa.Table:
    """The raw rows of one delivery."""
    house.put(f"{FOLDER}/{name}", data)
    report = house.take_in("process_log")
    (row,) = report.deliveries
    assert row["outcome"] == "written", row["message_en"]
    assert row["rows_read"] == row["rows_written"] + row["rows_quarantined"] + row["rows_repeated"]
    return pq.read_table(house.zone.batch_path("process_log", report.new_batches[0]))


PUBLISHED = {
    "bpic2015_municipality_1.xes.gz": {"cases": 1199, "events": 52217, "activities": 398, "median": 61.37 * 86400},
    "permit_receipt.csv": {"cases": 1434, "events": 8577, "activities": 27, "variants": 116, "median": 2868.58},
    "interval_event_log.csv": {"cases": 1266, "events": 8109},
}
COUNTS = """
with of_case as (
    select case_id, (epoch_us(max(occurred_at)) - epoch_us(min(occurred_at))) / 1e6 as duration,
        string_agg(activity, '|' order by occurred_at, row_number) as variant
    from rows group by case_id)
select (select count(*) from rows) as events, (select count(distinct activity) from rows) as activities,
    count(*) as cases, count(distinct variant) as variants, median(duration) as median from of_case"""


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_counts(shared_data: Path, tmp_path: Path, name: str) -> None:
    house = House(tmp_path)
    rows = taken_in(house, f"one/{name}", (shared_data / "event_logs" / name).read_bytes())
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        relation = connection.sql(COUNTS)
        found = dict(zip(relation.columns, relation.fetchall()[0], strict=True))
    expected = PUBLISHED[name]
    # durations are published to two digits, of days or of seconds
    found["median"] = pytest.approx(found["median"], abs=0.005 * (86400 if name.startswith("bpic") else 1))
    assert {key: found[key] for key in expected} == expected
    assert set(rows["folder"].to_pylist()) == {"one"}


def test_the_quick_and_the_xml_reader_agree_on_a_real_log(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (shared_data / "event_logs" / "bpic2015_municipality_1.xes.gz").read_bytes()
    quick = taken_in(House(tmp_path / "quick"), "a.xes.gz", data)
    monkeypatch.setattr("ingest.logs.xes.read_block", lambda _: None)
    slow = taken_in(House(tmp_path / "slow"), "a.xes.gz", data)
    assert quick.drop_columns(["ingested_at"]) == slow.drop_columns(["ingested_at"])


Rows = list[dict[str, str]]


def as_csv(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_json_lines(rows: Rows) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_json_array(rows: Rows) -> bytes:
    return json.dumps({"data": rows}, ensure_ascii=False, indent=1).encode()


def as_xes(rows: Rows, encoding: str = "utf-8") -> bytes:
    traces: dict[str, Rows] = {}
    for row in rows:
        traces.setdefault(row["case:concept:name"], []).append(row)

    def attributes(row: dict[str, str], is_case: bool) -> str:
        named = {key.removeprefix("case:"): v for key, v in row.items() if v and key.startswith("case:") == is_case}
        types = {key: "date" if key == "time:timestamp" else "string" for key in named}
        return "".join(f"<{types[key]} key={quoteattr(key)} value={quoteattr(v)}/>" for key, v in named.items())

    body = "".join(
        f"<trace>{attributes(events[0], True)}"
        + "".join(f"<event>{attributes(row, False)}</event>\n" for row in events)
        + "</trace>\n"
        for events in traces.values()
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">'
    return f"{head}{body}</log>".encode(encoding)


def as_parquet(rows: Rows) -> bytes:
    table = pa.Table.from_pylist([{key: value or None for key, value in row.items()} for row in rows])
    """With a native type of moments, and a dictionary."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'Asia/Shanghai'")
        connection.register("t", table)
        columns = connection.sql('select "time:timestamp"::timestamptz as m from t').to_arrow_table()
    place = table.column_names.index("time:timestamp")
    table = table.set_column(place, "time:timestamp", columns["m"])
    table = table.set_column(0, table.column_names[0], table.column(0).dictionary_encode())
    sink = io.BytesIO()
    pq.write_table(table, sink, row_group_size=3000)
    return sink.getvalue()


def as_workbook(rows: Rows) -> bytes:
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"strings_to_numbers": False}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, list(rows[0]))
        for number, row in enumerate(rows, start=1):
            page.write_row(number, 0, list(row.values()))
    return sink.getvalue()


FORMATS: dict[str, Callable[[Rows], bytes]] = {
    "csv": as_csv,
    "gb18030.csv": lambda rows: as_csv(rows, "gb18030"),
    "utf16.tsv": lambda rows: as_csv(rows, "utf-16", "\t"),
    "jsonl": as_json_lines,
    "json": as_json_array,
    "xes": as_xes,
    "gb18030.xes": lambda rows: as_xes(rows, "gb18030"),
    "parquet": as_parquet,
    "xlsx": as_workbook,
}


def zipped(name: str, data: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return sink.getvalue()


@pytest.fixture(scope="module")
def receipt(shared_data: Path) -> Rows:
    """The permit receipt log with one Chinese activity, so that encodings matter."""
    with (shared_data / "event_logs" / "permit_receipt.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        row | {"concept:name": row["concept:name"].replace("Confirmation of receipt", "收件确认 & 回执")}
        for row in rows
    ]


@pytest.fixture(scope="module")
def plain_rows(receipt: Rows, tmp_path_factory: pytest.TempPathFactory) -> list:
    rows = comparable(taken_in(House(tmp_path_factory.mktemp("plain")), "a.csv", as_csv(receipt)))
    assert len(rows) == 8577
    return rows


def comparable(rows: pa.Table) -> list:
    return sorted(tuple(map(str, row.values())) for row in rows.drop_columns(PROVENANCE).to_pylist())


@pytest.mark.parametrize("form", FORMATS)
def test_one_log_in_every_format_gives_the_same_rows(
    receipt: Rows, plain_rows: list, tmp_path: Path, form: str
) -> None:
    data, house = FORMATS[form](receipt), House(tmp_path)
    packings = {
        f"a.{form}": data,
        f"a.{form}.gz": gzip.compress(data, 1),
        f"a.{form}.zip": zipped(f"inside.{form}", data),
    }
    for name, content in packings.items():
        rows = taken_in(house, name, content)
        assert comparable(rows) == plain_rows, name
        assert set(rows["member"].to_pylist()) == ({f"inside.{form}"} if name.endswith(".zip") else {None})


def test_no_name_of_a_person_reaches_the_raw_zone(receipt: Rows, tmp_path: Path) -> None:
    house = House(tmp_path)
    rows = taken_in(house, "a.csv", as_csv(receipt))
    names = {row["org:resource"] for row in receipt} - {""}
    hashes = set(rows["resource"].to_pylist()) - {None}
    assert len(names) == len(hashes)
    assert not names & hashes
    written = [path.read_bytes() for path in house.zone.root.rglob("*") if path.is_file()]
    assert not any(b"Resource21" in content for content in written)
