"""The project's own data tests fail when they should, and say where."""

import shutil
from pathlib import Path

import duckdb

from warehouse.home import Build


def compiled(manifest: dict, model: str, kind: str) -> str:
    """SQL of one data test of a model, as dbt ran it."""
    (code,) = (
        node["compiled_code"]
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        and node["test_metadata"]["name"] == kind
        and (node["attached_node"] or "").endswith(f".{model}")
    )
    return code


def test_a_lost_value_is_named_with_its_column(sample_build: Build, manifest: dict, tmp_path: Path) -> None:
    database = tmp_path / "warehouse.duckdb"
    shutil.copyfile(sample_build.warehouse, database)
    sql = compiled(manifest, "starting_business", "filled")
    with duckdb.connect(str(database)) as connection:
        assert connection.execute(sql).fetchall() == []
        connection.execute("update indicators.starting_business set status = null where period = '2021-Q2'")
        connection.execute("update indicators.starting_business set measure_code = null where period = '2021'")
        lost = dict(connection.execute(sql).fetchall())
    assert set(lost) == {"status", "measure_code"}
    assert all(rows > 0 for rows in lost.values())
