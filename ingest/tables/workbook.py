"""Workbooks (xlsx, xlsm, xlsb, xls, ods) through calamine, bounded before they are opened."""

import io
import math
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from xml.etree.ElementTree import ParseError

import python_calamine as calamine
from defusedxml import DefusedXmlException

from ingest.cells import Cell
from ingest.reasons import FileRefused
from ingest.tables.extent import MAX_GRID, largest_grid
from ingest.tables.formulas import cells_without_value
from ingest.tables.table import FormulaWithoutValue, Record, Table, normal_header, split_header

MAX_UNPACKED = 512 << 20  # bytes of all members together
MAX_RATIO = 300  # unpacked : packed; honest sheets stay below 60
MAX_MEMBERS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin like a workbook (by content, not by suffix)."""
    return data.startswith((_OLE, _ZIP))


def read_workbook(data: bytes, is_header: Callable[[list[str]], bool], sheet: str | None = None) -> Table:
    """The sheet that holds the header, as a table; raises :class:`ingest.reasons.FileRefused`.

    ``sheet`` names the one to use; otherwise it is the only one in which ``is_header`` accepts a row above
    data. A second such sheet is refused: read silently past, half of a delivery would be missing.
    """
    book = open_book(data)
    if sheet and sheet not in book.sheet_names:
        raise FileRefused("refused", "missing_column", f"工作表 / sheet {sheet}")
    return _choose(book, data, is_header, [sheet] if sheet else grids_of(book))


def open_book(data: bytes) -> calamine.CalamineWorkbook:
    """A workbook of any format, its sizes checked first; raises :class:`ingest.reasons.FileRefused`."""
    if data.startswith(_ZIP):
        check_archive(data)
    elif b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
        raise FileRefused("unreadable", "encrypted")
    try:
        book = calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise FileRefused("unreadable", "encrypted") from error
    except BaseException as error:
        raise _damaged(error, "") from error
    return book


def grids_of(book: calamine.CalamineWorkbook) -> list[str]:
    """Names of the sheets that have cells: a chart sheet has none."""
    return [s.name for s in book.sheets_metadata if s.typ == calamine.SheetTypeEnum.WorkSheet]


def records_of(book: calamine.CalamineWorkbook, name: str, data: bytes) -> Iterator[Record]:
    """Every row of a sheet, its cells as text or dates; raises :class:`ingest.reasons.FileRefused` (`damaged`)."""
    try:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as error:
        raise _damaged(error, f"{name}: ") from error
    hollow = cells_without_value(data, name)
    for number, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        for column, text in hollow.get(number, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = FormulaWithoutValue(text)
        yield Record(number, cells)


def _choose(
    book: calamine.CalamineWorkbook, data: bytes, is_header: Callable[[list[str]], bool], names: list[str]
) -> Table:
    fitting: list[Table] = []
    others: list[Table] = []
    for name in names:
        try:
            table = split_header(records_of(book, name, data), is_header, None, name)
        except FileRefused as refusal:
            if refusal.code != "no_rows":
                raise  # a sheet that cannot be read may be the one that holds the figures
            continue
        fits = is_header([normal_header(cell) for cell in table.header])
        (fitting if fits else others).append(table)
    if len(fitting) > 1:
        fitting = [table for table in map(_with_data, fitting) if table is not None] or fitting[:1]
    if len(fitting) > 1:
        sheets = "、".join(table.sheet or "" for table in fitting)
        raise FileRefused("refused", "duplicate_header", f"工作表 / sheets {sheets}")
    if not fitting and not others:
        raise FileRefused("refused", "no_rows")
    return (fitting or others)[0]


def _with_data(table: Table) -> Table | None:
    """The table, when any row below its header holds something."""
    for record in table.records:
        if any(record.cells):
            return replace(table, records=chain([record], table.records))
    return None


def _damaged(error: BaseException, place: str) -> FileRefused:
    """calamine raises its own types, OSError and ValueError alike; a panic of its Rust is no Exception."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    return FileRefused("unreadable", "damaged", f"{place}{str(error)[:100]}")


def check_archive(data: bytes) -> None:
    """Refuse an archive that unpacks beyond the limits, before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
            raise FileRefused("unreadable", "too_large", f"{len(members)} members, {unpacked:,} bytes unpacked")
        if unpacked > 10 << 20 and unpacked > MAX_RATIO * len(data):
            raise FileRefused("unreadable", "too_large", f"packed 1:{unpacked // len(data)}")
        if any(member.flag_bits & 1 for member in members) or _is_locked(archive):
            raise FileRefused("unreadable", "encrypted")
        _check_sizes(archive)
        grid = largest_grid(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        ParseError,
        DefusedXmlException,
    ) as error:
        raise FileRefused("unreadable", "damaged", str(error)[:120]) from error
    if grid > MAX_GRID:
        raise FileRefused("unreadable", "too_large", f"a sheet of {grid:,} cells / 工作表跨 {grid:,} 格")


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """Unpack every member into nothing: where the archive lies about a size, the checksum fails here."""
    for member in archive.infolist():
        with archive.open(member) as stream:
            while stream.read(1 << 20):
                pass


def _is_locked(archive: zipfile.ZipFile) -> bool:
    """An OpenDocument file with a password is an ordinary archive whose members are encrypted."""
    try:
        return b":encryption-data" in archive.read("META-INF/manifest.xml")
    except KeyError:
        return False


def _cell(value: object) -> Cell:
    """Numbers become text with all their digits: what they mean is the contract's to say."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value) and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
