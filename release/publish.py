"""Write aside, check, rename, switch: the only way a build becomes the current release."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from release.benchmark_workbook import write_benchmarks
from release.database import open_release, write_database
from release.depth.sections import depth_sections
from release.durable import ASIDE_PREFIX, CURRENT, point_current, remove_stale, sync_directory, sync_tree
from release.errors import ReleaseError, ReleaseRefused
from release.facts import ReleaseFacts
from release.gap_workbook import write_gaps
from release.gate import refuse_unless_passed
from release.manifest import write_manifest
from release.readiness import read_readiness, refuse_other_build
from release.report import write_report
from release.verify import verify_release
from release.workbook import write_scores

LOCK = ".lock"


def publish(
    build_db: Path,
    releases: Path,
    *,
    facts: ReleaseFacts,
    audit: Mapping[str, Any],
    lock_timeout: float = 60.0,
) -> Path:
    """Publish the build as `releases/<release_id>`, make it current and return that path.

    Raises ReleaseRefused when the audit did not pass, is of another run or cannot be read, when the build
    is not the one of the facts or lacks tables, and when the id is taken; ReleaseError when another
    publication holds the lock for `lock_timeout` seconds. After any failure the former release is current
    and the folder aside is gone.
    """
    refuse_unless_passed(audit, facts)
    if not build_db.is_file():
        raise ReleaseRefused(f"{build_db}: 没有构建好的库文件 / no built database here: run the build first")
    releases.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(str(releases / LOCK), timeout=lock_timeout):
            return _publish_locked(build_db, releases, facts, audit)
    except Timeout as error:
        raise ReleaseError(
            f"{releases / LOCK}: 另一次发布正在进行,稍后重试 / another publication is running: try again later"
        ) from error


def _publish_locked(build_db: Path, releases: Path, facts: ReleaseFacts, audit: Mapping[str, Any]) -> Path:
    remove_stale(releases)
    final = releases / facts.release_id
    aside = releases / f"{ASIDE_PREFIX}{facts.release_id}"
    if os.path.lexists(final):
        raise ReleaseRefused(f"{final}: 编号已被使用,请换一个 / this release id is taken: use a new one")
    try:
        aside.mkdir()
        _write_files(build_db, aside, facts, audit)
        sync_tree(aside)
        aside.rename(final)
        sync_directory(releases)
        point_current(releases, facts.release_id)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        if final.exists() and (releases / CURRENT).resolve() != final.resolve():
            # It never became current: leaving it would look like a release that somebody withdrew.
            shutil.rmtree(final, ignore_errors=True)
        raise
    return final


def _write_files(build_db: Path, aside: Path, facts: ReleaseFacts, audit: Mapping[str, Any]) -> None:
    scratch = aside / ".scratch"
    scratch.mkdir()
    table_rows = write_database(build_db, aside, scratch)
    shutil.rmtree(scratch)
    workbooks = aside / "workbooks"
    workbooks.mkdir()
    with open_release(aside) as con:
        refuse_other_build(con, facts)
        readiness = read_readiness(con, facts)
        write_scores(con, workbooks / "scores.xlsx", facts, readiness)
        write_gaps(con, workbooks, facts, readiness)
        sections = depth_sections(con, readiness)
        write_benchmarks(con, workbooks / "benchmarks.xlsx", facts, readiness, sections)
        write_report(con, aside / "report.html", facts, audit, readiness, sections)
    write_manifest(aside, facts, audit, readiness, table_rows)
    faults = verify_release(aside)
    if faults:
        raise ReleaseError("\n".join(["写出的文件与清单不符 / files differ from the manifest just written:", *faults]))
