"""One SELECT per header of a file: every column of the contract typed, and beside it the cells that SQL leaves open."""

import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

import duckdb
import pyarrow as pa

from ingest.contract import Column, SourceContract
from ingest.headers import Binding
from ingest.logs import sql_values
from ingest.logs.frequent import SAMPLE_ROWS, Frequent, find_frequent
from ingest.logs.sql_times import choose_forms
from ingest.raw_zone import batch_schema
from ingest.tables.table import normal_header
from ingest.typing_rules import CellTyper, needed_columns

ODD = "?"  # "?name": cells of column `name` that Python must look at, NULL elsewhere
ROW_HASH, KEY_HASH, BLANK = "#row", "#key", "#blank"
_SAMPLE = 2000
_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}


@dataclass(frozen=True, slots=True)
class TypingPlan:
    """How the portions with one header are typed. ``select`` ends where the relation belongs."""

    binding: Binding
    columns: tuple[Column, ...]
    select: str
    frequent: dict[str, Frequent]
    at_hand: dict[str, int]  # frequent columns that the SELECT does not give: their places in the portion's table

    def sql(self, relation: str) -> str:
        """The statement for one portion."""
        return f"{self.select} {relation}))"


def plan_typing(
    contract: SourceContract,
    binding: Binding,
    header: Sequence[str],
    cursor: duckdb.DuckDBPyConnection,
    relation: str,
    typer: CellTyper,
    schema: pa.Schema | None = None,
) -> TypingPlan:
    """The plan for a header. ``relation``: a first portion, its columns ``c0``, ``c1``, …; forms are judged by it.

    ``schema``: that of a portion which is a table.
    """
    with _sampled(cursor, relation) as sample:
        return _planned(contract, binding, header, cursor, sample, typer, schema)


@contextmanager
def _sampled(cursor: duckdb.DuckDBPyConnection, relation: str) -> Iterator[str]:
    """The first rows, read once for all the questions about them."""
    name = f"sample_{secrets.token_hex(8)}"
    cursor.execute(f"create temp table {name} as from {relation} limit {SAMPLE_ROWS}")
    try:
        yield name
    finally:
        cursor.execute(f"drop table {name}")


def _planned(
    contract: SourceContract,
    binding: Binding,
    header: Sequence[str],
    cursor: duckdb.DuckDBPyConnection,
    relation: str,
    typer: CellTyper,
    portion: pa.Schema | None,
) -> TypingPlan:
    types = [row[1] for row in cursor.execute(f"describe {relation}").fetchall()]
    schema = batch_schema(contract)
    needed = needed_columns(contract)
    cells, frequent = {}, {}
    for index, column in binding.columns:
        if column.personal == "drop":
            continue
        cell = _Cell(contract, column, index, types[index], _SQL_TYPES[schema.field(column.name).type])
        found = cell.look(cursor, relation, schema.field(column.name).type, typer, column.name in needed)
        cells[column.name] = cell
        if found is not None:
            frequent[column.name] = found
            cell.at_hand = portion is not None and _is_text(portion.types[index])
    absent = [
        f'NULL::{_SQL_TYPES[schema.field(c.name).type]} as "{c.name}"'
        for c in contract.columns.values()
        if c.personal != "drop" and c.name not in cells
    ]
    select = _select(list(cells.values()), absent + _row_marks(contract, binding, header, cells, types))
    at_hand = {name: cell.index for name, cell in cells.items() if cell.at_hand}
    return TypingPlan(binding, tuple(cell.column for cell in cells.values()), select, frequent, at_hand)


def _is_text(kind: pa.DataType) -> bool:
    """Whether a column of a table is text to Arrow, plain or as a dictionary."""
    return (kind.value_type if pa.types.is_dictionary(kind) else kind) == pa.string()


