"""The text of a Word 97–2003 file ([MS-DOC]) with what is known of each paragraph: pieces, and runs of formatting."""

import bisect
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.documents.archive import damaged
from ingest.documents.model import UnreadableDocument

WORD_97 = 0xC1  # nFib
_IDENT = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
# pairs of offset and length in the FIB, by their number
_CHARACTER_RUNS, _PARAGRAPH_RUNS, _PIECES = 12, 13, 33
# sub-documents in the order of their text, by their number among the FIB's lengths
PARTS = {"text": 3, "footnotes": 4, "headers": 5, "comments": 7, "endnotes": 8, "text_boxes": 9, "header_boxes": 10}
_PAGE = 512
_SPRM_DELETED, _SPRM_HIDDEN = 0x0800, 0x083C
_SPRM_IN_TABLE, _SPRM_ROW_END, _SPRM_LIST = 0x2416, 0x2417, 0x460B
_SPRM_LONG = frozenset((0xD608, 0xC615))
_OPERAND = (1, 1, 2, 4, 2, 2, None, 3)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's text with its mark (``\\r``, ``\\x07`` …), the number of its style, and what it is part of."""

    text: str
    style: int
    in_table: bool
    is_row_end: bool
    in_list: bool


def is_word_97(stream: bytes) -> bool:
    """Whether the main stream is of Word 97 or later; older ones are laid out in another way."""
    return len(stream) > 32 and struct.unpack_from("<2H", stream)[0] == _IDENT and stream[2] >= WORD_97


def paragraphs_of(streams: dict[str, bytes]) -> dict[str, list[Paragraph]]:
    """Paragraphs by sub-document (the keys of ``PARTS``), without deleted and hidden text.

    Raises :class:`UnreadableDocument` (`encrypted`, `damaged`).
    """
    main = streams["WordDocument"]
    try:
        return _paragraphs(main, streams)
    except (struct.error, IndexError, KeyError) as error:
        raise damaged(f"Word 97: {error}") from error


def _paragraphs(main: bytes, streams: dict[str, bytes]) -> dict[str, list[Paragraph]]:
    flags = struct.unpack_from("<H", main, 10)[0]
    if flags & _ENCRYPTED:
        raise UnreadableDocument("encrypted", "Word 文件已加密，请去除密码后报送", "encrypted; remove the password")
    words = struct.unpack_from("<H", main, 32)[0]
    longs_at = 34 + 2 * words + 2
    pairs_at = longs_at + 4 * struct.unpack_from("<H", main, longs_at - 2)[0] + 2
    table = streams["1Table" if flags & _SECOND_TABLE else "0Table"]

    def piece_of_table(number: int) -> bytes:
        at, length = struct.unpack_from("<2I", main, pairs_at + 8 * number)
        return table[at : at + length]

    pieces = list(_pieces(piece_of_table(_PIECES)))
    characters = _runs(main, piece_of_table(_CHARACTER_RUNS), is_paragraph=False)
    dropped = [
        (start, end) for start, end, _, sprms in characters if sprms.get(_SPRM_DELETED) or sprms.get(_SPRM_HIDDEN)
    ]
    formats = _runs(main, piece_of_table(_PARAGRAPH_RUNS), is_paragraph=True)
    starts = [run[0] for run in formats]
    found: dict[str, list[Paragraph]] = {}
    begin = 0
    for part, number in PARTS.items():
        end = begin + struct.unpack_from("<I", main, longs_at + 4 * number)[0]
        found[part] = list(_cut(_signs(main, pieces, begin, end, dropped), formats, starts))
        begin = end
    return found


