"""Typing one row by its contract: types, code lists, ranges, checks, personal data, statuses."""

import math
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from stdnum.cn import uscc

from ingest.cells import (
    Cell,
    clean,
    is_empty,
    parse_boolean,
    parse_integer,
    parse_number,
    parse_period,
    parse_text,
    parse_timestamp,
)
from ingest.contract import Column, SourceContract
from ingest.headers import Binding
from ingest.privacy import identity_form, keyed_hash, mask_text
from ingest.quarantine import Quarantined, hold
from ingest.reasons import CellFault, ValueWithheld
from ingest.tables.table import FormulaWithoutValue, Record
from ingest.time_numbers import is_bare_number, moment_of_number

Fault = tuple[str, str, Cell]  # column name, reason code, the cell
_CODE_NAMES = ("_code", "_no", "_id", "_number")
# of long case numbers one in ten has the check digit of a bank card
_OPEN_KINDS = frozenset({"id_number", "mobile_phone", "email"})
# the figures of a log are added up as decimals of twenty digits before the point: what is longer is a number of another
# kind (of a person, an account, a certificate) in the wrong column
TOO_LARGE_FOR_A_LOG = 1e18
REGION_CODE_LENGTH = 6  # GB/T 2260; areas that a city runs itself may have a letter


class CellTyper:
    """Types single cells by their column: what every way of reading comes down to."""

    def __init__(self, contract: SourceContract, key: bytes) -> None:
        self._contract = contract
        self._hash_key = key
        self._zone = ZoneInfo(contract.time_zone)
        self._codes = {c.name: {clean(k): v for k, v in c.codes.items()} for c in contract.columns.values() if c.codes}
        self._personal = {c.name for c in contract.columns.values() if c.personal}
        self._needed = needed_columns(contract)
        # a number that was masked would make one case of many
        self._identifying = identifying_columns(contract)
        self._open = {c.name for c in contract.columns.values() if is_open_text(contract, c)}

    def value(self, column: Column, cell: Cell) -> object:
        """The typed value of a cell, None for nothing.

        Raises :class:`ingest.reasons.CellFault`; :class:`ingest.reasons.ValueWithheld` where only the value is wrong.
        """
        if isinstance(cell, FormulaWithoutValue):
            raise CellFault("formula_without_value")
        needed = column.name in self._needed
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
        if self._contract.log is not None and isinstance(value, float) and abs(value) >= TOO_LARGE_FOR_A_LOG:
            raise CellFault("out_of_range")
        return self._checked(column, self._without_persons(column, value))

    def shown(self, name: str, value: object) -> str:
        """What quarantine may show of a cell or typed value: nothing of a personal column."""
        if name in self._personal:
            return "[personal]"
        return clean(value) if value is None or isinstance(value, str | date) else str(value)

    def _without_persons(self, column: Column, value: object) -> object:
        if column.personal == "hash":
            # full-width and plain digits are one number, so they must give one hash
            return keyed_hash(identity_form(clean(str(value))), self._hash_key)
        if column.personal == "mask":
            return mask_text(str(value))[0]
        if isinstance(value, str) and column.name not in self._codes:
            if column.name in self._open:
                return mask_text(value, _OPEN_KINDS)[0]
            if column.name in self._identifying and self._contract.log:
                # one event is one, in full-width digits too
                value = clean(value)
            cleared = _without_identity(value)
            if cleared != value and column.name in self._identifying:
                raise CellFault("personal_number")
            return cleared
        return value

    def _checked(self, column: Column, value: object) -> object:
        if column.check == "uscc":
            if not uscc.is_valid(clean(str(value))):
                raise ValueWithheld("invalid_company_code")
            return uscc.compact(clean(str(value)))
        if column.check == "region":
            region, prefix = clean(str(value)), self._contract.log.region_prefix or ""
            formed = len(region) == REGION_CODE_LENGTH and region.isascii() and region.isalnum()
            if not (formed and region.startswith(prefix)):
                raise CellFault("impossible_region")
            return region
        return value

    def _dash_is_nothing(self, column: Column, needed: bool, cell: Cell) -> bool:
        """In free text a dash may stay as written; it is no key, no number of a customer and no code."""
        if column.name in self._codes:
            return clean(cell) not in self._codes[column.name]
        return needed or column.personal == "hash" or column.check is not None

    def _parse(self, column: Column, cell: Cell) -> object:
        if column.personal or column.codes:
            return parse_text(cell)
        match column.type:
            case "text":
                return parse_text(cell)
            case "number":
                return _scaled(parse_number(cell), column.scale)
            case "integer":
                value = _scaled(parse_integer(cell), column.scale)
                return None if value is None else int(value)
            case "boolean":
                return parse_boolean(cell)
            case "date":
                moment = self._moment(column, cell)
                return None if moment is None else moment.date()
            case "timestamp":
                return self._moment(column, cell)
            case "period":
                return parse_period(cell)

    def _moment(self, column: Column, cell: Cell) -> datetime | None:
        if column.time_format and is_bare_number(clean(cell)):
            return moment_of_number(clean(cell), column.time_format, self._zone)
        return parse_timestamp(cell, self._zone)


class RowTyper:
    """Types the records of one file."""

    def __init__(self, contract: SourceContract, binding: Binding, key: bytes) -> None:
        self._binding = binding
        self._cells = CellTyper(contract, key)
        # a long statistic carries one observation a row, with its status
        self._observation_column = "value" if contract.kind == "statistic" and contract.layout == "table" else None
        self._statuses = {clean(text): status for text, status in contract.missing_values.items()}
        self._absent = {
            c.name: None
            for c in contract.columns.values()
            if c.personal != "drop" and c.name not in {column.name for _, column in binding.columns}
        }

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
        """See :meth:`CellTyper.shown`."""
        return self._cells.shown(name, value)

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
        if column.name == self._observation_column and clean(cell) in self._statuses:
            return None
        return self._cells.value(column, cell)


def needed_columns(contract: SourceContract) -> frozenset[str]:
    """Columns whose cell may not be empty: by contract, as part of the key, or because a log is nothing without."""
    named = {column.name for column in contract.columns.values() if column.not_empty} | set(contract.key)
    if contract.log is not None:
        named.add(contract.log.case)
        if contract.layout == "event":
            named |= {name for name in (contract.log.activity, contract.log.at) if name}
    return frozenset(named)


def identifying_columns(contract: SourceContract) -> frozenset[str]:
    """Columns that say which row or which case it is."""
    return frozenset(contract.key) | ({contract.log.case} if contract.log else frozenset())


def is_open_text(contract: SourceContract, column: Column) -> bool:
    """Whether people may have written anything into a column, telephones and addresses too.

    Not a key, nor a number or code by its name, list or check: a masked code would make one thing of many.
    """
    named = column.name.endswith(_CODE_NAMES) or column.name in identifying_columns(contract)
    return column.type == "text" and not (named or column.codes or column.check or column.personal)


def _scaled(value: float | None, scale: float) -> float | None:
    if value is None or scale == 1:
        return value
    product = value * scale
    if not math.isfinite(product) or (isinstance(value, int) and not product.is_integer()):
        raise CellFault("unparsable_number")
    return product


def _without_identity(text: str) -> str:
    """A sole trader's company code is often his identity number, so a column need not be declared personal.

    Only that kind is acted on: of long case numbers one in ten has the check digit of a bank card.
    """
    if sum(character.isdigit() for character in text) < 17:
        return text
    masked, kinds = mask_text(text)
    return masked if "id_number" in kinds else text
