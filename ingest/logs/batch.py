"""A whole log: read, typed and written as one batch with its quarantine, in bounded memory."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.batch import ConservationError
from ingest.contract import SourceContract
from ingest.logs.faults import quarantine_table
from ingest.logs.open_log import open_log
from ingest.logs.pace import Pace
from ingest.logs.repeats import CELLS, SeenHashes, beyond_doubt, collect_twins, held_by, judge
from ingest.logs.rows_file import constant, rewrite, rows_writer, same_kinds
from ingest.logs.spool import HASH, Spool, part_of
from ingest.logs.type_portion import PortionTyper, TypedPortion
from ingest.logs.workers import engine, in_parallel
from ingest.raw_zone import QUARANTINE, batch_schema, whole_file
from ingest.reasons import FileRefused


@dataclass(frozen=True, slots=True)
class LogFile:
    """One delivered log: ``name`` below the landing folder, the hash of its bytes, the day it was received."""

    path: Path
    name: str
    sha256: str
    received_on: date

    @property
    def folder(self) -> str:
        """The folder the file lies in: one log of a family, where a source delivers many."""
        return Path(self.name).parent.name


@dataclass(slots=True)
class LogBatch:
    """What one log became. Rows are events, or cases in a table of cases."""

    rows_read: int = 0
    rows_written: int = 0
    rows_quarantined: int = 0
    rows_repeated: int = 0
    encoding: str | None = None
    unknown_columns: tuple[str, ...] = ()
    absent_columns: tuple[str, ...] | None = None  # headers of the contract that no portion had
    counts: Counter[str] = field(default_factory=Counter)
    # a log has no values beside its rows
    values_read: int = 0
    values_written: int = 0
    values_quarantined: int = 0

    @property
    def reasons(self) -> str:
        """Reason code -> count, as JSON."""
        return json.dumps(dict(sorted(self.counts.items())))

    def check_conservation(self) -> None:
        """Rows read = rows written + rows quarantined + rows repeated."""
        if self.rows_read != self.rows_written + self.rows_quarantined + self.rows_repeated:
            raise ConservationError(
                f"{self.rows_read} rows read, {self.rows_written} written, {self.rows_quarantined} held back, "
                f"{self.rows_repeated} repeated"
            )


def write_log_batch(
    contract: SourceContract,
    file: LogFile,
    key: bytes,
    batch_path: Path,
    quarantine_path: Path,
    check: Callable[[], None] = lambda: None,
) -> LogBatch:
    """Read ``file`` and write its batch and its quarantine, each whole or not at all.

    ``check`` is called when all is read, before anything takes its name. Raises
    :class:`ingest.reasons.FileRefused` when the file as a whole cannot be used; then nothing is written.
    """
    with (
        engine(batch_path.parent, key, contract.time_zone) as connection,
        # the batch last: once it stands, what was held back from it is on record
        whole_file(batch_path) as rows_file,
        whole_file(quarantine_path) as faults_file,
    ):
        (scratch,) = connection.execute("select current_setting('temp_directory')").fetchone()
        writer = _Writer(contract, file, rows_file, faults_file, Path(scratch))
        typer = PortionTyper(contract, key, file.received_on)
        with writer.open():
            portions = open_log(file.path, contract)
            for typed in in_parallel(connection, portions, typer.type, key, contract.time_zone):
                writer.take(typed)
            writer.settle_repeats()
        if not writer.batch.rows_read:
            raise FileRefused("refused", "no_rows")
        writer.batch.check_conservation()
        _check_written(writer.batch, rows_file)
        check()
    return writer.batch


class _Writer:
    """Writes portions in their order, and keeps the count."""

    def __init__(
        self, contract: SourceContract, file: LogFile, rows_file: Path, faults_file: Path, scratch: Path
    ) -> None:
        self.batch = LogBatch()
        self._contract, self._file = contract, file
        self._paths = rows_file, faults_file
        self._schema = batch_schema(contract)
        self._ingested_at = datetime.now(UTC).replace(tzinfo=None)
        self._seen = SeenHashes()
        self._scratch = scratch
        self._waiting = Spool(scratch / "waiting.arrow", beyond_doubt(contract))
        self._pace = Pace(file.name)
        self._rows: pq.ParquetWriter | None = None

    @contextmanager
    def open(self) -> Iterator[None]:
        with pq.ParquetWriter(self._paths[1], QUARANTINE, compression="zstd", store_schema=False) as self._faults:
            try:
                yield
            finally:
                self._close_rows()

    def take(self, typed: TypedPortion) -> None:
        batch = self.batch
        held = typed.rows_read - typed.rows.num_rows
        batch.rows_read += typed.rows_read
        batch.rows_written += typed.rows.num_rows
        batch.rows_quarantined += held
        batch.encoding = batch.encoding or typed.encoding
        batch.unknown_columns = tuple(dict.fromkeys((*batch.unknown_columns, *typed.unknown)))
        former = typed.absent if batch.absent_columns is None else batch.absent_columns
        batch.absent_columns = tuple(header for header in former if header in typed.absent)
        if typed.faults is not None:
            self._hold(typed.faults, typed.member, held)
        elif held:
            raise ConservationError(f"{held} rows are neither written nor held back")
        self._sift(typed)
        self._pace.report(batch.rows_read)

    def _sift(self, typed: TypedPortion) -> None:
        """Write what is new for certain; the rest waits until all is read."""
        rows = typed.rows.append_column("row_number", pa.array(typed.numbers, pa.int64()))
        rows = rows.append_column("member", constant(typed.member, rows.num_rows))
        if self._contract.log.repeats == "keep":
            self._write(rows)
            return
        hashes = typed.row_hashes if typed.key_hashes is None else typed.key_hashes
        new = self._seen.new(hashes)
        if new.all():
            self._write(rows)
            return
        self._write(rows.filter(pa.array(new)))
        waiting = rows.filter(pa.array(~new)).append_column(HASH, pa.array(hashes[~new], pa.uint64()))
        self._waiting.add(waiting.append_column(CELLS, pa.array(typed.row_hashes[~new], pa.uint64())))

    def settle_repeats(self) -> None:
        """Write of the waiting rows what is new; leave out what the file says twice, and what it contradicts."""
        if not self._waiting.rows:
            return self._close_rows()
        parts = self._waiting.finish()
        written = self._seen.all()
        suspected = [self._write_new(written, number, parts) for number in range(parts)]
        self._close_rows()
        self._leave_out(self._waiting.left_out)
        if any(mask.any() for mask, _ in suspected):
            self._judge(suspected)
        return None

    def _write_new(self, written: np.ndarray, number: int, parts: int) -> tuple[np.ndarray, np.ndarray]:
        """Write of one part what waited without need; which rows are suspected still, and their hashes."""
        rows = self._waiting.part(number, parts)
        if rows is None:
            return np.zeros(0, dtype=bool), np.zeros(0, dtype=np.uint64)
        hashes = rows[HASH].to_numpy()
        written = written[part_of(written, parts) == number]
        known = held_by(hashes, written[held_by(written, hashes)])
        suspected = known | pd.Series(hashes).duplicated().to_numpy()
        if not suspected.all():
            self._seen.also(hashes[~suspected])
            self._write(rows.filter(pa.array(~suspected)))
        return suspected, hashes[suspected]

    def _judge(self, suspected: list[tuple[np.ndarray, np.ndarray]]) -> None:
        parts, written = len(suspected), self._seen.all()
        places = []
        for number, (_, hashes) in enumerate(suspected):
            here = np.flatnonzero(part_of(written, parts) == number)
            places.append(here[held_by(written[here], hashes)])
        found = np.sort(np.concatenate(places))
        twins = Spool(self._scratch / "twins.arrow")
        collect_twins(self._contract, self._paths[0], found, written[found], twins)
        twins.finish()
        leave_out, extra = [], []
        for number, (mask, _) in enumerate(suspected):
            if not mask.any():
                continue
            suspects = self._waiting.part(number, parts).filter(pa.array(mask))
            verdict = judge(self._contract, twins.part(number, parts), suspects, self._scratch)
            leave_out.append(verdict.leave_out)
            extra.append(suspects.take(pa.array(verdict.extra)))
            self._leave_out(verdict.repeated)
            self.batch.rows_written -= verdict.contradicting
            self.batch.rows_quarantined += verdict.contradicting
            for member, faults in verdict.faults:
                self._hold(faults, member, faults.num_rows)
        if any(map(len, leave_out)) or any(map(len, extra)):
            more = self._complete(pa.concat_tables(extra))
            rewrite(self._paths[0], self._rows.schema, np.sort(np.concatenate(leave_out)), more)

    def _leave_out(self, repeated: int) -> None:
        self.batch.rows_repeated += repeated
        self.batch.rows_written -= repeated

    def _write(self, rows: pa.Table) -> None:
        """The first table decides which texts are dictionaries in memory; in the file a dictionary is plain text."""
        if not rows.num_rows:
            return
        table = self._complete(rows)
        if self._rows is None:
            self._rows = rows_writer(self._paths[0], table.schema)
        self._rows.write_table(same_kinds(table, self._rows.schema))

    def _close_rows(self) -> None:
        if self._rows is None:
            self._rows = rows_writer(self._paths[0], self._schema)
        self._rows.close()

    def _hold(self, faults: pa.Table, member: str | None, held: int) -> None:
        rows = faults["row_number"].to_numpy()[~faults["value_only"].to_numpy()]
        if len(np.unique(rows)) != held:
            raise ConservationError(f"{held} rows held back, {len(np.unique(rows))} on record")
        self.batch.counts.update({str(c["values"]): c["counts"].as_py() for c in faults["reason_code"].value_counts()})
        file = self._file
        self._faults.write_table(quarantine_table(faults, self._contract.id, file.sha256, file.name, member))

    def _complete(self, rows: pa.Table) -> pa.Table:
        """The rows with what is the same in all of them, as the raw zone keeps them."""
        file, count = self._file, rows.num_rows
        texts = {"folder": file.folder, "source_id": self._contract.id, "file_sha256": file.sha256}
        columns = dict(zip(rows.column_names, rows.columns, strict=True))
        columns |= {name: constant(text, count) for name, text in texts.items()}
        columns["ingested_at"] = pa.repeat(pa.scalar(self._ingested_at, pa.timestamp("us")), count)
        return pa.table({name: columns[name] for name in self._schema.names})


def _check_written(batch: LogBatch, rows_file: Path) -> None:
    held = pq.read_metadata(rows_file).num_rows
    if held != batch.rows_written:
        raise ConservationError(f"{held} rows stand in the batch, {batch.rows_written} were counted")
