"""The text of a XES file as UTF-8, whatever its encoding."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ingest.reasons import FileRefused

_CHUNK = 1 << 20
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_BOM_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_16 = re.compile(r"utf[-_]?16([-_]?[lb]e)?")
# programs that announce GB2312 or GBK write characters that only the successor has
_WIDENED = {"gb2312": "gb18030", "gbk": "gb18030", "utf8": "utf-8"}


@dataclass(frozen=True, slots=True)
class XesText:
    """``chunks`` of UTF-8 (not yet validated where the file itself is UTF-8); ``encoding`` the file had."""

    chunks: Iterator[bytes]
    encoding: str


def open_text(stream: BinaryIO, told: str | None) -> XesText:
    """The stream as UTF-8: by its byte order mark, else as ``told``, else as the XML declaration says.

    Raises :class:`ingest.reasons.FileRefused` for an encoding nobody knows, and while reading for bytes that are none
    of the encoding.
    """
    head = stream.read(_CHUNK)
    declared = _DECLARED.match(head)
    name = (told or (declared[1].decode("ascii") if declared else "utf-8")).lower()
    if head.startswith(_BOM_16):
        name = "utf-16"
    elif _UTF_16.fullmatch(name) and declared:
        name = "utf-8"  # a declaration that can be read byte by byte is not UTF-16
    name = _WIDENED.get(name, name)
    chunks = _chunks(stream, head)
    if name == "utf-8":
        return XesText(chunks, name)
    try:
        decoder = codecs.getincrementaldecoder(name)()
    except LookupError as error:
        raise FileRefused("unreadable", "damaged", f"XES, line 1: unknown encoding {name}") from error
    return XesText(_transcoded(chunks, decoder, name), name)


def _chunks(stream: BinaryIO, head: bytes) -> Iterator[bytes]:
    chunk = head
    while chunk:
        yield chunk
        chunk = stream.read(_CHUNK)


def _transcoded(chunks: Iterator[bytes], decoder: codecs.IncrementalDecoder, name: str) -> Iterator[bytes]:
    line = 1
    try:
        for chunk in chunks:
            text = decoder.decode(chunk)
            line += text.count("\n")
            yield text.encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        line += error.object[: error.start].count(b"\n") if isinstance(error, UnicodeDecodeError) else 0
        detail = f"XES, line {line}: announced as {name}, but {error}"
        raise FileRefused("unreadable", "damaged", detail) from error
