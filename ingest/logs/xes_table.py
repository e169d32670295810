"""From the attributes of events to a table: one row an event, one column a key, without a step per row."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ingest.privacy import mask_text
from ingest.reasons import FileRefused

MAX_COLUMNS = 5_000


@dataclass(frozen=True, slots=True)
class Attributes:
    """Attributes of ``count`` events or traces, in their order; ``owner`` numbers from 0 whose each is."""

    keys: pa.Array
    values: pa.Array
    owner: np.ndarray
    count: int


@dataclass(frozen=True, slots=True)
class XesEvents:
    """Events of a log with their traces; ``trace_of`` is the trace of each event, -1 outside traces."""

    events: Attributes
    traces: Attributes
    trace_of: np.ndarray

    @property
    def empty_traces(self) -> int:
        """Traces without an event."""
        return self.traces.count - len(np.unique(self.trace_of[self.trace_of >= 0]))

    @property
    def keys(self) -> int:
        """How many different keys there are."""
        return len(self.events.keys.unique()) + len(self.traces.keys.unique())

    def parts(self, size: int) -> Iterator["XesEvents"]:
        """The same events in runs of at most ``size``."""
        all_of = self.events
        for first in range(0, all_of.count, size):
            last = min(first + size, all_of.count)
            begin, end = np.searchsorted(all_of.owner, (first, last))
            keys, values = all_of.keys[begin:end], all_of.values[begin:end]
            run = Attributes(keys, values, all_of.owner[begin:end] - first, last - first)
            yield XesEvents(run, self.traces, self.trace_of[first:last])


class XesColumns:
    """The columns of one file, in the order of their first appearance."""

    def __init__(self) -> None:
        self._trace: dict[str, str] = {}  # key -> header
        self._event: dict[str, str] = {}

    @property
    def known(self) -> int:
        """Columns seen so far."""
        return len(self._trace) + len(self._event)

    def table(self, log: XesEvents, before: int) -> tuple[tuple[str, ...], pa.Table]:
        """Header and text of events; ``before``: events of the file in front of them.

        Raises :class:`ingest.reasons.FileRefused` when an event has one key twice: which one holds, nobody can say.
        """
        of_event = _columns(log.events, f"events {before + 1} to {before + log.events.count}")
        of_trace = _columns(log.traces, f"a trace of events {before + 1} to {before + log.events.count}")
        for key in of_trace:
            self._trace.setdefault(key, f"case:{key}")
        taken = set(self._trace.values())
        for key in of_event:
            # an event may carry a key that reads like a trace's column
            self._event.setdefault(key, f"event:{key}" if key in taken else key)
        if self.known > MAX_COLUMNS:
            raise FileRefused("unreadable", "too_large", f"XES: more than {MAX_COLUMNS:,} columns")
        rows = pa.array(log.trace_of, mask=log.trace_of < 0)
        empty = pa.nulls(log.events.count, pa.string())
        arrays = [of_trace[key].take(rows) if key in of_trace else empty for key in self._trace]
        arrays += [of_event.get(key, empty) for key in self._event]
        header = (*self._trace.values(), *self._event.values())
        return header, pa.Table.from_arrays(arrays, names=list(header))


def _columns(attributes: Attributes, where: str) -> dict[str, pa.Array]:
    """One array of texts per key, with a place for each owner."""
    encoded = attributes.keys.dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False)
    order = np.argsort(codes, kind="stable")
    cuts = np.searchsorted(codes[order], np.arange(len(encoded.dictionary) + 1))
    found: dict[str, pa.Array] = {}
    for code, key in enumerate(encoded.dictionary.to_pylist()):
        chosen = order[cuts[code] : cuts[code + 1]]
        place = np.full(attributes.count, -1, dtype=np.int64)
        place[attributes.owner[chosen]] = chosen
        if np.count_nonzero(place >= 0) != len(chosen):
            shown = mask_text(key)[0][:60]
            raise FileRefused("unreadable", "damaged", f"XES, {where}: attribute {shown!r} twice in one")
        found[key] = attributes.values.take(pa.array(place, mask=place < 0))
    return found
