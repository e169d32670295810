"""Runs of formatting in a Word 97–2003 file ([MS-DOC] 2.9.55, 2.9.176): pages of 512 bytes, properties by code."""

import struct

from ingest.documents.archive import damaged

_PAGE = 512
_SPRM_LONG = frozenset((0xD608, 0xC615))
_OPERAND = (1, 1, 2, 4, 2, 2, None, 3)


def runs_of(main: bytes, table: bytes, *, is_paragraph: bool) -> list[tuple[int, int, int, dict[int, int]]]:
    """Start, end (byte offsets), style and properties of every run that the formatted pages list, by start."""
    found = []
    count = (len(table) - 4) // 8
    if count > len(main) // _PAGE:
        raise damaged("Word 97: more pages of formats than the file has")
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
