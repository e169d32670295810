"""One part of a Word document as a stream: paragraphs with what they are, and tables with their merged cells."""

from dataclasses import dataclass, field
from xml.sax import handler
from xml.sax.xmlreader import AttributesNSImpl

from ingest.documents.archive import too_large

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VML = "urn:schemas-microsoft-com:vml"
# far beyond any document, well within memory
MAX_PARAGRAPHS = 500_000
_MAX_SPAN = 63  # columns of a table in Word
# tracked deletions, the reading aid above a character, formats of an earlier version
_DELETED = frozenset(("del", "moveFrom"))
_DROPPED = _DELETED | {"rt", "pPrChange", "rPrChange", "tcPrChange", "trPrChange", "tblPrChange", "sectPrChange"}
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# boxes of forms, which Word takes from a font of symbols
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0FD": "☒", "F051": "☒", "F0A8": "□", "F0A3": "□", "F06F": "□", "F0FC": "√"}
_FALSE = frozenset(("0", "false", "off"))
_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))


@dataclass(slots=True)
class Paragraph:
    """``kind``: `cell`, `text_box`, or empty for that of the part; ``list_id``, ``level`` None: those of its style."""

    kind: str
    parts: list[str] = field(default_factory=list)
    style: str = ""
    outline: str = ""
    list_id: str | None = None
    level: int | None = None


@dataclass(slots=True)
class Cell:
    """``goes_on``: continues the cell above it."""

    span: int = 1
    goes_on: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)


class Part(handler.ContentHandler):
    """Collects every ``w:p`` in document order, those of text boxes where the box is anchored, and every table."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[Paragraph] = []
        self.tables: list[list[list[Cell]]] = []
        self.watermarks: list[str] = []
        self.changes = 0
        self._open: list[Paragraph] = []
        self._places: list[str] = []  # cell or text_box, the inmost last
        self._rows: list[list[list[Cell]]] = []  # of the tables that are open
        self._dropped = 0
        self._in_text = self._in_run = self._hidden = False

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl) -> None:
        space, tag = name
        if self._dropped or self._is_dropped(space, tag, attrs):
            self._dropped += 1
        elif space in WORD:
            getattr(self, f"_start_{tag}", self._other)(tag, attrs)
        elif space == _VML and tag == "textpath" and (text := attrs.get((None, "string"))):
            self.watermarks.append(text)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        if self._dropped:
            self._dropped -= 1
        elif name[0] in WORD and (end := getattr(self, f"_end_{name[1]}", None)):
            end()

    def characters(self, content: str) -> None:
        if self._in_text and not self._dropped and self._open:
            self._open[-1].parts.append(content)

    def _is_dropped(self, space: str | None, tag: str, attrs: AttributesNSImpl) -> bool:
        if space in WORD and tag in _DROPPED:
            self.changes += tag in _DELETED
            return True
        if space in WORD and tag in ("footnote", "endnote"):
            return _value(attrs, "type") in _SEPARATORS
        # the fallback repeats a text box for old programs
        return space == _COMPATIBILITY and tag == "Fallback"

    def _start_p(self, tag: str, attrs: AttributesNSImpl) -> None:
        if len(self.paragraphs) >= MAX_PARAGRAPHS:
            raise too_large(f"{MAX_PARAGRAPHS:,} paragraphs")
        paragraph = Paragraph(self._places[-1] if self._places else "")
        self._open.append(paragraph)
        self.paragraphs.append(paragraph)
        if paragraph.kind == "cell" and self._rows and self._rows[-1] and self._rows[-1][-1]:
            self._rows[-1][-1][-1].paragraphs.append(paragraph)

    def _end_p(self) -> None:
        self._open.pop()

    def _start_r(self, tag: str, attrs: AttributesNSImpl) -> None:
        self._in_run, self._hidden = True, False

    def _end_r(self) -> None:
        self._in_run = self._hidden = False

    def _start_vanish(self, tag: str, attrs: AttributesNSImpl) -> None:
        self._hidden = self._in_run and _value(attrs, "val") not in _FALSE

    def _start_t(self, tag: str, attrs: AttributesNSImpl) -> None:
        self._in_text = not self._hidden

    def _end_t(self) -> None:
        self._in_text = False

    def _start_sym(self, tag: str, attrs: AttributesNSImpl) -> None:
        self._add(_SYMBOLS.get(_value(attrs, "char").upper(), ""))

    def _start_tbl(self, tag: str, attrs: AttributesNSImpl) -> None:
        rows: list[list[Cell]] = []
        self._rows.append(rows)
        self.tables.append(rows)

    def _end_tbl(self) -> None:
        self._rows.pop()

    def _start_tr(self, tag: str, attrs: AttributesNSImpl) -> None:
        if self._rows:
            self._rows[-1].append([])

    def _start_tc(self, tag: str, attrs: AttributesNSImpl) -> None:
        self._places.append("cell")
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(Cell())

    def _end_tc(self) -> None:
        self._places.pop()

    def _start_txbxContent(self, tag: str, attrs: AttributesNSImpl) -> None:
        self._places.append("text_box")

    def _end_txbxContent(self) -> None:
        self._places.pop()

    def _other(self, tag: str, attrs: AttributesNSImpl) -> None:
        cell = self._rows[-1][-1][-1] if self._rows and self._rows[-1] and self._rows[-1][-1] else None
        value = _value(attrs, "val")
        if tag in _SIGNS:
            self._add(_SIGNS[tag])
        elif tag in ("ins", "moveTo"):
            self.changes += 1
        elif tag == "gridSpan" and cell and value.isdecimal():
            cell.span = min(max(int(value[:4]), 1), _MAX_SPAN)
        elif tag == "vMerge" and cell:
            cell.goes_on = value != "restart"
        elif self._open and tag == "pStyle":
            self._open[-1].style = value
        elif self._open and tag == "outlineLvl":
            self._open[-1].outline = value
        elif self._open and tag == "numId":
            self._open[-1].list_id = value
        elif self._open and tag == "ilvl" and value.isdecimal():
            self._open[-1].level = int(value[:2])

    def _add(self, text: str) -> None:
        if self._open and not self._hidden:
            self._open[-1].parts.append(text)


def _value(attrs: AttributesNSImpl, name: str) -> str:
    return next((text for (space, key), text in attrs.items() if key == name and (space is None or space in WORD)), "")
