"""What stands in a finished build."""

import duckdb

from warehouse.home import Build


def rows_by_table(build: Build) -> dict[tuple[str, str], int]:
    """Rows of every table of a build, by schema and name."""
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where not internal order by all"
        ).fetchall()
        return {
            (schema, table): connection.execute(f'select count(*) from "{schema}"."{table}"').fetchone()[0]  # noqa: S608
            for schema, table in tables
        }
