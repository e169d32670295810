"""A build begins from the newest finished build of the same code, and from nothing in every doubtful case."""

import json
import os
from pathlib import Path

import duckdb
import pytest

from warehouse.beginning import began_from_nothing, begin
from warehouse.home import Build, Home


def finished(home: Home, run_id: str, code: str = "c", passed: bool = True, batches: int = 1) -> Build:
    """A build as it stands after its audit."""
    build = home.build(run_id)
    build.folder.mkdir(parents=True)
    begin(build, code)
    with duckdb.connect(str(build.warehouse)) as connection:
        connection.execute("create schema if not exists staging; create schema if not exists intermediate")
        connection.execute(
            f"""
            create or replace table staging.stg_current_batch as
            select 's' as source_id, '{run_id}' as file_sha256, date '2022-01-01' as received_on, i as delivery_no
            from range({batches}) as batch (i)
            """  # noqa: S608
        )
        connection.execute(
            """
            create or replace table intermediate.working_calendar as
            select 'national' as calendar_code, date '2022-01-04' as calendar_day, true as is_workday,
                1 as work_days_to, 0 as work_minutes_before
            """
        )
    build.audit.write_text(json.dumps({"passed": passed}), encoding="utf-8")
    return build


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def begin_next(home: Home, code: str = "c") -> tuple[Build, set[str]]:
    build = home.build("next")
    beginning = begin(build, code)
    return build, set(beginning.batches.column("file_sha256").to_pylist())


def test_the_newest_finished_build_is_carried_on(home: Home) -> None:
    for age, run_id in ((30, "a"), (20, "b"), (10, "c")):
        build = finished(home, run_id)
        os.utime(build.audit, (1_700_000_000 - age, 1_700_000_000 - age))
    former = home.build("c").warehouse.read_bytes()
    build, batches = begin_next(home)
    assert batches == {"c"}
    assert not began_from_nothing(build)
    assert build.warehouse.read_bytes() == former == home.build("c").warehouse.read_bytes()


@pytest.mark.parametrize("case", ["other code", "failed audit", "no batch", "torn file", "no file", "nothing"])
def test_doubt_means_a_build_from_nothing(home: Home, case: str) -> None:
    if case != "nothing":
        former = finished(
            home,
            "a",
            code="other" if case == "other code" else "c",
            passed=case != "failed audit",
            batches=0 if case == "no batch" else 1,
        )
        if case == "torn file":
            former.warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"x")
        if case == "no file":
            former.warehouse.unlink()
    build, batches = begin_next(home)
    assert batches == set()
    assert began_from_nothing(build)
    assert not build.warehouse.exists()
