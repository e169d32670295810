"""Delimited text of any size as portions: line ends made one, blank records out, quotation understood exactly.

A record is what :mod:`csv` in its strict mode calls one, and its number is the one a spreadsheet program shows.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain

import numpy as np
import pyarrow as pa

from ingest.cells import clean
from ingest.contract import SourceContract
from ingest.logs.header import Header, Reader, damaged, find_header
from ingest.logs.portion import Portion, Portions
from ingest.logs.records import NEWLINE, QUOTE, maybe_blank, outside_quotes, starts_of, view, without
from ingest.logs.text import BLOCK_BYTES, HEAD_BYTES, MAX_RECORD_BYTES, Block, read_head
from ingest.reasons import FileRefused

_RETURN = 13
# blanks of ASCII, the no-break and the ideographic space (U+00A0, U+3000) byte by byte, and empty quotations
_BLANKS = b' \t\x0b\x0c\r\n"\xc2\xa0\xe3\x80'


def delimited_portions(blocks: Iterable[Block], contract: SourceContract, size: int = BLOCK_BYTES) -> Portions:
    """Portions of a delimited log; raises :class:`ingest.reasons.FileRefused`.

    ``size``: bytes of the pieces the beginning is cut into. Refused are a file without the contract's header, a
    quotation that is broken or never closed, and a record above 64 MB, each with its line. A header without records
    gives one empty portion.
    """
    stream = iter(blocks)
    head, encoding = read_head(stream)
    if not head.strip():
        raise FileRefused("unreadable", "empty")
    header = find_header(head[:HEAD_BYTES].decode("utf-8", "ignore"), contract)
    body = (Block(head[at : at + size], encoding) for at in range(header.size, len(head), size))
    yield from _Cutter(header).portions(chain(body, stream))


class _Cutter:
    """Cuts text behind a whole record; keeps count of records and lines."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._delimiter = header.delimiter
        self._records, self._lines = header.records, header.lines
        self._rest = b""
        self._given = False

    def portions(self, blocks: Iterator[Block]) -> Portions:
        encoding = "utf-8"
        for block in blocks:
            encoding = block.encoding
            yield from self._take(self._rest + block.data, encoding, final=False)
        yield from self._take(self._rest, encoding, final=True)
        if not self._given:  # which columns are missing or differ can still be said
            names = self._header.names
            nothing = pa.Table.from_arrays([pa.nulls(0, pa.string()) for _ in names], names=list(names))
            yield Portion("table", names, nothing, range(0), encoding=encoding)

    def _take(self, data: bytes, encoding: str, final: bool) -> Portions:
        if not final and data.endswith(b"\r"):
            data, held = data[:-1], b"\r"  # its newline may follow in the next block
        else:
            held = b""
        if final and data and not data.endswith((b"\n", b"\r")):
            data += b"\n"
        delimiter = self._delimiter
        if not delimiter.isascii() or (b'"' in data and not _regular(view(data), ord(delimiter))):
            delimiter = ","
            data, numbers, rest = self._rewritten(data, final)
        else:
            data, numbers, rest = self._cut(data)
        self._rest = rest + held
        if len(self._rest) > MAX_RECORD_BYTES:
            raise damaged(self._lines + 1, f"> {MAX_RECORD_BYTES:,} bytes")
        if final and self._rest:
            raise damaged(self._lines + 1, "引号未闭合 / quotation never closed")
        if len(numbers):
            self._given = True
            names, needed = self._header.names, self._header.needed
            yield Portion("delimited", names, data, numbers, None, delimiter, encoding, needed)

    def _cut(self, data: bytes) -> tuple[bytes, range | np.ndarray, bytes]:
        """Whole records, their numbers and what is left."""
        quoted = b'"' in data
        if b"\r" in data:
            data = _one_line_end(data, quoted)
        buffer = view(data)
        is_end = buffer == NEWLINE
        ends = np.flatnonzero(is_end & outside_quotes(buffer)) if quoted else np.flatnonzero(is_end)
        if not len(ends):
            return b"", range(0), data
        cut = int(ends[-1]) + 1
        whole, rest = data[:cut], data[cut:]
        numbers: range | np.ndarray = range(self._records + 1, self._records + len(ends) + 1)
        self._records += len(ends)
        self._lines += int(np.count_nonzero(is_end[:cut])) if quoted else len(ends)
        blank = self._blank(whole, ends)
        if len(blank):
            whole = without(view(whole), starts_of(ends)[blank], ends[blank])
            numbers = np.delete(np.arange(numbers.start, numbers.stop), blank)
        return whole, numbers, rest

    def _blank(self, data: bytes, ends: np.ndarray) -> np.ndarray:
        """Indexes of records in which no cell holds anything, such as the ``,,,,`` below a spreadsheet's data."""
        suspects = maybe_blank(view(data), ends, _BLANKS + self._delimiter.encode())
        starts = starts_of(ends)[suspects]
        known: dict[bytes, bool] = {}
        blank = np.empty(len(suspects), bool)
        for place, (start, end) in enumerate(zip(starts.tolist(), ends[suspects].tolist(), strict=True)):
            line = data[start:end]
            if line not in known:
                known[line] = _is_blank(line, self._delimiter)
            blank[place] = known[line]
        return suspects[blank]

    def _rewritten(self, data: bytes, final: bool) -> tuple[bytes, np.ndarray, bytes]:
        """Records that only :mod:`csv` reads right (a quotation mark inside a bare cell), written anew and plainly."""
        if not final:
            data, rest = _whole_lines(data)
        else:
            rest = b""
        reader = Reader(data.decode("utf-8"), self._delimiter)
        plain = io.StringIO(newline="")
        # all quoted: left to itself the writer takes a lone carriage return for an ordinary character
        write = csv.writer(plain, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
        numbers = []
        try:
            for cells in reader:
                if any(clean(cell) for cell in cells):
                    write(cells)
                    numbers.append(self._records + reader.records)
        except csv.Error as error:
            # an open quotation may end in the next block
            if final or not reader.exhausted or len(data) > MAX_RECORD_BYTES or "end of data" not in str(error):
                raise damaged(self._lines + reader.line, str(error)) from error
        self._records += reader.records
        self._lines += reader.lines
        return plain.getvalue().encode(), np.array(numbers, np.int64), data[reader.size :] + rest


def _is_blank(line: bytes, delimiter: str) -> bool:
    try:
        return not any(clean(cell) for row in Reader(line.decode(), delimiter) for cell in row)
    except csv.Error:  # a cell above the limit
        return False


def _regular(buffer: np.ndarray, delimiter: int) -> bool:
    """Whether every quotation fills its cell: opened behind, closed before a delimiter or line end, marks doubled."""
    marks = np.flatnonzero(buffer == QUOTE)
    border = np.zeros(256, bool)
    border[[delimiter, NEWLINE, _RETURN, QUOTE]] = True
    opening, closing = marks[::2], marks[1::2]
    before, after = buffer[opening - 1], buffer[np.minimum(closing + 1, len(buffer) - 1)]
    return bool(border[before[opening > 0]].all() and border[after].all())


def _one_line_end(data: bytes, quoted: bool) -> bytes:
    r"""``\r\n`` and lone ``\r`` outside quotations become ``\n``."""
    if not quoted:
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    buffer = view(data).copy()
    returns = np.flatnonzero((buffer == _RETURN) & outside_quotes(buffer))
    followed = buffer[np.minimum(returns + 1, len(buffer) - 1)] == NEWLINE
    buffer[returns[~followed]] = NEWLINE
    return np.delete(buffer, returns[followed]).tobytes()


def _whole_lines(data: bytes) -> tuple[bytes, bytes]:
    cut = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
    return data[:cut], data[cut:]
