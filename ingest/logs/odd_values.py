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
    mask = pc.is_valid(odd)
    found = _type_odd(column, mask, odd.filter(mask), values.type, typer, faults)
    return pc.replace_with_mask(values, mask, found.values.take(pa.array(found.places)))


def settle_frequent(
    column: Column, texts: pa.ChunkedArray, frequent: Frequent, needed: bool, typer: CellTyper, faults: Faults
) -> pa.Array:
    """A column of few values from its texts: text values become a dictionary, everything else becomes plain.

    ``texts``: plain or as a dictionary. ``needed``: an empty cell is odd as well.
    """
    found = _each(texts, lambda distinct: pc.index_in(distinct, value_set=frequent.texts))
    missing = mask = found.is_null()
    if found.null_count and not needed:
        says = _each(texts, lambda distinct: pc.greater(pc.binary_length(distinct), 0))
        mask = pc.and_(missing, says.fill_null(False))
    odd = texts.filter(mask).cast(pa.string()).combine_chunks().fill_null("")
    places = frequent.places[(found.fill_null(0) if found.null_count else found).to_numpy()]
    return _from_distinct(column, places, missing, frequent.values, mask, odd, typer, faults)


def _each(texts: pa.ChunkedArray, of: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """``of`` each text; of a dictionary it is asked once for each of its texts."""
    coded = pa.types.is_dictionary(texts.type)
    chunks = texts.chunks or [texts.combine_chunks()]
    parts = [of(part.dictionary).take(part.indices) if coded else of(part) for part in chunks]
    return parts[0] if len(parts) == 1 else pa.concat_arrays(parts)


def settle_hashed(
    column: Column, cells: pa.Array, sums: Sums, odd: pa.Array, typer: CellTyper, faults: Faults
) -> pa.Array:
    """The same for a column of which only keyed hashes are kept; ``sums`` makes them of distinct texts."""
    encoded = cells.dictionary_encode()
    values, mask = sums(encoded.dictionary), pc.is_valid(odd)
    return _from_distinct(column, _places(encoded), encoded.is_null(), values, mask, odd.filter(mask), typer, faults)


def _from_distinct(
    column: Column,
    places: np.ndarray,
    missing: pa.Array,
    values: pa.Array,
    mask: pa.Array,
    odd: pa.Array,
    typer: CellTyper,
    faults: Faults,
) -> pa.Array:
    """Rows given by the places of their values among distinct ones, with the odd cells, those of ``mask``, added."""
    if len(odd):
        found = _type_odd(column, mask, odd, values.type, typer, faults)
        distinct = pa.concat_arrays([values, found.values]).dictionary_encode()
        where = distinct.indices.fill_null(-1).to_numpy()
        places = where[places] if len(values) else np.zeros(len(places), dtype=np.int32)
        rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
        places[rows] = where[len(values) :][found.places]
        absent = missing.to_numpy(zero_copy_only=False).copy()
        absent[rows] = places[rows] < 0
        missing, values = pa.array(absent), distinct.dictionary
    absent = missing.to_numpy(zero_copy_only=False)
    indices = pa.array(places.astype(np.int32), mask=absent if absent.any() else None)
    if pa.types.is_string(values.type):
        return pa.DictionaryArray.from_arrays(indices, values)
    return values.take(indices)


def _places(cells: pa.DictionaryArray) -> np.ndarray:
    indices = cells.indices
    return (indices.fill_null(0) if indices.null_count else indices).to_numpy()


@dataclass(frozen=True, slots=True)
class _Odd:
    """The odd cells of a column typed: ``places`` leads from each of them to its value."""

    values: pa.Array
    places: np.ndarray


def _type_odd(
    column: Column, mask: pa.Array, odd: pa.Array, type_: pa.DataType, typer: CellTyper, faults: Faults
) -> _Odd:
    rows = np.flatnonzero(mask.to_numpy(zero_copy_only=False))
    encoded = odd.dictionary_encode()
    places = encoded.indices.to_numpy()
    typed = _type(column, encoded.dictionary.to_pylist(), type_, typer)
    for code in sorted(set(typed.codes) - {""}):
        for withheld in (False, True):
            hit = ((typed.codes == code) & (typed.withheld == withheld))[places]
            faults.add(rows[hit], column.name, code, typed.shown.take(pa.array(places[hit])), value_only=withheld)
    return _Odd(typed.values, places)


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
