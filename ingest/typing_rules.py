"""Typing one row by its contract: types, code lists, ranges, order of events, personal data, statuses."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ingest.cells import (
    Cell,
    clean,
    is_empty,
    parse_boolean,
    parse_date,
    parse_integer,
    parse_number,
    parse_period,
    parse_text,
    parse_timestamp,
)
from ingest.contract import Column, SourceContract
from ingest.headers import Binding
from ingest.privacy import keyed_hash, mask_text
from ingest.quarantine import Quarantined, hold
from ingest.reasons import CellFault
from ingest.tables.table import FormulaWithoutValue, Record

Fault = tuple[str, str, Cell]  # column name, reason code, the cell


class RowTyper:
    """Types the records of one file."""

    def __init__(self, contract: SourceContract, binding: Binding, key: bytes) -> None:
        self._contract = contract
        self._binding = binding
        self._hash_key = key
        self._zone = ZoneInfo(contract.time_zone)
        # a long statistic carries one observation a row, with its status
        self._observation_column = "value" if contract.kind == "statistic" and contract.layout == "table" else None
        self._statuses = {clean(text): status for text, status in contract.missing_values.items()}
        self._absent = {
            c.name: None
            for c in contract.columns.values()
            if c.personal != "drop" and c.name not in {column.name for _, column in binding.columns}
        }
        self._personal = {c.name for c in contract.columns.values() if c.personal}
        self._codes = {c.name: {clean(k): v for k, v in c.codes.items()} for c in contract.columns.values() if c.codes}

    def row(self, record: Record) -> tuple[dict, list[Fault]]:
        """The typed columns of a record, and its faults (a row with a fault is not written)."""
        values: dict = dict(self._absent)
        faults: list[Fault] = []
        for index, column in self._binding.columns:
            cell = record.cells[index] if index < len(record.cells) else None
            if column.personal == "drop":
                continue
            try:
                values[column.name] = self._value(column, cell)
                if column.name == self._observation_column:
                    values |= self._observation(cell)
            except CellFault as fault:
                faults.append((column.name, fault.code, cell))
        faults += self._event_order(values) if not faults else []
        values["row_number"] = record.row_number
        return values, faults

    def observations(self, record: Record, row: dict) -> Iterator[dict | Quarantined]:
        """The values of a wide record as one observation each; a value that cannot be read is withheld."""
        for index, column in self._binding.values:
            cell = record.cells[index] if index < len(record.cells) else None
            text = clean(cell)
            try:
                value, status = self._observed(cell, text)
            except CellFault as fault:
                yield hold(record.row_number, column.header, fault.code, text, value_only=True)
                continue
            yield {
                **row,
                "series_code": column.series,
                "concept": column.concept,
                "unit": column.unit,
                "value": value,
                "status": status,
                "raw_text": text or None,
            }

    def shown(self, name: str, value: object) -> str:
        """What quarantine may show of a cell or typed value: nothing of a personal column."""
        if name in self._personal:
            return "[personal]"
        return clean(value) if value is None or isinstance(value, str | date) else str(value)

    def _observation(self, cell: Cell) -> dict:
        text = clean(cell)
        value, status = self._observed(cell, text)
        return {"value": value, "status": status, "raw_text": text or None}

    def _observed(self, cell: Cell, text: str) -> tuple[float | None, str]:
        if isinstance(cell, FormulaWithoutValue):
            raise CellFault("formula_without_value")
        if text in self._statuses:
            return None, self._statuses[text]
        if is_empty(text):
            return None, "O"
        return parse_number(cell), "A"

    def _value(self, column: Column, cell: Cell) -> object:
        if isinstance(cell, FormulaWithoutValue):
            raise CellFault("formula_without_value")
        if column.name == self._observation_column and clean(cell) in self._statuses:
            return None
        needed = column.not_empty or column.name in self._contract.key
        value = self._parse(column, cell)
        if isinstance(value, str) and is_empty(clean(cell)) and self._dash_is_nothing(column, needed, cell):
            value = None
        if value is None:
            if needed:
                raise CellFault("empty_key")
            return None
        if column.name in self._codes:
            try:
                value = self._codes[column.name][clean(cell)]
            except KeyError as error:
                raise CellFault("unknown_code") from error
        if isinstance(value, int | float) and not (
            (column.minimum is None or value >= column.minimum) and (column.maximum is None or value <= column.maximum)
        ):
            raise CellFault("out_of_range")
        if column.personal == "hash":
            # full-width and plain digits are one number, so they must give one hash
            return keyed_hash(clean(str(value)), self._hash_key)
        if column.personal == "mask":
            return mask_text(str(value))[0]
        if isinstance(value, str) and column.name not in self._codes:
            cleared = _without_identity(value)
            if cleared != value and column.name in self._contract.key:
                raise CellFault("personal_number")
            return cleared
        return value

    def _dash_is_nothing(self, column: Column, needed: bool, cell: Cell) -> bool:
        """In free text a dash may stay as written; it is no key, no number of a customer and no code."""
        if column.name in self._codes:
            return clean(cell) not in self._codes[column.name]
        return needed or column.personal == "hash"

    def _parse(self, column: Column, cell: Cell) -> object:
        if column.personal or column.codes:
            return parse_text(cell)
        match column.type:
            case "text":
                return parse_text(cell)
            case "number":
                return parse_number(cell)
            case "integer":
                return parse_integer(cell)
            case "boolean":
                return parse_boolean(cell)
            case "date":
                return parse_date(cell, self._zone)
            case "timestamp":
                return parse_timestamp(cell, self._zone)
            case "period":
                return parse_period(cell)

    def _event_order(self, values: dict) -> list[Fault]:
        """A case whose last event precedes its first is impossible; steps between may run side by side."""
        moments: list[tuple[str, date | datetime]] = [
            (name, values[name]) for name in self._contract.events.values() if values.get(name) is not None
        ]
        if len(moments) < 2 or not self._contract.events:
            return []
        first_name = next(iter(self._contract.events.values()))
        first = values.get(first_name)
        return [(name, "event_order", str(moment)) for name, moment in moments if first is not None and moment < first]


def _without_identity(text: str) -> str:
    """A sole trader's company code is often his identity number, so a column need not be declared personal.

    Only that kind is acted on: of long case numbers one in ten has the check digit of a bank card.
    """
    if sum(character.isdigit() for character in text) < 17:
        return text
    masked, kinds = mask_text(text)
    return masked if "id_number" in kinds else text
