"""What pdfplumber reads of PDF pages: ruled tables, and text in fonts that the file does not bring along."""

import logging
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page

from ingest.documents.model import Block, Box, DocumentTable, tidy
from ingest.documents.page_lines import glue

MAX_TABLE_PAGES = 200
_MAX_CELLS = 20_000
# of one page: that parser takes a minute for a million
MAX_CHARACTERS = 50_000
_SAME_EDGE = 1.0
# in sizes of the font: a wider gap is a blank
_NARROW = 0.6

Found = tuple[DocumentTable, tuple[Block, ...]]
Edges = tuple[float, float, float, float]

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def ruled_tables(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, list[Found]]]:
    """For each page of ``numbers``: its tables with their cells as blocks, row by row, a merged cell once.

    A page that pdfplumber cannot read gives nothing: its text stays what pdfium has read.
    """
    yield from _each_page(path, numbers, _tables)


def lines_in_absent_fonts(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, list[Block]]]:
    """For each page of ``numbers``: its lines, from the tables of characters alone.

    Older Chinese files name 宋体 or 黑体 and leave the font to the machine. Where it has none, pdfium takes a lone
    character, which then has no width, for nothing.
    """
    yield from _each_page(path, numbers, _lines)


def with_tables(lines: list[Block], tables: list[Found]) -> Iterator[Block]:
    """The lines, with the cells of each table in the place of the first line that stands in it."""
    waiting = list(tables)
    for line in lines:
        inside = next((table for table in tables if _is_inside(line, table)), None)
        if inside is None:
            yield line
        elif inside in waiting:
            waiting.remove(inside)
            yield from inside[1]
    for _, cells in waiting:
        yield from cells


def _each_page(path: Path, numbers: Sequence[int], look: Callable[[Page], list]) -> Iterator[tuple[int, list]]:
    # whatever a damaged file does to that parser, the text has been read by another one
    try:
        with pdfplumber.open(path, pages=list(numbers)) as pdf:
            for page in pdf.pages:
                try:
                    found = look(page)
                except Exception:
                    found = []
                finally:
                    page.close()
                yield page.page_number, found
    except Exception:
        return


def _lines(page: Page) -> list[Block]:
    lines = page.extract_text_lines(return_chars=False, x_tolerance_ratio=_NARROW)
    return [
        Block(text, page=page.page_number, box=_box_on(page, (line["x0"], line["top"], line["x1"], line["bottom"])))
        for line in lines
        if (text := tidy(line["text"]))
    ]


def _tables(page: Page) -> list[Found]:
    found = []
    for table in page.find_tables():
        # a frame, or a single row, is no table
        columns, rows = _edges(table.cells, 0), _edges(table.cells, 1)
        if min(len(columns), len(rows)) < 3 or len(columns) * len(rows) > _MAX_CELLS:
            continue
        grid = [[""] * (len(columns) - 1) for _ in rows[1:]]
        blocks: list[Block] = []
        for line, texts in zip(table.rows, table.extract(), strict=True):
            for cell, written in zip(line.cells, texts, strict=True):
                if not cell or not (text := _text(written)):
                    continue
                blocks.append(Block(text, "cell", page.page_number, _box_on(page, cell)))
                for row in range(_nearest(rows, cell[1]), _nearest(rows, cell[3])):
                    for column in range(_nearest(columns, cell[0]), _nearest(columns, cell[2])):
                        grid[row][column] = text
        if len(blocks) > 1:
            shown = DocumentTable(page.page_number, tuple(map(tuple, grid)), _box_on(page, table.bbox))
            found.append((shown, tuple(blocks)))
    return found


def _text(written: str | None) -> str:
    text = ""
    for line in (written or "").splitlines():
        text = glue(text, tidy(line))
    return text


def _edges(cells: Sequence[Edges], side: int) -> list[float]:
    """Left and right (``side`` 0) or upper and lower (1) edges of all cells, near ones as one."""
    edges: list[float] = []
    for edge in sorted(edge for cell in cells for edge in (cell[side], cell[side + 2])):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - edge))


def _box_on(page: Page, place: Edges) -> Box:
    left, top, right, bottom = page.cropbox if page.cropbox else page.bbox
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)
    shares = (
        (place[0] - left) / width,
        (place[1] - top) / height,
        (place[2] - left) / width,
        (place[3] - top) / height,
    )
    return Box(*(min(1.0, max(0.0, round(share, 5))) for share in shares))


def _is_inside(line: Block, table: Found) -> bool:
    box = table[0].box
    x, y = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
