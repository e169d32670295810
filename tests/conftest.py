"""Fixtures of all rooms: the folder of real files, and a world without network."""

import os
import socket
from pathlib import Path

import pytest

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
