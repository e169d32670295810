"""A delivered table before any typing: a header and records of cells, with the place each came from."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingest.cells import Cell, clean
from ingest.reasons import FileRefused

# how far down a title, a unit line and merged headings may push the header
HEADER_SEARCH_ROWS = 30


class FormulaWithoutValue(str):
    """Stands in a cell whose formula has no stored result: it is not an empty cell."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file; ``row_number`` as a spreadsheet program shows it (the first is 1)."""

    row_number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Header cells and the records below it. ``records`` can be gone through once."""

    header: tuple[str, ...]
    records: Iterator[Record]
    encoding: str | None = None
    sheet: str | None = None


def normal_header(cell: Cell) -> str:
    """A header as it is compared: full-width forms folded, runs of blanks made one, case ignored."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", clean(cell))).strip().casefold()


def split_header(
    records: Iterable[Record],
    is_header: Callable[[list[str]], bool],
    encoding: str | None,
    sheet: str | None = None,
) -> Table:
    """The table below the first row that ``is_header`` accepts; else the fullest row.

    The second case lets the caller say which columns are missing.
    """
    stream = iter(records)
    looked_at: list[Record] = []
    for record in stream:
        looked_at.append(record)
        if is_header([normal_header(cell) for cell in record.cells]):
            return Table(tuple(clean(cell) for cell in record.cells), stream, encoding, sheet)
        if len(looked_at) == HEADER_SEARCH_ROWS:
            break
    filled = [record for record in looked_at if any(clean(cell) for cell in record.cells)]
    if not filled:
        raise FileRefused("refused", "no_rows")
    best = max(filled, key=lambda record: sum(bool(clean(cell)) for cell in record.cells))
    return Table(tuple(clean(cell) for cell in best.cells), iter(()), encoding, sheet)
