"""Separate programs that read a format for us: no shell, a folder of their own, limits of time and of output."""

import os
import signal
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

from ingest.documents.model import UnreadableDocument

SECONDS = 60
MAX_OUTPUT_BYTES = 50 * 1024 * 1024


def output_of(command: Sequence[str], folder: Path) -> bytes | None:
    """What the program writes, None when it fails; ``folder`` is its working and home folder.

    It and its children are ended after ``SECONDS``. Raises :class:`UnreadableDocument` (`too_large`, `damaged`).
    """
    # nothing of our own environment, and no way out for one that would follow a link in the document
    nowhere = {name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy")}
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8", **nowhere}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        late = threading.Event()
        timer = threading.Timer(SECONDS, lambda: (late.set(), _end(process)))
        timer.start()
        try:
            output = process.stdout.read(MAX_OUTPUT_BYTES + 1)
            if len(output) <= MAX_OUTPUT_BYTES:
                process.wait()
        finally:
            timer.cancel()
            _end(process)
    if late.is_set():
        raise UnreadableDocument(
            "damaged",
            f"{SECONDS} 秒内未能读完，请另存为 .docx",
            f"not read within {SECONDS} seconds; save as .docx",
        )
    if len(output) > MAX_OUTPUT_BYTES:
        raise UnreadableDocument(
            "too_large",
            f"文字超过 {MAX_OUTPUT_BYTES:,} 字节，请拆分",
            f"more than {MAX_OUTPUT_BYTES:,} bytes of text; split it",
        )
    return output if process.returncode == 0 else None


def _end(process: subprocess.Popen) -> None:
    """End the program and what it started: they are a group of their own."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
