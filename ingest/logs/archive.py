"""gzip and ZIP as streams: nothing is unpacked to a disk, and limits hold for the bytes that really come out."""

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.encoding import is_ordinary_chinese
from ingest.logs.text import placed
from ingest.reasons import FileRefused

MAX_UNPACKED = 20 << 30  # bytes of all members together
MAX_RATIO = 200  # unpacked : packed; logs of cases stay below 40
ALWAYS_ALLOWED = 64 << 20  # bytes: below this no ratio is asked for
MAX_MEMBERS = 1_000
_MAX_DIRECTORY = 4 << 20
_PIECE = 1 << 20
_BUFFER = 1 << 18
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_BYTES = 20
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
LITTER = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$|~\$|\.~)", re.IGNORECASE)
# ValueError and OverflowError: a directory that lies about names, lengths and places
ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    ValueError,
)


@dataclass(slots=True)
class Budget:
    """What an archive of ``packed`` bytes may still give; one for all its members, so that they cannot share bytes."""

    packed: int
    given: int = 0

    def take(self, size: int) -> None:
        """Count bytes that came out; raises :class:`ingest.reasons.FileRefused` (`too_large`)."""
        self.given += size
        if self.given > MAX_UNPACKED:
            raise FileRefused("unreadable", "too_large", f"> {MAX_UNPACKED:,} bytes unpacked")
        if self.given > max(MAX_RATIO * self.packed, ALWAYS_ALLOWED):
            raise FileRefused("unreadable", "too_large", f"unpacks to more than {MAX_RATIO} times its size")


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted, and whose damage is a refusal."""

    def __init__(self, source: BinaryIO, budget: Budget) -> None:
        self._source, self._budget = source, budget

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:
        try:
            piece = self._source.read(min(len(room), _PIECE))
        except ZIP_FAULTS as error:
            raise FileRefused("unreadable", "damaged", str(error)) from error
        self._budget.take(len(piece))
        room[: len(piece)] = piece
        return len(piece)


class _Inflated:
    """The content of a gzip file of one or more parts; their check sums are held against it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._packed = b""
        self._begun = False
        self._inflate = zlib.decompressobj(wbits=31)

    def read(self, size: int) -> bytes:
        while True:
            self._packed = self._packed or self._source.read(_BUFFER)
            if not self._packed and not self._begun:
                return b""
            if not self._begun:
                self._packed = self._packed.lstrip(b"\0")  # padding between and behind the parts
                if not self._packed:
                    continue
                self._inflate, self._begun = zlib.decompressobj(wbits=31), True
            missing = not self._packed  # what is left may still be waiting inside
            piece = self._inflate.decompress(self._packed, size)
            self._packed = self._inflate.unconsumed_tail
            if self._inflate.eof:
                self._packed, self._begun = self._inflate.unused_data, False
            if piece:
                return piece
            if missing and self._begun:
                raise EOFError("gzip: the end is missing")


def gunzipped(source: BinaryIO, budget: Budget) -> BinaryIO:
    """The unpacked stream of a gzip file."""
    return io.BufferedReader(_Counted(_Inflated(source), budget), _BUFFER)


def zip_members(path: Path) -> Iterator[tuple[str, BinaryIO, Budget]]:
    """Name and stream of every file in a ZIP archive, in the order of names; programs' litter is passed over.

    Raises :class:`ingest.reasons.FileRefused`: `damaged`, `encrypted`, `too_large`, `too_many_members`, and
    `unsafe_path` for a name that is absolute, climbs up or is a link, before anything is unpacked.
    """
    try:
        _check_directory(path)
        archive = zipfile.ZipFile(path)
    except ZIP_FAULTS as error:
        raise FileRefused("unreadable", "damaged", f"ZIP: {error}") from error
    with archive:
        members = _checked(archive.infolist())
        if not members:
            raise FileRefused("unreadable", "empty")
        budget = Budget(path.stat().st_size)
        for name, member in members:
            try:
                source = archive.open(member)
            except (*ZIP_FAULTS, RuntimeError) as error:
                raise placed(FileRefused("unreadable", "damaged", str(error)), name) from error
            with source, io.BufferedReader(_Counted(source, budget), _BUFFER) as stream:
                yield name, stream, budget


def zip_names(path: Path) -> set[str]:
    """Names in a ZIP archive, to tell a workbook from an archive; raises as :func:`zip_members` does."""
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except ZIP_FAULTS as error:
        raise FileRefused("unreadable", "damaged", f"ZIP: {error}") from error


def _check_directory(path: Path) -> None:
    """Look at the end record alone: the standard library would read a directory of any size."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 65_557))
        offset, tail = stream.tell(), stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + _END.size > len(tail):
            raise zipfile.BadZipFile("directory missing")
        _, _, _, _, members, size, _, _ = _END.unpack_from(tail, at)
        locator = at - _LOCATOR_BYTES
        if locator >= 0 and tail.startswith(b"PK\x06\x07", locator):
            # where the standard library looks, whatever the locator claims
            stream.seek(max(0, offset + locator - _END64.size))
            record = stream.read(_END64.size)
            if not record.startswith(b"PK\x06\x06"):
                raise zipfile.BadZipFile("64-bit directory missing")
            members, size = _END64.unpack(record)[7:9]
    if members > MAX_MEMBERS:
        raise FileRefused("unreadable", "too_many_members", f"{members:,} > {MAX_MEMBERS:,}")
    if size > _MAX_DIRECTORY:
        raise FileRefused("unreadable", "too_large", f"ZIP directory of {size:,} bytes")


def _checked(members: list[zipfile.ZipInfo]) -> list[tuple[str, zipfile.ZipInfo]]:
    if len(members) > MAX_MEMBERS:
        raise FileRefused("unreadable", "too_many_members", f"{len(members):,} > {MAX_MEMBERS:,}")
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        name = member_name(member)
        if is_unsafe(name, member):
            raise FileRefused("unreadable", "unsafe_path", repr(name)[1:-1])
        if member.is_dir() or LITTER.search(name):
            continue
        if member.flag_bits & 0x1:
            raise placed(FileRefused("unreadable", "encrypted"), name)
        if name in found:
            raise FileRefused("unreadable", "damaged", f"{name}: 重名 / the name stands twice")
        found[name] = member
    return sorted(found.items())


def member_name(member: zipfile.ZipInfo) -> str:
    """The name as its sender wrote it: Windows writes Chinese names in its code page and says nothing of it."""
    name = member.orig_filename.replace("\\", "/")
    if member.flag_bits & 0x800 or name.isascii():
        return name
    try:
        raw = member.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return name
    found = []
    for encoding in ("utf-8", "gb18030"):
        try:
            found.append(raw.decode(encoding).replace("\\", "/"))
        except UnicodeDecodeError:
            continue
    # the two bytes of a character may pass for UTF-8 too, and give signs that nobody writes
    return next((text for text in found if is_ordinary_chinese(text)), found[0] if found else name)


def is_unsafe(name: str, member: zipfile.ZipInfo) -> bool:
    """Whether a member's name is absolute, climbs up, has control characters, or belongs to a link."""
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    leaves = name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/")
    return bool(is_link or leaves or _CONTROL.search(name) or not name)
