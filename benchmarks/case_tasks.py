"""(b) Durations of cases and statistics of groups: the dbt models, and two scripts that give the same tables."""

import json
import os
import time
from contextlib import redirect_stdout
from pathlib import Path

from benchmarks.ingest_tasks import DAY, SOURCE

MODELS = ("case_duration", "case_statistic")
RUN_ID = "benchmark"
_HERE = Path(__file__).parent


def dbt_models(home: Path) -> dict:
    """The two models and all that they need, in a full build; seeds are loaded and the project is parsed before.

    ``dbt_wall`` ends when the database is closed, which writes what the models left in the write-ahead log.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    from ingest.contract_file import load_contracts
    from warehouse.home import DBT_PROJECT, Home
    from warehouse.inputs import freeze_inputs, known_indicator_sets

    build = Home(home).build(RUN_ID)
    freeze_inputs(build, load_contracts().values(), DAY, known_indicator_sets())
    os.environ |= build.dbt_environment()
    where = ["--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT, "--target-path", build.dbt_target]
    where = [str(part) for part in (*where, "--log-path", build.dbt_target)]

    def run(*arguments: str, manifest: object = None) -> object:
        with open(os.devnull, "w") as silence, redirect_stdout(silence):
            done = dbtRunner(manifest=manifest).invoke([*arguments, *where])
        if not done.success:
            raise RuntimeError(f"dbt {arguments[0]}: {done.exception or _failed(done.result)}")
        return done.result

    manifest = run("parse")
    run("seed", "--full-refresh", manifest=manifest)
    begun = time.perf_counter()
    run("run", "--full-refresh", "--select", *(f"+{model}" for model in MODELS), manifest=manifest)
    DuckDBConnectionManager.close_all_connections()
    wall = time.perf_counter() - begun
    results = json.loads((build.dbt_target / "run_results.json").read_text(encoding="utf-8"))["results"]
    models = {result["unique_id"].split(".")[-1]: round(result["execution_time"], 3) for result in results}
    slowest = dict(sorted(models.items(), key=lambda entry: -entry[1])[:8])
    return {"seconds": sum(models.values()), "dbt_wall": wall, "models": len(models), "slowest": slowest}


def duckdb_script(home: Path, target: Path) -> dict:
    """``peers/cases.sql`` into a database file."""
    import duckdb

    script = (_HERE / "peers" / "cases.sql").read_text(encoding="utf-8")
    script = script.replace("{batches}", _batches(home)).replace("{seeds}", str(_seeds()))
    begun = time.perf_counter()
    with duckdb.connect(str(target)) as connection:
        connection.execute(script)
    return {"seconds": time.perf_counter() - begun}


def polars_script(home: Path, target: Path) -> dict:
    """``peers/polars_cases.py`` into two Parquet files."""
    from benchmarks.peers.polars_cases import case_tables

    begun = time.perf_counter()
    for name, table in zip(MODELS, case_tables(_batches(home), _seeds()), strict=True):
        table.write_parquet(target / f"{name}.parquet")
    return {"seconds": time.perf_counter() - begun}


def compare(home: Path, script: Path, frames: Path) -> dict:
    """Cells of every column that differ between dbt's tables and each script's, numbers to 1e-9 of their size."""
    import duckdb

    from warehouse.home import Home

    keys = {"case_duration": ["case_id"], "case_statistic": ["item_code", "region_code", "department_code", "period"]}
    build, found = Home(home).build(RUN_ID), {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{build.warehouse}' as dbt (read_only); attach '{script}' as script (read_only)")
        for table, key in keys.items():
            schema = "cases" if table == "case_duration" else "submission"
            own = f"(select * from dbt.{schema}.{table} where source_id = '{SOURCE}')"  # noqa: S608 - constants
            for peer, other in (("duckdb", f"script.{table}"), ("polars", f"read_parquet('{frames}/{table}.parquet')")):
                found[f"{table} {peer}"] = _differences(connection, own, other, key)
    return {"seconds": 0.0, "differences": found}


def _differences(connection: object, own: str, other: str, key: list[str]) -> dict:
    columns = connection.execute(f"describe select * from {other}").fetchall()  # noqa: S608 - constants
    unequal = []
    for name, kind, *_ in columns:
        a, b = f'a."{name}"', f'b."{name}"'
        different = f"{a} is distinct from {b}"
        if kind == "DOUBLE":
            different += f" and not coalesce(abs({a} - {b}) <= 1e-9 * greatest(1, abs({a})), false)"
        unequal.append(f'count(*) filter (where {different}) as "{name}"')
    join = f"from {own} as a full join {other} as b using ({', '.join(key)})"
    counted = connection.execute(f"select count(*), {', '.join(unequal)} {join}")
    rows, *cells = counted.fetchone()
    return {"rows": rows, "columns": len(cells)} | {
        column[0]: number for column, number in zip(columns, cells, strict=True) if number
    }


def _batches(home: Path) -> str:
    return str(Path(home) / "raw" / SOURCE / "[0-9a-f]*.parquet")


def _seeds() -> Path:
    from warehouse.home import SEEDS

    return SEEDS / "methodology"


def _failed(results: object) -> str:
    return "; ".join(f"{r.node.name}: {r.message}" for r in results or () if r.status not in ("success", "pass"))
