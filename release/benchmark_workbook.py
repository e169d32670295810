"""`benchmarks.xlsx`: the two benchmark indicators in depth, a sheet a table, and their pictures as Excel charts."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
from xlsxwriter.worksheet import Worksheet

from release.charts.drawing import Picture
from release.database import stream
from release.depth.section import Section
from release.depth.sheets import ELECTRICITY, PUBLISHED, PUBLISHED_SQL, TRADE
from release.facts import ReleaseFacts
from release.labels import SHEETS
from release.readiness import Readiness
from release.sheet import MAX_ROWS, Book, open_book, print_on_a4, write_cell, write_table
from release.workbook import write_read_me

_FORMS = {"bar": {"type": "bar"}, "stacked": {"type": "column", "subtype": "stacked"}, "line": {"type": "line"}}
_CHART_ROWS = 16  # what a chart covers, so that the next table begins below it


def write_benchmarks(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    facts: ReleaseFacts,
    readiness: Readiness,
    sections: Sequence[Section],
    max_rows: int = MAX_ROWS,
) -> None:
    """Write the workbook from an open release database; `sections` are those of the page."""
    sheets = [*ELECTRICITY, *TRADE]
    place = {"focus": readiness.focus_region, "period": readiness.focus_period}
    with open_book(path, facts) as book:
        tables = [("benchmark_value", PUBLISHED, PUBLISHED_SQL), *((x.table, x.columns, x.sql) for x in sheets)]
        write_read_me(book, facts, readiness, ["depth_charts", *(table for table, *_ in tables)])
        _write_charts(book, sections)
        for table, columns, sql in tables:
            rows = stream(con, sql, place)
            write_table(book, SHEETS[table][0], columns, rows, source_table=table, max_rows=max_rows)


def _write_charts(book: Book, sections: Sequence[Section]) -> None:
    """One sheet: each picture of the page as a small table with its own Excel chart beside it."""
    sheet = book.workbook.add_worksheet(SHEETS["depth_charts"][0])
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 9, 14)
    print_on_a4(book, sheet)
    row = 0
    for section in sections:
        for picture in section.pictures:
            row = _write_picture(book, sheet, row, picture)


def _write_picture(book: Book, sheet: Worksheet, row: int, picture: Picture) -> int:
    """Write title, head and rows from `row` on; return the first row that is free below table and chart."""
    caption, head = picture.caption, row + 1
    n = "" if caption.n is None else f"; n = {caption.n}"
    sheet.write_string(row, 0, f"{caption.zh} {caption.en} ({caption.unit}{n})", book.style(bold=True, font_size=12))
    if not picture.rows:
        sheet.write_string(head, 0, "没有数据 no data", book.style(font_color="#C00000"))
        return head + 2
    for column, label in enumerate(picture.columns.values()):
        sheet.write_string(head, column, label, book.style(bold=True, bg_color="#D9E5F3", border=1, text_wrap=True))
    for place, values in enumerate(picture.rows, start=head + 1):
        for column, key in enumerate(picture.columns):
            number_format = "0.0%" if key == "share" else "#,##0.##"
            style = book.style(num_format=number_format) if isinstance(values.get(key), float) else book.style()
            if values.get(key) is not None:
                write_cell(sheet, place, column, values[key], style, style)
    last = head + len(picture.rows)
    if picture.series:
        _insert_chart(book, sheet, head, last, picture)
    return max(last, head + _CHART_ROWS) + 2


def _insert_chart(book: Book, sheet: Worksheet, head: int, last: int, picture: Picture) -> None:
    chart = book.workbook.add_chart(_FORMS[picture.form])
    columns = list(picture.columns)
    for key in picture.series:
        column = columns.index(key)
        chart.add_series(
            {
                "name": [sheet.name, head, column],
                "categories": [sheet.name, head + 1, 0, last, 0],
                "values": [sheet.name, head + 1, column, last, column],
            }
        )
    chart.set_title({"name": picture.caption.zh, "name_font": {"size": 11}})
    if picture.form == "bar":
        chart.set_y_axis({"reverse": True})  # the first row on top
    else:
        chart.set_y_axis({"name": picture.caption.unit})
    sheet.insert_chart(head, len(columns) + 1, chart, {"x_scale": 1.2})
