"""The read-only DuckDB copy and the Parquet files of a release."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from release.tables import SCHEMA, submission_columns

# Oldest storage format: files of DuckDB 2.0's own format cannot be opened by 1.x readers.
STORAGE_VERSION = "v1.0.0"
DATABASE = "warehouse.duckdb"


def write_database(build_db: Path, release_dir: Path, scratch: Path) -> dict[str, int]:
    """Copy schema `submission` into `warehouse.duckdb` and `tables/*.parquet`; return rows per table.

    Views become tables; rows are ordered by all columns, so that equal inputs give equal tables and equal
    Parquet bytes (those of the DuckDB file may differ). Raises ReleaseRefused when tables or
    columns are absent.
    """
    target = release_dir / DATABASE
    (release_dir / "tables").mkdir()
    rows: dict[str, int] = {}
    with _scratch_connection(scratch) as con:
        con.execute(f"attach {_text(build_db)} as build (read_only)")
        tables = submission_columns(con, "build")
        con.execute(f"attach {_text(target)} as sealed (storage_version '{STORAGE_VERSION}')")
        con.execute(f"create schema sealed.{SCHEMA}")
        for table in tables:
            name = f'{SCHEMA}."{table}"'
            con.execute(f"create table sealed.{name} as from build.{name} order by all asc nulls last")
            rows[table] = con.execute(f"select count(*) from sealed.{name}").fetchall()[0][0]  # noqa: S608
            parquet = _text(release_dir / "tables" / f"{table}.parquet")
            con.execute(f"copy (from sealed.{name}) to {parquet} (format parquet, compression zstd)")
        _copy_comments(con)
        con.execute("detach sealed")
    target.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    return rows


@contextmanager
def open_release(release_dir: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Read-only connection to the DuckDB file of a release, for the other products of the same release."""
    with duckdb.connect(str(release_dir / DATABASE), read_only=True) as con:
        con.execute("set threads = 1")
        con.execute(f"set schema = '{SCHEMA}'")
        yield con


def records(con: duckdb.DuckDBPyConnection, sql: str, parameters: Any = None) -> list[dict[str, Any]]:
    """Rows of a query as dictionaries; for results that fit on a page, not for whole tables.

    Named parameters that the query does not use are left out.
    """
    cursor = con.execute(sql, _used(sql, parameters) if isinstance(parameters, dict) else parameters or [])
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def stream(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Rows of a query as dictionaries, fetched in batches: a whole table need not fit in memory."""
    with con.cursor() as cursor:
        cursor.execute(f"set schema = '{SCHEMA}'")
        cursor.execute(sql, _used(sql, parameters))
        names = [column[0] for column in cursor.description or []]
        while batch := cursor.fetchmany(5_000):
            for row in batch:
                yield dict(zip(names, row, strict=True))


def _used(sql: str, parameters: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if f"${name}" in sql}


@contextmanager
def _scratch_connection(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        # One thread: the order of row groups, and so the bytes of a Parquet file, must not depend on the
        # machine.
        con.execute("set threads = 1")
        con.execute("set autoinstall_known_extensions = false")
        con.execute(f"set temp_directory = {_text(scratch)}")
        yield con


def _copy_comments(con: duckdb.DuckDBPyConnection) -> None:
    columns = con.execute(
        "select table_name, column_name, comment from duckdb_columns()"
        " where database_name = 'build' and schema_name = ? and comment is not null",
        [SCHEMA],
    ).fetchall()
    for table, column, comment in columns:
        con.execute(f'comment on column sealed.{SCHEMA}."{table}"."{column}" is {_text(comment)}')


def _text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"
