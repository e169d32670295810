"""Where a build begins: at the newest build that the same code finished, so that only what changed is computed anew."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from warehouse.home import Build, read_json, write_json

BUILT_BATCH = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("source_id", "file_sha256")),
        pa.field("received_on", pa.date32()),
        pa.field("delivery_no", pa.int64()),
    ]
)
BUILT_CALENDAR = pa.schema(
    [
        pa.field("calendar_code", pa.string()),
        pa.field("calendar_day", pa.date32()),
        pa.field("is_workday", pa.bool_()),
        *(pa.field(name, pa.int64()) for name in ("work_days_to", "work_minutes_before")),
    ]
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the database of a build held when it began: the former build's batches and calendars; empty for nothing."""

    batches: pa.Table
    calendars: pa.Table


def begin(build: Build, code: str) -> Beginning:
    """Give ``build`` the tables of the newest finished build that the same ``code`` made, or none.

    The former build's database is copied, because it stays what its own release was checked against. A build is
    finished when its audit has passed; one without a batch in force is no beginning.
    """
    build.warehouse.unlink(missing_ok=True)
    made_by = f"{code} duckdb {duckdb.__version__}"
    for former in _finished_builds(build):
        if read_json(former.start)["made_by"] == made_by:
            beginning = _held_by(former)
            if beginning.batches.num_rows:
                build.folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(former.warehouse, build.warehouse)
                write_json(build.start, {"made_by": made_by, "began_from": former.run_id})
                return beginning
            break
    write_json(build.start, {"made_by": made_by, "began_from": None})
    return Beginning(BUILT_BATCH.empty_table(), BUILT_CALENDAR.empty_table())


def began_from_nothing(build: Build) -> bool:
    """Whether every table has to be made from the raw zone, also one that already stands in the database."""
    return not build.start.is_file() or read_json(build.start)["began_from"] is None


def _finished_builds(build: Build) -> Iterator[Build]:
    """Builds whose audit passed, newest first. A database with a write-ahead log was not closed and is passed over."""
    audits = sorted(build.folder.parent.glob("*/audit.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in audits:
        former = build.home.build(path.parent.name)
        whole = former.warehouse.is_file() and not former.warehouse.with_name(f"{former.warehouse.name}.wal").exists()
        if former.run_id != build.run_id and whole and former.start.is_file() and read_json(path)["passed"]:
            yield former


def _held_by(former: Build) -> Beginning:
    with duckdb.connect(str(former.warehouse), read_only=True) as connection:
        batches = connection.sql(f"select {', '.join(BUILT_BATCH.names)} from staging.stg_current_batch")  # noqa: S608
        calendars = connection.sql(
            f"select {', '.join(BUILT_CALENDAR.names)} from intermediate.working_calendar"  # noqa: S608
        )
        return Beginning(batches.to_arrow_table().cast(BUILT_BATCH), calendars.to_arrow_table().cast(BUILT_CALENDAR))
