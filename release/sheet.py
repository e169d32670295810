"""The one writer of tables into workbooks: text stays text, limits hold, one head, one print set-up."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from release.codes import shown
from release.facts import ReleaseFacts
from release.heads import DAY, Label
from release.labels import COLUMNS

FONT, TEXT_FONT = "等线", "宋体"
HEAD_ROWS = 2
MAX_ROWS = 1_000_000
MAX_TEXT = 32_000  # Excel's limit is 32,767; XlsxWriter drops a longer text instead of cutting it.
EXACT_INTEGER = 10**15  # Excel keeps fifteen digits; a longer number is an identifier and stays text.
EXCEL_EPOCH = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was.


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell computed by Excel, with the value it has now; `{row}` in `template` becomes its own row number.

    Templates are written by this program only, never taken from data.
    """

    template: str
    value: float


@dataclass(slots=True)
class Book:
    """An open workbook with its formats, made once each."""

    workbook: xlsxwriter.Workbook
    release_id: str
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def style(self, **properties: Any) -> Format:
        """Format with these properties in the house font."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"font_name": FONT, "font_size": 11, **properties})
        return self.formats[key]


@contextmanager
def open_book(path: Path, facts: ReleaseFacts) -> Iterator[Book]:
    """New workbook at `path`, closed at the end; its bytes depend on its content and the facts only."""
    with TemporaryDirectory(dir=path.parent, prefix=".sheets-") as scratch:
        workbook = xlsxwriter.Workbook(str(path), _options(scratch))
        workbook.set_properties({"title": path.stem, "created": datetime.combine(facts.as_of, time())})
        workbook.set_custom_property("release_id", facts.release_id)
        yield Book(workbook, facts.release_id)
        workbook.close()


def _options(scratch: str) -> dict[str, Any]:
    """A new dictionary each time: XlsxWriter writes into it, and the next workbook would look different.

    Without `font_scheme` none Excel shows its theme's font instead of the one named.
    """
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
        "tmpdir": scratch,
        "default_format_properties": {"font_name": FONT, "font_size": 11, "font_scheme": "none"},
    }


def write_table(
    book: Book,
    sheet_name: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    source_table: str,
    hidden: frozenset[str] = frozenset(),
    editable: frozenset[str] = frozenset(),
    max_rows: int = MAX_ROWS,
    printed: int | None = None,
    before_close: Callable[[Worksheet, int], None] | None = None,
) -> int:
    """Write one sheet with a two-row head (Chinese label, column name); return the number of data rows.

    Only the first `printed` columns go on paper.
    At most `max_rows` rows are written; the row after them says where the rest is. `before_close(sheet,
    last_row)` adds validations or data bars; `last_row` is zero-based and at least the first data row.
    """
    sheet = book.workbook.add_worksheet(sheet_name)
    _set_up(book, sheet, columns, hidden)
    cells = [(name, _cell_format(book, name, name in editable)) for name in columns]
    plain_date = book.style(num_format=DAY, valign="top")
    written = 0
    for row in rows:
        if written == max_rows:
            _note_rest(book, sheet, HEAD_ROWS + written, max_rows, source_table)
            break
        for position, (name, cell_format) in enumerate(cells):
            value = row.get(name)
            # An empty cell needs no format, except where somebody is to write into it.
            if value is not None or name in editable:
                write_cell(sheet, HEAD_ROWS + written, position, shown(name, value), cell_format, plain_date)
        written += 1
    last_row = HEAD_ROWS + max(written, 1) - 1
    sheet.autofilter(HEAD_ROWS - 1, 0, last_row, len(columns) - 1)
    if printed:
        sheet.print_area(0, 0, last_row, printed - 1)
    if before_close:
        before_close(sheet, last_row)
    return written


def write_cell(sheet: Worksheet, row: int, column: int, value: Any, style: Format, date_style: Format) -> None:
    """Write one value by its type, never guessing from its text."""
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.template.format(row=row + 1), style, value.value)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_string(row, column, "是 yes" if value else "否 no", style)
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= EXCEL_EPOCH:
        sheet.write_datetime(row, column, value, style if style.num_format == DAY else date_style)
    elif _is_number(value):
        sheet.write_number(row, column, value, style)
    else:
        text = str(value)
        sheet.write_string(row, column, text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "…", style)


def _is_number(value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int) and abs(value) < EXACT_INTEGER


def _set_up(book: Book, sheet: Worksheet, columns: Sequence[str], hidden: frozenset[str]) -> None:
    head = book.style(bold=True, bg_color="#D9E5F3", border=1, text_wrap=True, align="center", valign="vcenter")
    code = book.style(font_color="#666666", bg_color="#F2F2F2", border=1, font_size=9)
    for position, name in enumerate(columns):
        label = COLUMNS.get(name, Label(name))
        sheet.set_column(position, position, label.width, None, {"hidden": True} if name in hidden else {})
        sheet.write_string(0, position, label.zh, head)
    # A second pass: in constant memory a row is gone as soon as a later one is begun.
    for position, name in enumerate(columns):
        sheet.write_string(1, position, name, code)
    sheet.freeze_panes(HEAD_ROWS, 0)
    sheet.repeat_rows(0, HEAD_ROWS - 1)
    print_on_a4(book, sheet)


def print_on_a4(book: Book, sheet: Worksheet) -> None:
    """Landscape A4, one page wide, with sheet name, page and release id below."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&A&C&P / &N&R{book.release_id}")


def _cell_format(book: Book, column: str, editable: bool) -> Format:
    properties: dict[str, Any] = {"valign": "top"}
    number_format = COLUMNS.get(column, Label(column)).number_format
    if number_format:
        properties["num_format"] = number_format
    if editable:
        properties |= {"bg_color": "#FFF8DC", "border": 1}
    return book.style(**properties)


def _note_rest(book: Book, sheet: Worksheet, row: int, max_rows: int, source_table: str) -> None:
    whole = f"tables/{source_table}.parquet"
    note = f"只列前 {max_rows:,} 行,全部见 {whole} / first {max_rows:,} rows only, all in {whole}"
    sheet.write_string(row, 0, note, book.style(bold=True, font_color="#C00000"))
