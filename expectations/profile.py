"""The profile of a batch: what its rules ask, counted by DuckDB in one pass over the Parquet, in bounded memory.

Great Expectations then judges the profile (one column per rule: the share of rows or groups that meet it) instead of
the rows. Row numbers are fetched for failing rules alone. Nothing here holds a value of the batch.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from expectations.violations import (
    ColumnsQuestion,
    GroupQuestion,
    MeasureQuestion,
    Question,
    RowQuestion,
    identifier,
)

ROWS_SHOWN = 200
MEMORY = "1GB"
# groups of that many rows fit into the memory: more are counted part by part, each part its own scan
_ROWS_GROUPED_AT_ONCE = 8_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What one question found. ``kept``: share of the rows or groups asked that meet the rule; none: not askable."""

    kept: float | None
    unexpected: int | None = None
    observed: str = ""
    error: str | None = None
    row_numbers: list[int | str] = field(default_factory=list)


class Batch:
    """One batch, read-only, as the view ``batch``; ``helpers``: name -> SQL of a column that the rules need.

    A helper whose columns are absent is left out: a rule on it then comes out as an error.
    """

    def __init__(self, path: Path, helpers: dict[str, str]) -> None:
        if not path.is_file():
            raise FileNotFoundError(f"{path.parent.name}/{path.name}: the batch is missing; run the pipeline again")
        self._connection = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(path.parent / f".{path.name}.{os.getpid()}.spill"),
                "temp_file_encryption": "true",
                "autoinstall_known_extensions": "false",
            }
        )
        file = str(path).replace("'", "''")
        self._relation = f"read_parquet('{file}', hive_partitioning = false)"
        self._connection.execute(f"create view delivered as select * from {self._relation}")  # noqa: S608
        kept = []
        for name, sql in helpers.items():
            with suppress(duckdb.BinderException):
                self._connection.execute(f"select {sql} from delivered limit 0").fetchall()  # noqa: S608
                kept.append(f", {sql} as {identifier(name)}")
        self._connection.execute(f"create view batch as select *{''.join(kept)} from delivered")  # noqa: S608
        self.columns: list[str] = [row[0] for row in self._connection.execute("describe batch").fetchall()]
        self.rows: int = self._one("select count(*) from batch")[0]

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.close()

    def table(self) -> pa.Table:
        """The whole batch with its helpers, in the file's order: for small batches only."""
        return self._connection.sql("select * from batch").to_arrow_table()

    def profile(self, questions: dict[str, Question]) -> dict[str, Finding]:
        """The finding of every question, by the id of its rule."""
        grouped = {name: q for name, q in questions.items() if isinstance(q, GroupQuestion)}
        found = {name: self._columns(q) for name, q in questions.items() if isinstance(q, ColumnsQuestion)}
        found |= self._scan({n: q for n, q in questions.items() if isinstance(q, RowQuestion | MeasureQuestion)})
        for by in dict.fromkeys(q.by for q in grouped.values()):
            found |= self._groups({name: q for name, q in grouped.items() if q.by == by}, by)
        return {name: found[name] for name in questions}

    def in_members(self) -> bool:
        """Whether rows of the batch stand in members of an archive, each of which counts its rows anew."""
        return "member" in self.columns and self._one("select count(member) > 0 from batch")[0]

    def locate(self, questions: dict[str, Question]) -> dict[str, list[int | str]]:
        """Up to 200 places, the first ones, of what is in fault; none for questions about the whole batch."""
        row = "(coalesce(member, ''), row_number)" if self.in_members() else "('', row_number)"
        of_rows = {name: q for name, q in questions.items() if isinstance(q, RowQuestion)}
        places: dict[str, list[tuple[str, int]]] = {name: [] for name in questions}
        if of_rows:
            asked = ", ".join(f"min({row}, {ROWS_SHOWN}) filter (where {q.wrong})" for q in of_rows.values())
            found = self._one(f"select {asked} from batch")  # noqa: S608
            places |= {name: sorted(set(rows or [])) for name, rows in zip(of_rows, found, strict=True)}
        for name, q in questions.items():
            if isinstance(q, GroupQuestion):
                places[name] = self._rows_of_groups(q, row)
        return {name: [place(*found) for found in rows] for name, rows in places.items()}

    def _columns(self, question: ColumnsQuestion) -> Finding:
        return Finding(float(set(self.columns) == question.names), None, str(sorted(self.columns)))

    def _scan(self, questions: dict[str, RowQuestion | MeasureQuestion]) -> dict[str, Finding]:
        """All in one pass; where one of them cannot be asked, each in its own, so that the others are."""
        try:
            counts = self._one(f"select {', '.join(map(_counted, questions.values()))} from batch")  # noqa: S608
        except duckdb.Error as error:
            if isinstance(error, duckdb.OutOfMemoryException) or len(questions) < 2:
                return {name: Finding(None, error=str(error)) for name in questions}
            return {name: self._scan({name: q})[name] for name, q in questions.items()}
        return {
            name: _share(*pair, "rows") if isinstance(q, RowQuestion) else _measured(q, pair[0])
            for (name, q), pair in zip(questions.items(), zip(counts[::2], counts[1::2], strict=True), strict=True)
        }

    def _groups(self, questions: dict[str, GroupQuestion], by: tuple[str, ...]) -> dict[str, Finding]:
        inner, outer = [f"{', '.join(by)}"], []
        for place, q in enumerate(questions.values()):
            inner.append(f"{q.weight} as w{place}, {q.asked} as a{place}, {q.wrong} as f{place}")
            outer += [f"sum(w{place}) filter (where a{place})", f"sum(w{place}) filter (where a{place} and f{place})"]
        totals = [0] * len(outer)
        try:
            for part in self._parts(by):
                grouped = f"select {', '.join(inner)} from batch where {part} group by {', '.join(by)}"  # noqa: S608
                found = self._one(f"select {', '.join(outer)} from ({grouped})")  # noqa: S608
                totals = [total + int(value or 0) for total, value in zip(totals, found, strict=True)]
        except duckdb.Error as error:
            return {name: Finding(None, error=str(error)) for name in questions}
        pairs = zip(totals[::2], totals[1::2], strict=True)
        return {name: _share(*pair, q.unit) for (name, q), pair in zip(questions.items(), pairs, strict=True)}

    def _rows_of_groups(self, q: GroupQuestion, row: str) -> list[tuple[str, int]]:
        by, rows = ", ".join(q.by), []
        for part in self._parts(q.by):
            faulty = (
                f"select {by} from batch where {part} group by {by} having {q.asked} and {q.wrong} "  # noqa: S608
                f"order by min({row}) limit {ROWS_SHOWN}"
            )
            found = self._one(
                f"select min({row}, {ROWS_SHOWN}) from batch where {part} and ({by}) in ({faulty})"  # noqa: S608
            )[0]
            rows += found or []
        return sorted(set(rows))[:ROWS_SHOWN]

    def _parts(self, by: tuple[str, ...]) -> Iterable[str]:
        given = "(" + " or ".join(f"{column} is not null" for column in by) + ")"
        count = -(-self.rows // _ROWS_GROUPED_AT_ONCE) or 1
        if count == 1:
            return [given]
        return [f"{given} and hash({', '.join(by)}) % {count} = {part}" for part in range(count)]

    def _one(self, sql: str) -> tuple:
        return self._connection.execute(sql).fetchall()[0]


def place(member: str, row_number: int) -> int | str:
    """How a row is named: by its number, in an archive by its member and its number there."""
    return f"{member}: {row_number}" if member else row_number


def with_rows(finding: Finding, row_numbers: list[int | str]) -> Finding:
    """The finding with the rows in which its fault stands."""
    return replace(finding, row_numbers=row_numbers)


def _counted(question: RowQuestion | MeasureQuestion) -> str:
    if isinstance(question, MeasureQuestion):
        return f"{question.measure}, null"
    return f"count(*) filter (where {question.asked}), count(*) filter (where {question.wrong})"


def _share(asked: int, wrong: int, unit: str) -> Finding:
    # as Great Expectations counts: nothing asked, nothing missed
    kept = (asked - wrong) / asked if asked else 1.0
    return Finding(kept, wrong, f"{wrong} of {asked} {unit}")


def _measured(question: MeasureQuestion, value: float) -> Finding:
    low = question.least is None or value >= question.least
    high = question.greatest is None or value <= question.greatest
    return Finding(float(low and high), None, str(value))
