"""What lies below a home, as a stranger with plain tools reads it."""

import hashlib
from pathlib import Path

import duckdb
import pyarrow.parquet as pq


def current(home: Path) -> Path:
    """The folder of the current release."""
    return (home / "releases" / "current").resolve(strict=True)


def rows(home: Path, sql: str) -> list[tuple]:
    """A query over the Parquet files of the current release; ``{table}`` names one."""
    folder = current(home) / "tables"
    tables = {path.stem: f"'{path}'" for path in folder.glob("*.parquet")}
    with duckdb.connect() as connection:
        return connection.execute(sql.format_map(tables)).fetchall()


def content(release: Path) -> dict[str, list[dict]]:
    """Every table of a release, its rows in one order that does not hang on the last digits of a number."""
    return {
        path.stem: sorted(
            pq.read_table(path).to_pylist(),
            key=lambda row: [str(value) for value in row.values() if not isinstance(value, float)],
        )
        for path in (release / "tables").glob("*.parquet")
    }


def state(folder: Path) -> dict[str, tuple]:
    """Every file below a folder with its hash and time: equal states mean that nobody wrote."""
    return {
        path.relative_to(folder).as_posix(): (
            path.lstat().st_mtime_ns,
            path.readlink() if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }
