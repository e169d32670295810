"""Paragraph styles of a Word document: which are headings, and which carry a list."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ingest.documents.docx_numbering import attribute, value_of

_HEADING = re.compile(r"(?:heading|标题) ?[1-9]|title|subtitle|标题|副标题", re.IGNORECASE)
_BODY_LEVEL = 9  # outline levels 0-8 are headings
_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Style:
    """``list_id`` and ``level`` are those of the numbers it gives, None for no list."""

    is_heading: bool = False
    list_id: str | None = None
    level: int = 0


def styles_of(root: Element) -> dict[str, Style]:
    """Paragraph styles of ``word/styles.xml`` by id, what they inherit included."""
    stated = {attribute(style, "styleId"): style for style in root.iterfind("style")}
    return {style_id: _style(stated, style_id) for style_id in stated}


def is_heading_level(level: str) -> bool:
    """Whether an outline level (``0`` … ``8``) makes a paragraph a heading."""
    return level.isdecimal() and int(level[:4]) < _BODY_LEVEL


def _style(stated: dict[str, Element], style_id: str) -> Style:
    chain: list[Element] = []
    while style_id in stated and len(chain) < _DEPTH:  # styles may be based on each other in a ring
        chain.append(stated[style_id])
        style_id = value_of(chain[-1], "basedOn")
    heading = any(
        _HEADING.fullmatch(value_of(style, "name")) or is_heading_level(value_of(style, "pPr/outlineLvl"))
        for style in chain
    )
    list_id = next((found for style in chain if (found := value_of(style, "pPr/numPr/numId"))), None)
    level = next((found for style in chain if (found := value_of(style, "pPr/numPr/ilvl"))), "0")
    return Style(heading, list_id, int(level[:2]) if level.isdecimal() else 0)
