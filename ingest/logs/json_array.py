"""JSON that is one value (an array, an object around one, objects over several lines) cut into JSON lines."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ingest.contract import SourceContract
from ingest.headers import looks_like_header
from ingest.logs.json_lines import NOT_JSON, json_portions
from ingest.logs.portion import Portions
from ingest.logs.records import QUOTE, view
from ingest.logs.text import HEAD_BYTES, MAX_RECORD_BYTES, Block, read_head
from ingest.reasons import FileRefused
from ingest.tables.table import normal_header

_DECODER = json.JSONDecoder()
_ONE_LINE = bytes.maketrans(b"\r\n", b"  ")  # valid JSON has line breaks between its parts only
_BACKSLASH, _COMMA, _SPACE, _NEWLINE, _TAB = 92, 44, 32, 10, 9
_OPEN, _CLOSE = ord("{"), ord("}")
_TO_BRACE = 32  # added to [ and ] it gives { and }


def any_json_portions(blocks: Iterable[Block], contract: SourceContract) -> Portions:
    """Portions of a log in JSON, whatever its arrangement; raises :class:`ingest.reasons.FileRefused`.

    Records are numbered by line in JSON lines, by element otherwise. An object around an array (``{"data": [...]}``)
    must hold one array of records.
    """
    stream = iter(blocks)
    head, encoding = read_head(stream)
    body = chain([Block(head, encoding)], stream)
    start = _array_start(head[:HEAD_BYTES].decode("utf-8", "ignore"), contract)
    yield from json_portions(body if start is None else _Elements(contract, start).lines(body))


@dataclass(slots=True)
class _Elements:
    """``start``: byte at which the array begins; -1 for objects in a row, which nothing surrounds."""

    contract: SourceContract
    start: int
    _count: int = 0
    _rest: bytes = b""
    _closed: bool = False

    def lines(self, blocks: Iterator[Block]) -> Iterator[Block]:
        """Blocks of one element a line."""
        first = next(blocks)
        before, data = first.data[: max(self.start, 0)], first.data[self.start + 1 :]
        for block in chain([Block(data, first.encoding)], blocks):
            self._rest += block.data.translate(_ONE_LINE)
            if not self._closed and (found := self._take()):
                yield Block(found, block.encoding)
            if len(self._rest) > MAX_RECORD_BYTES:
                raise self._damaged(f"> {MAX_RECORD_BYTES:,} bytes")
        if self.start < 0:
            if self._closed:
                raise self._damaged("'}' without '{'")
            if self._rest.strip():
                yield Block(self._rest + b"\n", first.encoding)
        elif not self._closed:
            raise self._damaged("']' missing")
        else:
            self._check_around(before)

    def _take(self) -> bytes:
        """The whole elements in ``_rest``, one a line; what remains begins behind the last of them."""
        data = self._rest.lstrip(b" \t,")
        buffer = view(data)
        braces = buffer | _TO_BRACE
        places = np.flatnonzero((braces == _OPEN) | (braces == _CLOSE))
        places = places[np.searchsorted(_string_marks(data, buffer), places) & 1 == 0]
        steps = np.where(braces[places] == _OPEN, 1, -1)
        depth = np.cumsum(steps)
        over = np.flatnonzero(depth < 0)
        if len(over):
            self._closed = True
            places, steps, depth = places[: over[0] + 1], steps[: over[0]], depth[: over[0]]
        ends = places[: len(depth)][(depth == 0) & (steps < 0)]
        stop = int(places[-1]) if self._closed else int(ends[-1]) + 1 if len(ends) else 0
        self._rest = data[stop + self._closed :]
        text = _on_lines(buffer[:stop].copy(), ends).rstrip(b" \t,\n")
        if not text:
            return b""
        lines = text.split(b"\n") if _has_others(text) else None
        if lines is not None:
            text = b"\n".join(part for line in lines for part in _values(line))
        self._count += int(np.count_nonzero(view(text) == _NEWLINE)) + 1
        return text + b"\n"

    def _check_around(self, before: bytes) -> None:
        """Behind the array the file must end as it began, and hold no second array of records."""
        try:
            frame = json.loads(before + b"[]" + self._rest)
        except NOT_JSON as error:
            raise self._damaged(str(error)) from error
        others = frame.items() if isinstance(frame, dict) else ()
        for key, value in others:
            if isinstance(value, list) and value and _is_record(value[0], self.contract):
                raise FileRefused(
                    "refused", "unsupported_format", f"JSON: {key}: 另一组记录 / a second array of records"
                )

    def _damaged(self, detail: str) -> FileRefused:
        place = f"JSON 第 {self._count + 1:,} 个元素 / element {self._count + 1:,}: {detail}"
        return FileRefused("unreadable", "damaged", place)


def _string_marks(data: bytes, buffer: np.ndarray) -> np.ndarray:
    """Positions of the marks that open and close strings."""
    marks = np.flatnonzero(buffer == QUOTE)
    if b"\\" not in data:
        return marks
    behind = np.flatnonzero((marks > 0) & (buffer[marks - 1] == _BACKSLASH))
    before, odd = marks[behind] - 1, np.ones(len(behind), bool)
    going = np.arange(len(behind))
    while len(going):  # an even run of backslashes escapes itself, not the mark
        before[going] -= 1
        going = going[(before[going] >= 0) & (buffer[before[going]] == _BACKSLASH)]
        odd[going] ^= True
    return np.delete(marks, behind[odd])


def _on_lines(buffer: np.ndarray, ends: np.ndarray) -> bytes:
    """The comma or blank behind each element becomes a newline."""
    behind = ends[ends + 1 < len(buffer)] + 1
    place, going = behind.copy(), np.arange(len(behind))
    while len(going):
        blank = (buffer[place[going]] == _SPACE) | (buffer[place[going]] == _TAB)
        going = going[blank & (place[going] + 1 < len(buffer))]
        place[going] += 1
    comma = buffer[place] == _COMMA
    buffer[place[comma]] = _NEWLINE
    buffer[behind[~comma & (place > behind)]] = _NEWLINE
    return buffer.tobytes()


def _has_others(text: bytes) -> bool:
    """Whether elements are not all objects."""
    starts = np.concatenate(([0], np.flatnonzero(view(text) == _NEWLINE) + 1))
    buffer = view(text)
    going = starts
    while len(going):
        blank = (buffer[going] == _SPACE) | (buffer[going] == _TAB)
        if (buffer[going[~blank]] != _OPEN).any():
            return True
        going = going[blank] + 1
    return False


def _values(line: bytes) -> list[bytes]:
    """The values of a line in which bare ones (``null, {…}``) stand before an object."""
    text, at, parts = line.decode("utf-8"), 0, []
    while True:
        while at < len(text) and text[at] in " \t,":
            at += 1
        if at == len(text):
            return parts
        try:
            end = _DECODER.raw_decode(text, at)[1]
        except NOT_JSON:
            return [*parts, text[at:].encode()]
        parts.append(text[at:end].encode())
        at = end


def _array_start(head: str, contract: SourceContract) -> int | None:
    """The byte of the ``[`` that holds the records; None for JSON lines, -1 for objects over several lines."""
    begin = len(head) - len(head.lstrip())
    if head[begin] == "[":
        return begin
    try:
        value, end = _DECODER.raw_decode(head, begin)
    except NOT_JSON:
        value, end = None, 0
    one_line = value is not None and "\n" not in head[begin:end]
    if value is not None and (head[end:].strip() or _is_record(value, contract)):
        return None if one_line else -1
    found = _member_with_records(head, begin + 1, contract)
    if found is not None:
        return len(head[:found].encode())
    return None if one_line or value is None else -1


def _member_with_records(head: str, at: int, contract: SourceContract) -> int | None:
    """Place of the array, among the members of the outermost object, whose first element is a record."""
    best: int | None = None
    try:
        while True:
            key, at = _DECODER.raw_decode(head, _skip(head, at))
            at = _skip(head, at)
            if not isinstance(key, str) or head[at] != ":":
                return best
            at = _skip(head, at + 1)
            if head[at] == "[" and head[inner := _skip(head, at + 1)] in "{]":
                best = at if best is None else best
                if head[inner] == "{" and _is_record(_DECODER.raw_decode(head, inner)[0], contract):
                    return at
            at = _skip(head, _DECODER.raw_decode(head, at)[1])
            if head[at] != ",":
                return best
            at += 1
    except (*NOT_JSON, IndexError):  # the head ends within a value
        return best


def _skip(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _is_record(value: object, contract: SourceContract) -> bool:
    return isinstance(value, dict) and looks_like_header(contract)([normal_header(key) for key in value])
