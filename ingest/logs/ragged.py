"""Records of delimited text brought to the header's width, so that DuckDB reads them in its strict mode.

The meaning is that of :mod:`ingest.batch`: optional cells may be left out at a record's end, empty cells may follow it;
anything else is a ragged row, which is taken out and reported.
"""

import csv
from dataclasses import dataclass

import numpy as np

from ingest.cells import clean
from ingest.logs.portion import Portion
from ingest.logs.records import NEWLINE, outside_quotes, starts_of, view


@dataclass(frozen=True, slots=True)
class Even:
    """Text in which every record has ``width`` cells; ``ragged``: number and text of the records taken out."""

    data: bytes
    numbers: range | np.ndarray
    ragged: list[tuple[int, str]]
    longest: int


def even_out(portion: Portion) -> Even:
    """The portion's text with every record as wide as its header."""
    buffer = view(portion.data)
    is_end, is_delimiter = buffer == NEWLINE, buffer == ord(portion.delimiter)
    if b'"' in portion.data:
        outside = outside_quotes(buffer)
        is_end, is_delimiter = is_end & outside, is_delimiter & outside
    records, width = int(np.count_nonzero(is_end)), len(portion.header)
    if records != portion.rows:
        raise ValueError(f"{portion.rows} records announced, {records} found")
    borders = np.flatnonzero(is_end | is_delimiter)
    ends = borders[width - 1 :: width]
    # every so many borders a record's end, and no end elsewhere, as there are no more of them
    if len(borders) == records * width and (buffer[ends] == NEWLINE).all():
        return Even(portion.data, portion.numbers, [], _longest(ends))
    ends = np.flatnonzero(is_end)
    return _mend(portion, buffer, ends, np.flatnonzero(is_delimiter), _longest(ends))


def _longest(ends: np.ndarray) -> int:
    return int(np.diff(ends, prepend=-1).max())


def _mend(portion: Portion, buffer: np.ndarray, ends: np.ndarray, delimiters: np.ndarray, longest: int) -> Even:
    width = len(portion.header)
    needed = width if portion.needed is None else portion.needed
    upto = np.searchsorted(delimiters, ends)  # delimiters before each record's end
    first = np.concatenate(([0], upto[:-1]))
    cells = upto - first + 1
    starts = starts_of(ends)
    ragged = cells < needed
    cut = np.zeros(len(buffer) + 1, np.int8)
    for row in np.flatnonzero(cells > width).tolist():
        begin = int(delimiters[first[row] + width - 1])
        if _says_nothing(portion.data[begin : ends[row]], portion.delimiter):
            cut[begin], cut[ends[row]] = 1, -1
        else:
            ragged[row] = True
    numbers = np.asarray(portion.numbers)
    out = [
        (number, portion.data[start:end].decode("utf-8"))
        for number, start, end in zip(
            numbers[ragged].tolist(), starts[ragged].tolist(), ends[ragged].tolist(), strict=True
        )
    ]
    cut[starts[ragged]] += 1
    cut[ends[ragged] + 1] -= 1
    keep = np.add.accumulate(cut[:-1], dtype=np.int8) == 0
    short = np.flatnonzero((cells < width) & ~ragged)
    data = _padded(buffer, keep, np.repeat(ends[short], (width - cells)[short]), portion.delimiter)
    return Even(data, numbers[~ragged], out, longest + width)


def _says_nothing(tail: bytes, delimiter: str) -> bool:
    if not tail.strip(delimiter.encode()):
        return True
    try:
        return not any(clean(cell) for row in csv.reader([tail.decode("utf-8")], delimiter=delimiter) for cell in row)
    except csv.Error:  # a cell above the limit
        return False


def _padded(buffer: np.ndarray, keep: np.ndarray, places: np.ndarray, delimiter: str) -> bytes:
    if len(places):
        buffer, keep = np.insert(buffer, places, ord(delimiter)), np.insert(keep, places, True)
    return buffer[keep].tobytes()
