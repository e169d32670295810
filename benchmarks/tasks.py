"""One measured task, its figures as a line of JSON: ``python -m benchmarks.tasks NAME '{"argument": "value"}'``."""

import json
import sys
from pathlib import Path

from benchmarks import case_tasks, ingest_tasks


def generate(target: Path, events: int, form: str, days: int | None = None, **log: int) -> dict:
    """The invented log; ``days``: of the last so many office days only."""
    from sample.big_log import write_big_log
    from sample.logs.city import OFFICE_DAYS
    from sample.logs.service import ServiceLog

    first_day = OFFICE_DAYS - days if days else 0
    return {"path": str(write_big_log(target, events, form, ServiceLog(first_day=first_day, **log)))}


TASKS = {
    "generate": generate,
    "pipeline": ingest_tasks.pipeline,
    "duckdb_load": ingest_tasks.duckdb_load,
    "polars_load": ingest_tasks.polars_load,
    "dbt_models": case_tasks.dbt_models,
    "duckdb_script": case_tasks.duckdb_script,
    "polars_script": case_tasks.polars_script,
    "compare": case_tasks.compare,
}
_PLACES = {"landing", "home", "path", "target", "script", "frames"}


def main() -> None:
    """Command line."""
    name, arguments = sys.argv[1], json.loads(sys.argv[2])
    arguments = {key: Path(value) if key in _PLACES else value for key, value in arguments.items()}
    print(json.dumps(TASKS[name](**arguments)))


if __name__ == "__main__":
    main()
