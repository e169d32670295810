"""Rules over the moments of one row: nothing ends before it begins, nothing lies in the future."""

from datetime import date, datetime, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ingest.contract import SourceContract
from ingest.logs.faults import Faults

_DAY = 86_400_000_000
_MOMENT = pa.timestamp("us")


def judge_rows(contract: SourceContract, columns: dict[str, pa.Array], received_on: date, faults: Faults) -> None:
    """Add the faults of rows whose cells are all in order. ``columns``: typed columns of a portion by name."""
    sound = ~faults.held.copy()
    found = [*_order_faults(contract, columns), *_future_faults(contract, columns, received_on)]
    for name, code, wrong in found:
        rows = np.flatnonzero(wrong & sound)
        faults.add(rows, name, code, _shown(columns[name].take(pa.array(rows))))


def _order_faults(contract: SourceContract, columns: dict[str, pa.Array]) -> list[tuple[str, str, np.ndarray]]:
    rules = contract.log
    if contract.layout == "event":
        if rules.started_at is None:
            return []
        return [(rules.at, "finish_before_start", _precedes(columns[rules.at], columns[rules.started_at]))]
    order = list(contract.events)
    acceptance = rules.acceptance or order[0]
    release = rules.release or order[-1]
    accepted = columns[contract.events[acceptance]]
    found = []
    for activity in order[order.index(acceptance) + 1 :]:
        if activity in rules.may_precede:
            continue
        name = contract.events[activity]
        code = "acceptance_after_release" if activity == release else "event_before_acceptance"
        found.append((name, code, _precedes(columns[name], accepted)))
    return found


def _future_faults(
    contract: SourceContract, columns: dict[str, pa.Array], received_on: date
) -> list[tuple[str, str, np.ndarray]]:
    names = list(contract.events.values()) or [n for n in (contract.log.at, contract.log.started_at) if n]
    limit = pa.scalar(datetime.combine(received_on + timedelta(days=1), datetime.min.time()), _MOMENT)
    return [
        (name, "future_time", _true(pc.greater_equal(columns[name].cast(_MOMENT), limit)))
        for name in dict.fromkeys(names)
    ]


def _precedes(later: pa.Array, earlier: pa.Array) -> np.ndarray:
    """Where ``later`` lies before ``earlier``. A moment at midnight is a day without an hour: then days count."""
    later, earlier = later.cast(_MOMENT), earlier.cast(_MOMENT)
    before = _true(pc.less(later, earlier))
    rows = np.flatnonzero(before)
    if len(rows):
        a, b = (column.take(pa.array(rows)).cast(pa.int64()).to_numpy() for column in (later, earlier))
        before[rows] = np.where((a % _DAY == 0) | (b % _DAY == 0), a // _DAY < b // _DAY, True)
    return before


def _true(condition: pa.Array) -> np.ndarray:
    return condition.fill_null(False).to_numpy(zero_copy_only=False).copy()


def _shown(moments: pa.Array) -> pa.Array:
    return pa.array([str(moment) for moment in moments.to_pylist()], pa.string())
