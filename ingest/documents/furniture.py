"""What pages repeat: running heads, and the numbers of the pages."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents.model import Block, squeeze
from ingest.documents.page_lines import PageLines

# shares of the page's height within which furniture stands
_TOP, _BOTTOM = 0.12, 0.88
_EDGE_LINES = 3
_SAME_PLACE = 0.015
# share of the pages that must repeat a line: left and right pages may have different ones
_REPEATED = 0.4
_NUMBER = re.compile(
    r"[-—–─_·•~\s]*(?:第\s*)?(?P<bare>[0-9]{1,4})(?:\s*页)?[-—–─_·•~\s]*"
    r"|第?\s*[0-9]{1,4}\s*页?\s*[/／,，、]?\s*(?:共\s*[0-9]{1,4}\s*页|/\s*[0-9]{1,4})"
    r"|[Pp]age\s*[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?"
)
# index of the page, of the line on it, and the line
Place = tuple[int, int, Block]
_SIGNED = re.compile(r"[-—–─·•~]|页|/|[Pp]age")


def mark_furniture(pages: Sequence[PageLines]) -> list[PageLines]:
    """The same pages, with running heads and page numbers as kinds `page_header` and `page_footer`."""
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for index, page in enumerate(pages):
        for at, kind in _edges(page):
            line = page.lines[at]
            found[kind, re.sub(r"[0-9]+", "#", squeeze(line.text))].append((index, at, line))
    marked: dict[tuple[int, int], str] = {}
    for (kind, text), everywhere in found.items():
        for places in _by_height(everywhere):
            if _is_repeated(places, len(pages)) or ("#" in text and _are_page_numbers(places, pages)):
                marked |= {(index, at): kind for index, at, _ in places}
    return [
        replace(
            page,
            lines=tuple(replace(line, kind=marked.get((index, at), line.kind)) for at, line in enumerate(page.lines)),
        )
        for index, page in enumerate(pages)
    ]


def _edges(page: PageLines) -> list[tuple[int, str]]:
    order = sorted(
        (at for at, line in enumerate(page.lines) if line.kind == "paragraph"), key=lambda at: page.lines[at].box.top
    )
    top = [(at, "page_header") for at in order[:_EDGE_LINES] if page.lines[at].box.bottom < _TOP]
    bottom = [(at, "page_footer") for at in order[-_EDGE_LINES:] if page.lines[at].box.top > _BOTTOM]
    return top + bottom


def _by_height(places: list[Place]) -> list[list[Place]]:
    """Like lines apart by where on the page they stand: a figure above the number of the page is another matter."""
    groups: list[list[Place]] = []
    for place in sorted(places, key=lambda place: place[2].box.top):
        if groups and place[2].box.top - groups[-1][-1][2].box.top < _SAME_PLACE:
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


def _is_repeated(places: list[Place], pages: int) -> bool:
    # figures in one place count up or are a column of numbers: others decide
    if all(line.text.strip().isdecimal() for _, _, line in places):
        return False
    return len({index for index, _, _ in places}) >= max(2, _REPEATED * pages)


def _are_page_numbers(places: list[Place], pages: Sequence[PageLines]) -> bool:
    matches = [(index, _NUMBER.fullmatch(line.text.strip())) for index, _, line in places]
    if not all(match for _, match in matches):
        return False
    # a bare number may be a figure: it counts up with the pages, or stands alone in the margin
    if all(_SIGNED.search(match[0]) for _, match in matches):
        return True
    if len({int(match["bare"]) - index for index, match in matches if match["bare"]}) == 1 and len(matches) > 1:
        return True
    return len(pages) == 1 and len(matches[0][1][0].strip()) <= 3
