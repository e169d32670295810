"""What happens to a home in the tests of bad input and of interruption, with records taken on the way."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from release.verify import verify_release
from tests.e2e.child import Offline, Outcome, run, run_until
from tests.e2e.landings import add_troubles, correct
from tests.e2e.published import content, current, rows

DELIVERIES = "select file_name, outcome, is_current, rows_read, message_en from {ingest_summary} order by all"
# a year of which the sample has no cards
CARDS = """
select measure_code, value from {measure_value}
where indicator_code in ('I11', 'I16', 'I18') and period = '2016' order by all
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One finished run: its screen, the deliveries and values of the release it left, and that release's tables."""

    outcome: Outcome
    release: str
    deliveries: list[tuple]
    cards: list[tuple]
    tables: dict[str, list[dict]]


@dataclass(frozen=True, slots=True)
class Troubled:
    """Bad deliveries; then one of them corrected; and a fresh home whose landing zone is empty."""

    bad: Recorded
    corrected: Recorded
    empty: Recorded


@dataclass(frozen=True, slots=True)
class Cut:
    """One power cut: the exit code, and the current release after it with what is wrong with that release."""

    code: int
    release: str
    faults: list[str]
    left_aside: list[str]


@dataclass(frozen=True, slots=True)
class Interrupted:
    """The current release at the start, the three cuts, the run that got through, and one on a damaged batch.

    ``unfinished`` are the runs that Dagster still believes to be running after the one that got through.
    """

    release_before: str
    cuts: dict[str, Cut]
    finished: Recorded
    left_over: list[str]
    unfinished: list[str]
    damaged: Recorded


def troubled(world: Offline, folder: Path) -> Troubled:
    """Three runs on a copy of the sample in ``folder``."""
    landing, home = folder / "landing", folder / "home"
    add_troubles(landing)
    bad = record(run(world, landing, home), home)
    correct(landing)
    corrected = record(run(world, landing, home), home)
    nothing, fresh = folder / "nothing", folder / "fresh"
    nothing.mkdir()
    return Troubled(bad, corrected, record(run(world, nothing, fresh), fresh))


def interrupted(world: Offline, folder: Path) -> Interrupted:
    """The same deliveries, with the power cut while taking in, while dbt works, and while publishing."""
    landing, home = folder / "landing", folder / "home"
    before = current(home).name
    add_troubles(landing)
    moments = {
        "ingest": lambda screen: "[indicator_card " in screen,
        "dbt": lambda screen: "dbt: 40/" in screen,
        "publish": lambda _: any((home / "releases").glob(".writing-*/tables/*")),
    }
    cuts = {name: cut(run_until(world, landing, home, moment), home) for name, moment in moments.items()}
    finished = record(run(world, landing, home), home)
    left_over, unfinished = leftovers(home), unfinished_runs(home)
    damage_a_batch(home)
    (landing / "再来一份.bin").write_bytes(b"new")
    return Interrupted(before, cuts, finished, left_over, unfinished, record(run(world, landing, home), home))


def record(outcome: Outcome, home: Path) -> Recorded:
    """What stands after a run; a run that left no release says so with its screen."""
    assert (home / "releases" / "current").exists(), outcome.err
    release = current(home)
    return Recorded(outcome, release.name, rows(home, DELIVERIES), rows(home, CARDS), content(release))


def cut(code: int, home: Path) -> Cut:
    """What stands after a power cut."""
    release = current(home)
    content(release)
    return Cut(code, release.name, verify_release(release), leftovers(home))


def leftovers(home: Path) -> list[str]:
    """Torn files and folders of runs that were killed."""
    found = [*home.glob("raw/*/.*.tmp"), *home.glob("releases/.writing-*"), *home.glob("releases/.current-next")]
    return sorted(path.relative_to(home).as_posix() for path in found)


def unfinished_runs(home: Path) -> list[str]:
    """Runs that Dagster takes for running."""
    with closing(sqlite3.connect(home / "dagster" / "history" / "runs.db")) as connection:
        sql = "select run_id from runs where status not in ('SUCCESS', 'FAILURE', 'CANCELED')"
        return [run for (run,) in connection.execute(sql)]


def damage_a_batch(home: Path) -> None:
    """Take rows away from a batch behind the register's back."""
    (batch,) = [path for path in (home / "raw" / "electricity_connection").glob("*.parquet") if path.stem != "_empty"]
    table = pq.read_table(batch)
    pq.write_table(table.slice(0, table.num_rows - 7), batch.with_suffix(".new"))
    shutil.move(batch.with_suffix(".new"), batch)
