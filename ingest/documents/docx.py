"""Word documents (Office Open XML), read as a stream: no tree, no entities, no relationships followed."""

import re
import zipfile
from xml.sax import handler

from ingest.documents.archive import too_large
from ingest.documents.labels import take_labelled_lines
from ingest.documents.model import DocumentText, blocks_of, tidy
from ingest.documents.xml_part import stream_part

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_HEADER = re.compile(r"word/header[0-9]*\.xml")
# far beyond any document, well within memory
MAX_PARAGRAPHS = 500_000
# tracked deletions and the reading aid above a character
_DROPPED = frozenset(("del", "moveFrom", "rt"))
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class _Paragraphs(handler.ContentHandler):
    """Collects the text of every ``w:p`` in document order, those of text boxes where the box is anchored."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[list[str]] = []
        self.changes = 0
        self._open: list[list[str]] = []
        self._dropped = 0
        self._in_text = False

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: object) -> None:
        space, tag = name
        if self._dropped or self._is_dropped(space, tag):
            self._dropped += 1
        elif space in _WORD:
            if tag == "p":
                if len(self.texts) >= MAX_PARAGRAPHS:
                    raise too_large(f"{MAX_PARAGRAPHS:,} paragraphs")
                self._open.append([])
                self.texts.append(self._open[-1])
            elif tag == "t":
                self._in_text = True
            elif tag in _SIGNS and self._open:
                self._open[-1].append(_SIGNS[tag])
            elif tag in ("ins", "moveTo"):
                self.changes += 1

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        if self._dropped:
            self._dropped -= 1
        elif name[0] in _WORD:
            if name[1] == "p":
                self._open.pop()
            elif name[1] == "t":
                self._in_text = False

    def characters(self, content: str) -> None:
        if self._in_text and not self._dropped and self._open:
            self._open[-1].append(content)

    def _is_dropped(self, space: str | None, tag: str) -> bool:
        if space in _WORD and tag in _DROPPED:
            self.changes += tag != "rt"
            return True
        # the fallback repeats a text box for old programs
        return space == _COMPATIBILITY and tag == "Fallback"


class _Title(handler.ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._inside = False

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: object) -> None:
        self._inside = name == (_DUBLIN_CORE, "title")

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self._inside = False

    def characters(self, content: str) -> None:
        if self._inside:
            self.text += content


def read_docx(archive: zipfile.ZipFile) -> DocumentText:
    """Text of an opened DOCX: page headers first, then the body in order, with table cells and text boxes.

    Tracked insertions count as text, tracked deletions do not. Raises :class:`UnreadableDocument`: `damaged`
    for broken XML or a DOCTYPE, `too_large` for a part above the limit.
    """
    names = archive.namelist()
    lines: list[str] = []
    changes = 0
    for name in (*sorted(n for n in set(names) if _HEADER.fullmatch(n)), "word/document.xml"):
        collected = _Paragraphs()
        stream_part(archive, name, collected)
        changes += collected.changes
        # every section repeats its header
        new = _lines(collected.texts)
        lines += new if name == "word/document.xml" else [line for line in new if line not in lines]
    title = _Title()
    if "docProps/core.xml" in names:
        stream_part(archive, "docProps/core.xml", title)
    labelled, paragraphs = take_labelled_lines(lines)
    notes = (f"{changes} tracked changes taken as accepted",) if changes else ()
    return DocumentText(MEDIA_TYPE, None, tidy(title.text) or None, blocks_of(paragraphs), labelled, notes, "docx")


def _lines(texts: list[list[str]]) -> list[str]:
    return [line for parts in texts for piece in "".join(parts).split("\n") if (line := tidy(piece))]
