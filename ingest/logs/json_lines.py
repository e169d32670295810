"""JSON lines as portions, one object a line; the columns are the keys of every line, not of the first ones alone."""

import json
from collections.abc import Iterable

import duckdb
import numpy as np

from ingest.logs.memory_file import in_memory
from ingest.logs.portion import Portion, Portions
from ingest.logs.records import NEWLINE, QUOTE, longest_line, maybe_blank, starts_of, view, without
from ingest.logs.text import MAX_RECORD_BYTES, Block
from ingest.privacy import mask_text
from ingest.reasons import FileRefused

NOT_JSON = (ValueError, RecursionError)  # what json raises at text that is none, or nested without end
_BLANKS = b" \t\r"
_COLON = 58
_WORD = 8
_SHOWN = 60
_ROWS = 4_096


def json_portions(blocks: Iterable[Block]) -> Portions:
    """Portions of text with one JSON object a line; blank lines are counted and left out.

    A number is the one DuckDB reads: ``1.10`` becomes ``1.1``; whole numbers keep every digit. Nested values stay JSON
    text. The header of a portion names every key seen so far, so a column that begins later is not lost.
    Raises :class:`ingest.reasons.FileRefused`: `damaged` for a line above 64 MB, `duplicate_header` for a key that
    stands twice in one object or differs from another in case alone.
    """
    keys = _Keys()
    lines, rest, encoding = 0, b"", "utf-8"
    for block in blocks:
        encoding = block.encoding
        data = rest + block.data
        cut = data.rfind(b"\n") + 1
        data, rest = data[:cut], data[cut:]
        ends = np.flatnonzero(view(data) == NEWLINE)
        yield from _portion(data, ends, lines, encoding, keys)
        lines += len(ends)
        if len(rest) > MAX_RECORD_BYTES:
            place = f"第 {lines + 1:,} 行 / line {lines + 1:,}: > {MAX_RECORD_BYTES:,} bytes"
            raise FileRefused("unreadable", "damaged", place)
    if rest:
        yield from _portion(rest + b"\n", np.array([len(rest)]), lines, encoding, keys)


def _portion(data: bytes, ends: np.ndarray, lines: int, encoding: str, keys: "_Keys") -> Portions:
    numbers: range | np.ndarray = range(lines + 1, lines + len(ends) + 1)
    blank = maybe_blank(view(data), ends, _BLANKS)
    empty = [not data[start:end].strip() for start, end in zip(starts_of(ends)[blank], ends[blank], strict=True)]
    blank = blank[np.array(empty, bool)]
    if len(blank):
        data = without(view(data), starts_of(ends)[blank], ends[blank])
        numbers = np.delete(np.arange(numbers.start, numbers.stop), blank)
        ends = np.flatnonzero(view(data) == NEWLINE)
    if len(numbers):
        yield Portion("json", keys.with_those_of(data, ends), data, numbers, encoding=encoding)


class _Keys:
    """The keys seen so far, in order of first appearance."""

    def __init__(self) -> None:
        self._known: dict[str, None] = {}

    def with_those_of(self, data: bytes, ends: np.ndarray) -> tuple[str, ...]:
        """All keys after ``data``: cheap where every line is built like the first, by DuckDB where not."""
        template = _template(data[: data.index(b"\n")])
        if template is not None and _all_like(data, ends, template):
            self._add(template)
        else:
            for keys in _keys_of_every_line(data):
                self._add(keys)
        if not self._known:
            raise FileRefused("unreadable", "damaged", "第 1 行 / line 1: JSON")
        return tuple(self._known)

    def _add(self, keys: list[str]) -> None:
        new = [key for key in keys if key not in self._known]
        self._known.update(dict.fromkeys(new))
        if new or len(set(keys)) < len(keys):
            self._check(keys)

    def _check(self, keys: list[str]) -> None:
        folded: dict[str, str] = {}
        for key in self._known:
            other = folded.setdefault(key.casefold(), key)
            if other != key:
                raise FileRefused("refused", "duplicate_header", f"{_shown(other)} / {_shown(key)}")
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise FileRefused("refused", "duplicate_header", _shown(twice[0]))


def _shown(key: str) -> str:
    """A key in a message: masked, then cut, as half a number could not be masked any more."""
    return mask_text(key)[0][:_SHOWN]


def _template(line: bytes) -> list[str] | None:
    """Keys of a line that holds an object; None for anything else."""
    try:
        pairs = json.loads(line, object_pairs_hook=list)
    except NOT_JSON:
        return None
    # an array would be a list too, but not of tuples
    is_object = isinstance(pairs, list) and all(isinstance(pair, tuple) for pair in pairs)
    return [key for key, _ in pairs] if is_object and pairs else None


def _all_like(data: bytes, ends: np.ndarray, keys: list[str]) -> bool:
    """Whether the marks ``":`` of every line stand behind exactly ``keys``, those of the first line, in their order."""
    buffer = view(data)
    colons = np.flatnonzero(buffer == _COLON)
    marks = colons[buffer[colons - 1] == QUOTE] - 1
    if len(marks) != len(ends) * len(keys):
        return False
    marks = marks.reshape(len(ends), len(keys))
    if not ((marks[:, -1] < ends).all() and (marks[1:, 0] > ends[:-1]).all()):
        return False
    return _stand_before(buffer, marks[1:], [b'"' + key.encode() for key in keys])


def _stand_before(buffer: np.ndarray, places: np.ndarray, texts: list[bytes]) -> bool:
    """Whether each text ends before every place of its column; compared eight bytes at a time."""
    words = np.ndarray((len(buffer) - _WORD + 1,), "<u8", buffer, 0, (1,))
    while texts:
        parts = [text[-_WORD:] for text in texts]
        wanted = np.array([int.from_bytes(part.rjust(_WORD, b"\0"), "little") for part in parts], np.uint64)
        mask = np.array([(1 << 64) - (1 << 8 * (_WORD - len(part))) for part in parts], np.uint64)
        for row in range(0, len(places), _ROWS):  # so few that they stay in the processor's cache
            if ((words[places[row : row + _ROWS] - _WORD] ^ wanted) & mask).any():
                return False
        longer = [column for column, text in enumerate(texts) if len(text) > _WORD]
        places, texts = places[:, longer] - _WORD, [texts[column][:-_WORD] for column in longer]
    return True


def _keys_of_every_line(data: bytes) -> list[list[str]]:
    """The different lists of keys in order of first appearance; lines that are no object have none."""
    with duckdb.connect() as connection, in_memory(data) as path:
        connection.execute("set threads = 1")  # the typing of earlier portions goes on beside
        size = max(2 * longest_line(data), 1 << 24)
        rows = connection.execute(
            "select keys from (select json_keys(json) as keys, row_number() over () as place "
            "from read_ndjson_objects(?, ignore_errors = true, maximum_object_size = ?)) "
            "where keys is not null group by keys order by min(place)",
            [path, size],
        ).fetchall()
    return [keys for (keys,) in rows]
