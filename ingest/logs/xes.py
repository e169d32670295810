"""Event logs in XES (IEEE 1849-2016, and 1.0 before it): the file as a stream, in bounded memory."""

import logging
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from ingest.contract import SourceContract
from ingest.logs.portion import Portion, Portions
from ingest.logs.xes_block import read_block
from ingest.logs.xes_events import EventCollector
from ingest.logs.xes_table import XesColumns, XesEvents
from ingest.logs.xes_text import open_text
from ingest.reasons import FileRefused

log = logging.getLogger("bizenv.ingest")

BLOCK_BYTES = 32 << 20
MAX_TAG = 16 << 20  # bytes: everything XES says stands in tags, so this bounds one value
MAX_EVENT = 64 << 20  # bytes of one event, or of a trace before its first
PORTION_EVENTS = 200_000
PORTION_CELLS = 20_000_000  # logs with hundreds of columns are mostly empty, and empty cells cost memory too
_SLICE = 1 << 20
_BLANKS = 4096  # bytes in which a trace begins, behind line breaks and indents
_TRACE, _TRACE_ENDS = b"<trace", b"</trace>"


def read_xes(stream: BinaryIO, contract: SourceContract) -> Portions:
    """The events of a XES log, in the file's order and numbered by it, as tables of text.

    Headers: ``case:<key>`` for an attribute of the trace, ``<key>`` for one of the event, ``<key>/<child>`` for one
    nested in it; the values of a list are JSON text. Columns appear as the file first uses them, so a later portion
    may have more. Defaults that a ``global`` declares are never filled in: by the standard the event must have them.
    Raises :class:`ingest.reasons.FileRefused` naming the line: XML that is broken or has a document type (entities),
    a root other than ``log``, and breaches of the schema by which data would be lost.
    """
    text = open_text(stream, contract.encoding)
    reader = _Reader(text.encoding)
    for block in _blocks(text.chunks):
        yield from reader.read(block)
    yield from reader.finish()


def _blocks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The file in pieces: what stands before the first trace, then runs of whole traces, then the rest."""
    waiting, before_traces = bytearray(), True
    for chunk in chunks:
        waiting += chunk
        if before_traces and (found := waiting.find(_TRACE)) >= 0:
            yield bytes(waiting[:found])
            del waiting[:found]
            before_traces = False
        if len(waiting) >= (_SLICE if before_traces else BLOCK_BYTES):
            cut = waiting.rfind(_TRACE_ENDS) + len(_TRACE_ENDS)
            if cut < len(_TRACE_ENDS):  # none: leave what may be the beginning of a mark
                cut = len(waiting) - len(_TRACE_ENDS)
            yield bytes(waiting[:cut])
            del waiting[:cut]
    cut = waiting.rfind(_TRACE_ENDS) + len(_TRACE_ENDS)
    if cut >= len(_TRACE_ENDS):
        yield bytes(waiting[:cut])
        del waiting[:cut]
    yield bytes(waiting)


class _Reader:
    """Plain runs of traces go through :func:`read_block`; everything else through the XML parser, which keeps its
    place: to it the plain runs are simply not there."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._columns = XesColumns()
        self._events = EventCollector()
        self._parser = _parser(self._events)
        self._fed = self._flushed = self._given = self._empty = 0
        self._may_skip = True

    def read(self, block: bytes) -> Portions:
        """The portions that a piece of the file completes."""
        # in a comment or a CDATA section the marks of a trace would mean nothing
        self._may_skip = self._may_skip and b"<!" not in block and block.count(b"<?") <= (self._fed == 0)
        # events in front of the traces, where none belong, must not make a portion without the traces' columns
        self._may_skip = self._may_skip and not self._events.has_loose
        if self._may_skip and self._events.at_log_level and block[:_BLANKS].lstrip().startswith(_TRACE):
            found = read_block(block)
            if found:
                yield from self._flush()
                self._empty += found.empty_traces
                yield from self._portions(found)
                self._events.skipped_lines += block.count(b"\n")
                return
        for start in range(0, len(block), _SLICE):
            yield from self._parse(block[start : start + _SLICE])

    def finish(self) -> Portions:
        """The last portion; the file must be complete."""
        self._feed(b"", last=True)
        yield from self._flush()
        if self._empty + self._events.empty_traces:
            count = self._empty + self._events.empty_traces
            log.warning("XES：%d 个案件没有任何事件 / %d traces without an event", count, count)

    def _parse(self, piece: bytes) -> Portions:
        self._feed(piece)
        events = self._events
        if not (events.count or events.is_open):
            self._flushed = self._fed  # nothing is waiting
        waiting = self._fed - self._flushed
        if events.count and (events.count >= PORTION_EVENTS or waiting >= BLOCK_BYTES):
            yield from self._flush()
        elif waiting > MAX_EVENT:
            raise FileRefused("unreadable", "too_large", f"XES, line {events.line}: {waiting:,} bytes without an event")

    def _flush(self) -> Portions:
        if self._events.count:
            yield from self._portions(self._events.gathered())
            self._events.forget()
        self._flushed = self._fed

    def _portions(self, found: XesEvents) -> Portions:
        columns = 1 + max(found.keys, self._columns.known)
        for part in found.parts(min(PORTION_EVENTS, max(PORTION_CELLS // columns, 1))):
            first, self._given = self._given, self._given + part.events.count
            header, table = self._columns.table(part, first)
            if not header:
                words = "XES: <event/> 没有任何属性 / events without an attribute"
                raise FileRefused("refused", "missing_column", words)
            yield Portion("table", header, table, range(first + 1, self._given + 1), encoding=self._encoding)

    def _feed(self, piece: bytes, last: bool = False) -> None:
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            words = expat.ErrorString(error.code)
            if words == expat.errors.XML_ERROR_INVALID_TOKEN:
                words += f", or no {self._encoding} text"
            detail = f"XES, line {self._events.skipped_lines + error.lineno}: {words}"
            raise FileRefused("unreadable", "damaged", detail) from error
        # expat keeps an unfinished tag whole: without this an endless attribute would fill the memory
        if self._fed - max(self._parser.CurrentByteIndex, 0) > MAX_TAG + _SLICE:
            detail = f"XES, line {self._events.line}: a tag above {MAX_TAG:,} bytes"
            raise FileRefused("unreadable", "too_large", detail)


def _parser(events: EventCollector) -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8", "}")
    parser.ordered_attributes = True
    parser.StartElementHandler = events.start
    parser.EndElementHandler = events.end
    parser.StartDoctypeDeclHandler = events.refuse_doctype
    events.follow(parser)
    return parser
