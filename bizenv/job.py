"""The main job from the command line: the same Dagster job that the schedule runs, on the same home."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bizenv.reports import show_outcome
from bizenv.screen import Screen
from ingest.landing import LandingUnreadable, scan
from release.current import current_release, read_manifest
from release.errors import ReleaseError
from warehouse.home import PROJECT, Home, today
from warehouse.inputs import inputs_fingerprint
from warehouse.run_facts import UnknownIndicatorSet, chosen_sets

if TYPE_CHECKING:
    import dagster as dg

PUBLISHED, FAILED, USAGE = 0, 1, 2
_PROCESS = "bizenv/process"  # tag: the process a run from the command line lives in
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
_OFFLINE = {
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PYTHONUTF8": "1",
}


class HomeInLanding(Exception):
    """The home lies in the landing zone: what the program writes would be taken in as deliveries."""


def run_job(landing: Path, home_folder: Path, as_of: date | None, sets: Sequence[str], screen: Screen) -> int:
    """Run everything; gives the exit code. Nothing new since the current release is a matter of a second."""
    try:
        # nothing is written before the options have proved usable
        chosen = chosen_sets(sets)
        home = Home(home_folder.resolve())
        _refuse_home_in_landing(landing, home)
        files = scan(landing, home.landing_cache)
        prepare_home(home_folder)
    except (LandingUnreadable, UnknownIndicatorSet, HomeInLanding, OSError) as error:
        screen.problem(f"无法开始 / cannot start: {error}")
        return USAGE
    if not files:
        screen.progress(f"报送目录为空 / the landing folder is empty: {landing}")
    fingerprint = inputs_fingerprint(files, as_of or today(), chosen)
    if _current_fingerprint(home) == fingerprint:
        screen.say("没有新内容，当前发布不变 / nothing new: the current release stands", style="green")
        show_outcome(home, screen)
        return PUBLISHED
    set_environment(landing, home, as_of, sets)
    return _execute(home, landing, screen)


def prepare_home(folder: Path) -> Home:
    """Create a home's folders and Dagster's settings in it."""
    home = Home(folder.resolve())
    home.dagster.mkdir(parents=True, exist_ok=True)
    settings = PROJECT / "dagster_project" / "dagster.yaml"
    target = home.dagster / "dagster.yaml"
    if not target.is_file() or target.read_bytes() != settings.read_bytes():
        shutil.copyfile(settings, target)
    return home


def set_environment(landing: Path, home: Home, as_of: date | None, sets: Sequence[str]) -> None:
    """What Dagster's resource and every child process read."""
    os.environ.update(_OFFLINE)
    os.environ |= {
        "DAGSTER_HOME": str(home.dagster),
        "BIZENV_LANDING": str(landing.resolve()),
        "BIZENV_HOME": str(home.root),
        "BIZENV_AS_OF": as_of.isoformat() if as_of else "",
        "BIZENV_INDICATOR_SETS": ";".join(sets),
    }


def open_ui(landing: Path, home_folder: Path, port: int, screen: Screen) -> int:
    """Dagster's UI with schedule and sensor, for people on this machine only."""
    import dagster as dg

    home = prepare_home(home_folder)
    set_environment(landing, home, None, [])
    with dg.DagsterInstance.get() as instance:
        _close_killed_runs(instance)
    screen.say(f"Dagster: http://127.0.0.1:{port}  (Ctrl-C 结束 / stops)")
    command = [sys.executable, "-m", "dagster", "dev", "-m", "dagster_project.definitions"]
    return subprocess.run([*command, "-h", "127.0.0.1", "-p", str(port)], cwd=PROJECT, check=False).returncode


def _refuse_home_in_landing(landing: Path, home: Home) -> None:
    if home.root.is_relative_to(landing.resolve()):
        raise HomeInLanding(
            f"{home.root}: --home 不能在报送目录内，请换一个目录"
            " / --home must not lie in the landing folder; choose another folder"
        )


def _execute(home: Home, landing: Path, screen: Screen) -> int:
    screen.progress("准备 / preparing")
    import dagster as dg

    from dagster_project.definitions import defs

    screen.follow_rooms()
    before = current_release(home.releases)
    job = defs.resolve_job_def("nightly")
    # dbt and Dagster speak at length: their words go to a file, the rooms' progress to the screen
    with (
        dg.DagsterInstance.get() as instance,
        (home.dagster / "last_run.log").open("w", encoding="utf-8") as log,
        redirect_stdout(log),
    ):
        _close_killed_runs(instance)
        tags = {_PROCESS: str(os.getpid())}
        result = job.execute_in_process(instance=instance, raise_on_error=False, run_config=_QUIET, tags=tags)
    after = current_release(home.releases)
    if result.success and after is not None and after != before:
        show_outcome(home, screen)
        return PUBLISHED
    _explain_failure(home, landing, result, screen)
    return FAILED


def _close_killed_runs(instance: "dg.DagsterInstance") -> None:
    """A run of this command that was killed stands as started for ever and would hold up the scheduler's queue."""
    import dagster as dg

    unfinished = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.STARTING])
    for run in instance.get_runs(unfinished):
        process = run.tags.get(_PROCESS)
        if process and not _is_alive(int(process)):
            instance.report_run_failed(run, f"process {process} is gone: the run was killed")


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _explain_failure(home: Home, landing: Path, result: object, screen: Screen) -> None:
    """Why nothing was published: the audit's failed checks, or the step that broke."""
    from dagster_project.definitions import CONTRACTS
    from warehouse.audit import audit_build

    build = home.build(result.run_id)
    screen.problem(f"详细记录 / full log: {home.dagster / 'last_run.log'}")
    screen.problem(f"没有发布 / nothing was published; {_standing(home)}")
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = error.cause or error
            reason = " ".join(line.strip() for line in cause.message.strip().splitlines()[:6])
            screen.problem(f"- {event.step_key}: {reason}")
    if build.inputs.is_dir():
        for check in audit_build(build, CONTRACTS.values())["checks"]:
            if not check["passed"]:
                screen.problem(f"- {check['name']}: {check['message_zh']}")


def _standing(home: Home) -> str:
    try:
        former = current_release(home.releases)
    except ReleaseError as error:
        return str(error)
    if former is None:
        return "此前也没有发布 / and there is no former release."
    return f"原发布仍然有效 / the former release stays current: {former.name}"


def _current_fingerprint(home: Home) -> str | None:
    try:
        release = current_release(home.releases)
        return read_manifest(release).get("inputs_fingerprint") if release else None
    except ReleaseError:
        return None  # a damaged release is no reason to skip the run that replaces it
