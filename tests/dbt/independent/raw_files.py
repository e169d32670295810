"""What independent recomputations share: days of a text, periods, and the value that the warehouse has."""

import gzip
import json
from datetime import date, datetime
from pathlib import Path

import chinese_calendar
import duckdb

from warehouse.home import Build


def delivered(build: Build, folder: str) -> list[Path]:
    """Files of the sample below a folder of its landing zone, such as ``logs/company_opening``."""
    return sorted(path for path in (build.home.root.parent / "landing" / folder).rglob("*") if path.is_file())


def service_cases(build: Build) -> dict[str, list[dict]]:
    """The rows of every government-service case in the order of its file; a later file gives cases whole."""
    cases: dict[str, list[dict]] = {}
    for path in delivered(build, "logs/government_service"):
        if path.suffix == ".parquet":
            rows = duckdb.read_parquet(str(path)).to_arrow_table().to_pylist()
        else:
            rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
        anew: dict[str, list[dict]] = {}
        for row in rows:
            anew.setdefault(row["projId"], []).append(row)
        cases |= anew
    return cases


def day(text: str) -> date:
    """The day of a moment as the sample writes it: ``2021-06-22 09:05:00``."""
    return datetime.fromisoformat(text).date()


def in_period(text: str, period: str) -> bool:
    """Whether the moment lies in a year (``2021``) or a quarter (``2021-Q3``)."""
    moment = day(text)
    return period in (f"{moment.year}", f"{moment.year}-Q{(moment.month + 2) // 3}")


def value_of(
    connection: duckdb.DuckDBPyConnection, model: str, measure: str, region: str, period: str, route: str = "log"
) -> tuple[float | None, int | None] | None:
    """Value and n of one figure of an indicator's model; None where there is no row."""
    return connection.execute(
        f"select value, n from indicators.{model} "  # noqa: S608 - the tests' own names
        "where measure_code = ? and region_code = ? and period = ? and route = ?",
        [measure, region, period, route],
    ).fetchone()


def work_days(begin: str, end: str) -> int:
    """Working days from one moment to another; the first day does not count."""
    return len(chinese_calendar.get_workdays(day(begin), day(end))) - chinese_calendar.is_workday(day(begin))


def context_figure(connection: duckdb.DuckDBPyConnection, series: str, region: str, year: str) -> float:
    """A delivered figure that enters a measure (income per head, exchange rate): the place's own, else the city's."""
    return connection.execute(
        "select value from intermediate.int_context_figure where series_code = ? and region_code in (?, '330800') "
        "and period = ? order by region_code = '330800' limit 1",
        [series, region, year],
    ).fetchone()[0]
