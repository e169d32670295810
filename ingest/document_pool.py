"""Documents read by processes of their own: on both cores, each file within a limit of time and memory."""

import os
import resource
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from ingest.batch import Batch
from ingest.document_batch import document_batch
from ingest.documents.ocr_cache import VARIABLE
from ingest.landing import LandingFile, hash_file
from ingest.logs.pace import Pace
from ingest.reasons import FileRefused

Reader = Callable[[Path], Batch]

WORKERS = 2
# a scanned page takes some five seconds to read and some 0.3 MiB
SECONDS_PER_FILE = 120
SECONDS_PER_MIB = 30
MAX_SECONDS = 3600
MEMORY_BYTES = 6 << 30  # address space, which the models of OCR map generously
_AHEAD = 8  # files handed out before their turn: what is read waits in memory
_TASKS_PER_PROCESS = 500  # what a library leaks goes with its process


class DocumentPool:
    """Reads documents ahead of the one who asks for them, in the order of ``files``."""

    def __init__(self, pool: ProcessPool, files: Iterable[LandingFile], name: str, reader: Reader) -> None:
        self._pool = pool
        self._reader = reader
        self._waiting = deque(files)
        self._reading: dict[str, ProcessFuture] = {}
        self._pages = 0
        self._pace = Pace(name, "页", "pages")

    def read(self, file: LandingFile) -> Batch:
        """The batch of one file; raises :class:`ingest.reasons.FileRefused`, also for one that takes too long."""
        while self._waiting and len(self._reading) < _AHEAD:
            self._hand_out(self._waiting.popleft())
        if file.name not in self._reading:
            self._hand_out(file)
        future = self._reading.pop(file.name)
        try:
            batch = future.result()
        except TookTooLong as error:
            raise FileRefused("unreadable", "too_slow", f"{seconds_for(file.size):,} s") from error
        except ProcessExpired as error:
            raise FileRefused("unreadable", "too_heavy", f"exit code {error.exitcode}") from error
        self._pages += sum(row["page_count"] for row in batch.rows)
        self._pace.report(self._pages)
        return batch

    def _hand_out(self, file: LandingFile) -> None:
        self._reading[file.name] = self._pool.schedule(
            _read, args=[self._reader, file.path, file.sha256], timeout=seconds_for(file.size)
        )


@contextmanager
def document_pool(
    files: Iterable[LandingFile], name: str, ocr_cache: Path, reader: Reader = document_batch
) -> Iterator[DocumentPool]:
    """Processes for ``files``; they start with the first that is asked for and end with the block.

    ``ocr_cache``: folder of what OCR has read before, unless ``BIZENV_OCR_CACHE`` names another. ``reader`` gives the
    batch of one path; it must be a function of a module, for the processes import it.
    """
    # a fork of a process with threads (DuckDB, Dagster) may hang: each worker begins anew
    context = get_context("forkserver")
    context.set_forkserver_preload([document_batch.__module__])
    pool = ProcessPool(WORKERS, max_tasks=_TASKS_PER_PROCESS, initializer=_begin, initargs=[ocr_cache], context=context)
    try:
        yield DocumentPool(pool, files, name, reader)
    finally:
        pool.stop()
        pool.join()


def seconds_for(size: int) -> int:
    """Seconds that a file of ``size`` bytes may take."""
    return min(SECONDS_PER_FILE + SECONDS_PER_MIB * size // (1 << 20), MAX_SECONDS)


def _begin(ocr_cache: Path) -> None:
    """Bounds of a worker: memory, and the threads of the libraries it uses."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MEMORY_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ.setdefault(VARIABLE, str(ocr_cache))


def _read(reader: Reader, path: Path, sha256: str) -> Batch:
    """In the worker: whatever goes wrong comes back as a refusal, which every process understands."""
    try:
        batch = reader(path)
        # the readers open the path themselves: what they read must be what was hashed
        if hash_file(path) != sha256:
            raise FileRefused("unreadable", "changing")
    except FileRefused:
        raise
    except OSError as error:
        raise FileRefused("unreadable", "unreadable", error.strerror or "") from error
    except MemoryError as error:
        raise FileRefused("unreadable", "too_heavy", "memory") from error
    except Exception as error:
        # a message of a library may quote the text: the kind of error alone is told
        raise FileRefused("unreadable", "damaged", type(error).__name__) from error
    return batch