class _Cell:
    """One column in the SELECT: ``t`` its text, ``s`` the text without blanks at its ends, ``v`` its value."""

    def __init__(self, contract: SourceContract, column: Column, index: int, native: str, sql_type: str) -> None:
        self.contract, self.column, self.index = contract, column, index
        self.native_type, self.sql_type = native, sql_type
        self.text = sql_values.text_form(f"c{index}", native)
        self.native, self.at_hand = None, False
        if native != "VARCHAR":
            self.native = sql_values.native_value(column, f"c{index}", native, contract.time_zone)

    def look(
        self,
        cursor: duckdb.DuckDBPyConnection,
        relation: str,
        type_: pa.DataType,
        typer: CellTyper,
        needed: bool,
    ) -> Frequent | None:
        """Decide by the first rows how the column is read."""
        self.needed, self.forms = needed, ()
        self.frequent = None
        # a key is hashed, so all its cells must be of one type
        if self.native is None and self.column.name not in self.contract.key:
            self.frequent = find_frequent(cursor, relation, self.text, self.column, type_, typer)
        if self.frequent is None and self.native is None and self.column.type in ("timestamp", "date"):
            self.forms = choose_forms(cursor, self.column, _sample(cursor, relation, self.text))
        return self.frequent

    @property
    def first(self) -> list[str]:
        """Only free texts are stripped: of everything else the plain form has no blanks at its ends."""
        if self.frequent is not None:
            return [f"{self.text} as t{self.index}"]
        free = self.column.type == "text" and not self.column.codes and not self.column.check
        free = (free or self.column.personal in ("hash", "mask")) and self.native is None
        bare = sql_values.stripped(f"t{self.index}") if free else f"t{self.index}"
        return [f"{self.text} as t{self.index}", f"{bare} as s{self.index}"]

    @property
    def second(self) -> str:
        text, bare = f"t{self.index}", f"s{self.index}"
        value = self.native or sql_values.value(self.contract, self.column, text, bare, self.needed, self.forms)
        return f"({value})::{self.sql_type} as v{self.index}"

    @property
    def third(self) -> list[str]:
        if self.frequent is not None:
            return [] if self.at_hand else [f't{self.index} as "{self.column.name}"']
        text = f"t{self.index}"
        odd = f"coalesce({text}, '')" if self.needed else f"case when s{self.index} <> '' then {text} end"
        return [
            f'v{self.index} as "{self.column.name}"',
            f'case when v{self.index} is null then {odd} end as "{ODD}{self.column.name}"',
        ]


def _select(cells: list[_Cell], more: list[str]) -> str:
    """Three levels: texts; values; what stayed open."""
    first = ", ".join(part for cell in cells for part in cell.first)
    second = "".join(f", {cell.second}" for cell in cells if cell.frequent is None)
    third = ", ".join([part for cell in cells for part in cell.third] + more)
    return f"select {third} from (select *{second} from (select *, {first} from"  # noqa: S608


def _row_marks(
    contract: SourceContract, binding: Binding, header: Sequence[str], cells: dict[str, _Cell], types: list[str]
) -> list[str]:
    read = {cell.index for cell in cells.values()}
    texts = [
        f"t{index}" if index in read else sql_values.text_form(f"c{index}", kind) for index, kind in enumerate(types)
    ]
    case = f"t{cells[contract.log.case].index}"
    everything = f"trim(concat({', '.join(texts)}), {sql_values.quoted(sql_values.WHITESPACE)}) = ''"
    # CASE, not AND, which would put every row's cells together
    blank = f"case when {case} is null or not ({case} >= '!') then {everything} else false end"
    # where repeats are kept nobody asks
    row = "0::UBIGINT" if contract.log.repeats == "keep" else row_hash(_names(binding, header), texts)
    marks = [f'{row} as "{ROW_HASH}"', f'{blank} as "{BLANK}"']
    if contract.key:
        marks.append(f'{key_hash([f"v{cells[name].index}" for name in contract.key])} as "{KEY_HASH}"')
    return marks


def _names(binding: Binding, header: Sequence[str]) -> list[str]:
    """For each column of a file a name that it has wherever it stands, under whichever of its headers."""
    bound = {index: f"column {column.name}" for index, column in binding.columns}
    times: Counter[str] = Counter()
    names = []
    for index, head in enumerate(header):
        name = bound.get(index, f"header {normal_header(head)}")
        times[name] += 1
        names.append(f"{name} {times[name]}")
    return names


def row_hash(names: Sequence[str], texts: Sequence[str]) -> str:
    """Hash of a row's cells by the names of their columns, in any order; an empty cell is as none.

    Each cell counts as ``h(h(text) xor seed(name))``, so that values which change places give another sum; what empty
    cells add is taken out again by one constant.
    """
    seeds = [int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()) for name in names]
    cells = [f"hash(xor(hash(coalesce({text}, '')), {seed}::UBIGINT))" for text, seed in zip(texts, seeds, strict=True)]
    nothing = [f"hash(xor(hash(''), {seed}::UBIGINT))" for seed in seeds]
    return _xor([*cells, _xor(nothing)])


def _xor(terms: Sequence[str]) -> str:
    """As a balanced tree: thousands of columns in a chain would nest too deeply."""
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"xor({_xor(terms[:middle])}, {_xor(terms[middle:])})"


def key_hash(columns: Sequence[str]) -> str:
    """Hash of a typed key: one number in two spellings is one key."""
    return f"hash({', '.join(columns)})"


def _sample(cursor: duckdb.DuckDBPyConnection, relation: str, cell: str) -> list[str]:
    query = f"select cell from (select {cell} as cell from {relation} limit {_SAMPLE}) where cell <> ''"  # noqa: S608
    return [row[0] for row in cursor.execute(query).fetchall()]
