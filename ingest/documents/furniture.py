"""What pages repeat: page numbers, running heads and feet, told from the text by their place."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents.model import Block, squeeze

_MARGIN = 0.1  # share of a page's height
_REPEATED = 3  # pages that carry a line before it is a running head
_PAGE_NUMBER = re.compile(r"[-—–─―－·.．]*(?:第?[0-9]{1,4}页?)(?:[,，/]?共?[0-9]{1,4}页?)?[-—–─―－·.．]*")
_DIGITS = re.compile("[0-9]+")


def mark_furniture(blocks: Sequence[Block], pages: int) -> tuple[Block, ...]:
    """Blocks of a document of ``pages`` pages, those in the margins that pages repeat marked as head or foot.

    A line counts as repeated when most pages carry it, numbers apart, in the same margin. A red head
    stands on the first page alone and stays text.
    """
    seen = Counter({key for block in blocks if (key := _key(block))})
    carried = Counter((margin, text) for margin, text, _ in seen)
    return tuple(
        replace(block, kind=f"page_{key[0]}") if (key := _key(block)) and _is_furniture(key, carried, pages) else block
        for block in blocks
    )


def _key(block: Block) -> tuple[str, str, int] | None:
    """Margin, text without its numbers, and page, for a line in a margin."""
    if block.box is None or block.kind != "paragraph":
        return None
    margin = "header" if block.box.bottom <= _MARGIN else "footer" if block.box.top >= 1 - _MARGIN else None
    return (margin, _DIGITS.sub("#", squeeze(block.text)), block.page) if margin else None


def _is_furniture(key: tuple[str, str, int], carried: Counter, pages: int) -> bool:
    margin, text, _ = key
    if margin == "footer" and _PAGE_NUMBER.fullmatch(text.replace("#", "1")):
        return True
    times = carried[margin, text]
    return times >= _REPEATED and 2 * times > pages
