"""Watermarks: no part of the text, but what they say of secrecy must not be lost."""

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.documents.model import Block, squeeze

_SECRET = re.compile("绝密|机密|秘密|内部|保密")
_PAGES = 20  # named one by one


def watermark_notes(pages_of: Mapping[str, Sequence[int]]) -> list[str]:
    """One note for each watermark: its text, and the pages that it lies on."""
    return [f"watermark kept out on {pages_in_words(pages)}: {text}" for text, pages in pages_of.items()]


def secrecy_blocks(texts: Iterable[str]) -> list[Block]:
    """Watermarks that speak of secrecy, as lines that stand above the text: that is where a mark is looked for."""
    return [Block(text, "note") for text in dict.fromkeys(texts) if _SECRET.search(squeeze(text))]


def pages_in_words(pages: Sequence[int]) -> str:
    """``page 3``, ``pages 1, 2, 7``."""
    shown = ", ".join(str(page) for page in pages[:_PAGES]) + (" …" if len(pages) > _PAGES else "")
    return f"page{'s' * (len(pages) > 1)} {shown}"
