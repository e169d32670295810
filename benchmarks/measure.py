"""One task in a process of its own: seconds as the task counts them, peak memory as the kernel does."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
_EVERY = 0.02


class TaskFailed(Exception):
    """A measured process ended with an error; the message holds the end of what it said."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``seconds`` of the work, without starting Python; ``wall`` of the whole process; memory in MiB."""

    seconds: float
    wall: float
    peak_mib: float
    details: dict = field(default_factory=dict)


def measure(task: str, **arguments: object) -> Measured:
    """Run ``benchmarks.tasks`` with a task and its arguments; raises :class:`TaskFailed`."""
    command = [sys.executable, "-m", "benchmarks.tasks", task, json.dumps(arguments, default=str)]
    return measure_command(command)


def measure_command(command: list[str]) -> Measured:
    """Run any command. The last line it prints may be a JSON object with ``seconds`` and other figures."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=PROJECT, stdout=out, stderr=err)
        status, usage, in_memory_files = _wait(process)
        wall = time.perf_counter() - begun
        out.seek(0)
        err.seek(0)
        printed = out.read().decode("utf-8", "replace").strip().splitlines()
        if os.waitstatus_to_exitcode(status):
            said = err.read().decode("utf-8", "replace")[-3000:]
            raise TaskFailed(f"{' '.join(command)}\n" + "\n".join(printed[-20:]) + said)
    last = printed[-1] if printed else ""
    details = json.loads(last) if last.startswith("{") else {}
    seconds = details.pop("seconds", wall)
    return Measured(round(seconds, 3), round(wall, 3), round(usage.ru_maxrss / 1024 + in_memory_files, 1), details)


def _wait(process: subprocess.Popen) -> tuple[int, object, float]:
    """Wait for the end; with it the most MiB that lay in files in memory, which no resident set counts."""
    most = 0
    while True:
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return status, usage, most / 2**20
        most = max(most, _files_in_memory(process.pid))
        time.sleep(_EVERY)


def _files_in_memory(pid: int) -> int:
    total = 0
    try:
        with os.scandir(f"/proc/{pid}/fd") as entries:
            for entry in entries:
                if os.readlink(entry.path).startswith("/memfd:"):
                    total += os.stat(entry.path).st_blocks * 512
    except OSError:  # the process, or one of its files, is gone; elsewhere than on Linux there is no such folder
        return total
    return total
