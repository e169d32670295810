"""Logs in JSON: lines, arrays, an array inside an object; what is damaged is told, what appears late is kept."""

import io
import json
from collections.abc import Iterator

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.logs.json_array import any_json_portions
from ingest.logs.portion import Portion
from ingest.logs.scan import open_scan
from ingest.logs.text import utf8_blocks
from ingest.reasons import FileRefused
from tests.ingest.deliveries import event_log

CONTRACT = event_log(
    {"case": {"name": "case_no"}, "step": {"name": "activity"}, "时间": {"name": "at", "type": "timestamp"}}, "case_no"
)
RECORDS = [{"case": f"a{n}", "step": "受理", "时间": "2022-06-01 09:00"} for n in range(40)]
CONNECTION = duckdb.connect()
Row = tuple[int, dict[str, str]]


def portions_of(data: bytes, size: int = 1 << 20) -> Iterator[Portion]:
    return any_json_portions(utf8_blocks(io.BytesIO(data), None, size), CONTRACT)


def scanned(data: bytes, size: int = 1 << 20) -> tuple[list[Row], list[tuple[int, str, str]]]:
    """Rows (number and the values that are there) and rejects, as DuckDB reads the portions."""
    rows, rejects = [], []
    for portion in portions_of(data, size):
        with open_scan(CONNECTION, portion) as scan:
            found = CONNECTION.sql(f"select * from {scan.relation}").fetchall()  # noqa: S608
            for number, row in zip(scan.numbers(len(found)).tolist(), found, strict=True):
                rows.append((number, {k: v for k, v in zip(portion.header, row, strict=True) if v is not None}))
            rejects += scan.rejects
    return rows, rejects


def lines_of(records: list[dict]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


@pytest.fixture
def small_heads(monkeypatch):
    for module in ("json_array", "text"):
        monkeypatch.setattr(f"ingest.logs.{module}.HEAD_BYTES", 600)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("size", [50, 1 << 20])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("form", ["lines", "array", "wrapped", "spread"])
@pytest.mark.usefixtures("small_heads")
def test_every_arrangement_gives_the_same_rows(encoding, size, indent, form):
    whole = {
        "lines": lines_of(RECORDS).decode(),
        "array": json.dumps(RECORDS, ensure_ascii=False, indent=indent),
        "wrapped": json.dumps({"code": 0, "x": [1], "rows": RECORDS, "n": 40}, ensure_ascii=False, indent=indent),
        "spread": "\n".join(json.dumps(record, ensure_ascii=False, indent=indent) for record in RECORDS),
    }
    rows, rejects = scanned(whole[form].encode(encoding), size)
    assert rows == list(enumerate(RECORDS, start=1))
    assert rejects == []


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=9),
)
nested = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab{", max_size=2), inner)
)
objects = st.fixed_dictionaries(
    {"case": st.text('a"\\{}[],:', min_size=1), "step": scalars, "时间": scalars},
    optional={"x": nested, 'q"y': scalars},
)


@settings(max_examples=200, deadline=None)
@given(
    records=st.lists(objects, min_size=1, max_size=12),
    as_array=st.booleans(),
    indent=st.sampled_from([None, 1]),
    ascii_only=st.booleans(),
    size=st.sampled_from([20, 100, 1 << 20]),
)
def test_any_objects_keep_their_values(records, as_array, indent, ascii_only, size):
    if as_array:
        data = json.dumps(records, ensure_ascii=ascii_only, indent=indent).encode()
    else:
        data = "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records).encode()
    rows, rejects = scanned(data, size)
    assert rejects == []
    assert [number for number, _ in rows] == list(range(1, len(records) + 1))
    for (_, row), record in zip(rows, records, strict=True):
        wanted = {key: value for key, value in record.items() if value is not None}
        assert row.keys() == wanted.keys()
        for key, value in wanted.items():
            assert row[key] == value if isinstance(value, str) else json.loads(row[key]) == value


def test_blank_lines_count_and_damaged_lines_are_told():
    bad = '{"case": "b1", "step": "x"'
    data = lines_of(RECORDS[:2]) + f"\n  \r\n{bad}\n[1]\n5\n{{}}\n".encode() + lines_of(RECORDS[2:3]) + b'{"case":null}'
    rows, rejects = scanned(data)
    assert rows == [(1, RECORDS[0]), (2, RECORDS[1]), (9, RECORDS[2])]
    assert rejects == [(5, "damaged_row", bad), (6, "damaged_row", "[1]"), (7, "damaged_row", "5")]