def _pieces(table: bytes) -> Iterator[tuple[int, int, int, bool]]:
    """First and last character, byte offset, and whether a character takes one byte."""
    at = 0
    while at < len(table) and table[at] == 1:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    length = struct.unpack_from("<I", table, at + 1)[0]
    count = (length - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    for number in range(count):
        place = struct.unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        narrow = bool(place & 0x40000000)
        offset = place & 0x3FFFFFFF
        yield ends[number], ends[number + 1], offset // 2 if narrow else offset, narrow


def _signs(
    main: bytes, pieces: list[tuple[int, int, int, bool]], begin: int, end: int, dropped: list[tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    """Every stretch of text between ``begin`` and ``end`` with its byte offset, what is dropped left out."""
    for first, last, offset, narrow in pieces:
        first_wanted, last_wanted = max(first, begin), min(last, end)
        if first_wanted >= last_wanted:
            continue
        size = 1 if narrow else 2
        start, stop = offset + size * (first_wanted - first), offset + size * (last_wanted - first)
        if stop > len(main):
            raise damaged("Word 97: text beyond the end")
        for keep_start, keep_stop in _kept(start, stop, dropped):
            raw = main[keep_start:keep_stop]
            text = raw.decode("cp1252", "replace") if narrow else raw.decode("utf-16-le", "surrogatepass")
            # a mark ends a paragraph; its own offset tells the paragraph's format
            at = 0
            for place, sign in enumerate(text):
                if sign in "\r\x07\x0c":
                    yield text[at : place + 1], keep_start + size * place
                    at = place + 1
            if at < len(text):
                yield text[at:], -1


def _kept(start: int, stop: int, dropped: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for low, high in dropped:
        if low < stop and high > start:
            if low > start:
                yield start, low
            start = max(start, high)
    if start < stop:
        yield start, stop


def _cut(signs: Iterator[tuple[str, int]], formats: list, starts: list[int]) -> Iterator[Paragraph]:
    open_text: list[str] = []
    for text, mark_at in signs:
        open_text.append(text)
        if mark_at < 0:
            continue
        found = formats[at] if (at := bisect.bisect_right(starts, mark_at) - 1) >= 0 else None
        style, sprms = (found[2], found[3]) if found and mark_at < found[1] else (0, {})
        facts = (bool(sprms.get(code)) for code in (_SPRM_IN_TABLE, _SPRM_ROW_END, _SPRM_LIST))
        yield Paragraph("".join(open_text), style, *facts)
        open_text = []
    if open_text:
        yield Paragraph("".join(open_text), 0, False, False, False)


def _runs(main: bytes, table: bytes, *, is_paragraph: bool) -> list[tuple[int, int, int, dict[int, int]]]:
    """Start, end (byte offsets), style and properties of every run that the formatted pages list, by start."""
    found = []
    count = (len(table) - 4) // 8
    for number in struct.unpack_from(f"<{count}I", table, 4 * (count + 1)) if count > 0 else ():
        page = main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        runs = page[-1]
        edges = struct.unpack_from(f"<{runs + 1}I", page)
        step = 13 if is_paragraph else 1
        for run in range(runs):
            at = 2 * page[4 * (runs + 1) + step * run]
            style, properties = _properties(page, at, is_paragraph=is_paragraph) if at else (0, {})
            found.append((edges[run], edges[run + 1], style, properties))
    return sorted(found, key=lambda run: run[0])


def _properties(page: bytes, at: int, *, is_paragraph: bool) -> tuple[int, dict[int, int]]:
    if not is_paragraph:
        return 0, _sprms(page[at + 1 : at + 1 + page[at]])
    words = page[at]
    start, length = (at + 1, 2 * words - 1) if words else (at + 2, 2 * page[at + 1])
    block = page[start : start + length]
    return struct.unpack_from("<H", block)[0] if len(block) > 1 else 0, _sprms(block[2:])


def _sprms(block: bytes) -> dict[int, int]:
    """Property code -> first two bytes of its operand."""
    found: dict[int, int] = {}
    at = 0
    while at + 3 <= len(block):
        code = struct.unpack_from("<H", block, at)[0]
        size = _OPERAND[code >> 13]
        if size is None:
            size = struct.unpack_from("<H", block, at + 2)[0] + 1 if code in _SPRM_LONG else block[at + 2] + 1
        found[code] = int.from_bytes(block[at + 2 : at + 2 + min(size, 2)], "little")
        at += 2 + size
    return found
