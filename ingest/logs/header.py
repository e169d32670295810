"""The header of a delimited log: which delimiter cuts it, what stands above it, where the data begin."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.contract import SourceContract
from ingest.headers import bind, looks_like_header
from ingest.reasons import FileRefused
from ingest.tables.delimited import DELIMITERS, other_delimiters
from ingest.tables.table import Record, normal_header, split_header


@dataclass(frozen=True, slots=True)
class Header:
    """``names`` as written; the data follow ``records`` records, ``lines`` lines and ``size`` bytes."""

    names: tuple[str, ...]
    delimiter: str
    records: int
    lines: int
    size: int
    needed: int


class Reader:
    """csv records of a text that ends anywhere, with the bytes and lines they took."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.size = self.lines = self.records = 0
        self._source = io.StringIO(text, newline="")
        self._taken = 0
        self._csv = csv.reader(self._lines(), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        """Raises ``csv.Error`` at damage, and where the text ends inside a quotation."""
        for cells in self._csv:
            self.size, self.lines = self._taken, self._csv.line_num
            self.records += 1
            yield cells

    @property
    def exhausted(self) -> bool:
        """Whether the whole text was given to the parser."""
        at = self._source.tell()
        left = self._source.read(1)
        self._source.seek(at)
        return not left

    @property
    def line(self) -> int:
        """The line that the parser reached."""
        return self._csv.line_num

    def _lines(self) -> Iterator[str]:
        for line in self._source:
            self._taken += len(line.encode())
            yield line


def find_header(text: str, contract: SourceContract) -> Header:
    """The header in the beginning of a file; raises :class:`ingest.reasons.FileRefused`.

    As in :mod:`ingest.tables.delimited`, the right delimiter is the one under which the header is recognised.
    """
    is_header = looks_like_header(contract)
    separators = (contract.delimiter,) if contract.delimiter else DELIMITERS
    for separator in separators if contract.delimiter else (*separators, *other_delimiters(text)):
        reader = Reader(text, separator)
        try:
            names = split_header(_numbered(reader), is_header, None).header
        except FileRefused:
            continue  # quotation marks that only make sense under another delimiter
        if is_header([normal_header(name) for name in names]):
            binding = bind(contract, names)
            required = [index for index, column in binding.columns if column.required]
            return Header(names, separator, reader.records, reader.lines, reader.size, max(required, default=-1) + 1)
    widest = max(separators, key=lambda separator: _width(text, separator))
    bind(contract, split_header(_numbered(Reader(text, widest)), is_header, None).header)
    raise FileRefused("refused", "no_rows")


def _numbered(reader: Reader) -> Iterator[Record]:
    try:
        for cells in reader:
            yield Record(reader.records, list(cells))
    except csv.Error as error:
        raise damaged(reader.line, str(error)) from error


def damaged(line: int, detail: str) -> FileRefused:
    """The refusal of a file whose quotation breaks at a line."""
    return FileRefused("unreadable", "damaged", f"第 {line:,} 行 / line {line:,}: {detail}")


def _width(text: str, delimiter: str) -> int:
    return max((line.count(delimiter) for line in text[:20_000].splitlines()[:10]), default=0)
