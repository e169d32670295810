"""Figures of a text: every number with its unit, its value and the sentence that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_NUMBER = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<unit>%|个工作日|天|小时|元)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``written``: as it stands there. ``kind``: one of `number`, `percent`, `range`.

    ``value`` in ``unit``; ``value_upto``: the upper end of a range.
    """

    written: str
    kind: str
    value: float
    unit: str | None
    sentence: str
    value_upto: float | None = None


def figures_of(text: str) -> Iterator[Figure]:
    """All figures of one block, in their order."""
    for sentence in _SENTENCE.findall(text):
        for match in _NUMBER.finditer(sentence):
            kind = "percent" if match["unit"] == "%" else "number"
            yield Figure(match[0], kind, float(match["number"]), match["unit"], sentence.strip())
