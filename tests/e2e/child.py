"""The program as people start it: child processes without network, watched from outside."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
AS_OF = "2022-06-22"
TIMEOUT = 900

# Python imports this module by itself in every child: the program, Dagster and dbt alike. An attempt is refused and put
# on record, for a program that tries and forgives itself would otherwise pass.
_GUARD = """
import os, socket

def _refuse(address):
    with open(os.environ["OFFLINE_ATTEMPTS"], "a", encoding="utf-8") as record:
        record.write(f"{os.getpid()} {address!r}\\n")
    raise OSError(f"offline: {address!r}")

def _guarded(original):
    def method(self, address, *rest):
        return original(self, address, *rest) if self.family == socket.AF_UNIX else _refuse(address)
    return method

socket.socket.connect = _guarded(socket.socket.connect)
socket.socket.connect_ex = _guarded(socket.socket.connect_ex)
socket.getaddrinfo = lambda host, *rest, **options: _refuse(host)
"""


@dataclass(frozen=True, slots=True)
class Offline:
    """An environment for children, and the file in which their attempts to leave the machine are recorded."""

    environment: dict[str, str]
    attempts: Path

    def attempted(self) -> str:
        """What children tried; empty when none did."""
        return self.attempts.read_text(encoding="utf-8") if self.attempts.exists() else ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exit code and screen of one command."""

    code: int
    out: str
    err: str


def offline(folder: Path) -> Offline:
    """Write the guard into ``folder``; no switch against telemetry is set, so that the program must set its own."""
    (folder / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    attempts = folder / "attempts.txt"
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    path = os.pathsep.join((str(folder), str(PROJECT)))
    # one picture, read once for all runs of the session
    kept["BIZENV_OCR_CACHE"] = str(folder / "ocr")
    return Offline(kept | {"PYTHONPATH": path, "PYTHONUTF8": "1", "OFFLINE_ATTEMPTS": str(attempts)}, attempts)


def bizenv(world: Offline, *arguments: object) -> Outcome:
    """Run ``python -m bizenv`` to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "bizenv", *map(str, arguments)],
        cwd=PROJECT, env=world.environment, capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    return Outcome(done.returncode, done.stdout, done.stderr)


def run(world: Offline, landing: Path, home: Path) -> Outcome:
    """The main job as of the sample's day."""
    return bizenv(world, "run", "--landing", landing, "--home", home, "--as-of", AS_OF)


def run_until(world: Offline, landing: Path, home: Path, reached: Callable[[str], bool]) -> int:
    """Start the main job and cut its power when ``reached`` says so of the screen; gives the exit code.

    The whole process group dies at once by SIGKILL, dbt with it.
    """
    screen = home.with_name(f"{home.name}-screen.txt")
    command = [sys.executable, "-m", "bizenv", "run", "--landing", str(landing), "--home", str(home)]
    with screen.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--as-of", AS_OF],
            cwd=PROJECT, env=world.environment, stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip
        deadline = time.monotonic() + TIMEOUT
        try:
            while process.poll() is None and time.monotonic() < deadline:
                if reached(screen.read_text(encoding="utf-8", errors="replace")):
                    break
                time.sleep(0.01)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return process.returncode
