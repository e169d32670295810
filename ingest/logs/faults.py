"""Faults of many rows at once, as columns: what becomes the quarantine of a log."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.privacy import mask_text
from ingest.raw_zone import QUARANTINE
from ingest.reasons import REASONS

SHOWN = 200  # characters of a raw text kept


@dataclass(slots=True)
class Faults:
    """Faults of one portion. ``rows`` are places in the portion; a fault is of the row, or only withholds a value."""

    count: int
    _parts: list[tuple[np.ndarray, str, str, pa.Array, bool]] = field(default_factory=list)
    _held: np.ndarray | None = None

    def add(self, rows: np.ndarray, column: str, code: str, texts: pa.Array, *, value_only: bool = False) -> None:
        """One fault per place in ``rows``, with the text to show (masked already)."""
        if not len(rows):
            return
        self._parts.append((rows, column, REASONS[code].code, texts, value_only))
        if not value_only:
            self.held[rows] = True

    @property
    def held(self) -> np.ndarray:
        """For every row of the portion: is it held back?"""
        if self._held is None:
            self._held = np.zeros(self.count, dtype=bool)
        return self._held

    @property
    def any_held(self) -> bool:
        """Whether a row is held back at all."""
        return self._held is not None and bool(self._held.any())

    def drop(self, blank: np.ndarray) -> None:
        """Forget the faults of these rows: blank lines between and after the data are no rows."""
        for place, (rows, column, code, texts, value_only) in enumerate(self._parts):
            kept = ~blank[rows]
            self._parts[place] = (rows[kept], column, code, texts.filter(pa.array(kept)), value_only)
        self.held[blank] = False

    def table(self, numbers: np.ndarray) -> pa.Table | None:
        """The faults in the order of their rows; ``numbers``: record number of each row of the portion."""
        if not self._parts:
            return None
        pieces = [fault_table(numbers[rows], *rest) for rows, *rest in self._parts]
        return in_order(pa.concat_tables(pieces))


def fault_table(numbers: np.ndarray, column: str, code: str, texts: pa.Array, value_only: bool) -> pa.Table:
    """Faults of one kind in one column, by record number."""
    count = len(numbers)
    return pa.table(
        {
            "row_number": pa.array(numbers, pa.int64()),
            "column_name": pa.repeat(column, count),
            "reason_code": pa.repeat(code, count),
            "raw_text": texts,
            "value_only": pa.repeat(value_only, count),
        }
    )


def reject_table(rejects: Sequence[tuple[int, str, str]], private: bool) -> pa.Table | None:
    """Records that are no rows. In a shifted row nobody can tell which cell holds a name."""
    if not rejects:
        return None
    shown = ["[personal]" if private else shown_text(text) for _, _, text in rejects]
    return pa.table(
        {
            "row_number": pa.array([number for number, _, _ in rejects], pa.int64()),
            "column_name": pa.repeat("", len(rejects)),
            "reason_code": pa.array([REASONS[code].code for _, code, _ in rejects]),
            "raw_text": pa.array(shown, pa.string()),
            "value_only": pa.repeat(False, len(rejects)),
        }
    )


def shown_text(text: str) -> str:
    """A raw text as quarantine keeps it: masked, then cut."""
    return mask_text(text)[0][:SHOWN]


def in_order(faults: pa.Table) -> pa.Table:
    """By record number; faults of one row keep their order."""
    return faults.take(pc.sort_indices(faults, sort_keys=[("row_number", "ascending")]))


def quarantine_table(
    faults: pa.Table, source_id: str, file_sha256: str, file_name: str, member: str | None
) -> pa.Table:
    """Faults with their file, as the raw zone keeps them."""
    given = dict(zip(faults.column_names, faults.columns, strict=True))
    place = {"source_id": source_id, "file_sha256": file_sha256, "file_name": file_name, "member": member}
    given |= {name: pa.repeat(pa.scalar(value, pa.string()), faults.num_rows) for name, value in place.items()}
    return pa.table([given[field.name] for field in QUARANTINE], names=QUARANTINE.names).cast(QUARANTINE)
