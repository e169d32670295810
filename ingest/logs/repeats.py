"""Rows that a file says twice, and keys on which it contradicts itself: suspected by hash, judged by the rows.

A row whose hash may have been seen waits in memory; all others are written at once. In the end the few that wait are
compared with the rows they may repeat, so that a file is written once although nobody knows before its end what it says
twice.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from ingest.contract import SourceContract
from ingest.logs.faults import fault_table, shown_text
from ingest.logs.sql_values import quoted

CELLS, PLACE = "#cells", "#place"  # hash of the cells as delivered; place in the written batch
_BITS = 31  # 256 MB: of fifty million rows one in eighty waits without need
_LOCAL = 1 << 22
_PERSONAL = "[personal]"


class SeenHashes:
    """Hashes of the rows written so far, and a bitmap that says of most others that they are new."""

    def __init__(self) -> None:
        self._bitmap = np.zeros(1 << (_BITS - 3), dtype=np.uint8)  # taken from the system only where touched
        self._written: list[np.ndarray] = []

    def new(self, hashes: np.ndarray) -> np.ndarray:
        """Which of the next hashes are new for certain; these count as written from now on."""
        slots = hashes >> np.uint64(64 - _BITS)
        places = (slots >> np.uint64(3)).astype(np.int64)
        bits = np.left_shift(np.uint8(1), (slots & np.uint64(7)).astype(np.uint8))
        bytes_ = self._bitmap[places]
        new = (bytes_ & bits) == 0
        new &= ~_repeated(hashes)
        self._bitmap[places] = bytes_ | bits
        # of two hashes with one byte only the last was kept
        lost = np.flatnonzero((self._bitmap[places] & bits) == 0)
        np.bitwise_or.at(self._bitmap, places[lost], bits[lost])
        self._written.append(hashes[new])
        return new

    def all(self) -> np.ndarray:
        """Hashes of all rows written, in their order."""
        self._written = [np.concatenate(self._written)] if self._written else [np.zeros(0, dtype=np.uint64)]
        return self._written[0]

    def also(self, hashes: np.ndarray) -> None:
        """Rows written after all."""
        self._written.append(hashes)


def _repeated(hashes: np.ndarray) -> np.ndarray:
    """Which hashes stand further up already. Most have a slot of a small table for themselves."""
    slots = (hashes & np.uint64(_LOCAL - 1)).astype(np.int64)
    order = np.arange(len(hashes), dtype=np.int32)
    last = np.zeros(_LOCAL, dtype=np.int32)
    last[slots] = order
    shared = np.zeros(_LOCAL, dtype=bool)
    shared[slots[last[slots] != order]] = True
    rows = np.flatnonzero(shared[slots])
    repeated = np.zeros(len(hashes), dtype=bool)
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
    contradicting: int
    faults: tuple[tuple[str | None, pa.Table], ...]


def held_by(hashes: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Which of many ``hashes`` are among few ``wanted``."""
    marks = np.zeros(1 << 22, dtype=bool)
    marks[wanted >> np.uint64(42)] = True
    maybe = np.flatnonzero(marks[hashes >> np.uint64(42)])
    held = np.zeros(len(hashes), dtype=bool)
    held[maybe[np.isin(hashes[maybe], wanted)]] = True
    return held


def judge(contract: SourceContract, batch: Path, places: np.ndarray, cells: np.ndarray, suspects: pa.Table) -> Verdict:
    """Compare ``suspects`` (rows of the batch's schema and `#cells`) with the rows at ``places`` of ``batch``.

    ``cells``: hashes of the rows at those places. Equal hashes prove nothing, so that the facts decide.
    """
    twins = pa.table({PLACE: pa.array(places, pa.int64()), CELLS: pa.array(cells, pa.uint64())})
    beyond = (1 << 62) + np.arange(suspects.num_rows)
    suspects = suspects.append_column(PLACE, pa.array(beyond, pa.int64()))
    with duckdb.connect(config={"threads": "2"}) as connection:
        connection.register("twins", twins)
        connection.register("suspects", suspects)
        rows = connection.sql(_query(contract, batch)).to_arrow_table()
    return _verdict(contract, rows)


def _query(contract: SourceContract, batch: Path) -> str:
    """Every row with its turn among equal ones, and whether another row of its key contradicts it."""
    columns = [c.name for c in contract.columns.values() if c.personal != "drop"]
    if not contract.key:
        # the hash speaks for all cells; a few facts beside it rule out chance, and are read quickly
        named = (contract.log.case, contract.log.activity, contract.log.at, contract.log.started_at)
        columns = [name for name in columns if name in {*named, *contract.events.values()}]
    facts = ", ".join(f'"{name}"' for name in columns)
    same = facts if contract.key else f'{facts}, "{CELLS}"'
    key = ", ".join(f'"{name}"' for name in contract.key)
    contradicts = f"count(distinct fact) over (partition by {key}) > 1" if key else "false"
    shown = ", ".join(f'"{name}"::VARCHAR' for name in contract.key) or "''"
    more = f'{facts}, "row_number", "member", hash({facts}) as fact'
    return (
        f'with rows as (select t."{PLACE}" as place, t."{CELLS}", {more} '  # noqa: S608
        f"from read_parquet({quoted(str(batch))}, file_row_number = true) as b "
        f'join twins as t on t."{PLACE}" = b.file_row_number '
        f'union all select "{PLACE}", "{CELLS}", {more} from suspects) '
        f"select place, \"row_number\", member, concat_ws(', ', {shown}) as shown, {contradicts} as contradicts, "
        f"row_number() over (partition by {same} order by place) as turn from rows order by place"
    )


def _verdict(contract: SourceContract, rows: pa.Table) -> Verdict:
    place, turn = rows["place"].to_numpy(), rows["turn"].to_numpy()
    contradicts = rows["contradicts"].to_numpy(zero_copy_only=False)
    suspected = place >= 1 << 62
    # a repeat of a contradicting row is said twice all the same: only its first telling is quarantined
    held = contradicts & (turn == 1)
    columns = {column.name: column for column in contract.columns.values()}
    private = any(columns[name].personal for name in contract.key)
    members = np.array(rows["member"].to_pylist(), dtype=object)
    faults = []
    for member in sorted(set(members[held]), key=str):
        chosen = rows.filter(pa.array(held & (members == member)))
        shown = [_PERSONAL if private else shown_text(text) for text in chosen["shown"].to_pylist()]
        numbers, name = chosen["row_number"].to_numpy(), ",".join(contract.key)
        faults.append((member, fault_table(numbers, name, "contradicting_case", pa.array(shown, pa.string()), False)))
    return Verdict(
        extra=place[suspected & (turn == 1) & ~contradicts] - (1 << 62),
        leave_out=place[~suspected & contradicts],
        repeated=int((turn > 1).sum()),
        contradicting=int(held.sum()),
        faults=tuple(faults),
    )
