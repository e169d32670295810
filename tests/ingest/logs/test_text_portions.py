"""Delimited logs in portions: the records and numbers are those of the csv module, whatever the cuts and encodings."""

import csv
import gzip
import io
import random
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.cells import clean
from ingest.contract import SourceContract
from ingest.logs.delimited import delimited_portions
from ingest.logs.header import Header
from ingest.logs.open_log import open_log
from ingest.logs.portion import Portion
from ingest.logs.scan import LostRows, open_scan
from ingest.logs.text import utf8_blocks
from ingest.reasons import FileRefused
from ingest.tables.delimited import read_delimited
from tests.ingest.deliveries import event_log

HEADER = ["办件编号", "环节", "时间", "备注"]
CONTRACT = event_log(
    {
        "办件编号": {"name": "case_no"},
        "环节": {"name": "activity"},
        "时间": {"name": "at", "type": "timestamp"},
        "备注": {"name": "memo", "required": False},
    },
    "case_no",
)
ROWS = [["a1", "受理", "2022-06-01 09:00", "甲"], ["a2", "办结", "2022-06-02 10:00", ""], ["a3", "办结", "2022", "丙"]]
CONNECTION = duckdb.connect()
FOUR = Header(tuple(HEADER), ",", 1, 1, len(",".join(HEADER).encode()) + 1, 3)
Numbered = list[tuple[int, tuple[str, ...]]]


def contract_for(*headers: str, **changes: str) -> SourceContract:
    """The same contract for a file with other headers."""
    columns = dict(zip(headers, CONTRACT.columns.values(), strict=True))
    return CONTRACT.model_copy(update={"columns": columns, **changes})


def text_of(rows: list[list[str]], **dialect) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows([HEADER, *rows])
    return out.getvalue()


def portions_of(data: bytes, size: int = 1 << 20, contract: SourceContract = CONTRACT) -> Iterator[Portion]:
    return delimited_portions(utf8_blocks(io.BytesIO(data), contract.encoding, size), contract, size)


def scanned(portions: Iterator[Portion]) -> tuple[Numbered, list[tuple[int, str, str]]]:
    """Rows with their numbers, and the rejects, as DuckDB reads the portions."""
    rows: Numbered = []
    rejects = []
    for portion in portions:
        with open_scan(CONNECTION, portion) as scan:
            found = CONNECTION.sql(f"select * from {scan.relation}").fetchall()  # noqa: S608
            rows += zip(scan.numbers(len(found)).tolist(), found, strict=True)
            rejects += scan.rejects
            assert portion.rows == len(found) + len(scan.rejects)
    return rows, rejects


def expected(text: str, delimiter: str = ",") -> tuple[Numbered, list[tuple[int, str]]]:
    """The same by the csv module, one record at a time, with the rules of ``ingest.batch``."""
    rows: Numbered = []
    ragged = []
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        if number == 1 or not any(clean(cell) for cell in cells):
            continue
        if len(cells) < 3 or any(clean(cell) for cell in cells[4:]):
            ragged.append((number, "ragged_row"))
        else:
            rows.append((number, tuple([*cells, ""][:4])))
    return rows, ragged


def agrees(text: str, encoding: str, delimiter: str, size: int) -> None:
    rows, rejects = scanned(portions_of(text.encode(encoding), size))
    assert (rows, [reject[:2] for reject in rejects]) == expected(text, delimiter)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("size", [16, 1 << 20])
def test_every_encoding_delimiter_and_line_end(encoding, delimiter, end, size):
    text = text_of(ROWS, delimiter=delimiter, lineterminator=end)
    portions = list(portions_of(text.encode(encoding), size))
    rows, rejects = scanned(iter(portions))
    assert rows == [(number, tuple(row)) for number, row in enumerate(ROWS, start=2)]
    assert rejects == []
    assert portions[-1].encoding == encoding
    assert portions[0].header == tuple(HEADER)


