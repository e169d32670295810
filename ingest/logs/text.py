"""Any text file as UTF-8 blocks: decided once, decoded strictly to its last byte, in bounded memory."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from ingest.encoding import UndecodableText, decode
from ingest.privacy import mask_text
from ingest.reasons import FileRefused

BLOCK_BYTES = 16 << 20  # more costs memory and saves nothing
MAX_RECORD_BYTES = 64 << 20
HEAD_BYTES = 4 << 20  # within which a header must stand
_SAMPLE = 1 << 20
_LINE_END = 1 << 20  # how far behind a block's size its last line may be completed
_MARKS = (
    # UTF-32-LE begins with the UTF-16-LE mark, so it is asked first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UTF8 = {"utf-8", "utf-8-sig"}


@dataclass(frozen=True, slots=True)
class Block:
    """Valid UTF-8 text without a byte-order mark, cut between characters, and the encoding it was read from."""

    data: bytes
    encoding: str


def placed(refusal: FileRefused, where: str) -> FileRefused:
    """The refusal with the place in front of its messages: a byte, a line or a member of an archive."""
    where = mask_text(where)[0]
    refusal.message_zh = f"{where}：{refusal.message_zh}"
    refusal.message_en = f"{where}: {refusal.message_en}"
    refusal.args = (f"{refusal.code}: {refusal.message_en}",)
    return refusal


def utf8_blocks(stream: BinaryIO, declared: str | None = None, size: int = BLOCK_BYTES) -> Iterator[Block]:
    """The text of ``stream`` in blocks of about ``size`` bytes, each ending with a line where lines are short.

    A byte-order mark decides; else ``declared``; else :func:`ingest.encoding.decode` on the first block that is not
    plain ASCII. Raises :class:`ingest.reasons.FileRefused` (`undecodable`) naming the first byte that does not fit.
    """
    decoder = _Decoder(declared)
    for raw in _raw_blocks(stream, size):
        data = decoder.take(raw)
        if data:
            yield Block(data, decoder.encoding)
    decoder.finish()


def read_head(blocks: Iterator[Block]) -> tuple[bytes, str]:
    """The first blocks as one, at least ``HEAD_BYTES`` where there are so many, and their encoding."""
    head, encoding = b"", "utf-8"
    for block in blocks:
        head, encoding = head + block.data, block.encoding
        if len(head) >= HEAD_BYTES:
            break
    return head, encoding


def _raw_blocks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    # one buffer for all blocks: fresh pages cost as much as the reading
    room = memoryview(bytearray(size))
    while filled := stream.readinto(room):
        line_end = b"" if room[filled - 1] == 10 else stream.readline(_LINE_END)
        yield b"".join((room[:filled], line_end)) if line_end else bytes(room[:filled])


class _Decoder:
    """Turns raw blocks into UTF-8; until something is not ASCII the encoding stays open."""

    def __init__(self, declared: str | None) -> None:
        self.encoding = "utf-8"
        self._declared = declared
        self._decided = self._begun = False
        self._decode: codecs.IncrementalDecoder | None = None
        self._rest = b""  # bytes of a character that the block cut
        self._at = 0  # bytes of the file before ``_rest``

    def take(self, raw: bytes) -> bytes:
        if not self._begun:
            raw = self._begin(raw)
        if self._decode is not None:
            return self._transcode(raw, False)
        raw = self._rest + raw
        zero = raw.find(b"\0")
        if zero >= 0:
            raise self._refusal(zero)
        cut = len(raw) - _incomplete(raw)
        data, self._rest = raw[:cut], raw[cut:]
        if not data.isascii() and not _is_utf8(data):
            if self._decided:
                raise self._refusal(_first_fault(data))
            self._decide(data)
            return self.take(b"")
        self._decided = self._decided or not data.isascii()
        self._at += cut
        return data

    def finish(self) -> None:
        if self._decode is not None:
            self._transcode(b"", True)
        elif self._rest:
            raise self._refusal(0)

    def _begin(self, raw: bytes) -> bytes:
        """Look for a mark, and that the file is text at all."""
        self._begun = True
        for mark, encoding in _MARKS:
            if raw.startswith(mark):
                self._use(encoding)
                if encoding == "utf-8-sig":
                    self._at = len(mark)
                    return raw[len(mark) :]
                return raw
        if self._declared:
            self._use(self._declared)
            return raw
        sample = raw[:_SAMPLE]
        sample = sample[: len(sample) - _incomplete(sample)]
        if _is_utf8(sample):
            self._judge(sample)
        return raw

    def _use(self, encoding: str) -> None:
        name = codecs.lookup(encoding).name
        self.encoding, self._decided = encoding, True
        if name not in _UTF8:
            self._decode = codecs.getincrementaldecoder(encoding)()

    def _decide(self, data: bytes) -> None:
        """The first block beyond ASCII is no UTF-8."""
        whole = data + self._rest
        lines = whole[: whole.rfind(b"\n") + 1]
        self._use(self._judge(whole if _is_utf8(lines) else lines))
        self._rest = whole

    def _judge(self, data: bytes) -> str:
        try:
            return decode(data)[1]
        except UndecodableText as error:
            raise self._refusal(_first_fault(data)) from error

    def _transcode(self, raw: bytes, final: bool) -> bytes:
        raw, self._rest = self._rest + raw, b""
        pending = len(self._decode.getstate()[0])
        try:
            text = self._decode.decode(raw, final)
        except UnicodeDecodeError as error:
            raise self._refusal(error.start - pending) from error
        data = (text if self._at else text.removeprefix("\ufeff")).encode("utf-8")
        zero = data.find(b"\0")
        if zero >= 0:
            raise self._refusal(len(data[:zero].decode("utf-8").encode(self.encoding)) - pending)
        self._at += len(raw)
        return data

    def _refusal(self, start: int) -> FileRefused:
        place = self._at + start + 1
        return placed(FileRefused("unreadable", "undecodable"), f"第 {place:,} 字节 / byte {place:,}")


def _incomplete(data: bytes) -> int:
    """Bytes at the end that only begin a UTF-8 character."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte >= 0xC0:
            return back if back < (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) else 0
        if byte < 0x80:
            break
    return 0


def _is_utf8(data: bytes) -> bool:
    # five times as fast as decoding to a str, and other threads go on meanwhile
    ends = pa.py_buffer(np.array([0, len(data)], np.int64))
    one = pa.LargeBinaryArray.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)])
    try:
        one.cast(pa.large_utf8())
    except pa.ArrowInvalid:
        return False
    return True


def _first_fault(data: bytes) -> int:
    zero = data.find(b"\0")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start if zero < 0 else min(zero, error.start)
    return max(zero, 0)
