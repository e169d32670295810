"""A build that carries on from the former one gives, table by table, what a build from nothing gives."""

import json
from datetime import date, timedelta
from pathlib import Path

import duckdb

from tests.dbt.case_histories import LOGS, History
from tests.dbt.conftest import build_run, take_in
from warehouse.home import Build, Home

CHAIN = (
    "build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", "--select",
    "+case_statistic", "+case_backlog", "+case_issue", "+case_stage", "+electricity_case",
)  # fmt: skip
INCREMENTAL = (
    "case_milestone", "case_stage_span", "case_pause", "case_supplier", "case_duration", "case_cell",
    "case_quantile_month", "case_quantile_quarter", "case_quantile_year",
)  # fmt: skip
START = date(2022, 3, 1)


def tables(build: Build) -> set[str]:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        found = connection.sql(
            """
            select table_schema || '.' || table_name from information_schema.tables
            where (table_schema = 'cases' or table_name like 'case_%') and table_type = 'BASE TABLE'
            """
        ).fetchall()
    return {name for (name,) in found} - {"cases.touched_case", "cases.touched_period", "cases.touched_month"}


def differences(carried_on: Build, from_nothing: Build) -> dict[str, int]:
    """Tables whose rows differ, with how many rows."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{carried_on.warehouse}' as one (read_only)")
        connection.execute(f"attach '{from_nothing.warehouse}' as two (read_only)")
        found = {}
        for table in tables(from_nothing):
            (count,) = connection.sql(
                f"""
                select count(*) from (
                    (from one.{table} except all from two.{table}) union all
                    (from two.{table} except all from one.{table})
                )
                """  # noqa: S608
            ).fetchall()[0]
            if count:
                found[table] = count
    return found


def touched(build: Build) -> int:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        return connection.sql("select count(*) from cases.touched_case").fetchall()[0][0]


def finish(build: Build) -> Build:
    """What the audit leaves of a good build."""
    build.audit.write_text(json.dumps({"passed": True}), encoding="utf-8")
    return build


def twin(home: Home, folder: Path) -> Home:
    """Another home over the same raw zone, in which nothing was built yet."""
    folder.mkdir()
    (folder / "raw").symlink_to(home.raw)
    return Home(folder)


def test_carried_on_equals_from_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    history = History(tmp_path / "landing", seed=1)
    for log in LOGS:
        history.deliver(log)
        history.deliver(log)
    take_in(history.landing, home, START)
    first = finish(build_run(home, "day0", CHAIN, START))
    with duckdb.connect(str(first.warehouse), read_only=True) as connection:
        rows = {t: connection.sql(f"select count(*) from cases.{t}").fetchall()[0][0] for t in INCREMENTAL}  # noqa: S608
    assert all(rows.values()), rows
    assert touched(first) == 0
    for day in (1, 2):
        history.day()
        if day == 2:
            history.declare_holiday()
        as_of = START + timedelta(days=day)
        take_in(history.landing, home, as_of)
        carried_on = finish(build_run(home, f"day{day}", CHAIN, as_of))
        from_nothing = build_run(twin(home, tmp_path / f"twin{day}"), "run", CHAIN, as_of)
        assert touched(carried_on) > 0
        assert differences(carried_on, from_nothing) == {}, day
    nothing_new = build_run(home, "nothing_new", CHAIN, as_of)
    assert touched(nothing_new) == 0
    assert differences(nothing_new, carried_on) == {}
    # a question about the past begins from the newest build and takes back what had not arrived
    past = START + timedelta(days=1)
    carried_on = build_run(home, "past", CHAIN, past)
    assert json.loads(carried_on.start.read_text(encoding="utf-8"))["began_from"] == "day2"
    assert differences(carried_on, build_run(twin(home, tmp_path / "twin_past"), "run", CHAIN, past)) == {}
