"""Fixtures of all rooms: the folder of real files, and a world without network."""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from sample.generate import write_sample
from tests.e2e.child import Offline, Outcome, bizenv, offline, run

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared" / "data"

os.environ.update(
    {
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "false",
    }
)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real files beside the project. Absent: the test is skipped, and fails where CI promises them."""
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"{SHARED} is missing, and CI is set")
    pytest.skip(f"{SHARED} is missing: real files are not part of the project")


class NetworkUsed(AssertionError):
    """A test reached for the network."""


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Connections other than to this process's own machine sockets fail: the project works offline."""
    allowed = {socket.AF_UNIX}
    connect = socket.socket.connect

    def guarded(self: socket.socket, address):
        if self.family in allowed:
            return connect(self, address)
        raise NetworkUsed(f"a test tried to connect to {address}")

    socket.socket.connect = guarded
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def offline_environment(tmp_path_factory: pytest.TempPathFactory) -> Offline:
    """Children of this environment cannot leave the machine, and what they tried is on record."""
    return offline(tmp_path_factory.mktemp("offline"))


@pytest.fixture(scope="session")
def run_bizenv(offline_environment: Offline) -> Callable[..., Outcome]:
    """``run_bizenv("status", "--home", home)``: one command in a process of its own, without network."""
    return partial(bizenv, offline_environment)


@dataclass(frozen=True, slots=True)
class SampleRun:
    """One real run of the sample: shared by all tests, which only read it."""

    landing: Path
    home: Path
    outcome: Outcome


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, offline_environment: Offline) -> SampleRun:
    """The sample with 120 cases, run as of 2022-06-22."""
    folder = tmp_path_factory.mktemp("sample-run")
    write_sample(folder / "delivered", cases=120)
    outcome = run(offline_environment, folder / "delivered", folder / "home")
    return SampleRun(folder / "delivered", folder / "home", outcome)
