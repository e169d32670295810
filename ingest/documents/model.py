"""What reading a document gives: its text, or the reason why it cannot be read."""

import re
from dataclasses import dataclass, field

# refused above these, before anything is unpacked or parsed
MAX_TEXT_BYTES = 50 * 1024 * 1024
MAX_ARCHIVE_BYTES = 200 * 1024 * 1024

REASON_CODES = ("unsupported_format", "encrypted", "damaged", "too_large", "empty")

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of one document.

    ``paragraphs``: in reading order, one line each, never empty; a table cell is a paragraph of its own.
    ``labelled``: the document's own metadata table (发文机关, 成文日期 …), label without blanks
    or colon; what stands there is not repeated in ``paragraphs``. ``encoding`` is None where the format
    has its own (DOCX).
    ``notes``: what a reader should know, English.
    """

    media_type: str
    encoding: str | None
    title_hint: str | None
    paragraphs: tuple[str, ...]
    labelled: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All paragraphs, one per line."""
        return "\n".join(self.paragraphs)


class UnreadableDocument(Exception):
    """A document that cannot be read: a code of ``REASON_CODES``, and messages that name the remedy."""

    def __init__(self, reason_code: str, message_zh: str, message_en: str) -> None:
        if reason_code not in REASON_CODES:
            raise ValueError(f"unknown reason code {reason_code}")
        self.reason_code = reason_code
        self.message_zh = message_zh
        self.message_en = message_en
        super().__init__(f"{reason_code}: {message_zh} / {message_en}")

    def of_file(self, name: str) -> "UnreadableDocument":
        """The same refusal with the file named first."""
        return UnreadableDocument(self.reason_code, f"{name}：{self.message_zh}", f"{name}: {self.message_en}")


def tidy(text: str) -> str:
    """One line: invisible signs out, any run of blanks (full-width, no-break) one blank, ends trimmed."""
    return " ".join(_INVISIBLE.sub("", text).replace("\0", "").split())


def squeeze(text: str) -> str:
    """``text`` without any blank: how labels, dates and headings are compared."""
    return "".join(_INVISIBLE.sub("", text).split())
