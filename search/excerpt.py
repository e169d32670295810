"""The passage a hit stands in, cut to what a person reads at a glance, with the places of the words."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.passages import LINE_END
from search.signs import CELL_END, spans
from search.store import NUMBER_BITS

_BEFORE, _LENGTH = 24, 150  # characters
_SHOWN = str.maketrans({LINE_END: " ", CELL_END: "|"})
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``marks``: first character and last plus one of each word in ``text``, from left to right.

    ``page`` and ``block_number`` of the first of them are None where only title, number or issuer hold the words.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    page: int | None
    block_number: int | None

    def marked(self, opening: str = "«", closing: str = "»") -> str:
        """The text with signs around each word."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [self.text[at:start], opening, self.text[start:end], closing]
            at = end
        return "".join((*parts, self.text[at:]))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage and what follows it without a break; ``lines``: first character, page and block of each line."""

    text: str
    own: int  # characters of the passage itself
    lines: tuple[tuple[int, int | None, int | None], ...]


def stretch(index: sqlite3.Connection, passage: int, reach: int) -> Stretch:
    """The passage with this id, and after it ``reach`` characters or more where the text runs on."""
    text, own, lines, goes_on = "", 0, [], True
    end = (passage >> NUMBER_BITS) + 1 << NUMBER_BITS
    rows = index.execute(
        "select text, page, blocks, flows from passage where id >= ? and id < ? order by id", [passage, end]
    )
    for part, page, blocks, flows in rows:
        if not goes_on or (text and len(text) >= own + reach):
            break
        at = len(text) + len(LINE_END) if text else 0
        text = text + LINE_END + part if text else part
        own = own or len(text)
        blocks = json.loads(blocks) or [None]
        for block, line in zip(blocks, part.replace(CELL_END, LINE_END).split(LINE_END), strict=True):
            lines.append((at, page, block))
            at += len(line) + len(LINE_END)
        goes_on = bool(flows)
    rows.close()
    return Stretch(text, own, tuple(lines))


def excerpt(index: sqlite3.Connection, passage: int, wanted: Sequence[str]) -> Excerpt:
    """Cut the passage to where the most of ``wanted`` (signs) stand together."""
    # blanks, brackets and quotation marks stand between signs
    around = stretch(index, passage, 2 * max(map(len, wanted)) + _LENGTH)
    found = spans(around.text, *wanted)
    if not found:
        return Excerpt(around.text[:_LENGTH].translate(_SHOWN), (), *around.lines[0][1:])
    first = max(found, key=lambda span: (len(_words_within(found, span[0])), -span[0]))[0]
    start = max(0, first - _BEFORE)
    end = max(start + _LENGTH, next(end for begin, end, _ in found if begin == first))
    text = around.text[start:end].translate(_SHOWN)
    shift = start - bool(start)
    marks = _united((begin - shift, finish - shift) for begin, finish, _ in found if begin >= start and finish <= end)
    _, page, block = around.lines[bisect_right([at for at, *_ in around.lines], first) - 1]
    return Excerpt(_CUT * bool(start) + text + _CUT * (end < len(around.text)), marks, page, block)


def _words_within(found: list[tuple[int, int, str]], start: int) -> set[str]:
    return {word for begin, end, word in found if begin >= start and end <= start + _LENGTH - _BEFORE}


def _united(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Marks that overlap as one."""
    united: list[tuple[int, int]] = []
    for start, end in marks:
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)
