"""A portion as text to stand after FROM; its bytes live in memory, never in a file that outlasts the scan."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import numpy as np

from ingest.logs.memory_file import in_memory, literal
from ingest.logs.portion import Portion
from ingest.logs.ragged import even_out
from ingest.logs.records import longest_line

Reject = tuple[int, str, str]
_USUAL_LINE = 1 << 20  # DuckDB's own limit for a line is 2 MB, for a JSON object 16 MB


class LostRows(RuntimeError):
    """DuckDB gave another number of rows than the portion holds: a fault of this program, never of a file."""


@dataclass(slots=True)
class Scan:
    """``relation``: text to stand after FROM, with columns ``c0``, ``c1`` … in the header's order and the file's rows.

    Text kinds give VARCHAR (an empty cell of delimited text is ``''``, an absent JSON value NULL), tables their types.
    """

    relation: str
    _numbers: range | np.ndarray
    _rejects: list[Reject] = field(default_factory=list)
    _find_absent: Callable[[], tuple[np.ndarray, list[tuple[int, str]]]] | None = None

    def numbers(self, accepted: int) -> np.ndarray:
        """Record numbers of the ``accepted`` rows that the query over all of ``relation`` gave, in their order."""
        numbers = np.asarray(self._numbers)
        if accepted != len(numbers) and self._find_absent is not None:
            absent, damaged = self._find_absent()
            self._rejects += [(int(numbers[place]), "damaged_row", text) for place, text in damaged]
            numbers = self._numbers = np.delete(numbers, absent)
            self._find_absent = None
        if accepted != len(numbers):
            raise LostRows(f"{len(numbers)} rows expected, {accepted} read")
        return numbers

    @property
    def rejects(self) -> list[Reject]:
        """Record number, code (`ragged_row`, `damaged_row`) and text of the rows left out; ask after ``numbers``."""
        return self._rejects


@contextmanager
def open_scan(cursor: duckdb.DuckDBPyConnection, portion: Portion) -> Iterator[Scan]:
    """The portion as a relation of ``cursor`` while the context lasts."""
    if portion.kind == "table":
        name = f"portion_{secrets.token_hex(8)}"
        table = portion.data.rename_columns([f"c{place}" for place in range(len(portion.header))])
        cursor.register(name, table)
        try:
            yield Scan(name, portion.numbers)
        finally:
            cursor.unregister(name)
    elif portion.kind == "json":
        with in_memory(portion.data) as path:
            yield _json_scan(cursor, portion, path)
    else:
        even = even_out(portion)
        rejects = [(number, "ragged_row", text) for number, text in even.ragged]
        with in_memory(even.data) as path:
            relation = _csv_relation(path, len(portion.header), portion.delimiter, even.longest)
            yield Scan(relation, even.numbers, rejects)


def _csv_relation(path: str, width: int, delimiter: str, longest: int) -> str:
    names = [f"c{place}" for place in range(width)]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    options = f", max_line_size = {2 * longest}, buffer_size = {4 * longest}" if longest > _USUAL_LINE else ""
    return (
        f"read_csv({literal(path)}, auto_detect = false, header = false, columns = {{{columns}}}, "
        f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', new_line = '\\n', strict_mode = true, "
        f"force_not_null = [{', '.join(map(literal, names))}]{options})"
    )


def _json_scan(cursor: duckdb.DuckDBPyConnection, portion: Portion, path: str) -> Scan:
    """A line that is no JSON object comes out of DuckDB as a row of NULLs: filtered here, looked for only if any."""
    # no column can be called so, and no contract asks for it
    usable = [name for name in portion.header if name and "\0" not in name]
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in usable or ["-"])
    cells = [_name(name) if name in usable else "null::varchar" for name in portion.header]
    renamed = ", ".join(f"{cell} as c{place}" for place, cell in enumerate(cells))
    anything = f"coalesce({', '.join(cells)}, null) is not null"
    longest = longest_line(portion.data)
    options = f", maximum_object_size = {2 * longest}" if longest > _USUAL_LINE else ""
    source = (
        f"read_json({literal(path)}, format = 'newline_delimited', records = true, ignore_errors = true, "
        f"columns = {{{columns}}}{options})"
    )

    def find_absent() -> tuple[np.ndarray, list[tuple[int, str]]]:
        query = f"select ({anything}) as present from {source}"  # noqa: S608 - quoted names of one file
        absent = np.flatnonzero(~cursor.sql(query).fetchnumpy()["present"])
        lines = portion.data.split(b"\n") if len(absent) else []
        return absent, [(place, lines[place].decode("utf-8")) for place in absent.tolist() if not _blank(lines[place])]

    relation = f"(select {renamed} from {source} where {anything})"  # noqa: S608 - as above
    return Scan(relation, portion.numbers, [], find_absent)


def _blank(line: bytes) -> bool:
    """Whether the line is an object without any value, which like a blank record is no row."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and all(cell is None for cell in value.values())


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
