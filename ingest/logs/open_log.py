"""Any log file as portions: its format told by its content, packed or not."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from ingest.contract import SourceContract
from ingest.headers import bind
from ingest.logs.archive import Budget, gunzipped, zip_members, zip_names
from ingest.logs.delimited import delimited_portions
from ingest.logs.json_array import any_json_portions
from ingest.logs.portion import Portion, Portions
from ingest.logs.text import placed, utf8_blocks
from ingest.reasons import FileRefused

_HEAD = 1 << 13
_BUFFER = 1 << 18
_MAX_WORKBOOK = 512 << 20  # bytes; it can only be read whole
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
)
_FOREIGN = (
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"%PDF-", "PDF"),
    (b"ORC", "ORC"),
    (b"Obj\x01", "Avro"),
    (b"ARROW1", "Arrow/Feather"),
    (b"SQLite format 3\x00", "SQLite"),
)
_TAR = 257, b"ustar"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_XML = re.compile(r"<[?!A-Za-z_]")
_JSON_ARRAY = re.compile(r'\[\s*(?:[{\]\["]|[0-9-]|null|true|false|$)')
_JSON_OBJECT = re.compile(r'\{\s*(?:["}]|$)')
_WORKBOOK_PARTS = {"xl/workbook.xml", "xl/workbook.bin"}
_OPEN_DOCUMENT_PARTS = {"mimetype", "content.xml"}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."  # its first member, stored as it is
_FIXED = {"delimited", "parquet", "workbook"}  # the records of JSON and XES may leave columns out


def open_log(path: Path, contract: SourceContract) -> Portions:
    """The records of a log file: CSV and its relatives, JSON, XES, Parquet or a workbook, plain, in gzip or in ZIP.

    Members of an archive follow each other in the order of their names, each with its own header and numbers. Nothing
    is unpacked to a disk. Raises :class:`ingest.reasons.FileRefused`; below a member, the message names it.
    """
    with path.open("rb", buffering=_BUFFER) as file:
        kind = _kind(file.peek(_HEAD))
        if kind == "gzip":
            yield from _unpacked(gunzipped(file, Budget(path.stat().st_size)), contract, _Columns(contract))
        elif kind == "zip" and not _is_workbook(zip_names(path)):
            yield from _members(path, contract)
        else:
            yield from _plain(file, "workbook" if kind == "zip" else kind, contract)


@dataclass(slots=True)
class _Columns:
    """The contract's columns in the first table of an archive: one that has others has drifted."""

    contract: SourceContract
    first: frozenset[str] | None = None

    def check(self, portions: Portions) -> Portions:
        """The same portions; raises :class:`ingest.reasons.FileRefused` naming the columns that differ."""
        known: tuple[str, ...] | None = None
        for portion in portions:
            if portion.header != known:
                known = portion.header
                found = frozenset(column.name for _, column in bind(self.contract, known).columns)
                self.first = self.first or found
                if found != self.first:
                    raise FileRefused("refused", "missing_column", "、".join(sorted(found ^ self.first)))
            yield portion


def _is_workbook(names: set[str]) -> bool:
    return bool(names & _WORKBOOK_PARTS) or names >= _OPEN_DOCUMENT_PARTS


def _members(path: Path, contract: SourceContract) -> Iterator[Portion]:
    columns = _Columns(contract)
    for name, stream, budget in zip_members(path):
        try:
            is_packed = stream.peek(2).startswith(b"\x1f\x8b")
            inner = gunzipped(stream, budget) if is_packed else stream
            for portion in _unpacked(inner, contract, columns):
                yield replace(portion, member=name)
        except FileRefused as refusal:
            raise placed(refusal, name) from refusal.__cause__


def _unpacked(stream: BinaryIO, contract: SourceContract, columns: _Columns) -> Portions:
    """One file out of an archive, which may be anything but another archive."""
    kind = _kind(stream.peek(_HEAD))
    if kind == "zip":
        data = stream.read(_MAX_WORKBOOK + 1)
        if len(data) > _MAX_WORKBOOK:
            raise FileRefused("unreadable", "too_large", f"> {_MAX_WORKBOOK:,} bytes")
        if b"xl/workbook." not in data and _OPEN_DOCUMENT not in data[:200]:
            raise FileRefused("refused", "unsupported_format", "压缩包套压缩包 / an archive inside an archive")
        yield from columns.check(_plain(io.BytesIO(data), "workbook", contract))
    elif kind == "gzip":
        raise FileRefused("refused", "unsupported_format", "压缩包套压缩包 / an archive inside an archive")
    else:
        portions = _plain(stream, kind, contract)
        yield from columns.check(portions) if kind in _FIXED else portions


def _plain(stream: BinaryIO, kind: str, contract: SourceContract) -> Portions:
    if kind == "xes":
        from ingest.logs.xes import read_xes

        yield from read_xes(stream, contract)
    elif kind == "parquet":
        from ingest.logs.columnar import read_parquet

        yield from read_parquet(stream, contract)
    elif kind == "workbook":
        from ingest.logs.sheet import read_sheet

        yield from read_sheet(stream, contract)
    elif kind == "json":
        yield from any_json_portions(utf8_blocks(stream, contract.encoding), contract)
    else:
        yield from delimited_portions(utf8_blocks(stream, contract.encoding), contract)


def _kind(head: bytes) -> str:
    """`gzip`, `zip`, `parquet`, `workbook`, `xes`, `json` or `delimited`; refuses what can be none of them."""
    if not head:
        raise FileRefused("unreadable", "empty")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    for magic, name in _FOREIGN:
        if head.startswith(magic):
            raise FileRefused("refused", "unsupported_format", name)
    if head.startswith(_TAR[1], _TAR[0]):
        raise FileRefused("refused", "unsupported_format", "tar")
    text = _text(head).lstrip()
    if _HTML.match(text):
        raise FileRefused("refused", "unsupported_format", "HTML")
    if _XML.match(text):
        return "xes"
    return "json" if _JSON_ARRAY.match(text) or _JSON_OBJECT.match(text) else "delimited"


def _text(head: bytes) -> str:
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    return head.decode("utf-8", "ignore")