ODD_CELLS = ["", " ", "　", "a", "受理", '5" 管', '"', '""', 'x"', "a,b", "a\nb", "a\r\nb", "\r", ";", "\t", "|", "'"]
cells = st.one_of(
    st.sampled_from(ODD_CELLS),
    st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cc", "Cs"]), max_size=8),
)
records = st.lists(st.lists(cells, max_size=7), max_size=25)


@settings(max_examples=250, deadline=None)
@given(
    rows=records,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    size=st.sampled_from([7, 40, 300, 1 << 20]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_is_read_as_the_csv_module_reads_it(rows, delimiter, quoting, end, size, encoding):
    text = text_of(rows, delimiter=delimiter, quoting=quoting, lineterminator=end)
    agrees(text, encoding, delimiter, size)


lines = st.lists(st.text(st.sampled_from('ab,," \n\r受'), max_size=14), max_size=15)


@settings(max_examples=400, deadline=None)
@given(lines=lines, size=st.sampled_from([5, 30, 1 << 20]))
def test_careless_quotation_is_read_or_refused_as_the_csv_module_does(lines, size):
    text = ",".join(HEADER) + "\n" + "\n".join(lines)
    try:
        wanted = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        with pytest.raises(FileRefused, match="damaged"):
            scanned(portions_of(text.encode(), size))
        return
    assert wanted[0] == HEADER
    agrees(text, "utf-8", ",", size)


def test_a_large_random_file_with_everything_in_it():
    choose = random.Random(7)
    values = ["", "受理", "a" * 50, 'say "x"', "two\nlines", "1,5", "2022-06-01 09:00"]
    rows = [[choose.choice(values) for _ in range(choose.choice([0, 3, 4, 4, 4, 4, 4, 5, 6]))] for _ in range(30_000)]
    agrees(text_of(rows), "utf-8", ",", 100_000)


def test_title_lines_count_and_blank_lines_are_no_rows():
    text = "衢州市办件,,\n\n" + text_of(ROWS[:1]) + ',,,\r\n\r\n　,"",\r\n' + "a2,办结,2022,丙\r\n\r\n\r\n"
    rows, rejects = scanned(portions_of(text.encode()))
    assert [number for number, _ in rows] == [4, 8]
    assert rejects == []


def test_rows_with_too_many_or_too_few_cells_are_told_apart():
    text = (
        ",".join(HEADER)
        + "\n"
        + "a1,受理,t,m\na2,受理,t\na3,受理\na4,受理,t,m,\na5,受理,t,m,, 　\na6,受理,t,m,x\na7,,,\n"
    )
    rows, rejects = scanned(portions_of(text.encode()))
    assert [number for number, _ in rows] == [2, 3, 5, 6, 8]
    assert [row[3] for _, row in rows] == ["m", "", "m", "m", ""]
    assert rejects == [(4, "ragged_row", "a3,受理"), (7, "ragged_row", "a6,受理,t,m,x")]


def test_one_cell_too_many_and_one_too_few_do_not_make_up_for_each_other():
    text = ",".join(HEADER) + '\na1,"受\n理",t,m,x\na2,受理\na3,"办,结",t,m\n'
    rows, rejects = scanned(portions_of(text.encode()))
    assert rows == [(4, ("a3", "办,结", "t", "m"))]
    assert [reject[:2] for reject in rejects] == [(2, "ragged_row"), (3, "ragged_row")]


def test_ascii_first_and_gb18030_much_later():
    plain = "".join(f"a{n},accept,2022-06-01,none\n" for n in range(500))
    chinese = "".join(f"b{n},受理,2022-06-02,补正材料\n" for n in range(500))
    data = ("id,step,time,memo\n" + plain + chinese).encode("gb18030")
    assert {block.encoding for block in utf8_blocks(io.BytesIO(data), None, 4096)} == {"utf-8", "gb18030"}
    rows, _ = scanned(portions_of(data, 4096, contract_for("id", "step", "time", "memo")))
    assert len(rows) == 1000
    assert rows[-1] == (1001, ("b499", "受理", "2022-06-02", "补正材料"))


@pytest.mark.parametrize("size", [64, 1 << 20])
def test_a_broken_byte_in_the_middle_is_named(size):
    good = text_of(ROWS * 50).encode()
    at = good.rindex("丙".encode())
    with pytest.raises(FileRefused, match=rf"undecodable.*byte {at + 1:,}:"):
        list(portions_of(good[:at] + b"\xff\xfe" + good[at:], size))


def test_a_nul_byte_and_a_cut_character_are_refused():
    good = text_of(ROWS).encode()
    with pytest.raises(FileRefused, match="undecodable"):
        list(portions_of(good + b"\0\0"))
    with pytest.raises(FileRefused, match=rf"undecodable.*byte {len(good) + 1:,}:"):
        list(portions_of(good + "受".encode()[:2]))
    with pytest.raises(FileRefused, match="undecodable"):
        list(portions_of(text_of(ROWS).encode("gb18030") + "受".encode("gb18030")[:1]))


@pytest.mark.parametrize("size", [32, 1 << 20])
def test_an_open_quotation_names_its_line(size):
    text = text_of(ROWS).replace("a2", '"a2')
    with pytest.raises(FileRefused, match=r"damaged.*line [34]"):
        list(portions_of(text.encode(), size))


def test_a_record_without_end_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr("ingest.logs.delimited.MAX_RECORD_BYTES", 1000)
    text = text_of(ROWS) + '"' + "x\n" * 5000
    with pytest.raises(FileRefused, match=r"damaged.*line 5"):
        list(portions_of(text.encode(), 200))


def test_a_very_long_cell_passes():
    rows = [*ROWS, ["a9", "受理", "t", "长" * 3_000_000], *ROWS]
    text = text_of(rows)
    found, _ = scanned(portions_of(text.encode(), 1 << 20))
    assert [row for _, row in found] == [tuple(row) for row in rows]


@pytest.mark.parametrize("bare_mark", [False, True])
def test_cells_above_a_million_characters_are_judged_like_short_ones(bare_mark):
    long = "x" * 1_100_000
    rows = ["a1,受理,t,m", f"a2,受理,t,{long}", f"a3,受理,t,m,{long}", f"a4,受理,t,m,{' ' * len(long)}"]
    rows += [" " * len(long), f'"{" " * len(long)}",,', 'a5,受理,t,5" 管' if bare_mark else "a5,受理,t,m"]
    found, rejects = scanned(portions_of(("\n".join([",".join(HEADER), *rows]) + "\n").encode()))
    assert [number for number, _ in found] == [2, 3, 5, 8]
    assert found[1][1][3] == long
    assert [reject[:2] for reject in rejects] == [(4, "ragged_row")]


def test_a_cell_above_the_limit_says_something(monkeypatch):
    before = csv.field_size_limit(10)
    try:
        text = ",".join(HEADER) + "\na1,受理,t,m\n" + f"a2,受理,t,m,{'x' * 20}\n{' ' * 20}\n"
        monkeypatch.setattr("ingest.logs.delimited.find_header", lambda *given: FOUR)
        found, rejects = scanned(portions_of(text.encode()))
    finally:
        csv.field_size_limit(before)
    assert [number for number, _ in found] == [2]
    assert [reject[:2] for reject in rejects] == [(3, "ragged_row"), (4, "ragged_row")]


@pytest.mark.parametrize("delimiter", ["^", "~", ":", "#", "\x01", "\x1f", "，"])
@pytest.mark.parametrize("size", [40, 1 << 20])
def test_delimiters_beyond_the_usual_four_are_known_by_the_header(delimiter, size):
    rows = [
        ["a1", "受理", "2022-06-01", '5" 管'],
        ["a2", "办结", "2022-06-02", f"x{delimiter}y"],
        ["a3", "办结", "", "丙"],
    ]
    text = "衢州市办件\n" + text_of(rows, delimiter=delimiter)
    found, rejects = scanned(portions_of(text.encode(), size))
    assert [row for _, row in found] == [tuple(row) for row in rows]
    assert rejects == []
    table = read_delimited(text.encode(), lambda cells: cells == HEADER)
    assert [record.cells for record in table.records] == rows


def test_a_missing_column_refuses_the_file():
    with pytest.raises(FileRefused, match=r"missing_column.*时间"):
        list(portions_of(text_of(ROWS).replace("时间", "日期").encode()))


def test_a_header_without_rows_gives_an_empty_portion():
    for end in ("", "\n", "\n,,,\n"):
        [portion] = portions_of((",".join(HEADER) + end).encode())
        assert (portion.header, portion.rows, portion.encoding) == (tuple(HEADER), 0, "utf-8")
    for nothing in (b"", b"\xef\xbb\xbf", b"\n \n"):
        with pytest.raises(FileRefused, match=r"empty|no_rows"):
            list(portions_of(nothing))


def test_a_declared_encoding_and_delimiter_are_kept_to():
    contract = contract_for("編號", "環節", "時間", "備註", encoding="big5", delimiter="，")
    text = "編號，環節，時間，備註\na1，審核，t，\na2，審核，t，甲\n"
    portions = list(portions_of(text.encode("big5"), 16, contract))
    assert portions[0].encoding == "big5"
    rows, _ = scanned(iter(portions))
    assert rows == [(2, ("a1", "審核", "t", "")), (3, ("a2", "審核", "t", "甲"))]


def test_rows_that_do_not_add_up_are_never_passed_over():
    [portion] = portions_of(text_of(ROWS).encode())
    with open_scan(CONNECTION, portion) as scan, pytest.raises(LostRows):
        scan.numbers(2)


@pytest.mark.parametrize("name", ["permit_receipt.csv", "interval_event_log.csv"])
@pytest.mark.parametrize("packed", [False, True])
def test_real_logs(shared_data: Path, tmp_path: Path, name, packed):
    path = shared_data / "event_logs" / name
    if packed:
        path = tmp_path / name
        path.write_bytes(gzip.compress((shared_data / "event_logs" / name).read_bytes()))
    keys = {"case:concept:name": "case_id", "concept:name": "activity", "time:timestamp": "at"}
    columns = {header: {"name": name, "type": "timestamp" if name == "at" else "text"} for header, name in keys.items()}
    contract = SourceContract.model_validate(
        CONTRACT.model_dump() | {"columns": columns, "log": {"case": "case_id", "activity": "activity", "at": "at"}}
    )
    rows, rejects = scanned(open_log(path, contract))
    with (shared_data / "event_logs" / name).open(newline="", encoding="utf-8") as file:
        wanted = list(csv.reader(file))
    assert rejects == []
    assert [row for _, row in rows] == [tuple(row) for row in wanted[1:]]
    assert rows[-1][0] == len(wanted)


@pytest.mark.parametrize(
    "name",
    [
        *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates"),
        *("newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"),
    ],
)
@pytest.mark.parametrize("size", [9, 1 << 20])
def test_the_corpus_of_odd_files(shared_data: Path, name, size):
    data = (shared_data / "csv_spectrum" / "csvs" / f"{name}.csv").read_bytes()
    header = data.decode().splitlines()[0].split(",")
    columns = {
        key: {"name": f"x{place}", "type": "timestamp" if not place else "text"} for place, key in enumerate(header)
    }
    contract = SourceContract.model_validate(
        CONTRACT.model_dump() | {"columns": columns, "log": {"case": "x0", "activity": "x0", "at": "x0"}}
    )
    rows, _ = scanned(portions_of(data, size, contract))
    table = read_delimited(data, lambda cells: cells == [key.casefold() for key in header])
    assert rows == [(record.row_number, tuple(record.cells)) for record in table.records]
