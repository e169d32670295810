"""The two promises of publishing: nothing unproved becomes current, nothing that fails disturbs what is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

import release.publish as room
from release.current import current_release, read_manifest
from release.durable import ASIDE_PREFIX
from release.errors import ReleaseError, ReleaseRefused
from release.facts import ReleaseFacts
from release.publish import publish
from release.verify import verify_release
from tests.release.made_build import make_audit, make_build, make_facts, publish_made
from tests.release.made_rows import AS_OF

ROOT = Path(__file__).parents[2]
STEPS = (
    "write_database",
    "refuse_other_build",
    "write_scores",
    "write_gaps",
    "write_benchmarks",
    "write_report",
    "write_manifest",
    "verify_release",
    "sync_tree",
    "sync_directory",
    "point_current",
)


def assert_still_current(releases: Path, release_id: str) -> None:
    current = current_release(releases)
    assert current is not None
    assert current.name == release_id
    assert verify_release(current) == []
    with duckdb.connect(str(current / "warehouse.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from submission.gap").fetchall() == [(6,)]


def test_first_release_is_current_whole_and_leaves_nothing_aside(tmp_path: Path) -> None:
    path = publish_made(tmp_path)
    releases = tmp_path / "releases"
    assert path == releases / "r1"
    assert os.readlink(releases / "current") == "r1"
    assert sorted(entry.name for entry in releases.iterdir()) == [".lock", "current", "r1"]
    assert_still_current(releases, "r1")


def test_nothing_published_means_no_current_release(tmp_path: Path) -> None:
    assert current_release(tmp_path) is None


def test_a_current_link_to_nothing_is_an_error_and_not_no_release(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("gone")
    with pytest.raises(ReleaseError, match="gone"):
        current_release(tmp_path)


def test_a_current_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = publish_made(tmp_path / "other")
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "current").symlink_to(outside)
    with pytest.raises(ReleaseError):
        current_release(tmp_path / "releases")


@pytest.mark.parametrize(
    ("audit", "words"),
    [
        ({**make_audit(), "passed": False}, "审计未通过"),
        ({**make_audit(), "passed": "true"}, "审计未通过"),
        ({**make_audit(), "passed": 1}, "审计未通过"),
        ({**make_audit(), "run_id": "run-0"}, "run-0"),
        ({"run_id": "run-1"}, "no 'passed'"),
        ({"passed": True}, "no 'run_id'"),
        ({}, "no 'passed'"),
        (make_audit(checks=[]), "ran no check"),
        (make_audit(checks="all fine"), "cannot be read"),
        (make_audit(checks=[{"name": "weights", "passed": False}]), "weights"),
        (make_audit(checks=[{"name": "weights"}]), "weights"),
    ],
)
def test_an_audit_that_proves_nothing_is_refused(tmp_path: Path, audit: dict, words: str) -> None:
    publish_made(tmp_path)
    with pytest.raises(ReleaseRefused, match=words):
        publish(tmp_path / "r1.duckdb", tmp_path / "releases", facts=make_facts("r2"), audit=audit)
    assert_still_current(tmp_path / "releases", "r1")
    assert not (tmp_path / "releases" / "r2").exists()


def test_failed_checks_are_listed_in_both_languages(tmp_path: Path) -> None:
    check = {"name": "rows", "passed": False, "message_zh": "行数不守恒", "message_en": "rows are lost"}
    audit = make_audit(passed=False, checks=[check])
    with pytest.raises(ReleaseRefused, match="rows: 行数不守恒 / rows are lost"):
        publish(make_build(tmp_path / "b.duckdb"), tmp_path, facts=make_facts(), audit=audit)


def test_waived_and_advisory_failures_pass_and_are_named_in_the_manifest(tmp_path: Path) -> None:
    waived = {"name": "late source", "passed": False, "waiver": "W1"}
    advisory = {"name": "spelling", "passed": False, "severity": "warn"}
    audit = make_audit(checks=[waived, advisory])
    path = publish(make_build(tmp_path / "b.duckdb"), tmp_path, facts=make_facts(), audit=audit)
    summary = read_manifest(path)["audit"]
    assert summary["waived"] == ["late source"]
    assert summary["advisory_failed"] == ["spelling"]


def test_a_build_of_another_date_or_set_is_refused(tmp_path: Path) -> None:
    build = make_build(tmp_path / "b.duckdb")
    for facts in (make_facts(as_of=AS_OF.replace(day=2)), make_facts(indicator_sets=["national_2020"])):
        with pytest.raises(ReleaseRefused, match="publish with the facts of this build"):
            publish(build, tmp_path / "releases", facts=facts, audit=make_audit())
    assert current_release(tmp_path / "releases") is None


def test_a_build_without_a_promised_table_is_refused_by_name(tmp_path: Path) -> None:
    build = make_build(tmp_path / "b.duckdb", drop=["value_lineage"])
    with pytest.raises(ReleaseRefused, match=r"submission\.value_lineage"):
        publish(build, tmp_path / "releases", facts=make_facts(), audit=make_audit())


def test_a_build_without_a_promised_column_is_refused_by_name(tmp_path: Path) -> None:
    build = make_build(tmp_path / "b.duckdb")
    with duckdb.connect(str(build)) as con:
        con.execute("alter table submission.measure_score drop column score_basis")
    with pytest.raises(ReleaseRefused, match=r"submission\.measure_score\.score_basis"):
        publish(build, tmp_path / "releases", facts=make_facts(), audit=make_audit())


def test_a_table_name_that_is_a_path_is_refused(tmp_path: Path) -> None:
    build = make_build(tmp_path / "b.duckdb")
    with duckdb.connect(str(build)) as con:
        con.execute('create table submission."../../escape" (x integer)')
    with pytest.raises(ReleaseRefused, match="escape"):
        publish(build, tmp_path / "releases", facts=make_facts(), audit=make_audit())


@pytest.mark.parametrize("release_id", ["", "../up", "a/b", ".hidden", "current", "a b", "a&b"])
def test_an_id_that_cannot_be_a_folder_is_refused(release_id: str) -> None:
    with pytest.raises(ReleaseRefused):
        make_facts(release_id)


def test_an_id_is_used_once(tmp_path: Path) -> None:
    publish_made(tmp_path)
    with pytest.raises(ReleaseRefused, match="taken"):
        publish(tmp_path / "r1.duckdb", tmp_path / "releases", facts=make_facts("r1"), audit=make_audit())
    assert_still_current(tmp_path / "releases", "r1")


@pytest.mark.parametrize("step", STEPS)
def test_a_failing_step_leaves_the_former_release_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    publish_made(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(room, step, fail)
    with pytest.raises(OSError, match="disk full"):
        publish_made(tmp_path, "r2")
    monkeypatch.undo()
    assert_still_current(tmp_path / "releases", "r1")
    assert not list((tmp_path / "releases").glob(f"{ASIDE_PREFIX}*"))
    assert not (tmp_path / "releases" / "r2").exists()
    assert publish_made(tmp_path / "again", "r2").is_dir()


KILLED = """
import os, signal, sys
from pathlib import Path
import release.publish as room
from tests.release.made_build import make_audit, make_facts
def kill(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(room, sys.argv[2], kill)
folder = Path(sys.argv[1])
room.publish(folder / "r1.duckdb", folder / "releases", facts=make_facts("r2"), audit=make_audit())
"""


@pytest.mark.parametrize("step", ["write_gaps", "sync_tree", "point_current"])
def test_a_killed_process_leaves_the_former_release_current(tmp_path: Path, step: str) -> None:
    publish_made(tmp_path)
    releases = tmp_path / "releases"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), step], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert_still_current(releases, "r1")
    left = list(releases.glob(f"{ASIDE_PREFIX}*"))
    assert bool(left) == (step != "point_current")
    publish_made(tmp_path, "r3")
    assert_still_current(releases, "r3")
    assert not list(releases.glob(f"{ASIDE_PREFIX}*"))


def test_a_reader_with_an_open_connection_survives_the_next_release(tmp_path: Path) -> None:
    publish_made(tmp_path)
    releases = tmp_path / "releases"
    database = str(releases / "current" / "warehouse.duckdb")
    with duckdb.connect(database, read_only=True) as reader:
        before = reader.execute("select * from submission.measure_score order by all").fetchall()
        publish_made(tmp_path, "r2", changed={"measure_score": []})
        assert reader.execute("select * from submission.measure_score order by all").fetchall() == before
    assert current_release(releases) == releases.resolve() / "r2"
    with duckdb.connect(str(releases / "current" / "warehouse.duckdb"), read_only=True) as newer:
        assert newer.execute("select count(*) from submission.measure_score").fetchall() == [(0,)]


def test_two_publications_do_not_overlap(tmp_path: Path) -> None:
    publish_made(tmp_path)
    releases = tmp_path / "releases"
    with FileLock(str(releases / ".lock")), pytest.raises(ReleaseError, match="another publication"):
        publish(tmp_path / "r1.duckdb", releases, facts=make_facts("r2"), audit=make_audit(), lock_timeout=0.1)


def test_the_build_is_not_touched(tmp_path: Path) -> None:
    build = make_build(tmp_path / "b.duckdb")
    before = build.read_bytes()
    publish(build, tmp_path / "releases", facts=make_facts(), audit=make_audit())
    assert build.read_bytes() == before
    assert not build.with_suffix(".duckdb.wal").exists()


def test_a_build_that_is_not_there_is_named(tmp_path: Path) -> None:
    facts: ReleaseFacts = make_facts()
    with pytest.raises(ReleaseRefused, match="absent"):
        publish(tmp_path / "absent.duckdb", tmp_path / "releases", facts=facts, audit=make_audit())
    assert not (tmp_path / "releases").exists()
