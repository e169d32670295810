"""Rows put by until a file is read to its end: given back in parts, rows of one hash in one part."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

HASH = "#hash"
MOST_ROWS = 500_000  # in memory, and about as many in a part
MOST_BYTES = 256 << 20
_FINEST = 64  # parts in the file; a power of two


class Spool:
    """Rows with their hashes in the column `#hash`. More of them than memory should hold go into the file ``path``.

    ``once``: columns by which rows are equal beyond doubt; of such rows that stand near each other only the first is
    put by, so that one row said a million times takes the room of a few.
    """

    def __init__(self, path: Path, once: tuple[str, ...] = ()) -> None:
        self.rows = self.left_out = 0
        self._path, self._once = path, once
        self._held: list[pa.Table] = []
        self._sink: pa.ipc.RecordBatchFileWriter | None = None
        self._places: list[list[int]] = [[] for _ in range(_FINEST)]
        self._batches = 0

    def add(self, rows: pa.Table) -> None:
        """Put by the next rows, all with the columns of the first."""
        self._held.append(plain(rows))
        self.rows += rows.num_rows
        if (
            sum(table.num_rows for table in self._held) >= MOST_ROWS
            or sum(table.nbytes for table in self._held) >= MOST_BYTES
        ):
            self._put_off()

    def finish(self) -> int:
        """After the last row: into how many parts the rows are best divided, a power of two."""
        if self._sink is None:
            return 1
        self._put_off()
        self._sink.close()
        return min(_FINEST, 1 << (self.rows // MOST_ROWS).bit_length())

    def part(self, number: int, parts: int) -> pa.Table | None:
        """The rows whose hash belongs to one of ``parts``; those of equal hash in the order they came."""
        if self._sink is None:
            if not self._held:
                return None
            rows = pa.concat_tables(self._held)
            return rows if parts == 1 else rows.filter(pa.array(part_of(rows[HASH].to_numpy(), parts) == number))
        with pa.OSFile(str(self._path)) as source, pa.ipc.open_file(source) as file:
            found = [file.get_batch(at) for finest in range(number, _FINEST, parts) for at in self._places[finest]]
        return pa.Table.from_batches(found) if found else None

    def _put_off(self) -> None:
        if not self._held:
            return
        rows = self._without_repeats(pa.concat_tables(self._held))
        self._held.clear()
        finest = part_of(rows[HASH].to_numpy(), _FINEST).astype(np.uint8)
        order = np.argsort(finest, kind="stable")
        rows, ends = rows.take(pa.array(order)), np.searchsorted(finest[order], np.arange(_FINEST + 1))
        if self._sink is None:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._sink = pa.ipc.new_file(str(self._path), rows.schema, options=options)
        for number, (first, end) in enumerate(pairwise(ends)):
            for batch in rows.slice(first, end - first).to_batches():
                self._sink.write_batch(batch)
                self._places[number].append(self._batches)
                self._batches += 1

    def _without_repeats(self, rows: pa.Table) -> pa.Table:
        if not self._once:
            return rows
        maybe = np.flatnonzero(pd.Series(rows[HASH].to_numpy()).duplicated(keep=False))
        if not len(maybe):
            return rows
        repeated = rows.select(self._once).take(pa.array(maybe)).to_pandas().duplicated().to_numpy()
        self.left_out += int(repeated.sum())
        keep = np.ones(rows.num_rows, dtype=bool)
        keep[maybe[repeated]] = False
        return rows.filter(pa.array(keep))


def part_of(hashes: np.ndarray, parts: int) -> np.ndarray:
    """The part each hash belongs to. ``parts``: a power of two."""
    return hashes & np.uint64(parts - 1)


def plain(table: pa.Table) -> pa.Table:
    """Without dictionaries, which differ from portion to portion."""
    kinds = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in table.schema.types]
    return table.cast(pa.schema(list(zip(table.schema.names, kinds, strict=True))))
