"""From a delivered table to typed rows: every row is written or quarantined, none disappears."""

import json
from collections import Counter
from dataclasses import dataclass, field

from ingest.cells import clean
from ingest.contract import SourceContract
from ingest.headers import Binding, bind
from ingest.quarantine import Quarantined, hold
from ingest.reasons import FileRefused
from ingest.tables.table import Record, Table
from ingest.typing_rules import RowTyper


class ConservationError(RuntimeError):
    """Rows read are not rows written plus rows quarantined: a fault of this program, never of a file."""


@dataclass(slots=True)
class Batch:
    """What one file became. Rows are records of the file; values are the observations of a wide table."""

    rows: list[dict] = field(default_factory=list)
    quarantine: list[Quarantined] = field(default_factory=list)
    rows_read: int = 0
    rows_written: int = 0
    rows_repeated: int = 0  # only logs drop repeated rows
    values_read: int = 0
    values_written: int = 0
    encoding: str | None = None
    unknown_columns: tuple[str, ...] = ()
    values_per_row: int = 0

    @property
    def rows_quarantined(self) -> int:
        return len({cell.row_number for cell in self.quarantine if not cell.value_only})

    @property
    def values_quarantined(self) -> int:
        """Values withheld alone and values of rows held back whole, counted where they were held."""
        return sum(cell.value_only for cell in self.quarantine) + self.rows_quarantined * self.values_per_row

    @property
    def reasons(self) -> str:
        """Reason code -> count, as JSON."""
        return json.dumps(dict(sorted(Counter(cell.reason_code for cell in self.quarantine).items())))

    def check_conservation(self) -> None:
        """Rows read = rows written + rows quarantined, and the same for values."""
        if self.rows_read != self.rows_written + self.rows_quarantined:
            raise ConservationError(
                f"{self.rows_read} rows read, {self.rows_written} written, {self.rows_quarantined} held back"
            )
        if len(self.rows) != (self.values_written if self.values_per_row else self.rows_written):
            raise ConservationError(f"{len(self.rows)} rows made, {self.rows_written} counted")
        if self.values_read != self.values_written + self.values_quarantined:
            raise ConservationError(
                f"{self.values_read} values read, {self.values_written} written, {self.values_quarantined} withheld"
            )


def build_batch(contract: SourceContract, table: Table, key: bytes) -> Batch:
    """Type every record of ``table`` by ``contract``; ``key`` is the secret of keyed hashes.

    Raises :class:`ingest.reasons.FileRefused` when the file as a whole cannot be used.
    """
    binding = bind(contract, table.header)
    batch = Batch(encoding=table.encoding, unknown_columns=binding.unknown, values_per_row=len(binding.values))
    typer = RowTyper(contract, binding, key)
    seen: set[tuple] = set()
    width = len(table.header)
    for record in table.records:
        if not any(clean(cell) for cell in record.cells):
            continue  # blank lines between and after the data are not rows
        batch.rows_read += 1
        _take(batch, contract, binding, typer, record, width, seen)
    if not batch.rows_read:
        raise FileRefused("refused", "no_rows")
    batch.check_conservation()
    return batch


def _take(
    batch: Batch,
    contract: SourceContract,
    binding: Binding,
    typer: RowTyper,
    record: Record,
    width: int,
    seen: set[tuple],
) -> None:
    batch.values_read += batch.values_per_row
    if any(clean(cell) for cell in record.cells[width:]) or len(record.cells) < _needed(binding):
        # in a shifted row nobody can tell which cell holds a name
        private = any(column.personal for column in contract.columns.values())
        shown = "[personal]" if private else ",".join(clean(cell) for cell in record.cells)
        batch.quarantine.append(hold(record.row_number, "", "ragged_row", shown))
        return
    row, faults = typer.row(record)
    batch.quarantine += [hold(record.row_number, name, code, typer.shown(name, cell)) for name, code, cell in faults]
    if faults:
        return
    identity = tuple(row[name] for name in contract.key)
    if contract.key and identity in seen:
        shown = ", ".join(typer.shown(name, row[name]) for name in contract.key)
        batch.quarantine.append(hold(record.row_number, ",".join(contract.key), "duplicate_key", shown))
        return
    seen.add(identity)
    batch.rows_written += 1
    if contract.layout != "wide":
        batch.rows.append(row)
        return
    for observation in typer.observations(record, row):
        if isinstance(observation, Quarantined):
            batch.quarantine.append(observation)
        else:
            batch.rows.append(observation)
            batch.values_written += 1


def _needed(binding: Binding) -> int:
    """The cells a row must have: trailing empty cells may be left out by the program that wrote the file."""
    # a wide row cut off in the middle would otherwise read as "no figures"
    required = [index for index, column in (*binding.columns, *binding.values) if column.required]
    return max(required, default=-1) + 1
