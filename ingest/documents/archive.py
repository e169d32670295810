"""Opening a ZIP container (DOCX, OFD) without trusting what it says about itself."""

import struct
import zipfile
import zlib
from pathlib import Path

from ingest.documents.model import UnreadableDocument

MAX_MEMBERS = 5_000
MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_PART_BYTES = 50 * 1024 * 1024

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_ZIP64_MARK = b"PK\x06\x07"


def open_archive(path: Path) -> zipfile.ZipFile:
    """Open ``path`` after checking it: number of members, unpacked size, ratio, encryption.

    Raises :class:`UnreadableDocument` (`too_large`, `encrypted`, `damaged`).
    Nothing is ever unpacked to disk.
    """
    check_directory(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise damaged(str(error)) from error
    try:
        _check_members(archive.infolist())
    except UnreadableDocument:
        archive.close()
        raise
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked in memory. Raises :class:`UnreadableDocument` (`damaged`, `too_large`)."""
    if archive.getinfo(name).file_size > MAX_PART_BYTES:
        raise too_large(f"{name} > {MAX_PART_BYTES:,} bytes")
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise damaged(f"{name}: {error}") from error


def damaged(detail: str) -> UnreadableDocument:
    """The refusal of a container whose inside cannot be read."""
    return UnreadableDocument(
        "damaged",
        f"文件损坏或不完整（{detail}），请重新导出",
        f"damaged or incomplete ({detail}); export it again",
    )


def too_large(detail: str) -> UnreadableDocument:
    """The refusal of a container above a limit."""
    return UnreadableDocument(
        "too_large",
        f"文件超出安全上限（{detail}），请另存后重新报送",
        f"above a safety limit ({detail}); save it anew and deliver again",
    )


def check_directory(path: Path) -> None:
    """Look at the end record alone: the standard library would read a directory of any size.

    Raises :class:`UnreadableDocument` (`damaged`, `too_large`).
    """
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 65_557))
        tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or at + _END.size > len(tail):
        raise damaged("ZIP directory missing")
    _, _, _, _, members, directory_bytes, _, _ = _END.unpack_from(tail, at)
    if members > MAX_MEMBERS or directory_bytes > MAX_DIRECTORY_BYTES:
        raise too_large(f"{members:,} parts")
    # a 64-bit record would overrule the figures just checked
    if tail[max(0, at - 20) :].startswith(_ZIP64_MARK):
        raise too_large("ZIP64")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise too_large(f"{len(members):,} parts")
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableDocument(
            "encrypted", "压缩内容已加密，请去除密码后报送", "encrypted container; remove the password"
        )
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MAX_TOTAL_BYTES:
        raise too_large(f"{total:,} bytes unpacked")
    if total > MAX_RATIO * max(packed, 1):
        raise too_large(f"unpacks to {total // max(packed, 1):,} times its size")
