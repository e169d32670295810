"""Portions typed by several threads and given back in the file's order; few are in memory at a time."""

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import duckdb

from ingest.logs.portion import Portion, Portions
from ingest.logs.type_portion import TypedPortion

WORKERS = 2
_MEMORY = "1500MB"
_WAITING = 1  # portions read ahead

Work = Callable[[duckdb.DuckDBPyConnection, Portion], TypedPortion]


@contextmanager
def engine(scratch: Path, key: bytes, time_zone: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory. What it puts off to a disk lies encrypted below ``scratch``, and is gone afterwards."""
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".typing.", suffix=f".{os.getpid()}.tmp", dir=scratch) as folder:
        config = {
            "temp_directory": folder,
            "temp_file_encryption": "true",
            "memory_limit": _MEMORY,
            "threads": str(WORKERS),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        with duckdb.connect(":memory:", config=config) as connection:
            prepare(connection, key, time_zone)
            yield connection


def prepare(cursor: duckdb.DuckDBPyConnection, key: bytes, time_zone: str) -> None:
    """What the generated statements expect of a connection: the key of hashes, the zone of the contract."""
    cursor.execute("set variable hash_key = ?::BLOB", [key])
    cursor.execute("set variable time_zone = ?", [time_zone])


def in_parallel(
    connection: duckdb.DuckDBPyConnection, portions: Portions, work: Work, key: bytes, time_zone: str
) -> Iterator[TypedPortion]:
    """``work`` done on every portion, in their order. Reading, typing and the caller's writing overlap."""
    cursors: Queue[duckdb.DuckDBPyConnection] = Queue()
    for _ in range(WORKERS):
        cursor = connection.cursor()
        prepare(cursor, key, time_zone)
        cursors.put(cursor)

    def one(portion: Portion) -> TypedPortion:
        cursor = cursors.get()
        try:
            return work(cursor, portion)
        finally:
            cursors.put(cursor)

    pending: deque[Future[TypedPortion]] = deque()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="typing") as pool, _read_ahead(portions) as ahead:
        try:
            for portion in ahead:
                pending.append(pool.submit(one, portion))
                del portion
                if len(pending) > WORKERS:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            for future in pending:
                future.cancel()
    while not cursors.empty():
        cursors.get().close()


@contextmanager
def _read_ahead(portions: Portions) -> Iterator[Iterator[Portion]]:
    """The same portions, read by a thread of their own; an error there is raised here."""
    queue: Queue[Portion | BaseException | None] = Queue(_WAITING)
    stopped = Event()

    def read() -> None:
        end: BaseException | None = None
        try:
            for portion in portions:
                queue.put(portion)
                if stopped.is_set():
                    break
        except BaseException as error:  # raised again where the portions are used
            end = error
        finally:
            if hasattr(portions, "close"):
                portions.close()
        queue.put(end)

    def taken() -> Iterator[Portion]:
        while (item := queue.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item

    reader = Thread(target=read, name="reading", daemon=True)
    reader.start()
    try:
        yield taken()
    finally:
        stopped.set()
        while reader.is_alive():
            while not queue.empty():
                queue.get()
            reader.join(0.01)
