"""Runs of signs on a page, put together into lines from the top left."""

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.documents.model import tidy
from ingest.documents.ofd_text import BLANK_AFTER, Run

_OVERLAP = 0.5  # of the lower of two runs, for them to be one line
_UNLIKE = 0.4  # a raised note mark is larger than this share of its text, a line below a big seal is not
_BLANK_IN_WORDS = 0.3  # the gap, as a share of the size, that parts two Latin words or figures
_TWICE = 0.2  # bold made by drawing the same twice, this share of the size apart


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its sides in the unit of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    slanted: bool = False


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """The lines of a page: level runs by height, then from the left; upright and slanted ones by themselves."""
    groups: list[list[Run]] = []
    open_groups: list[list[Run]] = []
    # blanks tell nothing of the place of a line
    for run in sorted((run for run in runs if run.text.strip()), key=lambda run: (run.top, run.left)):
        if run.upright or run.slanted:
            groups.append([run])
            continue
        open_groups = [group for group in open_groups if group[0].bottom > run.top]
        group = next((group for group in open_groups if _is_beside(group[0], run)), None)
        if group is None:
            groups.append(group := [])
            open_groups.append(group)
        group.append(run)
    lines = [_line(group) for group in groups]
    return sorted((line for line in lines if line.text), key=lambda line: (line.slanted, line.top, line.left))


def _is_beside(one: Run, other: Run) -> bool:
    low, high = sorted((one.size, other.size))
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return low >= _UNLIKE * high and shared >= _OVERLAP * low


def _line(group: list[Run]) -> Line:
    parts: list[str] = []
    before: Run | None = None
    for run in sorted(group, key=lambda run: (run.left, run.right)):
        if before is not None:
            if run.text == before.text and run.left - before.left < _TWICE * run.size:
                continue
            words = _is_word(before.text[-1]) and _is_word(run.text[0])
            share = _BLANK_IN_WORDS if words else BLANK_AFTER
            if run.left - before.right > share * min(run.size, before.size):
                parts.append(" ")
        parts.append(run.text)
        before = run
    return Line(
        tidy("".join(parts)),
        min(run.left for run in group),
        min(run.top for run in group),
        max(run.right for run in group),
        max(run.bottom for run in group),
        group[0].slanted,
    )


def _is_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
