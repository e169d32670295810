"""What goes wrong: a killed build, a damaged or outdated index, a full disk, a second process."""

import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from benchmarks.made_documents import write_documents
from search import index, store
from search.answer import answer
from search.index import IndexNotUpdated, refresh
from search.store import reading
from tests.search.texts import Office, notice
from warehouse.home import Home

PROJECT = Path(__file__).resolve().parents[2]
CHILD = """
import sys
from pathlib import Path
from search import index
from warehouse.home import Home
index._TOGETHER = 5
print("begun", flush=True)
index.refresh(Home(Path(sys.argv[1])))
"""


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.deliver(power=notice("关于办电的通知", "电力接入从简。"))
    refresh(made.home)
    return made


def is_whole(home: Home) -> bool:
    """SQLite's own check of the file, and of the table of signs against itself."""
    with closing(sqlite3.connect(home.search_index, isolation_level=None)) as opened:
        opened.execute("insert into sign (sign) values ('integrity-check')")
        return opened.execute("pragma integrity_check").fetchone() == ("ok",)


def test_a_build_killed_at_any_moment_leaves_an_index_that_answers(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_documents(home.raw, 120)
    chance = random.Random(7)
    began = time.monotonic()
    command = [sys.executable, "-c", CHILD, str(tmp_path)]
    seen = 0
    for _ in range(8):
        child = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        assert child.stdout.readline() == "begun\n"
        time.sleep(chance.random() * 0.5)
        child.kill()
        child.wait()
        child.stdout.close()
        if not home.search_index.is_file():
            continue
        try:
            with reading(home) as opened:
                files, documents = opened.execute(
                    "select (select count(*) from file), (select count(*) from document)"
                ).fetchone()
                found = opened.execute("select count(*) from sign where sign match '\"公 司\"'").fetchone()
        except store.IndexUnusable:
            # killed before the first table stood: there was no former index
            assert seen == 0
            continue
        # each file with its document, whole transactions only, and never less than before
        assert files == documents >= seen and files % 5 == 0
        assert bool(found[0]) == bool(files)
        seen = files
    report = refresh(home)
    assert report.rebuilt is None or seen == 0
    assert report.files == 120 and report.added == 120 - seen
    assert is_whole(home)
    assert time.monotonic() - began < 120


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"no database at all" * 1000),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 20_000),
    ],
)
def test_a_damaged_index_is_built_again(office: Office, damage) -> None:
    damage(office.home.search_index)
    assert answer(office.home, "电力接入").matching == 1
    assert is_whole(office.home)


def test_damage_that_only_a_question_meets_is_mended_too(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with closing(sqlite3.connect(office.home.search_index)) as opened:
        # the segments of the table of signs: nothing reads them before somebody asks
        opened.execute("update sign_data set block = x'ffffffffffffffff' where id > 10")
        opened.commit()
    assert answer(office.home, "电力接入").matching == 1
    assert "building it again" in caplog.text
    assert is_whole(office.home)


def test_an_index_of_another_version_is_built_again_with_a_word(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "version", lambda: "another")
    report = refresh(office.home)
    assert "another version" in report.rebuilt and "another version" in caplog.text
    assert report.files == 1
    assert refresh(office.home).rebuilt is None


def test_an_index_that_lacks_a_table_is_built_again(office: Office) -> None:
    with closing(sqlite3.connect(office.home.search_index)) as opened:
        opened.execute("drop table passage")
        opened.commit()
    assert "lacks tables" in refresh(office.home).rebuilt
    assert answer(office.home, "电力接入").matching == 1


def test_on_a_full_disk_the_former_index_answers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.deliver(**{f"more{n}": notice(f"关于第{n}项的通知", f"第{n}项内容。" * 200) for n in range(5)})

    def connect(*arguments, **options):
        connection = sqlite3_connect(*arguments, **options)
        (pages,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma max_page_count = {pages + 2}")
        return connection

    sqlite3_connect = sqlite3.connect
    monkeypatch.setattr(store.sqlite3, "connect", connect)
    with pytest.raises(IndexNotUpdated, match="full"):
        refresh(office.home)
    found = answer(office.home, "电力接入")
    assert found.matching == 1 and "full" in found.outdated and found.searched == 1
    monkeypatch.undo()
    assert refresh(office.home).added == 5
    assert is_whole(office.home)


def test_what_went_is_removed_whole_or_not_at_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.deliver(a=notice("关于甲的通知", "甲。"), b=notice("关于乙的通知", "乙。"))
    assert refresh(office.home).files == 3
    for name in ("a", "b"):
        office.withdraw(name)
    removed, calls = index._remove, []

    def fails_the_second_time(*arguments) -> None:
        calls.append(arguments)
        if len(calls) == 2:
            raise sqlite3.OperationalError("database or disk is full")
        removed(*arguments)

    monkeypatch.setattr(index, "_remove", fails_the_second_time)
    found = answer(office.home, "通知")
    assert (found.searched, found.matching) == (3, 3) and "full" in found.outdated
    monkeypatch.undo()
    assert answer(office.home, "通知").searched == 1
    assert is_whole(office.home)


def test_while_another_process_updates_the_index_as_it_is_answers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.answer._PATIENCE", 0.1)
    office.deliver(water=notice("关于用水的通知", "供水接入从简。"))
    with FileLock(office.home.search_index.with_name(".lock")):
        found = answer(office.home, "接入从简")
    assert found.matching == 1 and "another process" in found.outdated
    assert answer(office.home, "接入从简").matching == 2


def test_without_any_index_and_no_way_to_build_one_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.answer._PATIENCE", 0.1)
    home = Home(tmp_path)
    home.search_index.parent.mkdir(parents=True)
    with FileLock(home.search_index.with_name(".lock")), pytest.raises(IndexNotUpdated, match="another process"):
        answer(home, "电力")
