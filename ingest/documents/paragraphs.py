"""Lines of pages as paragraphs: a line goes on where it ran into the margin and the next one begins at the other."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.documents.dates import whole_date
from ingest.documents.document_number import own_number
from ingest.documents.furniture import mark_furniture
from ingest.documents.labels import take_labelled_lines
from ingest.documents.model import FURNITURE, Block
from ingest.documents.page_lines import WIDE, PageLines, em_of, merge, turned, units

_STARTS_ANEW = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}(?:[．、]|\.(?![0-9]))"
    r"|第[一二三四五六七八九十百0-9]{1,4}[章节条]|附件|[•●▪■◆★☆\u2460-\u2473]|[-–—]\s"
)
# blanks beside ideographs: the cells of a row without rules
_CELL_GAP = re.compile(f"[{WIDE}] | (?=[{WIDE}])")
_OPENING = "（(《〈“‘「『【〔["
_STOPS = "。！？；.!?;"
# in widths of an ideograph: how far a line may begin from its margin, and the two of a paragraph's first line
_AT_MARGIN, _INDENTED = 0.9, 3.0
_FULL_SLACK = 0.4
_LEAST_WIDTH = 12
_LIKE_SIZE = 0.72


@dataclass(frozen=True, slots=True)
class _Column:
    """Margins of a run of ``lines`` (shares of the width), width of an ideograph, ordinary step from line to line."""

    left: float
    right: float
    em: float
    step: float
    is_indented: bool
    lines: int


def blocks_of_pages(pages: Sequence[PageLines]) -> tuple[dict[str, str], tuple[Block, ...]]:
    """Pairs of the document's own metadata lines, and its blocks: furniture marked, continued lines joined."""
    marked = mark_furniture(pages)
    joined = _join(marked)
    turns = {page.number: page.turn for page in pages}
    blocks = [
        replace(block, box=turned(block.box, -turns[block.page])) if turns.get(block.page) else block
        for block in joined
    ]
    return _without_labels(blocks)


def _join(pages: Sequence[PageLines]) -> list[Block]:
    margins = _document_margins(pages)
    placed = [(line, column) for page in pages for line, column in _placed(page, margins)]
    joined: list[Block] = []
    before: tuple[Block, _Column] | None = None
    paragraph = -1
    for line, column in placed:
        if line.kind in FURNITURE:
            joined.append(line)
            continue
        if before and _continues(before, (line, column)):
            joined[paragraph] = merge(joined[paragraph], line)
        else:
            joined.append(line)
            paragraph = len(joined) - 1
        before = line, column
    return joined


def _placed(page: PageLines, margins: tuple[float, float] | None) -> Iterator[tuple[Block, _Column]]:
    for run in _runs(page.lines):
        column = _column(run, margins)
        yield from ((line, column) for line in run)


def _runs(lines: Sequence[Block]) -> Iterator[list[Block]]:
    """Lines that stand below each other; furniture and cells are runs of their own."""
    run: list[Block] = []
    for line in lines:
        if run and not _is_below(run[-1], line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_below(first: Block, second: Block) -> bool:
    shared = min(first.box.right, second.box.right) - max(first.box.left, second.box.left)
    return first.kind == second.kind == "paragraph" and second.box.top > first.box.top and shared > 0


def _column(run: Sequence[Block], margins: tuple[float, float] | None) -> _Column:
    em = statistics.median([em_of(line) for line in run if units(line.text) >= 8] or [em_of(run[0])])
    left = _supported(sorted(line.box.left for line in run), em)
    right = max(line.box.right for line in run)
    if margins:
        # a page of indented lines only; less than that is a sheet that lay askew
        if margins[0] + em < left < margins[0] + _INDENTED * em:
            left = margins[0]
        # a list of short lines says nothing of the margin
        if sum(line.box.right > right - em for line in run) < 3:
            right = max(right, margins[1])
    steps = [second.box.top - first.box.top for first, second in pairwise(run)]
    indents = [(line.box.left - left) / em for line in run]
    return _Column(
        left, right, em, statistics.median(steps) if steps else 0.0, any(1.4 < x < 2.8 for x in indents), len(run)
    )


def _document_margins(pages: Sequence[PageLines]) -> tuple[float, float] | None:
    lines = [line for page in pages for line in page.lines if line.kind == "paragraph" and units(line.text) >= 8]
    if len(lines) < 3:
        return None
    em = statistics.median(em_of(line) for line in lines)
    left = _supported(sorted(line.box.left for line in lines), em)
    rights = sorted(-line.box.right for line in lines if line.box.left < left + _INDENTED * em)
    return left, -_supported(rights, em)


def _supported(edges: Sequence[float], em: float) -> float:
    """The outermost edge at which at least two lines stand: a wide letterhead is no margin."""
    for at, edge in enumerate(edges):
        if at + 1 < len(edges) and edges[at + 1] - edge < em * 0.7:
            return edge
    return edges[0] if edges else 0.0


def _continues(before: tuple[Block, _Column], now: tuple[Block, _Column]) -> bool:
    (first, column), (second, next_column) = before, now
    if first.kind != "paragraph" or second.kind != "paragraph" or second.page > first.page + 1:
        return False
    em = column.em
    # a few short lines are a list, and a page of one line shows no margin
    if column.right - column.left < _LEAST_WIDTH * em or (first.page != second.page and column.lines < 3):
        return False
    if any(len(_CELL_GAP.findall(line.text)) > 1 for line in (first, second)):
        return False
    if first.text[-1] in "：:" or (first.text[-1] in _STOPS and not (column.is_indented or next_column.is_indented)):
        return False
    # an opening bracket is printed in the right half of its place
    begin = second.box.left - (0.5 * em if second.text[0] in _OPENING else 0)
    if first.box.left > column.left + _INDENTED * em or begin > next_column.left + _AT_MARGIN * em:
        return False
    if first.box.right + _first_word(second.text) * em < column.right - _FULL_SLACK * em:
        return False
    heights = sorted(line.box.bottom - line.box.top for line in (first, second))
    if heights[0] < _LIKE_SIZE * heights[1] or not 0.75 < _em_ratio(first, second) < 1.34:
        return False
    if first.page == second.page:
        step = second.box.top - first.box.top
        # a line higher up is the head of the next column of text
        if column is next_column and not 0 < step < min(1.5 * column.step, 3.2 * heights[1]):
            return False
        if column is not next_column and step > 0:
            return False
    return not (_STARTS_ANEW.match(second.text) or whole_date(second.text) or own_number((second.text,)))


def _em_ratio(first: Block, second: Block) -> float:
    """How much wider the characters of ``first`` are; 1 where a line is too short to tell."""
    if min(units(first.text), units(second.text)) < 6:
        return 1.0
    return em_of(first) / em_of(second)


def _first_word(text: str) -> float:
    """What would have had to fit on the line before: a word of letters, or one ideograph with its stop."""
    match = re.match(r"[\x21-\x7e]+|.[，。、；：！？）》”]?", text)
    return min(units(match[0]), 12.0) if match else 1.0


def _without_labels(blocks: list[Block]) -> tuple[dict[str, str], tuple[Block, ...]]:
    texts = [block.text for block in blocks if block.kind not in FURNITURE]
    labelled, rest = take_labelled_lines(texts)
    if len(rest) == len(texts):
        return labelled, tuple(blocks)
    kept: list[Block] = []
    waiting = iter(rest)
    expected = next(waiting, None)
    for block in blocks:
        if block.kind in FURNITURE:
            kept.append(block)
        elif block.text == expected:
            kept.append(block)
            expected = next(waiting, None)
    return labelled, tuple(kept)
