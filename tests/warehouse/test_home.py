"""The home folder: one build at a time, old builds removed, JSON never half written."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from warehouse.home import PROJECT, Home, read_json, write_json

HOLD = """
import sys, time
from pathlib import Path
from warehouse.home import Home
with Home(Path(sys.argv[1])).building(lambda: None):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_build_waits_and_says_so(tmp_path: Path) -> None:
    home, said, entered = Home(tmp_path), [], threading.Event()

    def second() -> None:
        with home.building(lambda: said.append("waiting")):
            entered.set()

    with home.building(lambda: said.append("the first does not wait")):
        thread = threading.Thread(target=second)
        thread.start()
        while not said:
            time.sleep(0.01)
        assert said == ["waiting"]
        assert not entered.is_set()
    thread.join(timeout=30)
    assert entered.is_set()


def test_a_killed_build_holds_nobody_up(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    waited = []
    with Home(tmp_path).building(lambda: waited.append(True)):
        assert waited == []


def test_old_builds_go_and_the_newest_stay(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for age, name in enumerate(("e", "d", "c", "b", "a")):
        home.build(name).inputs.mkdir(parents=True)
        os.utime(home.build(name).folder, (1_000_000 + age, 1_000_000 + age))
    home.remove_old_builds(keep="e")
    assert sorted(path.name for path in (tmp_path / "build").iterdir()) == ["a", "b", "e"]


def test_json_is_read_back_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    write_json(path, {"as_of": "2022-06-22"})
    write_json(path, {"as_of": "2022-06-23"})
    assert read_json(path) == {"as_of": "2022-06-23"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["facts.json"]
