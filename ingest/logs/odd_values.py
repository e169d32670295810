"""Cells that SQL left open: each distinct text goes once through the parsers of Python, and back into its rows."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.contract import Column
from ingest.logs.faults import Faults, shown_text
from ingest.logs.frequent import Frequent
from ingest.reasons import CellFault, ValueWithheld
from ingest.tables.table import FormulaWithoutValue
from ingest.typing_rules import CellTyper

Sums = Callable[[pa.Array], pa.Array]
FORMULA_MARK = "\x00formula"  # how a reader of workbooks hands over a formula without a stored result

_USCC_ALPHABET = b"0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1], dtype=np.int32)
_USCC_VALUES = np.zeros(256, dtype=np.int32)
_USCC_VALUES[np.frombuffer(_USCC_ALPHABET, dtype=np.uint8)] = np.arange(31)


@dataclass(frozen=True, slots=True)
class _Typed:
    """Distinct texts typed: the value of each, and the fault of each that has one."""

    values: pa.Array
    codes: np.ndarray  # reason code, "" for none
    withheld: np.ndarray
    shown: pa.Array


def settle(column: Column, values: pa.Array, odd: pa.Array, typer: CellTyper, faults: Faults) -> pa.Array:
    """``values`` with the cells that ``odd`` holds typed by Python; their faults go to ``faults``."""
    if column.check == "uscc":
        odd = _with_wrong_codes(values, odd)
    if odd.null_count == len(odd):
        return values
    found = _type_odd(column, odd, values.type, typer, faults)
    return pc.replace_with_mask(values, found.mask, found.values.take(pa.array(found.places)))


def settle_frequent(
    column: Column, cells: pa.DictionaryArray, frequent: Frequent, odd: pa.Array, typer: CellTyper, faults: Faults
) -> pa.Array:
    """The same for a column of few values: texts stay a dictionary, everything else becomes plain."""
    places = frequent.places[_places(cells)]
    return _from_distinct(column, places, cells.is_null(), frequent.values, odd, typer, faults)


def settle_hashed(
    column: Column, cells: pa.Array, sums: Sums, odd: pa.Array, typer: CellTyper, faults: Faults
) -> pa.Array:
    """The same for a column of which only keyed hashes are kept; ``sums`` makes them of distinct texts."""
    encoded = cells.dictionary_encode()
    values = sums(encoded.dictionary)
    return _from_distinct(column, _places(encoded), encoded.is_null(), values, odd, typer, faults)


def _from_distinct(
    column: Column,
    places: np.ndarray,
    missing: pa.Array,
    values: pa.Array,
    odd: pa.Array,
    typer: CellTyper,
    faults: Faults,
) -> pa.Array:
    """Rows given by the places of their values among distinct ones, with the odd cells added."""
    if odd.null_count < len(odd):
        found = _type_odd(column, odd, values.type, typer, faults)
        distinct = pa.concat_arrays([values, found.values]).dictionary_encode()
        where = distinct.indices.fill_null(-1).to_numpy()
        places = where[places] if len(values) else np.zeros(len(places), dtype=np.int32)
        rows = np.flatnonzero(found.mask.to_numpy(zero_copy_only=False))
        places[rows] = where[len(values) :][found.places]
        absent = missing.to_numpy(zero_copy_only=False).copy()
        absent[rows] = places[rows] < 0
        missing, values = pa.array(absent), distinct.dictionary
    mask = missing.to_numpy(zero_copy_only=False)
    indices = pa.array(places.astype(np.int32), mask=mask if mask.any() else None)
    if pa.types.is_string(values.type):
        return pa.DictionaryArray.from_arrays(indices, values)
    return values.take(indices)


def _places(cells: pa.DictionaryArray) -> np.ndarray:
    indices = cells.indices
    return (indices.fill_null(0) if indices.null_count else indices).to_numpy()


@dataclass(frozen=True, slots=True)
class _Odd:
    """The odd cells of a column typed: ``places`` leads from each row of ``mask`` to its value."""

    mask: pa.Array
    values: pa.Array
    places: np.ndarray


def _type_odd(column: Column, odd: pa.Array, type_: pa.DataType, typer: CellTyper, faults: Faults) -> _Odd:
    mask = pc.is_valid(odd)
    rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
    encoded = odd.filter(mask).dictionary_encode()
    places = encoded.indices.to_numpy()
    typed = _type(column, encoded.dictionary.to_pylist(), type_, typer)
    for code in sorted(set(typed.codes) - {""}):
        for withheld in (False, True):
            hit = ((typed.codes == code) & (typed.withheld == withheld))[places]
            faults.add(rows[hit], column.name, code, typed.shown.take(pa.array(places[hit])), value_only=withheld)
    return _Odd(mask, typed.values, places)


def _type(column: Column, texts: list[str], type_: pa.DataType, typer: CellTyper) -> _Typed:
    values, codes, withheld, shown = [], [], [], []
    for text in texts:
        value, code, alone = None, "", False
        cell = FormulaWithoutValue("") if text == FORMULA_MARK else text
        try:
            value = typer.value(column, cell)
        except CellFault as fault:
            code, alone = fault.code, isinstance(fault, ValueWithheld)
        values.append(value)
        codes.append(code)
        withheld.append(alone)
        shown.append(shown_text(typer.shown(column.name, cell)) if code else None)
    return _Typed(
        pa.array(values, type_),
        np.array(codes, dtype=object),
        np.array(withheld, dtype=bool),
        pa.array(shown, pa.string()),
    )


def _with_wrong_codes(values: pa.Array, odd: pa.Array) -> pa.Array:
    """Company codes whose check digit (GB 32100) is wrong join the odd cells. SQL let only well-formed ones through."""
    codes = values.drop_null()
    if not len(codes):
        return odd
    letters = np.frombuffer(codes.cast(pa.binary(18)).buffers()[1], dtype=np.uint8)[codes.offset * 18 :]
    total = _USCC_VALUES[letters[: len(codes) * 18]].reshape(-1, 18) @ _USCC_WEIGHTS
    if not (total % 31).any():
        return odd
    wrong = np.zeros(len(values), dtype=bool)
    wrong[np.flatnonzero(values.is_valid().to_numpy(zero_copy_only=False))] = total % 31 != 0
    return pc.if_else(pa.array(wrong), values, odd)
