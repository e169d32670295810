"""Bytes under a path, for readers that take nothing else: they may hold personal data and must not stay on a disk."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def in_memory(data: bytes) -> Iterator[str]:
    """A path under which ``data`` can be read: memory on Linux; elsewhere a private file, removed at the end."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("portion", os.MFD_CLOEXEC)
        path = f"/proc/self/fd/{handle}"
    else:
        handle, path = tempfile.mkstemp()  # mode 0600
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        yield path
    finally:
        os.close(handle)
        if not path.startswith("/proc/"):
            with suppress(FileNotFoundError):
                os.unlink(path)


def literal(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
