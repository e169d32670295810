"""Questions to the tables of one release."""

from pathlib import Path
from typing import Any

import duckdb


class ReleaseTables:
    """Queries over the Parquet tables of one release."""

    def __init__(self, folder: Path) -> None:
        self._tables = {
            path.stem: f"read_parquet('{str(path).replace(chr(39), chr(39) * 2)}')"
            for path in (folder / "tables").glob("*.parquet")
        }
        self._connection = duckdb.connect()

    def rows(self, sql: str, parameters: list | None = None) -> list[tuple]:
        """Rows of a query in which ``{table}`` names a table of the release."""
        return self._connection.execute(sql.format_map(self._tables), parameters or []).fetchall()

    def records(self, sql: str, parameters: list | None = None) -> list[dict[str, Any]]:
        """The same rows, each as column -> value."""
        cursor = self._connection.execute(sql.format_map(self._tables), parameters or [])
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
