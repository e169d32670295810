"""Rows that a file says twice, and keys on which it contradicts itself: suspected by hash, judged by the rows.

A row whose hash may have been seen waits; all others are written at once. In the end those that wait are compared with
the rows they may repeat, one part of the hashes after the other, so that a file is written once although nobody knows
before its end what it says twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract import SourceContract
from ingest.logs.faults import fault_table, shown_text
from ingest.logs.spool import HASH, Spool

CELLS, PLACE = "#cells", "#place"  # hash of the cells as delivered; place in the written batch, or beyond
# 64 to 256 MB, taken where touched: of fifty million rows one in eighty waits without need
_FIRST_BITS, _MOST_BITS = 29, 31
_SPARSE = 128  # bits for each row written, as long as there may be more of them
_PERSONAL = "[personal]"
_WAITED = 1 << 62  # places of rows that are not in the batch
_MEMORY = "1GB"


class SeenHashes:
    """Hashes of the rows written so far, and a bitmap that says of most others that they are new."""

    def __init__(self) -> None:
        self._written: list[np.ndarray] = []
        self._count = 0
        self._bits = _FIRST_BITS
        self._bitmap = np.zeros(1 << (self._bits - 3), dtype=np.uint8)

    def new(self, hashes: np.ndarray) -> np.ndarray:
        """Which of the next hashes are new for certain; these count as written from now on."""
        self._grow(len(hashes))
        new = self._mark(hashes)
        new &= ~_repeated(hashes)
        written = hashes if new.all() else hashes[new]
        self._written.append(written)
        self._count += len(written)
        return new

    def _grow(self, more: int) -> None:
        """A finer bitmap while rows crowd in it: a small one stays near the processor."""
        needed = ((self._count + more) * _SPARSE).bit_length()
        if needed <= self._bits or self._bits == _MOST_BITS:
            return
        self._bits = min(needed + 1, _MOST_BITS)
        self._bitmap = np.zeros(1 << (self._bits - 3), dtype=np.uint8)
        for hashes in self._written:
            self._mark(hashes)

    def _mark(self, hashes: np.ndarray) -> np.ndarray:
        """Set the bits of ``hashes``; which of them were not set before."""
        slots = hashes >> np.uint64(64 - self._bits)
        places = (slots >> np.uint64(3)).astype(np.int64)
        bits = np.left_shift(np.uint8(1), (slots & np.uint64(7)).astype(np.uint8))
        bytes_ = self._bitmap[places]
        self._bitmap[places] = bytes_ | bits
        # of two hashes with one byte only the last was kept
        lost = np.flatnonzero((self._bitmap[places] & bits) == 0)
        np.bitwise_or.at(self._bitmap, places[lost], bits[lost])
        return (bytes_ & bits) == 0

    def all(self) -> np.ndarray:
        """Hashes of all rows written, in their order."""
        self._written = [np.concatenate(self._written)] if self._written else [np.zeros(0, dtype=np.uint64)]
        return self._written[0]

    def also(self, hashes: np.ndarray) -> None:
        """Rows written after all."""
        self._written.append(hashes)


def _repeated(hashes: np.ndarray) -> np.ndarray:
    """Which hashes stand further up already."""
    ordered = np.sort(hashes)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    repeated = np.zeros(len(hashes), dtype=bool)
    if len(twice):
        rows = np.flatnonzero(held_by(hashes, twice))
        repeated[rows] = pd.Series(hashes[rows]).duplicated().to_numpy()
    return repeated


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of suspected rows.

    ``extra``: places among them that say something of their own; ``leave_out``: places in the batch, ascending, of
    rows that others contradict; ``faults``: contradicting rows by member; ``repeated``: rows left out as said before.
    """

    extra: np.ndarray
    leave_out: np.ndarray
    repeated: int
    contradicting: int = 0
    faults: tuple[tuple[str | None, pa.Table], ...] = ()


def held_by(hashes: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of many ``hashes`` are among few ``wanted``."""
    marks = np.zeros(1 << 22, dtype=bool)
    marks[wanted >> np.uint64(42)] = True
    maybe = np.flatnonzero(marks[hashes >> np.uint64(42)])
    held = np.zeros(len(hashes), dtype=bool)
    held[maybe[np.isin(hashes[maybe], wanted)]] = True
    return held


def facts_of(contract: SourceContract) -> tuple[str, ...]:
    """The columns by which rows of equal hash are compared."""
    columns = [c.name for c in contract.columns.values() if c.personal != "drop"]
    if contract.key:
        return tuple(columns)
    # the hash speaks for all cells; a few facts beside it rule out chance, and are read quickly
    named = (contract.log.case, contract.log.activity, contract.log.at, contract.log.started_at)
    return tuple(name for name in columns if name in {*named, *contract.events.values()})


def beyond_doubt(contract: SourceContract) -> tuple[str, ...]:
    """The columns by which a row repeats another one for certain: two hashes, or one and the facts."""
    return (HASH, CELLS) if contract.key else (HASH, *facts_of(contract))


def collect_twins(contract: SourceContract, batch: Path, places: np.ndarray, hashes: np.ndarray, spool: Spool) -> None:
    """Put into ``spool`` what the rows at ``places`` (ascending) of ``batch`` say; ``hashes``: those of these rows."""
    with pq.ParquetFile(batch) as file:
        first = 0
        for number in range(file.num_row_groups):
            end = first + file.metadata.row_group(number).num_rows
            here = slice(*np.searchsorted(places, (first, end)))
            inside, told = places[here], pa.array(hashes[here], pa.uint64())
            if len(inside):
                group = file.read_row_group(number, columns=_compared(contract)).take(pa.array(inside - first))
                group = group.append_column(PLACE, pa.array(inside, pa.int64()))
                spool.add(group.append_column(HASH, told).append_column(CELLS, told))
            first = end


def judge(contract: SourceContract, twins: pa.Table | None, suspects: pa.Table, scratch: Path) -> Verdict:
    """Compare ``suspects`` with the ``twins`` they may repeat. Equal hashes prove nothing, so that the facts decide.

    ``scratch``: a folder of our own, for what does not find room in memory.
    """
    beyond = _WAITED + np.arange(suspects.num_rows)
    names = [*_compared(contract), CELLS, PLACE]
    rows = [suspects.append_column(PLACE, pa.array(beyond, pa.int64())).select(names)]
    if twins is not None:
        rows.append(twins.select(names))
    config = {"threads": "2", "memory_limit": _MEMORY, "temp_directory": str(scratch), "temp_file_encryption": "true"}
    with duckdb.connect(config=config) as connection:
        connection.register("told", pa.concat_tables(rows))
        if contract.key:
            return _verdict(contract, connection.sql(_of_keys(contract)).to_arrow_table())
        repeated, extra = connection.execute(_of_events(contract)).fetchone()
        return Verdict(np.array(extra or [], dtype=np.int64) - _WAITED, np.zeros(0, dtype=np.int64), int(repeated))


def _compared(contract: SourceContract) -> list[str]:
    return [*facts_of(contract), "row_number", "member"]


def _of_events(contract: SourceContract) -> str:
    """How many rows say again what another one said, and which of those that waited are the first to say it."""
    same = _names((*facts_of(contract), CELLS))
    return (
        f'with said as (select min("{PLACE}") as place, count(*) as times from told group by {same}) '  # noqa: S608
        f"select coalesce(sum(times - 1), 0), list(place order by place) filter (place >= {_WAITED}) from said"
    )


def _of_keys(contract: SourceContract) -> str:
    """Every row that is not simply in the batch: its turn among equal ones, and whether its key has other facts."""
    facts, key = _names(facts_of(contract)), _names(contract.key)
    shown = ", ".join(f'"{name}"::VARCHAR' for name in contract.key)
    fact = f"over (partition by {key})"
    return (
        f'with rows as (select "{PLACE}" as place, {facts}, "row_number", "member", hash({facts}) as fact '  # noqa: S608
        f"from told), judged as (select place, \"row_number\", member, concat_ws(', ', {shown}) as shown, "
        f"min(fact) {fact} <> max(fact) {fact} as contradicts, "
        f"row_number() over (partition by {facts} order by place) as turn from rows) "
        f"select * from judged where contradicts or turn > 1 or place >= {_WAITED} order by place"
    )


def _names(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _verdict(contract: SourceContract, rows: pa.Table) -> Verdict:
    place, turn = rows["place"].to_numpy(), rows["turn"].to_numpy()
    contradicts = rows["contradicts"].to_numpy(zero_copy_only=False)
    suspected = place >= _WAITED
    # a repeat of a contradicting row is said twice all the same: only its first telling is quarantined
    held = contradicts & (turn == 1)
    columns = {column.name: column for column in contract.columns.values()}
    private = any(columns[name].personal for name in contract.key)
    found = rows.filter(pa.array(held))
    members = np.array(found["member"].to_pylist(), dtype=object)
    faults = []
    for member in sorted(set(members), key=str):
        chosen = found.filter(pa.array(members == member))
        shown = [_PERSONAL if private else shown_text(text) for text in chosen["shown"].to_pylist()]
        numbers, name = chosen["row_number"].to_numpy(), ",".join(contract.key)
        faults.append((member, fault_table(numbers, name, "contradicting_case", pa.array(shown, pa.string()), False)))
    return Verdict(
        extra=place[suspected & (turn == 1) & ~contradicts] - _WAITED,
        leave_out=place[~suspected & contradicts],
        repeated=int((turn > 1).sum()),
        contradicting=int(held.sum()),
        faults=tuple(faults),
    )