def test_elements_that_are_no_objects_are_told():
    data = b'[null, {"case":"a","step":"s","\xe6\x97\xb6\xe9\x97\xb4":"t"}, 7, "x, {", {"case":"b"}, [1, 2] ]'
    for size in (30, 1 << 20):
        rows, rejects = scanned(data, size)
        assert [(number, row["case"]) for number, row in rows] == [(2, "a"), (5, "b")]
        assert [(number, text) for number, _, text in rejects] == [(1, "null"), (3, "7"), (4, '"x, {"'), (6, "[1, 2]")]


@pytest.mark.usefixtures("small_heads")
def test_a_key_that_begins_late_joins_the_header():
    late = [*RECORDS, {"case": "z", "step": "s", "时间": "t", "新列": 3}]
    headers = [portion.header for portion in portions_of(lines_of(late), 300)]
    assert headers[0] == ("case", "step", "时间")
    assert headers[-1] == ("case", "step", "时间", "新列")
    assert scanned(lines_of(late), 300)[0][-1] == (41, {"case": "z", "step": "s", "时间": "t", "新列": "3"})


def test_a_renamed_key_of_the_same_length_is_noticed():
    renamed = [{"case": "z", "stop": "s", "时间": "t"} for _ in range(3)]
    [portion] = portions_of(lines_of(RECORDS[:3] + renamed))
    assert portion.header == ("case", "step", "时间", "stop")


def test_a_long_key_is_compared_to_its_first_letter():
    one, other = "a_very_long_name_of_a_column_1", "b_very_long_name_of_a_column_1"
    [portion] = portions_of(lines_of([{"case": "1", one: 1}, {"case": "2", one: 1}, {"case": "3", other: 1}]))
    assert portion.header == ("case", one, other)


@pytest.mark.parametrize("line", ['{"case":1,"Case":2}', '{"case":1,"step":2,"step":3}'])
def test_a_key_that_cannot_be_told_from_another_refuses_the_file(line):
    with pytest.raises(FileRefused, match="duplicate_header"):
        list(portions_of(lines_of(RECORDS[:2]) + line.encode()))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'[{"case":"a"}, {"case":"b"', "damaged"),
        (b'[{"case":"a"}] x', "damaged"),
        (b'{"data":[{"case":"a"}]', "damaged"),
        (b'{"data":[{"case":"a"}]}}', "damaged"),
        (b'[{"case":"a}]', "damaged"),
        (b"{broken\n{broken", "damaged"),
        (b'{"a":[' + lines_of(RECORDS[:1]) + b'],"b":[' + lines_of(RECORDS[:1]) + b"]}", "unsupported_format"),
    ],
)
@pytest.mark.parametrize("size", [8, 1 << 20])
@pytest.mark.usefixtures("small_heads")
def test_what_is_cut_off_or_ambiguous_is_refused(data, code, size):
    with pytest.raises(FileRefused) as refusal:
        scanned(data, size)
    assert refusal.value.code == code


def test_an_empty_array_has_no_portions():
    assert list(portions_of(b" [ ] ")) == []
    assert list(portions_of(b'{"data": [], "total": 0}')) == []


def test_an_element_without_end_is_refused_before_it_fills_the_memory(monkeypatch):
    monkeypatch.setattr("ingest.logs.json_array.MAX_RECORD_BYTES", 1000)
    monkeypatch.setattr("ingest.logs.json_lines.MAX_RECORD_BYTES", 1000)
    for data in (b'[{"case":"' + b"x" * 5000, b'{"case":"' + b"x" * 5000):
        with pytest.raises(FileRefused, match=r"damaged.*1,000 bytes"):
            list(portions_of(data, 100))


def test_nesting_without_end_is_a_damaged_row_and_no_crash():
    deep = b'{"case":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    rows, rejects = scanned(lines_of(RECORDS[:2]) + deep + lines_of(RECORDS[:1]))
    assert [number for number, _ in rows if number != 3] == [1, 2, 4]
    assert all(number == 3 for number, _, _ in rejects)


def test_a_very_long_object_passes():
    long = {"case": "长" * 12_000_000, "step": "s"}
    rows, rejects = scanned(lines_of([RECORDS[0], long, RECORDS[1]]), 1 << 20)
    assert [len(row["case"]) for _, row in rows] == [2, 12_000_000, 2]
    assert rejects == []


def test_keys_that_are_no_names_do_no_harm():
    rows, rejects = scanned(b'{"":1,"case":"a","a\\"b":2,"c\'d":3,"e.f":4,"\\u53d7\\n":5,"g\\u0000":6}\n')
    assert rows == [(1, {"case": "a", 'a"b': "2", "c'd": "3", "e.f": "4", "受\n": "5"})]
    assert rejects == []


def test_whole_numbers_keep_every_digit():
    rows, _ = scanned(b'{"case":12345678901234567890123,"step":330802199001011234}\n')
    assert rows == [(1, {"case": "12345678901234567890123", "step": "330802199001011234"})]
