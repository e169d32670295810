"""One portion typed: its good rows, its faults, and what tells repeated rows."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import Lock

import duckdb
import numpy as np
import pyarrow as pa

from ingest.contract import SourceContract
from ingest.headers import bind
from ingest.logs.faults import Faults, in_order, reject_table
from ingest.logs.odd_values import settle, settle_frequent, settle_hashed
from ingest.logs.portion import Portion
from ingest.logs.row_rules import judge_rows
from ingest.logs.scan import Scan, open_scan
from ingest.logs.sql_values import keyed_hash
from ingest.logs.typing_sql import BLANK, KEY_HASH, ODD, ROW_HASH, TypingPlan, key_hash, plan_typing
from ingest.raw_zone import batch_schema
from ingest.typing_rules import CellTyper, needed_columns


@dataclass(frozen=True, slots=True)
class TypedPortion:
    """What became of a portion. ``rows``: the contract's columns of the good rows; hashes and numbers go with them."""

    rows: pa.Table
    numbers: np.ndarray
    row_hashes: np.ndarray
    key_hashes: np.ndarray | None
    faults: pa.Table | None
    rows_read: int
    member: str | None
    encoding: str | None
    unknown: tuple[str, ...]
    absent: tuple[str, ...]


class PortionTyper:
    """Types the portions of one file; one object serves several threads, each with a cursor of its own."""

    def __init__(self, contract: SourceContract, key: bytes, received_on: date) -> None:
        self._contract = contract
        self._received_on = received_on
        self._cells = CellTyper(contract, key)
        self._needed = needed_columns(contract)
        self._private = any(column.personal for column in contract.columns.values())
        self._lock = Lock()
        self._plans: dict[tuple, TypingPlan] = {}
        names = {column.name for column in contract.columns.values() if column.personal != "drop"}
        self._schema = pa.schema([field for field in batch_schema(contract) if field.name in names])

    def type(self, cursor: duckdb.DuckDBPyConnection, portion: Portion) -> TypedPortion:
        """Raises :class:`ingest.reasons.FileRefused` when the header of the portion misses a required column."""
        if isinstance(portion.numbers, range):  # numpy would read a range number by number
            portion = replace(portion, numbers=np.arange(portion.numbers.start, portion.numbers.stop))
        with open_scan(cursor, portion) as scan:
            plan = self._plan(cursor, portion, scan)
            table = cursor.sql(plan.sql(scan.relation)).to_arrow_table()
            numbers = scan.numbers(table.num_rows)
            rejects = list(scan.rejects)
        faults, sums = Faults(table.num_rows), partial(_sums, cursor)
        columns = {f.name: _whole(table[f.name]) for f in self._schema if f.name not in plan.frequent}
        for column in plan.columns:
            if column.name in plan.frequent:
                frequent, needed = plan.frequent[column.name], column.name in self._needed
                at = plan.at_hand.get(column.name)
                texts = table[column.name] if at is None else portion.data.column(at)
                columns[column.name] = settle_frequent(column, texts, frequent, needed, self._cells, faults)
                continue
            cells, odd = columns[column.name], _whole(table[ODD + column.name])
            if column.personal == "hash":
                columns[column.name] = settle_hashed(column, cells, sums, odd, self._cells, faults)
            else:
                columns[column.name] = settle(column, cells, odd, self._cells, faults)
        blank = _numpy(table[BLANK])
        if blank.any():
            faults.drop(blank)
        judge_rows(self._contract, columns, self._received_on, faults)
        return self._typed(cursor, portion, plan, table, columns, faults, blank, numbers, rejects)

    def _typed(
        self,
        cursor: duckdb.DuckDBPyConnection,
        portion: Portion,
        plan: TypingPlan,
        table: pa.Table,
        columns: dict[str, pa.Array],
        faults: Faults,
        blank: np.ndarray,
        numbers: np.ndarray,
        rejects: list[tuple[int, str, str]],
    ) -> TypedPortion:
        rows = pa.table(columns).select(self._schema.names)
        row_hashes, key_hashes = _numpy(table[ROW_HASH]), self._key_hashes(cursor, table, columns)
        if faults.any_held or blank.any():
            keep = ~(faults.held | blank)
            rows, row_hashes = rows.filter(pa.array(keep)), row_hashes[keep]
            key_hashes = None if key_hashes is None else key_hashes[keep]
            good = numbers[keep]
        else:
            good = numbers
        found = [part for part in (faults.table(numbers), reject_table(rejects, self._private)) if part is not None]
        read = table.num_rows - int(blank.sum()) + len(rejects)
        return TypedPortion(
            rows,
            good,
            row_hashes,
            key_hashes,
            in_order(pa.concat_tables(found)) if found else None,
            read,
            portion.member,
            portion.encoding,
            plan.binding.unknown,
            plan.binding.absent(self._contract),
        )

    def _key_hashes(
        self, cursor: duckdb.DuckDBPyConnection, table: pa.Table, columns: dict[str, pa.Array]
    ) -> np.ndarray | None:
        if not self._contract.key:
            return None
        key = [column for column in self._contract.columns.values() if column.name in self._contract.key]
        odd = any(table[ODD + column.name].null_count < table.num_rows for column in key)
        if not odd and not any(column.personal for column in key):
            return _numpy(table[KEY_HASH])
        # the statement saw no value yet where Python typed it, or a text where a hash stands now
        names = [f"k{place}" for place in range(len(self._contract.key))]
        cursor.register("settled_keys", pa.table([_plain(columns[name]) for name in self._contract.key], names=names))
        try:
            query = f"select {key_hash(names)} as hash from settled_keys"  # noqa: S608
            return _numpy(cursor.sql(query).to_arrow_table()["hash"])
        finally:
            cursor.unregister("settled_keys")

    def _plan(self, cursor: duckdb.DuckDBPyConnection, portion: Portion, scan: Scan) -> TypingPlan:
        schema = portion.data.schema if isinstance(portion.data, pa.Table) else None
        identity = (portion.header, str(schema))
        # two threads with a plan each would hash one row in two ways
        with self._lock:
            plan = self._plans.get(identity)
            if plan is None:
                binding = bind(self._contract, portion.header)
                plan = plan_typing(self._contract, binding, portion.header, cursor, scan.relation, self._cells, schema)
                self._plans[identity] = plan
            return plan


def _sums(cursor: duckdb.DuckDBPyConnection, texts: pa.Array) -> pa.Array:
    """Keyed hashes of distinct texts, in their order."""
    cursor.register("to_hash", pa.table({"text": texts}))
    try:
        query = f"select {keyed_hash('text')} as sum from to_hash"  # noqa: S608
        return _whole(cursor.sql(query).to_arrow_table()["sum"])
    finally:
        cursor.unregister("to_hash")


def _plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _numpy(column: pa.ChunkedArray) -> np.ndarray:
    return _whole(column).to_numpy(zero_copy_only=False)
