"""Event logs in workbooks: the sheet that holds the header, as tables of text."""

from itertools import islice
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from ingest.cells import Cell, clean
from ingest.contract import SourceContract
from ingest.headers import looks_like_header
from ingest.logs.odd_values import FORMULA_MARK
from ingest.logs.portion import Portion, Portions
from ingest.reasons import FileRefused
from ingest.tables.table import FormulaWithoutValue, Record
from ingest.tables.workbook import read_workbook

PORTION_ROWS = 200_000
MAX_BYTES = 512 << 20  # a full sheet of a million rows packs into far less


def read_sheet(file: BinaryIO | bytes, contract: SourceContract) -> Portions:
    """The records below the header, numbered as a spreadsheet program shows them; blank rows are left out.

    Every cell is text: times in ISO form, numbers with all their digits (also the day numbers of a column that is not
    formatted as dates), a formula without a stored value as :data:`ingest.logs.odd_values.FORMULA_MARK`. Cells right
    of the header stand under headers without a name. Raises :class:`ingest.reasons.FileRefused`.
    """
    data = file if isinstance(file, bytes) else file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileRefused("unreadable", "too_large", f"a workbook above {MAX_BYTES:,} bytes")
    table = read_workbook(data, looks_like_header(contract), contract.sheet)
    filled = (record for record in table.records if any(clean(cell) for cell in record.cells))
    empty = True
    while records := list(islice(filled, PORTION_ROWS)):
        empty = False
        yield _portion(table.header, records)
    if empty:
        yield _portion(table.header, [])  # which columns are missing can still be said


def _portion(header: tuple[str, ...], records: list[Record]) -> Portion:
    width = max((len(record.cells) for record in records), default=0)
    header += ("",) * (width - len(header))
    columns: list[list[str | None]] = [[None] * len(records) for _ in header]
    for row, record in enumerate(records):
        for column, cell in zip(columns, record.cells, strict=False):
            if cell is not None:
                column[row] = _text(cell)
    arrays = [pa.array(column, pa.string()) for column in columns]
    numbers = np.array([record.row_number for record in records], dtype=np.int64)
    return Portion("table", header, pa.Table.from_arrays(arrays, names=list(header)), numbers)


def _text(cell: Cell) -> str:
    if isinstance(cell, FormulaWithoutValue):
        return FORMULA_MARK
    return cell if isinstance(cell, str) else clean(cell)
