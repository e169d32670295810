"""Word 97–2003 files (.doc, .wps), read by ourselves: paragraphs, headings, tables, notes, heads and feet."""

from collections.abc import Iterator

from ingest.documents.archive import damaged
from ingest.documents.head_lines import keep_head_lines
from ingest.documents.labels import take_labelled_blocks
from ingest.documents.model import Block, DocumentTable, DocumentText, tidy
from ingest.documents.tables import table_of
from ingest.documents.word_pieces import Paragraph, is_word_97, paragraphs_of

MEDIA_TYPE = "application/msword"

_FIELD_BEGINS, _FIELD_RESULT, _FIELD_ENDS = "\x13\x14\x15"
_SIGNS = str.maketrans({"\x1e": "-", "\t": " ", "\x0b": "\n", "\x0e": "\n", "\x1f": None} | dict.fromkeys(
    map(chr, (1, 2, 3, 4, 5, 6, 8)), None
))  # fmt: skip
_HEADINGS = range(1, 10)  # built-in styles heading 1 … 9
_KINDS = {"footnotes": "note", "comments": "note", "endnotes": "note", "text_boxes": "text_box"}


def can_read(streams: dict[str, bytes]) -> bool:
    """Whether these are the streams of Word 97 or later."""
    return is_word_97(streams.get("WordDocument", b""))


def read_word_binary(streams: dict[str, bytes]) -> DocumentText:
    """Text of the streams of a Word file (:func:`ingest.documents.ole2.streams_of`).

    Deleted and hidden text is left out. Numbers that Word makes by itself are not in the file's text; a note says
    so where there are some. Raises :class:`ingest.documents.model.UnreadableDocument` (`damaged`, `encrypted`).
    """
    parts = paragraphs_of(streams)
    tables: list[DocumentTable] = []
    heads = list(dict.fromkeys(line for p in parts["headers"] for line in _lines(p.text)))
    blocks = keep_head_lines([Block(line, "page_header") for line in heads])
    blocks += _body(parts["text"], tables)
    for part, kind in _KINDS.items():
        blocks += [Block(line, kind) for paragraph in parts[part] for line in _lines(paragraph.text)]
    if not any(parts.values()):
        raise damaged("Word 97: no text")
    listed = sum(p.in_list and bool(_lines(p.text)) for p in parts["text"])
    notes = (f"{listed} paragraphs are numbered by Word itself; their numbers are not in the text",) if listed else ()
    labelled, kept = take_labelled_blocks(blocks)
    return DocumentText(MEDIA_TYPE, None, None, kept, labelled, notes, "word97", tables=tuple(tables))


def _body(paragraphs: list[Paragraph], tables: list[DocumentTable]) -> Iterator[Block]:
    """Blocks of the main text; tables are added to ``tables``."""
    cell: list[str] = []
    row: list[str] = []
    rows: list[list[str]] = []
    for paragraph in paragraphs:
        lines = _lines(paragraph.text)
        if not paragraph.in_table and rows:
            tables += filter(None, (table_of(rows),))
            rows = []
        if not paragraph.in_table:
            yield from (Block(line, "heading" if paragraph.style in _HEADINGS else "paragraph") for line in lines)
            continue
        yield from (Block(line, "cell") for line in lines)
        if paragraph.is_row_end:
            rows.append(row)
            row = []
            continue
        cell += lines
        if paragraph.text.endswith("\x07"):
            row.append("\n".join(cell))
            cell = []
    tables += filter(None, (table_of(rows),))


def _lines(text: str) -> list[str]:
    """Lines of a paragraph: instructions of fields dropped, their results kept."""
    kept: list[str] = []
    depth = instruction = 0
    for sign in text:
        if sign == _FIELD_BEGINS:
            depth, instruction = depth + 1, depth + 1
        elif sign == _FIELD_RESULT:
            instruction = 0 if instruction == depth else instruction
        elif sign == _FIELD_ENDS:
            instruction = 0 if instruction == depth else instruction
            depth = max(0, depth - 1)
        elif not instruction:
            kept.append(sign)
    plain = "".join(kept).translate(_SIGNS).rstrip("\r\x07\x0c").replace("\x0c", "\n")
    return [line for piece in plain.split("\n") if (line := tidy(piece))]
