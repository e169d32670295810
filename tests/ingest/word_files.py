"""Word 97 files made for tests: a compound file of two streams, text in one piece, formats of paragraphs and signs."""

import struct

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_TEXT_AT, _PAGES_AT = 0x800, 0x1000
IN_TABLE, ROW_END, DELETED, LIST = b"\x16\x24\x01", b"\x17\x24\x01", b"\x00\x08\x01", b"\x0b\x46\x01\x00"


def word(
    paragraphs: list[tuple[str, bytes, int]],
    deleted: tuple[int, int] | None = None,
    flags: int = 0x0200,
    parts: dict[int, str] | None = None,
) -> bytes:
    """A .doc of paragraphs (text with its mark, properties, style); ``deleted``: signs from … to.

    ``parts``: text of the sub-documents (footnotes 4, headers 5 …), one plain paragraph each.
    """
    more = {number: text for number, text in sorted((parts or {}).items())}
    paragraphs = paragraphs + [(text, b"", 0) for text in more.values()]
    lengths = {3: sum(len(text) for text, _, _ in paragraphs) - sum(map(len, more.values()))}
    lengths |= {number: len(text) for number, text in more.items()}
    text = "".join(part for part, _, _ in paragraphs)
    body = text.encode("utf-16-le")
    head = bytearray(_TEXT_AT)
    struct.pack_into("<2H", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 10, flags)
    struct.pack_into("<H", head, 32, 14)
    struct.pack_into("<H", head, 62, 22)
    for number, length in lengths.items():
        struct.pack_into("<I", head, 64 + 4 * number, length)
    struct.pack_into("<H", head, 152, 93)
    pieces = struct.pack("<BI2IHIH", 2, 16, 0, len(text), 0, _TEXT_AT, 0)
    edges = [_TEXT_AT]
    for part, _, _ in paragraphs:
        edges.append(edges[-1] + 2 * len(part))
    span = struct.pack("<2I", edges[0], edges[-1])
    table = b""
    for number, content in (
        (12, span + struct.pack("<I", _PAGES_AT // 512)),
        (13, span + struct.pack("<I", _PAGES_AT // 512 + 1)),
        (33, pieces),
    ):
        struct.pack_into("<2I", head, 154 + 8 * number, len(table), len(content))
        table += content
    main = bytes(head) + body.ljust(_PAGES_AT - _TEXT_AT, b"\0") + _signs(edges, deleted) + _formats(edges, paragraphs)
    return compound({"WordDocument": main, "1Table": table.ljust(4096, b"\0")})


def _signs(edges: list[int], deleted: tuple[int, int] | None) -> bytes:
    first, last = deleted or (0, 0)
    page = bytearray(512)
    limits = [edges[0], _TEXT_AT + 2 * first, _TEXT_AT + 2 * last, edges[-1]]
    struct.pack_into("<4I", page, 0, *limits)
    page[16:19] = bytes((0, 100 if deleted else 0, 0))
    page[200:204] = bytes((3, *DELETED))
    page[511] = 3
    return bytes(page)


def _formats(edges: list[int], paragraphs: list[tuple[str, bytes, int]]) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    at = 508
    for number, (_, properties, style) in enumerate(paragraphs):
        block = struct.pack("<H", style) + properties
        block = bytes((0, (len(block) + 1) // 2)) + block.ljust(len(block) + len(block) % 2, b"\0")
        at -= len(block)
        page[at : at + len(block)] = block
        page[4 * len(edges) + 13 * number] = at // 2
    page[511] = len(paragraphs)
    return bytes(page)


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file of streams of at least 4,096 bytes."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, _END, 0)]
    for name, content in streams.items():
        entries.append(_entry(name, 2, len(fat), len(content)))
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        fat += [*range(len(fat) + 1, len(fat) + len(pieces)), _END]
        sectors += pieces
    directory = len(fat)
    fat += [_END, 0xFFFFFFFD]
    sectors.append(b"".join(entries).ljust(512, b"\0"))
    sectors.append(struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))))
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<9I", header, 40, 0, 1, directory, 0, 4096, _END, 0, _END, 0)
    struct.pack_into("<109I", header, 76, directory + 1, *[_FREE] * 108)
    return bytes(header) + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<H2B3I", len(encoded), kind, 1, _FREE, _FREE, _FREE)
        + bytes(36)
        + struct.pack("<2IQ", start, size, 0)[:12]
    )
