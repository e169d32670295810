"""The home folder: everything the program writes, and where."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock, Timeout

SHANGHAI = ZoneInfo("Asia/Shanghai")
PROJECT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT / "dbt"
SEEDS = DBT_PROJECT / "seeds"
KEPT_BUILDS = 3


@dataclass(frozen=True, slots=True)
class Home:
    """Paths below one home folder."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def search_index(self) -> Path:
        return self.root / "search" / "index.sqlite"

    @property
    def landing_cache(self) -> Path:
        return self.root / "state" / "landing.json"

    @property
    def privacy_key(self) -> Path:
        return self.root / "keys" / "privacy.key"

    def build(self, run_id: str) -> "Build":
        """The folder of one run's build."""
        return Build(self.root / "build" / run_id, self)

    @contextmanager
    def building(self, on_wait: Callable[[], None]) -> Iterator[None]:
        """One build at a time, for memory's sake: the database is private to its run anyway.

        A file lock, because the kernel releases it when its holder is killed; a slot of a Dagster pool would stay
        taken. ``on_wait`` is called once when another run has to be waited for.
        """
        lock = FileLock(self.root / "build" / ".lock")
        (self.root / "build").mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def remove_old_builds(self, keep: str) -> None:
        """Keep the newest builds and the one of run ``keep``; a torn build of a killed run goes with the old ones."""
        builds = sorted(
            (path for path in (self.root / "build").glob("*") if path.is_dir() and path.name != keep),
            key=lambda path: path.stat().st_mtime,
            reverse=True,
        )
        for path in builds[KEPT_BUILDS - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Build:
    """One run's private build: inputs, DuckDB file, dbt's artifacts, audit."""

    folder: Path
    home: Home

    @property
    def run_id(self) -> str:
        return self.folder.name

    @property
    def inputs(self) -> Path:
        return self.folder / "inputs"

    @property
    def warehouse(self) -> Path:
        return self.folder / "warehouse.duckdb"

    @property
    def dbt_target(self) -> Path:
        return self.folder / "dbt"

    @property
    def audit(self) -> Path:
        return self.folder / "audit.json"

    @property
    def facts(self) -> Path:
        return self.folder / "facts.json"

    @property
    def start(self) -> Path:
        return self.folder / "start.json"

    def dbt_environment(self) -> dict[str, str]:
        """What dbt's profile reads: the private database, and where relative file names start."""
        return {
            # at its default every statement goes into a log of some fifty megabytes
            "DBT_LOG_LEVEL_FILE": "info",
            "BIZENV_WAREHOUSE": str(self.warehouse),
            "BIZENV_SEARCH_PATH": f"{self.home.root},{self.folder}",
        }


def write_json(path: Path, content: object) -> None:
    """Write JSON so that ``path`` is never half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
    os.replace(temporary, path)


def read_json(path: Path) -> dict:
    """The content of a file written by :func:`write_json`."""
    return json.loads(path.read_text(encoding="utf-8"))


def today() -> date:
    """Today's date in Shanghai, wherever the machine stands."""
    return datetime.now(SHANGHAI).date()
