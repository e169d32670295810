"""OLE2 compound files ([MS-CFB]): the streams in old Office files, by name; nothing is trusted, loops are bounded."""

import struct

from ingest.documents.archive import damaged

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA  # numbers above are marks
_ENTRY = 128
_STREAM, _ROOT = 2, 5


def streams_of(data: bytes, wanted: frozenset[str]) -> dict[str, bytes]:
    """The ``wanted`` streams of a compound file by their own names, as far as there are; the first of a name counts.

    No others are put together: any number of them may share the same bytes.
    Raises :class:`ingest.documents.model.UnreadableDocument` (`damaged`).
    """
    try:
        return _streams(data, wanted)
    except (struct.error, IndexError, UnicodeDecodeError, ValueError) as error:
        raise damaged(f"OLE2: {error}") from error


def _streams(data: bytes, wanted: frozenset[str]) -> dict[str, bytes]:
    if not data.startswith(SIGNATURE):
        raise ValueError("no compound file")
    shift, mini_shift = struct.unpack_from("<2H", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise ValueError("sector size")
    size = 1 << shift
    directory_at, cutoff, mini_fat_at = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60))
    fat = _fat(data, size)
    directory = _chain(data, fat, directory_at, size)
    entries = [_entry(directory, at) for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    root = next((entry for entry in entries if entry[1] == _ROOT), None)
    mini = _chain(data, fat, root[2], size) if root else b""
    mini_fat = _numbers(_chain(data, fat, mini_fat_at, size))
    found: dict[str, bytes] = {}
    for name, kind, start, length in entries:
        if kind == _STREAM and name in wanted and name not in found:
            small = length < cutoff
            whole = (
                _chain(mini, mini_fat, start, 64, 0, length) if small else _chain(data, fat, start, size, size, length)
            )
            if len(whole) < length:
                raise ValueError(f"{name}: {len(whole):,} of {length:,} bytes")
            found[name] = whole[:length]
    return found


def _fat(data: bytes, size: int) -> list[int]:
    """The sector that follows each sector. The list of its own sectors is partly in the header, partly chained."""
    sectors = list(struct.unpack_from("<109I", data, 76))
    at, left = struct.unpack_from("<2I", data, 68)
    for _ in range(min(left, len(data) // size)):
        if at > _LAST_SECTOR:
            break
        block = _numbers(data[(at + 1) * size : (at + 2) * size])
        sectors += block[:-1]
        at = block[-1]
    return [
        number
        for sector in sectors
        if sector <= _LAST_SECTOR
        for number in _numbers(data[(sector + 1) * size : (sector + 2) * size])
    ]


def _entry(directory: bytes, at: int) -> tuple[str, int, int, int]:
    """Name, kind, first sector and length."""
    name_bytes = struct.unpack_from("<H", directory, at + 64)[0]
    name = directory[at : at + max(0, min(name_bytes, 64) - 2)].decode("utf-16-le", "replace")
    kind = directory[at + 66]
    start, length = struct.unpack_from("<2I", directory, at + 116)
    return name, kind, start, length


def _chain(
    data: bytes, table: list[int], start: int, size: int, header: int | None = None, wanted: int | None = None
) -> bytes:
    """The sectors of one chain, put together; ``header``: bytes before sector 0 (one sector, where not said)."""
    before = size if header is None else header
    most = len(data) // size + 1 if wanted is None else min(-(-wanted // size), len(data) // size + 1)
    pieces: list[bytes] = []
    while start <= _LAST_SECTOR and len(pieces) < most:
        place = before + start * size
        pieces.append(data[place : place + size])
        if start >= len(table):
            break
        start = table[start]
    return b"".join(pieces)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
