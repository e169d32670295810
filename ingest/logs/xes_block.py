"""Whole traces in the spelling that nearly all programs write, read at once: no step per element in Python.

The spelling: ``<trace>``, ``<event>`` and attributes ``<type key="…" value="…"/>`` without anything nested. Every byte
that carries meaning is checked; a block that differs anywhere is not judged here but handed to the XML parser.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.logs.xes_table import Attributes, XesEvents

_TYPES = (b"string", b"date", b"int", b"float", b"boolean", b"id")
_CONTROL = bytes(set(range(32)) - {9, 10, 13})
_FORBIDDEN = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ENTITY = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ATTRIBUTE, _TRACE, _EVENT, _TRACE_ENDS, _EVENT_ENDS = range(5)
_STEP = np.array([0, 1, 1, -1, -1])  # how each kind of tag changes the depth
_DEPTH = np.array([-1, 1, 2, 0, 1])  # the depth behind it


class _NotPlain(Exception):
    """Something else than the plain spelling."""


def read_block(data: bytes) -> XesEvents | None:
    """The events of ``data``, which begins and ends between traces; None when the XML parser must read it."""
    try:
        return _read(data)
    except (_NotPlain, UnicodeDecodeError):
        return None


def _read(data: bytes) -> XesEvents:
    _require(data.isascii() or bool(data.decode()))
    # characters that XML forbids
    _require(len(data.translate(None, _CONTROL)) == len(data) and not any(mark in data for mark in _FORBIDDEN))
    data += b"\0" * 8  # so that eight bytes can be looked at from every tag
    octets = np.frombuffer(data, np.uint8)
    opens, closes, quotes = (np.flatnonzero(octets == mark) for mark in b'<>"')
    _require(len(opens) == len(closes) and len(opens) > 0)
    _require((opens < closes).all() and (closes[:-1] < opens[1:]).all())
    # the eight bytes from every position on, as one number
    words = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
    kinds = _kinds(words[opens], closes - opens)
    chosen = kinds == _ATTRIBUTE
    _require(len(quotes) == 4 * np.count_nonzero(chosen))
    quotes = quotes.reshape(-1, 4)
    _check_attributes(octets, words, opens[chosen], closes[chosen], quotes)
    depth = _check_nesting(kinds)
    keys = _texts(data, quotes[:, 0], quotes[:, 1])
    values = _texts(data, quotes[:, 2], quotes[:, 3])
    _require(not pc.any(pc.match_substring_regex(keys, "[\t\n\r&]")).as_py())
    # XML makes a blank of such a character
    _require(not pc.any(pc.match_substring_regex(values, "[\t\n\r]")).as_py())
    return _gather(kinds, depth, chosen, keys, _unescaped(values, data.count(b"&")))


def _kinds(first: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Kind of each tag by its first eight bytes; ``lengths``: from ``<`` to ``>``."""
    seven = first & np.uint64((1 << 56) - 1)
    kinds = np.zeros(len(first), np.int8)
    for kind, text in ((_TRACE, b"<trace>"), (_EVENT, b"<event>")):
        kinds[seven == int.from_bytes(text, "little")] = kind
    for kind, text in ((_TRACE_ENDS, b"</trace>"), (_EVENT_ENDS, b"</event>")):
        kinds[first == int.from_bytes(text, "little")] = kind
    _require((lengths[kinds == _ATTRIBUTE] > 8).all())
    return kinds


def _check_attributes(
    octets: np.ndarray, words: np.ndarray, opens: np.ndarray, closes: np.ndarray, quotes: np.ndarray
) -> None:
    """``<type key=`` before the first quotation mark, ``value=`` between the second and third, ``/>`` at the end."""
    key_opens, key_closes, value_opens, value_closes = quotes.T
    _require((key_opens > opens).all() and (value_closes < closes).all())
    first, known = words[opens], np.zeros(len(opens), bool)
    for name in _TYPES:
        start = b"<" + name + b" key="
        mask = np.uint64((1 << 8 * min(len(start), 8)) - 1)
        known |= ((first & mask) == int.from_bytes(start[:8], "little")) & (key_opens - opens == len(start))
    _require(known.all())
    _require((words[key_opens - 8] >> np.uint64(24) == int.from_bytes(b" key=", "little")).all())
    _require((value_opens - key_closes == 8).all())
    _require((words[key_closes] == int.from_bytes(b'" value=', "little")).all())
    tail = closes - value_closes
    _require((octets[closes - 1] == ord("/")).all())
    _require(((tail == 2) | ((tail == 3) & (octets[value_closes + 1] == ord(" ")))).all())


def _check_nesting(kinds: np.ndarray) -> np.ndarray:
    """Depth behind each tag: events within traces, attributes within either, those of a trace before its events."""
    depth = np.cumsum(_STEP[kinds])
    attributes = kinds == _ATTRIBUTE
    _require((depth[~attributes] == _DEPTH[kinds[~attributes]]).all() and depth[-1] == 0)
    _require((depth[attributes] > 0).all())
    # the last structural tag before an attribute of a trace must be <trace>
    last = np.maximum.accumulate(np.where(attributes, 0, np.arange(len(kinds))))
    _require((kinds[last[attributes & (depth == 1)]] == _TRACE).all())
    return depth


def _texts(data: bytes, opens: np.ndarray, closes: np.ndarray) -> pa.Array:
    """The texts between marks, without copying them one by one: an array of texts and gaps by turns, less the gaps."""
    edges = np.empty(2 * len(opens) + 1, np.int32)
    edges[0:-1:2], edges[1::2] = opens + 1, closes
    edges[-1] = edges[-2] if len(opens) else 0
    both = pa.Array.from_buffers(pa.string(), 2 * len(opens), [None, pa.py_buffer(edges), pa.py_buffer(data)])
    return both.take(pa.array(np.arange(0, 2 * len(opens), 2)))


def _unescaped(values: pa.Array, entities: int) -> pa.Array:
    if not entities:
        return values
    marked = pc.match_substring(values, "&")
    written = values.filter(marked)
    _require(pc.sum(pc.count_substring(written, "&")).as_py() == entities)
    plain = pa.array([_resolve(text) for text in written.to_pylist()], pa.string())
    return pc.replace_with_mask(values, marked, plain)


def _resolve(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1]:
            return _NAMED[match[1]]
        number = int(match[2]) if match[2] else int(match[3], 16)
        allowed = (
            number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or number >> 16 in range(1, 17)
        )
        _require(allowed)
        return chr(number)

    _require(len(_ENTITY.findall(text)) == text.count("&"))
    return _ENTITY.sub(character, text)


def _gather(kinds: np.ndarray, depth: np.ndarray, chosen: np.ndarray, keys: pa.Array, values: pa.Array) -> XesEvents:
    event, trace = np.cumsum(kinds == _EVENT) - 1, np.cumsum(kinds == _TRACE) - 1
    depth, event_of, trace_of = depth[chosen], event[chosen], trace[chosen]
    of_event, of_trace = np.flatnonzero(depth == 2), np.flatnonzero(depth == 1)
    take = lambda array, rows: array.take(pa.array(rows))  # noqa: E731
    return XesEvents(
        Attributes(take(keys, of_event), take(values, of_event), event_of[of_event], int(event[-1]) + 1),
        Attributes(take(keys, of_trace), take(values, of_trace), trace_of[of_trace], int(trace[-1]) + 1),
        trace[kinds == _EVENT],
    )


def _require(holds: bool) -> None:
    if not holds:
        raise _NotPlain
