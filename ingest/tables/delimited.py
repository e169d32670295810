"""CSV and its relatives: any encoding, any delimiter, titles above the header."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator

from ingest.encoding import UndecodableText, decode
from ingest.reasons import FileRefused
from ingest.tables.table import HEADER_SEARCH_ROWS, Record, Table, normal_header, split_header

DELIMITERS = (",", "\t", ";", "|")
FIELD_LIMIT = 64 << 20  # characters in one cell; a record of a log may be as long
_HEAD = 20_000  # characters in which delimiters are counted
_OTHERS = 8  # delimiters beyond the usual four that are tried
# no delimiter: quotation, and what dates, numbers and names are written with
_NEVER = frozenset("\"'\\-./+_")
_SEPARATORS = frozenset("\x01\x1f")  # Hive's field mark, the unit separator of ASCII

csv.field_size_limit(FIELD_LIMIT)


def read_delimited(
    data: bytes,
    is_header: Callable[[list[str]], bool],
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """A table from the bytes of a delimited text file; raises :class:`ingest.reasons.FileRefused`."""
    if not data.strip():
        raise FileRefused("unreadable", "empty")
    text, found = _text(data, encoding)
    separators = (delimiter,) if delimiter else DELIMITERS
    for separator in separators if delimiter else (*separators, *other_delimiters(text)):
        try:
            table = split_header(_records(text, separator), is_header, found)
        except FileRefused:
            continue  # quotation marks that only make sense under another delimiter
        # the header is only there when the right delimiter cuts it
        if is_header([normal_header(cell) for cell in table.header]):
            return table
    widest = max(separators, key=lambda separator: _width(text, separator))
    return split_header(_records(text, widest), is_header, found)


def other_delimiters(text: str) -> tuple[str, ...]:
    """Characters that may cut the cells of a text which none of :data:`DELIMITERS` cuts, the most frequent first.

    Whether one does is decided by the header that it leaves, as with the usual four.
    """
    lines = text[:_HEAD].splitlines()[:HEADER_SEARCH_ROWS]
    signs = Counter(sign for line in lines for sign in line if _may_cut(sign))
    return tuple(sign for sign, _ in signs.most_common(_OTHERS))


def _may_cut(sign: str) -> bool:
    return sign in _SEPARATORS or not (sign.isalnum() or sign.isspace() or sign in _NEVER or sign in DELIMITERS)


def _text(data: bytes, encoding: str | None) -> tuple[str, str]:
    try:
        if encoding:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        return decode(data)
    except (UndecodableText, UnicodeDecodeError, LookupError) as error:
        raise FileRefused("unreadable", "undecodable") from error


def _records(text: str, delimiter: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # an open quotation at the end of the file is how a truncated copy looks
            raise FileRefused(
                "unreadable", "damaged", f"第 {reader.line_num} 行 / line {reader.line_num}: {error}"
            ) from error
        number += 1
        yield Record(number, list(cells))


def _width(text: str, delimiter: str) -> int:
    head = text[:_HEAD].splitlines()[:10]
    return max((line.count(delimiter) for line in head), default=0)
