"""Rows: written or quarantined, none disappears; personal data never in either."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.batch import Batch, ConservationError, build_batch
from ingest.contract_file import load_contracts
from ingest.headers import bind, looks_like_header
from ingest.reasons import FileRefused
from ingest.tables.delimited import read_delimited
from ingest.tables.table import Record, Table
from tests.ingest.deliveries import CARD_HEADER, KEY, csv_text

CONTRACTS = load_contracts()
CARD = CONTRACTS["indicator_card"]
WIDE = CONTRACTS["doing_business_history"]


def cards(*rows: list[str], header: list[str] | None = None) -> Batch:
    data = csv_text([header or CARD_HEADER, *rows]).encode()
    return build_batch(CARD, read_delimited(data, looks_like_header(CARD)), KEY)


def held(batch: Batch) -> list[tuple[int, str, str]]:
    return [(cell.row_number, cell.column_name, cell.reason_code) for cell in batch.quarantine]


def test_a_good_row_is_typed():
    (row,) = cards(["I16-1", "330800", "2021年", "１２.5", "%"]).rows
    assert (row["series_code"], row["period"], row["value"], row["status"]) == ("I16-1", "2021", 12.5, "A")
    assert (row["unit"], row["raw_text"], row["row_number"]) == ("pct", "12.5", 2)


@pytest.mark.parametrize(
    ("text", "status"),
    [("", "O"), ("—", "O"), ("…", "O"), ("/", "O"), ("未报", "L"), ("不适用", "M"), ("保密", "Q")],
)
def test_kinds_of_nothing_are_kept_apart(text, status):
    (row,) = cards(["I16-1", "330800", "2021", text, "%"]).rows
    assert (row["value"], row["status"]) == (None, status)


def test_zero_is_a_figure():
    (row,) = cards(["I16-1", "330800", "2021", "0", "%"]).rows
    assert (row["value"], row["status"]) == (0.0, "A")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (["", "330800", "2021", "1", "%"], "series_code", "empty_key"),
        (["—", "330800", "2021", "1", "%"], "series_code", "empty_key"),
        (["I16-1", "330800", "去年", "1", "%"], "period", "unparsable_period"),
        (["I16-1", "330800", "2021", "约1", "%"], "value", "unparsable_number"),
        (["I16-1", "330800", "2021", "1", "斤"], "unit", "unknown_code"),
        (["I16-1", "330800", "2021"], "", "ragged_row"),
        (["I16-1", "330800", "2021", "1", "%", "x"], "", "ragged_row"),
    ],
)
def test_a_row_with_a_fault_is_quarantined_with_its_place(row, column, reason):
    batch = cards(["I16-9", "330800", "2021", "1", "%"], row)
    assert held(batch) == [(3, column, reason)]
    assert (batch.rows_read, batch.rows_written, batch.rows_quarantined) == (2, 1, 1)


def test_a_key_that_occurs_twice_keeps_the_first():
    batch = cards(["I16-1", "330800", "2021", "1", "%"], ["I16-1", "330800", "2021", "2", "%"])
    assert [row["value"] for row in batch.rows] == [1.0]
    assert held(batch) == [(3, "series_code,region_code,period", "duplicate_key")]


def test_a_key_that_is_a_number_can_be_reported_too():
    columns = {**CARD.columns, "地区代码": CARD.columns["地区代码"].model_copy(update={"type": "integer"})}
    contract = CARD.model_copy(update={"columns": columns})
    data = csv_text([CARD_HEADER, *[["I16-1", "330800", "2021", "1", "%"]] * 2]).encode()
    batch = build_batch(contract, read_delimited(data, looks_like_header(contract)), KEY)
    assert batch.quarantine[0].raw_text == "I16-1, 330800, 2021"


def test_blank_lines_are_no_rows_and_a_file_of_them_is_refused():
    assert cards(["", "", "", "", ""], ["I16-1", "330800", "2021", "1", "%"]).rows_read == 1
    with pytest.raises(FileRefused, match="no_rows"):
        cards()


def wide_text(header: list[str], *rows: list[str]) -> bytes:
    return csv_text([header, *rows]).encode()


def wide_header(suffix: bool) -> list[str]:
    header = ["code", "Year", "Economy"]
    for value in WIDE.values:
        if value.section and f"Rank-{value.section}" not in header:
            header.append(f"Rank-{value.section}")
        if value.header not in header[-1:]:
            header.append(value.header)
    return [f"{name}...{n}" if suffix and header.count(name) > 1 else name for n, name in enumerate(header, 1)]


def wide_values(header: list[str]) -> dict[tuple[str, str], float]:
    row = ["QUZ", "2019", "Quzhou", *[str(n) for n in range(len(header) - 3)]]
    data = wide_text(header, row)
    batch = build_batch(WIDE, read_delimited(data, looks_like_header(WIDE)), KEY)
    return {(r["series_code"], r["concept"]): r["value"] for r in batch.rows}


def test_repeated_headers_are_told_apart_with_and_without_a_suffix():
    plain, suffixed = wide_values(wide_header(False)), wide_values(wide_header(True))
    assert plain == suffixed
    assert len({plain["DCP-time", "value"], plain["GE-time", "value"], plain["RP-time", "value"]}) == 3
    assert len(set(plain.values())) == len(plain)


def test_sections_may_stand_in_another_order():
    header = wide_header(False)
    starts = [i for i, name in enumerate(header) if name.startswith("Rank-")] + [len(header)]
    blocks = [header[a:b] for a, b in pairwise(starts)]
    turned = header[: starts[0]] + [name for block in reversed(blocks) for name in block]
    data = {}
    for order in (header, turned):
        numbers, section = [], ""
        for name in order[3:]:
            section = name if name.startswith("Rank-") else section
            numbers.append(str(sum(map(ord, section + name)) % 1000))
        batch = build_batch(
            WIDE,
            read_delimited(wide_text(order, ["QUZ", "2019", "Quzhou", *numbers]), looks_like_header(WIDE)),
            KEY,
        )
        data[order is header] = {(r["series_code"], r["concept"]): r["value"] for r in batch.rows}
    assert data[True] == data[False]


def test_a_repeated_header_outside_any_section_is_refused():
    header = [name for name in wide_header(False) if name != "Rank-Getting electricity"]
    with pytest.raises(FileRefused):
        bind(WIDE, tuple(header))


def test_a_wide_row_cut_off_is_no_row_of_missing_figures():
    header = wide_header(False)
    full = ["QUZ", "2019", "Quzhou", *["1"] * (len(header) - 3)]
    batch = build_batch(
        WIDE, read_delimited(wide_text(header, full, ["QU2", *full[1:20]]), looks_like_header(WIDE)), KEY
    )
    assert held(batch) == [(3, "", "ragged_row")]
    assert batch.values_read == 2 * batch.values_written


def test_an_unreadable_value_of_a_wide_row_is_withheld_alone():
    header = wide_header(False)
    row = ["QUZ", "2019", "Quzhou", *["1"] * (len(header) - 3)]
    row[header.index("Procedures - Men (number)")] = "about 5"
    batch = build_batch(WIDE, read_delimited(wide_text(header, row), looks_like_header(WIDE)), KEY)
    assert [(cell.raw_text, cell.value_only) for cell in batch.quarantine] == [("about 5", True)]
    assert (batch.rows_written, batch.values_read - batch.values_written) == (1, 1)


CELLS = st.one_of(st.sampled_from(["I16-1", "330800", "2021", "5", "%", "", "—", "x", "9" * 400]), st.text(max_size=6))


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12))
def test_rows_read_are_rows_written_and_quarantined(rows):
    def records() -> Iterator[Record]:
        return (Record(number, row) for number, row in enumerate(rows, start=2))

    try:
        batch = build_batch(CARD, Table(tuple(CARD_HEADER), records()), KEY)
    except FileRefused as refusal:
        assert refusal.code == "no_rows"
        return
    assert batch.rows_read == batch.rows_written + batch.rows_quarantined
    numbers = {row["row_number"] for row in batch.rows} | {cell.row_number for cell in batch.quarantine}
    assert len(numbers) == batch.rows_read
    assert len(batch.rows) == batch.rows_written


@pytest.mark.parametrize("name", ["rows_read", "rows_written", "values_read"])
def test_a_lost_row_or_value_is_a_fault_of_the_program(name):
    batch = cards(["I16-1", "330800", "2021", "1", "%"])
    setattr(batch, name, getattr(batch, name) + 1)
    with pytest.raises(ConservationError):
        batch.check_conservation()
