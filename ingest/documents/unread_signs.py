"""Private-use signs: codes that only the file's own font gives a shape to. Text found is then not text read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufffd"
_PRIVATE = re.compile(f"[{PRIVATE}]")
_BULLET = re.compile(rf"^\s*[{PRIVATE}]\s*(?=\S)")
_MOST = 0.1  # of a page's letters and digits
MISSING = "〓"  # the printers' mark for a sign that is wanting


class _HasText(Protocol):
    text: str


_Line = TypeVar("_Line", bound=_HasText)


def without_unread_signs(lines: Sequence[_Line]) -> tuple[list[_Line], str | None]:
    """Lines of a page in which every sign is readable, and a note when some were not.

    Above a tenth of the letters the whole page counts as unread: no line is given. Below that a private sign at the
    start of a line is a bullet and goes; any other becomes ``〓``, so that nobody takes 1〓5 for 15.
    """
    texts = [line.text for line in lines]
    private = sum(len(_PRIVATE.findall(text)) for text in texts)
    if not private:
        return list(lines), None
    letters = sum(sign.isalnum() for text in texts for sign in text)
    if private > _MOST * (letters + private):
        return [], f"{private} of {letters + private} signs are private ones of its fonts"
    cleaned = [_PRIVATE.sub(MISSING, _BULLET.sub("", text)).strip() for text in texts]
    marked = sum(text.count(MISSING) - before.count(MISSING) for text, before in zip(cleaned, texts, strict=True))
    kept = [replace(line, text=text) for line, text in zip(lines, cleaned, strict=True) if text.strip(MISSING)]
    return kept, f"{marked} private signs shown as {MISSING}" if marked else None
