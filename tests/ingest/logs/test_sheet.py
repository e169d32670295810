"""Workbooks as logs: text tables with the rows' own numbers."""

import io
from datetime import datetime

import pytest
import xlsxwriter

from ingest.contract import SourceContract
from ingest.contract_file import SHIPPED, read_contract
from ingest.logs import sheet
from ingest.logs.odd_values import FORMULA_MARK
from ingest.reasons import FileRefused

HEADER = ["case:concept:name", "concept:name", "time:timestamp", "cost"]


@pytest.fixture(scope="module")
def contract() -> SourceContract:
    return read_contract(SHIPPED / "process_log.yml")


def workbook(rows: dict[int, list]) -> bytes:
    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    page = book.add_worksheet("日志")
    for number, cells in rows.items():
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and cell.startswith("="):
                page.write_formula(number, column, cell, None, "")
            else:
                page.write(number, column, cell)
    book.close()
    return sink.getvalue()


def test_cells_become_text_and_rows_keep_their_numbers(contract: SourceContract) -> None:
    data = workbook(
        {
            0: ["某市 2022 年事件日志"],
            2: HEADER,
            3: ["0012", "受理", datetime(2022, 6, 22, 9, 5), 12.5],
            6: ["0013", "办结", 44734.37847, 3.0],
            7: [14, "=1+1", None, True],
        }
    )
    (portion,) = sheet.read_sheet(io.BytesIO(data), contract)
    assert portion.header == tuple(HEADER)
    assert list(portion.numbers) == [4, 7, 8]
    assert [list(row.values()) for row in portion.data.to_pylist()] == [
        ["0012", "受理", "2022-06-22 09:05:00", "12.5"],
        ["0013", "办结", "44734.37847", "3"],
        ["14", FORMULA_MARK, None, "1"],
    ]


def test_many_rows_come_in_portions(contract: SourceContract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "PORTION_ROWS", 100)
    data = workbook({0: HEADER} | {n: [f"c{n}", "受理", "2022-06-22", n] for n in range(1, 351)})
    portions = list(sheet.read_sheet(io.BytesIO(data), contract))
    assert [portion.rows for portion in portions] == [100, 100, 100, 50]
    assert [int(number) for portion in portions for number in portion.numbers] == list(range(2, 352))


def test_a_sheet_without_the_header_still_tells_what_it_holds(contract: SourceContract) -> None:
    (portion,) = sheet.read_sheet(io.BytesIO(workbook({0: ["编号", "环节"], 1: ["1", "受理"]})), contract)
    assert (portion.header, portion.rows) == (("编号", "环节"), 0)


def test_limits_and_damage(contract: SourceContract, monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook({0: HEADER, 1: ["1", "受理", "2022-06-22", 1]})
    with pytest.raises(FileRefused, match="damaged"):
        list(sheet.read_sheet(io.BytesIO(data[: len(data) // 2]), contract))
    monkeypatch.setattr(sheet, "MAX_BYTES", 100)
    with pytest.raises(FileRefused, match="too_large"):
        list(sheet.read_sheet(io.BytesIO(data), contract))
