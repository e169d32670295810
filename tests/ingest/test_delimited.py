"""Delimited text: encodings, delimiters, titles, damage; the csv-spectrum corpus and real exports."""

import json
from pathlib import Path

import pytest

from ingest.contract_file import load_contracts
from ingest.headers import bind, looks_like_header
from ingest.reasons import FileRefused
from ingest.tables.delimited import FIELD_LIMIT, read_delimited
from tests.ingest.deliveries import CARD_HEADER, csv_text

CARD = load_contracts()["indicator_card"]
ROWS = [["I16-1", "330800", "2021", "12.5", "%"], ["I16-2", "330802", "2021", "7", "个"]]
TEXT = csv_text([CARD_HEADER, *ROWS])
CORPUS = [
    *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates"),
    *("newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"),
]


def read(data: bytes, **hints: str):
    table = read_delimited(data, looks_like_header(CARD), **hints)
    return table, [(record.row_number, record.cells) for record in table.records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding, delimiter):
    data = csv_text([CARD_HEADER, *ROWS], delimiter).encode(encoding)
    table, records = read(data)
    assert list(table.header) == CARD_HEADER
    assert records == [(2, ROWS[0]), (3, ROWS[1])]
    assert table.encoding == encoding


def test_a_byte_order_mark_does_not_stick_to_the_first_header():
    table, _ = read(TEXT.encode("utf-8-sig"), encoding="utf-8")
    assert table.header[0] == "指标代码"


def test_titles_above_the_header_are_passed_over_and_row_numbers_stay():
    table, records = read(("衢州市指标数据,,,,\n\n单位：见各列\n" + TEXT).encode())
    assert list(table.header) == CARD_HEADER
    assert records[0][0] == 5


def test_a_cell_may_hold_line_breaks():
    _, records = read(TEXT.replace("I16-2", '"I16\n-2"').encode())
    assert [number for number, _ in records] == [2, 3]


def test_an_unclosed_quote_refuses_the_file_with_its_line():
    with pytest.raises(FileRefused, match=r"damaged.*line 3"):
        read(TEXT.replace("I16-2", '"I16-2').encode())


def test_a_cell_beyond_every_measure_refuses_the_file():
    with pytest.raises(FileRefused, match="damaged"):
        read((TEXT + "x" * (FIELD_LIMIT + 1)).encode())


@pytest.mark.parametrize("data", [b"", b"  \n \n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_refused(data):
    with pytest.raises(FileRefused):
        read(data)


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 100])
def test_binary_data_is_refused(data):
    with pytest.raises(FileRefused, match="undecodable"):
        read(data)


def test_every_missing_column_is_named():
    table, _ = read(csv_text([CARD_HEADER[:3], ["I16-1", "330800", "2021"]]).encode())
    with pytest.raises(FileRefused, match=r"missing_column.*数值、单位"):
        bind(CARD, table.header)


def test_a_repeated_header_is_refused():
    table, _ = read(csv_text([[*CARD_HEADER, "数值"], [*ROWS[0], "9"]]).encode())
    with pytest.raises(FileRefused, match=r"duplicate_header.*数值"):
        bind(CARD, table.header)


def test_an_alias_beside_the_header_is_a_repetition_too():
    table, _ = read(csv_text([[*CARD_HEADER, "VALUE"], [*ROWS[0], "9"]]).encode())
    with pytest.raises(FileRefused, match="duplicate_header"):
        bind(CARD, table.header)


@pytest.mark.parametrize("name", CORPUS)
def test_csv_spectrum(shared_data: Path, name):
    data = (shared_data / "csv_spectrum" / "csvs" / f"{name}.csv").read_bytes()
    expected = json.loads((shared_data / "csv_spectrum" / "json" / f"{name}.json").read_text("utf-8"))
    expected = expected if isinstance(expected, list) else [expected]
    if name == "newlines_crlf":
        # the stored file has lost the CRLF inside its quoted cell
        expected = [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in expected]
    table = read_delimited(data, lambda row: True)
    rows = [dict(zip(table.header, record.cells, strict=True)) for record in table.records]
    if name == "location_coordinates":
        # the corpus' expectation has another telephone number than its file (see its SOURCE.md)
        expected[0]["Contact Phone Number"] = rows[0]["Contact Phone Number"] = "2095257564"
    assert rows == expected


@pytest.mark.parametrize("name", ["分省年度数据", "分省年度数据 (1)", "分省年度数据 (2)", "分省年度数据 (3)"])
def test_national_statistics_exports(shared_data: Path, name):
    data = (shared_data / "statistics_nbs" / f"{name}.csv").read_bytes()
    table = read_delimited(data, lambda row: bool(row) and row[0] == "地区" and "2019年" in row)
    records = list(table.records)
    assert table.encoding == "gb18030"
    assert [record.cells[0] for record in records][:2] == ["北京市", "天津市"]
    assert (records[0].row_number, records[-1].cells[0][:4]) == (5, "数据来源")
    if name == "分省年度数据":
        assert records[0].cells[table.header.index("2019年")] == "37767.0"


def test_the_tidy_panel_of_national_statistics(shared_data: Path):
    data = (shared_data / "statistics_nbs" / "分省年度数据_整合.csv").read_bytes()
    table = read_delimited(data, lambda row: bool(row) and row[0] == "地区")
    assert table.encoding == "utf-8-sig"
    width = len(table.header)
    assert all(len(record.cells) == width for record in table.records)


def test_in_a_log_the_contracts_own_header_counts_beside_an_alias():
    contract = load_contracts()["process_log"]
    header = ("concept:name", "Activity", "case:concept:name", "time:timestamp")
    binding = bind(contract, header)
    assert {column.name: index for index, column in binding.columns} == {"activity": 0, "case_id": 2, "occurred_at": 3}
    assert binding.unknown == ("Activity",)
