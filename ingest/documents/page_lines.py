"""Lines of a page: their reading order, what belongs into one line, and where they stand on a turned page."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from ingest.documents.model import Block, Box

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff"
# ideographs and the punctuation that is as wide as they are
WIDE = HAN + "\u3000-\u303f\uff00-\uff60\u2014\u2018\u2019\u201c\u201d\u2026"
_ENDS_WIDE = re.compile(f"[{WIDE}]$")
_STARTS_WIDE = re.compile(f"[{WIDE}]")
# parts of one line stand no further apart than this, in widths of an ideograph
_WORD_GAP = 1.2
_SAME_ROW = 0.6


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of one page in reading order. A line is a block with a box.

    ``turn``: quarter turns to the left that bring the text upright; the boxes are those of the page so turned.
    """

    number: int
    lines: tuple[Block, ...]
    turn: int = 0


@lru_cache(maxsize=8192)
def units(text: str) -> float:
    """Width of ``text`` in ideographs: a wide character is 1, any other ½."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" or sign in "“”‘’—…" else 0.5 for sign in text)


def em_of(line: Block) -> float:
    """Width of an ideograph in this line, as a share of the page's width."""
    return max((line.box.right - line.box.left) / max(units(line.text), 1.0), 1e-5)


def glue(left: str, right: str) -> str:
    """Two parts of one text as one: a blank between words of letters or digits, none beside an ideograph."""
    if not left or not right or _ENDS_WIDE.search(left) or _STARTS_WIDE.match(right):
        return left + right
    if left.endswith("-") and left[-2:-1].isalpha() and right[0].isalpha():
        return left + right
    return f"{left} {right}"


def merge(first: Block, second: Block) -> Block:
    """Two parts as one block, at the place of both (of the first, when they stand on different pages).

    The confidence is the mean, weighted by length.
    """
    box, confidence = first.box, first.confidence
    if first.page == second.page and box and second.box:
        box = union((box, second.box))
    if confidence is not None and second.confidence is not None:
        lengths = len(first.text), len(second.text)
        confidence = (confidence * lengths[0] + second.confidence * lengths[1]) / max(sum(lengths), 1)
    return replace(first, text=glue(first.text, second.text), box=box, confidence=confidence)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of ``boxes``."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


def in_rows(lines: Iterable[Block]) -> list[Block]:
    """Lines from top to bottom, those of one row from left to right."""
    rows: list[list[Block]] = []
    for line in sorted(lines, key=lambda line: (line.box.top + line.box.bottom, line.box.left)):
        # a page that was scanned askew falls off slowly: the nearest of the row counts, not its first
        if rows and any(_in_one_row(other, line) for other in rows[-1][-3:]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box.left)]


def merge_rows(lines: Sequence[Block]) -> list[Block]:
    """Parts of one printed line, which follow each other closely in one row, as one."""
    merged: list[Block] = []
    for line in lines:
        if merged and _follows(merged[-1], line):
            merged[-1] = merge(merged[-1], line)
        else:
            merged.append(line)
    return merged


def is_disordered(lines: Sequence[Block]) -> bool:
    """Whether the order in which a file keeps its lines jumps upwards more often than columns explain."""
    jumps = sum(second.box.bottom < first.box.top for first, second in pairwise(lines))
    return jumps > max(3, len(lines) // 5)


def turned(box: Box, quarters: int) -> Box:
    """``box`` on the page after ``quarters`` quarter turns to the left; negative ones turn back."""
    for _ in range(quarters % 4):
        box = Box(box.top, 1 - box.right, box.bottom, 1 - box.left)
    return box


def _in_one_row(first: Block, second: Block) -> bool:
    if first.kind != second.kind:
        return False
    overlap = min(first.box.bottom, second.box.bottom) - max(first.box.top, second.box.top)
    heights = first.box.bottom - first.box.top, second.box.bottom - second.box.top
    beside = first.box.right <= second.box.left + 0.005 or second.box.right <= first.box.left + 0.005
    return beside and overlap > _SAME_ROW * min(heights) and min(heights) > 0.4 * max(heights)


def _follows(first: Block, second: Block) -> bool:
    gap = second.box.left - first.box.right
    em = min(em_of(first), em_of(second))
    return _in_one_row(first, second) and -0.5 * em < gap < _WORD_GAP * em
