"""What the XML of a XES log says: its events and traces, gathered attribute by attribute as expat reports them."""

import json
import re
from typing import NoReturn
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from ingest.logs.xes_table import Attributes, XesEvents
from ingest.privacy import mask_text
from ingest.reasons import FileRefused

MAX_NESTING = 50  # attributes within attributes
MAX_PATH = 10_000  # characters of a column's name
_SCALARS = frozenset({"string", "date", "int", "float", "boolean", "id"})
_ATTRIBUTES = _SCALARS | {"list", "container"}
_SILENT = frozenset({"extension", "classifier"})  # say nothing about an event
_XES = re.compile(r"(https?://)?(www\.)?xes-standard\.org(/.*)?")
_FORM = {  # lexical forms of XML Schema; by OpenXES's habit an id may begin with a digit
    "date": re.compile(
        r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
    "int": re.compile(r"[+-]?[0-9]+"),
    "float": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|[+-]?Infinity|NaN"),
    "boolean": re.compile(r"true|false|1|0", re.IGNORECASE),
    "id": re.compile(r"\S+"),
}
_LOG, _GLOBAL, _TRACE, _EVENT, _VALUES, _FOREIGN, _OUTSIDE = range(7)
_NAMES = ("log", "global", "trace", "event", "values", "…", "")


class EventCollector:
    """Handlers for expat, and what they gathered since :meth:`forget`.

    ``keys[i]``, ``values[i]``: the attributes of all events one after the other; ``ends[n]``: where those of event n
    end; ``cases[n]``: its trace, -1 for an event outside traces. ``case_keys``, ``case_values``, ``case_numbers``: the
    attributes of the traces.
    """

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.values: list[str] = []
        self.ends: list[int] = []
        self.cases: list[int] = []
        self.case_keys: list[str] = []
        self.case_values: list[str] = []
        self.case_numbers: list[int] = []
        self.traces = 0
        self.empty_traces = 0
        self.has_loose = False  # whether an event stood outside traces
        self.skipped_lines = 0  # of the file, that the parser was not given
        self._parser: expat.XMLParserType | None = None
        self._tags: dict[str, str | None] = {}
        self._place = _OUTSIDE
        self._before: list[int] = []  # places around the present one
        self._open: list[str] = []  # columns of the attributes that are open
        self._lists: list[str] = []  # of those, the lists
        self._items: list[list[dict]] = []
        self._depth = 0  # within an element that is passed over
        self._case = -1
        self._case_began = 0  # its first attribute
        self._case_has_events = False

    @property
    def count(self) -> int:
        """Whole events gathered."""
        return len(self.ends)

    @property
    def is_open(self) -> bool:
        """Whether the file stands within a trace or an event."""
        return len(self._before) > 1

    @property
    def at_log_level(self) -> bool:
        """Whether the next element would be one of the log itself."""
        return self._place == _LOG and not self._open

    @property
    def line(self) -> int:
        """The line of the file that the parser stands at."""
        return self.skipped_lines + (self._parser.CurrentLineNumber if self._parser else 0)

    def gathered(self) -> XesEvents:
        """The whole events and their traces."""
        ends = np.asarray(self.ends, dtype=np.int64)
        used = self.ends[-1] if self.ends else 0  # what follows belongs to an event that has only begun
        owner = np.repeat(np.arange(self.count), np.diff(ends, prepend=0))
        text = pa.string()
        of_events = Attributes(pa.array(self.keys[:used], text), pa.array(self.values[:used], text), owner, self.count)
        keys, values = pa.array(self.case_keys, text), pa.array(self.case_values, text)
        of_traces = Attributes(keys, values, np.asarray(self.case_numbers, dtype=np.int64), self.traces)
        return XesEvents(of_events, of_traces, np.asarray(self.cases, dtype=np.int64))

    def follow(self, parser: expat.XMLParserType) -> None:
        """The parser whose line a refusal names."""
        self._parser = parser

    def forget(self) -> None:
        """Drop the whole events; the trace and the event that are open stay."""
        end = self.ends[-1]
        self.keys, self.values = self.keys[end:], self.values[end:]
        self.ends, self.cases = [], []
        began = self._case_began if self._case >= 0 else len(self.case_keys)
        self.case_keys, self.case_values = self.case_keys[began:], self.case_values[began:]
        self._case_began = 0
        self._case = min(self._case, 0)
        self.traces = self._case + 1
        self.case_numbers = [0] * len(self.case_keys)

    def start(self, name: str, given: list[str]) -> None:
        """An element begins; ``given`` is name, value, name, value … of its XML attributes."""
        tag = self._tags[name] if name in self._tags else self._tag(name)
        place = self._place
        if tag in _ATTRIBUTES and place <= _EVENT:
            self._attribute(tag, given)
        elif place == _VALUES:
            self._item(tag, given)
        elif place == _FOREIGN:
            self._depth += 1
        else:
            self._structure(tag, name, given)

    def end(self, name: str) -> None:
        """An element ends."""
        tag, place = self._tags[name], self._place
        if tag in _ATTRIBUTES and place <= _EVENT:
            path = self._open.pop()
            if self._lists and self._lists[-1] == path:
                self._lists.pop()
        elif place == _VALUES:
            self._item_ends(tag)
        elif place == _FOREIGN and self._depth:
            self._depth -= 1
        else:
            if tag == "event":
                self.ends.append(len(self.keys))
                self.cases.append(self._case)
                self._case_has_events = True
            elif tag == "trace":
                self._trace_ends()
            self._place = self._before.pop()

    def refuse_doctype(self, *_: object) -> NoReturn:
        """A document type can declare entities: no log needs one."""
        self._refuse("DOCTYPE is not allowed in a log")

    def _attribute(self, tag: str, given: list[str]) -> None:
        if len(given) == 4 and given[0] == "key" and given[2] == "value":
            path, value = given[1], given[3]
        else:
            path, value = self._key_and_value(tag, given)
        place = self._place
        if self._open:
            path = self._nested(path)
        self._open.append(path)
        if place == _EVENT:
            if tag in _SCALARS:
                self.keys.append(path)
                self.values.append(value)
        elif place == _TRACE:
            if self._case_has_events:
                self._refuse(f"attribute {_shown(path)} of the trace stands after its events")
            if tag in _SCALARS:
                self._keep(path, value)
        elif tag in _FORM and not _FORM[tag].fullmatch(value):
            self._refuse(f"attribute {_shown(path)} of type {tag} has a value of another form")
        if tag == "list":
            self._lists.append(path)

    def _key_and_value(self, tag: str, given: list[str]) -> tuple[str, str]:
        named = dict(zip(given[::2], given[1::2], strict=True))
        if "key" not in named:
            self._refuse(f"<{tag}> without a key")
        if "value" not in named and tag in _SCALARS:
            self._refuse(f"<{tag} key={_shown(named['key'])}> without a value")
        return named["key"], named.get("value", "")

    def _nested(self, key: str) -> str:
        path = f"{self._open[-1]}/{key}"
        if len(self._open) >= MAX_NESTING or len(path) > MAX_PATH:
            self._too_large(f"attributes nested deeper than {MAX_NESTING}, or named longer than {MAX_PATH:,}")
        return path

    def _keep(self, path: str, value: str) -> None:
        """A value of the trace or the event at hand."""
        if self._place == _EVENT:
            self.keys.append(path)
            self.values.append(value)
        else:
            self.case_keys.append(path)
            self.case_values.append(value)
            self.case_numbers.append(self._case)

    def _structure(self, tag: str | None, name: str, given: list[str]) -> None:
        place = self._place
        if place == _OUTSIDE:
            if tag != "log":
                root = mask_text(name.rpartition("}")[2])[0][:40]
                raise FileRefused("unreadable", "unsupported_format", f"XML: <{root}>, not <log>")
            self._enter(_LOG)
        elif tag is None or tag in _SILENT:
            self._enter(_FOREIGN)
        elif tag == "values" and self._lists and self._open[-1] == self._lists[-1]:
            self._items = [[]]
            self._enter(_VALUES)
        elif self._open:
            self._refuse(f"<{tag}> within attribute {_shown(self._open[-1])}")
        elif tag == "global" and place == _LOG:
            self._enter(_GLOBAL)
        elif tag == "trace" and place == _LOG:
            self._case, self._case_began, self._case_has_events = self.traces, len(self.case_keys), False
            self.traces += 1
            self._enter(_TRACE)
        elif tag == "event" and place in (_LOG, _TRACE):
            self.has_loose = self.has_loose or place == _LOG
            self._enter(_EVENT)
        else:
            self._refuse(f"<{tag}> within <{_NAMES[place]}>")

    def _enter(self, place: int) -> None:
        self._before.append(self._place)
        self._place = place

    def _trace_ends(self) -> None:
        if not self._case_has_events:
            self.empty_traces += 1
            self.traces -= 1
            del self.case_keys[self._case_began :], self.case_values[self._case_began :]
            del self.case_numbers[self._case_began :]
        self._case = -1

    def _item(self, tag: str | None, given: list[str]) -> None:
        if tag in _ATTRIBUTES:
            key, value = self._key_and_value(tag, given)
        elif tag == "values":
            key, value = tag, ""  # a list within the list
        else:
            self._refuse(f"<{tag}> within the values of {_shown(self._open[-1])}")
        if len(self._items) >= MAX_NESTING:
            self._too_large(f"values nested deeper than {MAX_NESTING}")
        self._items[-1].append({"key": key, "value": value})
        self._items.append([])

    def _item_ends(self, tag: str | None) -> None:
        children = self._items.pop()
        if self._items:
            if children:
                self._items[-1][-1]["attributes"] = children
            return
        # most lists are plain: the keys of their items only number them
        plain = not any("attributes" in item for item in children)
        text = json.dumps([item["value"] for item in children] if plain else children, ensure_ascii=False)
        self._place = self._before.pop()
        if self._place in (_EVENT, _TRACE):
            self._keep(self._open[-1], text)

    def _tag(self, name: str) -> str | None:
        """The element's name without its namespace; None for one of another vocabulary."""
        space, _, local = name.rpartition("}")
        known = local if not space or _XES.fullmatch(space) else None
        if len(self._tags) > 1000:
            self._too_large("more than 1,000 kinds of elements")
        self._tags[name] = known
        return known

    def _refuse(self, what: str) -> NoReturn:
        raise FileRefused("unreadable", "damaged", f"XES, line {self.line}: {what[:200]}")

    def _too_large(self, what: str) -> NoReturn:
        raise FileRefused("unreadable", "too_large", f"XES, line {self.line}: {what}")


def _shown(path: str) -> str:
    """An attribute's name in a message: masked before it is cut or escaped, which would hide a number from masking."""
    return repr(mask_text(path)[0][:60])
