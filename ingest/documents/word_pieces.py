"""The text of a Word 97–2003 file ([MS-DOC]) with what is known of each paragraph: pieces, and runs of formatting."""

import bisect
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.documents.archive import damaged, too_large
from ingest.documents.model import UnreadableDocument
from ingest.documents.word_formats import runs_of

STREAMS = frozenset(("WordDocument", "0Table", "1Table"))
WORD_97 = 0xC1  # nFib
# a novel has one million; pieces may show the same bytes again and again
MAX_CHARACTERS = 20_000_000
MAX_PIECES = 200_000
_IDENT = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
# pairs of offset and length in the FIB, by their number
_CHARACTER_RUNS, _PARAGRAPH_RUNS, _PIECES = 12, 13, 33
# sub-documents in the order of their text, by their number among the FIB's lengths
PARTS = {"text": 3, "footnotes": 4, "headers": 5, "comments": 7, "endnotes": 8, "text_boxes": 9, "header_boxes": 10}
_SPRM_DELETED, _SPRM_HIDDEN = 0x0800, 0x083C
_SPRM_IN_TABLE, _SPRM_ROW_END, _SPRM_LIST = 0x2416, 0x2417, 0x460B


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

    lengths = {part: struct.unpack_from("<I", main, longs_at + 4 * number)[0] for part, number in PARTS.items()}
    if sum(lengths.values()) > MAX_CHARACTERS:
        raise too_large(f"{MAX_CHARACTERS:,} characters")
    pieces = list(_pieces(piece_of_table(_PIECES)))
    characters = runs_of(main, piece_of_table(_CHARACTER_RUNS), is_paragraph=False)
    dropped = _united(
        (start, end) for start, end, _, sprms in characters if sprms.get(_SPRM_DELETED) or sprms.get(_SPRM_HIDDEN)
    )
    formats = runs_of(main, piece_of_table(_PARAGRAPH_RUNS), is_paragraph=True)
    starts = [run[0] for run in formats]
    found: dict[str, list[Paragraph]] = {}
    begin = 0
    for part, length in lengths.items():
        end = begin + length
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
    if count > MAX_PIECES:
        raise too_large(f"{count:,} pieces of text")
    ends = struct.unpack_from(f"<{count + 1}I", table, at + 5)
    if any(second < first for first, second in pairwise(ends)):
        raise damaged("Word 97: pieces out of order")
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
    for low, high in dropped[max(0, bisect.bisect_right(dropped, (start,)) - 1) :]:
        if low >= stop:
            break
        if high > start:
            if low > start:
                yield start, low
            start = high
    if start < stop:
        yield start, stop


def _united(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


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
