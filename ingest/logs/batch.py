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
from ingest.logs.repeats import CELLS, SeenHashes, held_by, judge
from ingest.logs.type_portion import PortionTyper, TypedPortion
from ingest.logs.workers import engine, in_parallel
from ingest.raw_zone import QUARANTINE, batch_schema, whole_file
from ingest.reasons import FileRefused

COMPRESSION = "zstd"
_DICTIONARY_BYTES = 16 << 20


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
        writer = _Writer(contract, file, rows_file, faults_file)
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

    def __init__(self, contract: SourceContract, file: LogFile, rows_file: Path, faults_file: Path) -> None:
        self.batch = LogBatch()
        self._contract, self._file = contract, file
        self._paths = rows_file, faults_file
        self._schema = batch_schema(contract)
        self._ingested_at = datetime.now(UTC).replace(tzinfo=None)
        self._seen = SeenHashes()
        self._waiting: list[tuple[np.ndarray, pa.Table]] = []
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
        if typed.faults is not None:
            self._hold(typed.faults, typed.member, held)
        elif held:
            raise ConservationError(f"{held} rows are neither written nor held back")
        self._sift(self._with_provenance(typed), typed)
        self._pace.report(batch.rows_read)

    def _sift(self, rows: pa.Table, typed: TypedPortion) -> None:
        """Write what is new for certain; the rest waits until all is read."""
        if self._contract.log.repeats == "keep":
            self._write(rows)
            return
        hashes = typed.row_hashes if typed.key_hashes is None else typed.key_hashes
        new = self._seen.new(hashes)
        if new.all():
            self._write(rows)
            return
        self._write(rows.filter(pa.array(new)))
        waiting = rows.filter(pa.array(~new)).append_column(CELLS, pa.array(typed.row_hashes[~new], pa.uint64()))
        self._waiting.append((hashes[~new], waiting))

    def settle_repeats(self) -> None:
        """Write of the waiting rows what is new; leave out what the file says twice, and what it contradicts."""
        if not self._waiting:
            return self._close_rows()
        hashes = np.concatenate([part for part, _ in self._waiting])
        rows = pa.concat_tables([_plain(part) for _, part in self._waiting])
        self._waiting.clear()
        known = held_by(hashes, self._seen.all()[held_by(self._seen.all(), hashes)])
        suspected = known | pd.Series(hashes).duplicated().to_numpy()
        self._seen.also(hashes[~suspected])
        self._write(rows.filter(pa.array(~suspected)).drop_columns([CELLS]))
        self._close_rows()
        if suspected.any():
            self._judge(hashes[suspected], rows.filter(pa.array(suspected)))
        return None

    def _judge(self, hashes: np.ndarray, suspects: pa.Table) -> None:
        written = self._seen.all()
        places = np.flatnonzero(held_by(written, hashes))
        verdict = judge(self._contract, self._paths[0], places, written[places], suspects)
        extra = suspects.take(pa.array(verdict.extra)).drop_columns([CELLS])
        if len(verdict.leave_out) or extra.num_rows:
            self._rewrite(verdict.leave_out, extra)
        self.batch.rows_repeated = verdict.repeated
        self.batch.rows_written -= verdict.repeated + verdict.contradicting
        self.batch.rows_quarantined += verdict.contradicting
        for member, faults in verdict.faults:
            self._hold(faults, member, faults.num_rows)

    def _write(self, table: pa.Table) -> None:
        """The first table decides which texts are dictionaries in memory; in the file a dictionary is plain text."""
        if not table.num_rows:
            return
        if self._rows is None:
            self._rows = _rows_writer(self._paths[0], table.schema)
        self._rows.write_table(_as(table, self._rows.schema))

    def _close_rows(self) -> None:
        if self._rows is None:
            self._rows = _rows_writer(self._paths[0], self._schema)
        self._rows.close()

    def _hold(self, faults: pa.Table, member: str | None, held: int) -> None:
        rows = faults["row_number"].to_numpy()[~faults["value_only"].to_numpy()]
        if len(np.unique(rows)) != held:
            raise ConservationError(f"{held} rows held back, {len(np.unique(rows))} on record")
        self.batch.counts.update({str(c["values"]): c["counts"].as_py() for c in faults["reason_code"].value_counts()})
        file = self._file
        self._faults.write_table(quarantine_table(faults, self._contract.id, file.sha256, file.name, member))

    def _rewrite(self, leave_out: np.ndarray, extra: pa.Table) -> None:
        path, schema = self._paths[0], self._rows.schema
        aside = path.with_name(f".all{path.name}")
        path.rename(aside)
        coded = [field.name for field in schema if pa.types.is_dictionary(field.type)]
        try:
            with pq.ParquetFile(aside, read_dictionary=coded) as source, _rows_writer(path, schema) as target:
                first = 0
                for number in range(source.num_row_groups):
                    group = source.read_row_group(number)
                    inside = leave_out[(leave_out >= first) & (leave_out < first + group.num_rows)] - first
                    first += group.num_rows
                    if len(inside):
                        keep = np.ones(group.num_rows, dtype=bool)
                        keep[inside] = False
                        group = group.filter(pa.array(keep))
                    target.write_table(group.cast(schema))
                target.write_table(_as(extra, schema))
        finally:
            aside.unlink(missing_ok=True)

    def _with_provenance(self, typed: TypedPortion) -> pa.Table:
        file, count = self._file, typed.rows.num_rows
        texts = {
            "folder": file.folder,
            "member": typed.member,
            "source_id": self._contract.id,
            "file_sha256": file.sha256,
        }
        columns = dict(zip(typed.rows.column_names, typed.rows.columns, strict=True))
        columns |= {name: _constant(text, count) for name, text in texts.items()}
        columns["row_number"] = pa.array(typed.numbers, pa.int64())
        columns["ingested_at"] = pa.repeat(pa.scalar(self._ingested_at, pa.timestamp("us")), count)
        return pa.table({name: columns[name] for name in self._schema.names})


def _as(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The same values: texts as dictionaries where the schema has such, plain elsewhere."""
    columns = []
    for name, kind in zip(schema.names, schema.types, strict=True):
        column = table[name]
        if pa.types.is_dictionary(kind) and not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        columns.append(column.cast(kind))
    return pa.table(columns, schema=schema)


def _plain(table: pa.Table) -> pa.Table:
    """Without dictionaries, which differ from portion to portion."""
    kinds = [kind.value_type if pa.types.is_dictionary(kind) else kind for kind in table.schema.types]
    return table.cast(pa.schema(list(zip(table.schema.names, kinds, strict=True))))


def _constant(value: str | None, count: int) -> pa.Array:
    """A column of one text, as a dictionary: ten million times the same hash would fill a gigabyte."""
    indices = pa.array(np.zeros(count, dtype=np.int32), mask=np.full(count, value is None))
    return pa.DictionaryArray.from_arrays(indices, pa.array([value or ""], pa.string()))


def _rows_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Dictionaries for the columns that are such already: for the rest they cost more than compression gives."""
    coded = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    return pq.ParquetWriter(
        path,
        schema,
        compression=COMPRESSION,
        store_schema=False,
        use_dictionary=coded,
        dictionary_pagesize_limit=_DICTIONARY_BYTES,
        column_encoding={"row_number": "DELTA_BINARY_PACKED"},
    )


def _check_written(batch: LogBatch, rows_file: Path) -> None:
    held = pq.read_metadata(rows_file).num_rows
    if held != batch.rows_written:
        raise ConservationError(f"{held} rows stand in the batch, {batch.rows_written} were counted")
