"""What reading a document gives: its text, or the reason why it cannot be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

# refused above these, before anything is unpacked or parsed
MAX_TEXT_BYTES = 50 * 1024 * 1024
MAX_ARCHIVE_BYTES = 200 * 1024 * 1024

REASON_CODES = (
    "unsupported_format",
    "encrypted",
    "damaged",
    "too_large",
    "empty",
    "unsafe_path",
    "too_many_members",
)

BLOCK_KINDS = ("paragraph", "heading", "cell", "text_box", "note", "page_header", "page_footer")
# what a page repeats: no part of the running text
FURNITURE = frozenset(("page_header", "page_footer"))
TEXT_SOURCES = ("text", "ocr", "none")

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page as shares of its width and height (0–1), from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text in reading order: where it stands, and how sure its reading is.

    ``kind``: one of ``BLOCK_KINDS``. ``page`` counts from 1 and is 1 where the format has no pages. ``box`` is
    None where the format has no places. ``confidence`` (0–1) is that of OCR, None for text read as such.
    """

    text: str
    kind: str = "paragraph"
    page: int = 1
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``width`` and ``height`` in points (pixels for a picture), None where the format has no pages.

    ``text_source``: one of ``TEXT_SOURCES``, how its text was got.
    """

    number: int
    width: float | None = None
    height: float | None = None
    text_source: str = "text"


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """A table as rows of cells; a merged cell repeats its text in every place that it covers."""

    page: int
    rows: tuple[tuple[str, ...], ...]
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of one document.

    ``blocks``: in reading order, one line each, never empty; a table cell is a block of its own.
    ``labelled``: the document's own metadata table (发文机关, 成文日期 …), label without blanks
    or colon; what stands there is not repeated in ``blocks``. ``encoding`` is None where the format
    has its own (DOCX). ``reader``: what read it, as `docx` or `pdfium+ocr`.
    ``properties``: what the file says of itself (author, created …). ``notes``: what a reader should know, English.
    """

    media_type: str
    encoding: str | None
    title_hint: str | None
    blocks: tuple[Block, ...]
    labelled: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    reader: str = ""
    pages: tuple[Page, ...] = (Page(1),)
    tables: tuple[DocumentTable, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text of all blocks that belong to the text itself: running heads and page numbers are none of it."""
        return tuple(block.text for block in self.blocks if block.kind not in FURNITURE)

    @property
    def text(self) -> str:
        """All paragraphs, one per line."""
        return "\n".join(self.paragraphs)


def blocks_of(lines: Iterable[str], kind: str = "paragraph") -> tuple[Block, ...]:
    """Lines of a format without pages as blocks."""
    return tuple(Block(line, kind) for line in lines)


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
