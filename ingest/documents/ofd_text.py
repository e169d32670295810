"""The text objects of an OFD page: where each run of signs stands on the page (GB/T 33190-2016, 11)."""

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

# x' = a·x + c·y + e, y' = b·x + d·y + f
Matrix = tuple[float, float, float, float, float, float]
AS_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

# shares of the size of the type
_SAME_PLACE = 0.3
_NEXT_BELOW = 2.0
_ASCENT, _DESCENT = 0.88, 0.12
BLANK_AFTER = 0.8
_SLANT = 0.02  # sine of the largest angle that still is a line of text


@dataclass(frozen=True, slots=True)
class Run:
    """Signs in one direction. Sides in the unit of the page; ``slanted``: neither level nor upright, as a watermark."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    upright: bool = False
    slanted: bool = False

    @property
    def size(self) -> float:
        return self.right - self.left if self.upright else self.bottom - self.top


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """``count`` finite numbers, or None."""
    try:
        found = tuple(float(word) for word in (text or "").split())
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


def placed(element: Element, outer: Matrix) -> Matrix:
    """From the coordinates of a graphic object to those of the page: its CTM, then the corner of its boundary."""
    left, top, _, _ = numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    return times(outer, times((1.0, 0.0, 0.0, 1.0, left, top), numbers(element.get("CTM"), 6) or AS_IS))


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    x0, y0 = point(outer, 0.0, 0.0)
    (ax, ay), (cx, cy), (ex, ey) = point(outer, a, b), point(outer, c, d), point(outer, e, f)
    return (ax - x0, ay - y0, cx - x0, cy - y0, ex, ey)


def runs_of(text_object: Element, outer: Matrix) -> Iterator[Run]:
    """The runs of one ``TextObject``: its signs, cut where the next one stands elsewhere."""
    size = _number(text_object.get("Size"), 3.0)
    stretch = _number(text_object.get("HScale"), 1.0)
    matrix = placed(text_object, outer)
    x = y = 0.0
    for code in text_object.iter("TextCode"):
        text = code.text or ""
        # without a place of its own a code follows the one before
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        places = _places(code, text, x, y, size * stretch)
        for start, end, upright in _cuts(text, places, size):
            yield _run(text[start:end], places[start:end], size, stretch, upright, matrix)


def _places(code: Element, text: str, x: float, y: float, size: float) -> list[tuple[float, float]]:
    across, down = code.get("DeltaX"), code.get("DeltaY")
    steps_x = _steps(across, len(text) - 1)
    steps_y = _steps(down, len(text) - 1)
    found = [(x, y)]
    for at, sign in enumerate(text[:-1]):
        dx = steps_x[at] if at < len(steps_x) else 0.0 if steps_y else _width(sign) * size
        dy = steps_y[at] if at < len(steps_y) else 0.0
        found.append((found[-1][0] + dx, found[-1][1] + dy))
    return found


def _steps(text: str | None, most: int) -> list[float]:
    """The distances of a delta list, of which ``g 3 2.5`` repeats one; no more than there are signs."""
    words = (text or "").split()
    found: list[float] = []
    at = 0
    try:
        while at < len(words) and len(found) < most:
            if words[at] == "g":
                found += [float(words[at + 2])] * min(int(words[at + 1]), most - len(found))
                at += 3
            else:
                found.append(float(words[at]))
                at += 1
    except (ValueError, IndexError):
        return found  # what stands before the fault is right
    return found if all(map(math.isfinite, found)) else []


def _cuts(text: str, places: list[tuple[float, float]], size: float) -> Iterator[tuple[int, int, bool]]:
    """(start, end, upright) of the runs: level to the right, or sign below sign."""
    start, upright = 0, None
    for at in range(1, len(text) + 1):
        if at < len(text):
            dx, dy = places[at][0] - places[at - 1][0], places[at][1] - places[at - 1][1]
            level = abs(dy) <= _SAME_PLACE * size and dx >= -_SAME_PLACE * size
            below = abs(dx) <= _SAME_PLACE * size and 0 < dy <= _NEXT_BELOW * size
            if (level and not upright) or (below and not level and upright is not False):
                upright = not level
                continue
        if start < len(text):
            yield start, at, bool(upright)
        start, upright = at, None


def _run(
    text: str, places: list[tuple[float, float]], size: float, stretch: float, upright: bool, matrix: Matrix
) -> Run:
    signs = [text[0]]
    for at in range(1, len(text)):
        gap = places[at][0] - places[at - 1][0] - _width(text[at - 1]) * size * stretch
        # a code has its own blanks, and wide spacing of Latin letters is usual
        if not upright and gap > BLANK_AFTER * size:
            signs.append(" ")
        signs.append(text[at])
    (x0, y0), (x1, y1) = places[0], places[-1]
    x1 += _width(text[-1]) * size * stretch
    corners = [point(matrix, x, y) for x in (x0, x1) for y in (y0 - _ASCENT * size, y1 + _DESCENT * size)]
    length = math.hypot(matrix[0], matrix[1]) or 1.0
    sine = abs(matrix[1]) / length
    turned = sine > 1 - _SLANT
    return Run(
        "".join(signs),
        min(x for x, _ in corners),
        min(y for _, y in corners),
        max(x for x, _ in corners),
        max(y for _, y in corners),
        upright != turned,
        _SLANT < sine < 1 - _SLANT,
    )


def _width(sign: str) -> float:
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Where a point of the object stands on the page."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _number(text: str | None, default: float) -> float:
    found = numbers(text, 1)
    return found[0] if found else default
