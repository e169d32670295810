"""Word documents (Office Open XML): headings, numbers, tables, notes, heads and feet; no relationship is followed."""

import re
import zipfile
from collections.abc import Iterable, Iterator

from ingest.documents.core_properties import core_properties
from ingest.documents.docx_body import Cell, Paragraph, Part
from ingest.documents.docx_numbering import Numbering, numbering_of
from ingest.documents.docx_styles import Style, is_heading_level, styles_of
from ingest.documents.head_lines import keep_head_lines
from ingest.documents.labels import take_labelled_blocks
from ingest.documents.model import Block, DocumentTable, DocumentText, tidy
from ingest.documents.tables import table_of
from ingest.documents.watermarks import secrecy_blocks, watermark_notes
from ingest.documents.xml_part import stream_part, tree_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEADER = re.compile(r"word/header[0-9]*\.xml")
_FOOTER = re.compile(r"word/footer[0-9]*\.xml")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_docx(archive: zipfile.ZipFile) -> DocumentText:
    """Text of an opened DOCX: page headers first, then the body in order, notes, page footers.

    Lines of the document's head (letterhead, number, secrecy mark) that stand in a page header are paragraphs;
    everything else there is ``page_header``. Numbers that Word makes by itself are put before their paragraphs.
    Tracked insertions count as text; tracked deletions and hidden text do not. Raises :class:`UnreadableDocument`:
    `damaged` for broken XML or a DOCTYPE, `too_large` for what is above a limit.
    """
    reader = _Reader(archive)
    heads = [block for name in reader.matching(_HEADER) for block in reader.blocks(name, "page_header")]
    # every section repeats its header
    blocks = keep_head_lines(dict.fromkeys(heads))
    body = reader.blocks("word/document.xml", "paragraph")
    tables = tuple(reader.tables)
    notes = [block for name in _NOTES if name in reader.names for block in reader.blocks(name, "note")]
    feet = [block for name in reader.matching(_FOOTER) for block in reader.blocks(name, "page_footer")]
    said = core_properties(archive)
    marks = secrecy_blocks(reader.watermarks)
    labelled, kept = take_labelled_blocks([*marks, *blocks, *body, *notes, *dict.fromkeys(feet)])
    remarks = [f"{reader.changes} tracked changes taken as accepted"] if reader.changes else []
    remarks += watermark_notes(dict.fromkeys(reader.watermarks, (1,)))
    title = said.pop("title", None)
    return DocumentText(MEDIA_TYPE, None, title, kept, labelled, tuple(remarks), "docx", tables=tables, properties=said)


class _Reader:
    """Parts of one document, read with its styles and lists."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.names = set(archive.namelist())
        self.tables: list[DocumentTable] = []
        self.watermarks: list[str] = []
        self.changes = 0
        self._archive = archive
        self._styles: dict[str, Style] = {}
        self._lists = Numbering()
        if "word/styles.xml" in self.names:
            self._styles = styles_of(tree_of(archive, "word/styles.xml"))
        if "word/numbering.xml" in self.names:
            self._lists = numbering_of(tree_of(archive, "word/numbering.xml"))

    def matching(self, pattern: re.Pattern[str]) -> list[str]:
        """Names of parts, in their order."""
        return sorted(name for name in self.names if pattern.fullmatch(name))

    def blocks(self, name: str, kind: str) -> list[Block]:
        """Lines of a part; in the body (``paragraph``) headings, cells and text boxes are told apart."""
        part = Part()
        stream_part(self._archive, name, part)
        self.changes += part.changes
        self.watermarks += [text for mark in part.watermarks if (text := tidy(mark))]
        texts = {id(paragraph): self._lines(paragraph) for paragraph in part.paragraphs}
        self.tables += [table for rows in part.tables if (table := table_of(_rows(rows, texts)))]
        return [
            Block(line, self._kind(paragraph, kind)) for paragraph in part.paragraphs for line in texts[id(paragraph)]
        ]

    def _kind(self, paragraph: Paragraph, kind: str) -> str:
        if kind != "paragraph":
            return kind
        if paragraph.kind:
            return paragraph.kind
        style = self._styles.get(paragraph.style, Style())
        return "heading" if style.is_heading or is_heading_level(paragraph.outline) else "paragraph"

    def _lines(self, paragraph: Paragraph) -> list[str]:
        """Lines of a paragraph, the first with the number that its list gives it."""
        lines = [line for piece in "".join(paragraph.parts).split("\n") if (line := tidy(piece))]
        style = self._styles.get(paragraph.style, Style())
        list_id = style.list_id if paragraph.list_id is None else paragraph.list_id
        if not list_id or not lines:
            return lines
        level = style.level if paragraph.level is None else paragraph.level
        label = tidy(self._lists.label(list_id, level))
        # 1. and 5G must not become 1.5G
        apart = " " if label and label[-1].isascii() and lines[0][0].isascii() else ""
        return [f"{label}{apart}{lines[0]}", *lines[1:]]


def _rows(rows: list[list[Cell]], texts: dict[int, list[str]]) -> Iterator[list[str]]:
    """Rows in which a merged cell repeats its text in every place that it covers."""
    above: list[str] = []
    for row in rows:
        above = list(_row(row, above, texts))
        yield above


def _row(row: Iterable[Cell], above: list[str], texts: dict[int, list[str]]) -> Iterator[str]:
    at = 0
    for cell in row:
        text = "\n".join(line for paragraph in cell.paragraphs for line in texts[id(paragraph)])
        for _ in range(cell.span):
            yield above[at] if cell.goes_on and at < len(above) else text
            at += 1
