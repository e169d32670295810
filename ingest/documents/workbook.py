"""Workbooks as evidence (xlsx, xlsm, xlsb, xls, ods): every sheet a page, every row a line."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

import python_calamine as calamine

from ingest.cells import Cell
from ingest.documents.archive import open_archive, read_part, too_large
from ingest.documents.core_properties import core_properties
from ingest.documents.labels import take_labelled_blocks
from ingest.documents.model import REASON_CODES, Block, DocumentTable, DocumentText, Page, UnreadableDocument, tidy
from ingest.documents.tables import table_of
from ingest.reasons import FileRefused
from ingest.tables.table import FormulaWithoutValue
from ingest.tables.workbook import grids_of, open_book, records_of

_OLD, _OPEN_XML, _OPEN_DOCUMENT = (
    f"application/vnd.{name}"
    for name in ("ms-excel", "openxmlformats-officedocument.spreadsheetml.sheet", "oasis.opendocument.spreadsheet")
)
MAX_ROWS = 50_000  # of all sheets: what is longer is a statistic or a log, and is delivered as one


def read_workbook_document(path: Path) -> DocumentText:
    """Sheets of a workbook as pages, each with a heading (its name), its rows as lines of cells, and one table.

    The cells of a row stand in one line: a figure keeps its label and its unit. Cells with an error or a formula
    without a stored value are empty; a note counts them. Raises :class:`UnreadableDocument`.
    """
    data = path.read_bytes()
    try:
        book = open_book(data)
        sheets = [(name, list(_rows(book, name, data))) for name in grids_of(book)]
    except FileRefused as refusal:
        code = refusal.code if refusal.code in REASON_CODES else "damaged"
        more_zh, more_en = ("，请拆分后报送", "; split it") if code == "too_large" else ("", "")
        raise UnreadableDocument(code, refusal.message_zh + more_zh, refusal.message_en + more_en) from refusal
    if sum(len(rows) for _, rows in sheets) > MAX_ROWS:
        raise too_large(f"{MAX_ROWS:,} rows")
    blocks: list[Block] = []
    tables: list[DocumentTable] = []
    for number, (name, rows) in enumerate(sheets, start=1):
        lines = [line for row in rows if (line := tidy(" ".join(filter(None, map(_shown, row)))))]
        if lines and tidy(name):
            blocks.append(Block(tidy(name), "heading", number))
        blocks += [Block(line, "cell", number) for line in lines]
        table = table_of(_laid_out(rows, _merged(book, name, rows)), number)
        tables += [table] if table else []
    labelled, kept = take_labelled_blocks(blocks)
    media_type, said = _about(path)
    return DocumentText(
        media_type,
        None,
        said.pop("title", None),
        kept,
        labelled,
        tuple(_notes(book, sheets)),
        "calamine",
        tuple(Page(number) for number in range(1, len(sheets) + 1)) or (Page(1),),
        tuple(tables),
        said,
    )


def is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument file is a spreadsheet: its first part says so."""
    return "mimetype" in archive.namelist() and b".spreadsheet" in read_part(archive, "mimetype")


def _rows(book: calamine.CalamineWorkbook, name: str, data: bytes) -> Iterator[list[Cell]]:
    for record in records_of(book, name, data):
        if record.row_number > MAX_ROWS and any(record.cells):
            raise too_large(f"{name}: {MAX_ROWS:,} rows")
        if record.row_number <= MAX_ROWS:
            yield record.cells


def _laid_out(rows: Sequence[Sequence[Cell]], merged: dict[tuple[int, int], tuple[int, int]]) -> Iterator[list[str]]:
    """Texts by row and column up to the last that says something; a merged cell repeats its text."""
    texts = [[_shown(cell) for cell in row] for row in rows]
    while texts and not any(texts[-1]):
        texts.pop()
    for at, row in enumerate(texts):
        yield [_at(texts, merged.get((at, column), (at, column))) for column in range(len(row))]


def _at(texts: Sequence[Sequence[str]], place: tuple[int, int]) -> str:
    row, column = place
    return texts[row][column] if row < len(texts) and column < len(texts[row]) else ""


def _merged(
    book: calamine.CalamineWorkbook, name: str, rows: Sequence[Sequence[Cell]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Place of every covered cell -> the place that holds its text. ODS tells none."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    width = max(map(len, rows), default=0)
    for (top, left), (bottom, right) in book.get_sheet_by_name(name).merged_cell_ranges or ():
        for row in range(top, min(bottom + 1, len(rows))):
            found |= {(row, column): (top, left) for column in range(left, min(right + 1, width))}
        if len(found) > 10 * MAX_ROWS:
            raise too_large(f"{name}: merged cells")
    return found


def _notes(book: calamine.CalamineWorkbook, sheets: list[tuple[str, list[list[Cell]]]]) -> Iterator[str]:
    hidden = [sheet.name for sheet in book.sheets_metadata if sheet.visible != calamine.SheetVisibleEnum.Visible]
    if hidden:
        yield f"hidden sheets read too: {', '.join(hidden)}"
    for name, rows in sheets:
        hollow = sum(isinstance(cell, FormulaWithoutValue) for row in rows for cell in row)
        if hollow:
            yield f"{name}: {hollow} cells with an error or a formula without a stored value"


def _about(path: Path) -> tuple[str, dict[str, str]]:
    """Media type, and what the file says of itself."""
    if not zipfile.is_zipfile(path):
        return _OLD, {}
    with open_archive(path) as archive:
        return (_OPEN_DOCUMENT if is_spreadsheet(archive) else _OPEN_XML), core_properties(archive)


def _shown(cell: Cell) -> str:
    if cell is None or isinstance(cell, FormulaWithoutValue):
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return "\n".join(line for part in str(cell).split("\n") if (line := tidy(part)))
