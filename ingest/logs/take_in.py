"""One delivered log into the raw zone: batch, quarantine, and the cases it shares with other files."""

import csv
import lzma
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import duckdb
import pyarrow as pa

from ingest.contract import SourceContract
from ingest.landing import LandingFile, hash_file
from ingest.logs.batch import LogBatch, LogFile, write_log_batch
from ingest.logs.overlap import record_overlap
from ingest.raw_zone import RawZone
from ingest.reasons import FileRefused

# what the libraries raise over a file's bytes; faults of this program (ConservationError, LostRows) are none of these
_OF_THE_FILE = (duckdb.Error, pa.ArrowException, csv.Error, UnicodeError, lzma.LZMAError, zlib.error)


@contextmanager
def faults_of_the_file() -> Iterator[None]:
    """Whatever a library says of one file's content refuses that file (`damaged`), and the others go on.

    The message names the kind of error alone: what a library writes about it may quote a cell.
    """
    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException, pa.ArrowMemoryError) as error:
        raise FileRefused("unreadable", "unreadable", type(error).__name__) from error
    except OSError as error:
        raise FileRefused("unreadable", "unreadable", error.strerror or "") from error
    except _OF_THE_FILE as error:
        raise FileRefused("unreadable", "damaged", type(error).__name__) from error


def take_in_log(contract: SourceContract, file: LandingFile, zone: RawZone, key: bytes, received_on: date) -> LogBatch:
    """Write what ``file`` holds; raises :class:`ingest.reasons.FileRefused`, and then the zone is as it was."""
    batch_path = zone.batch_path(contract.id, file.sha256)
    quarantine_path = zone.shared_path("quarantine", contract.id, file.sha256)
    delivered = LogFile(file.path, file.name, file.sha256, received_on)
    with faults_of_the_file(), _Watched(file) as watched:
        batch = write_log_batch(contract, delivered, key, batch_path, quarantine_path, watched.check)
    record_overlap(contract, file.sha256, zone)
    return batch


class _Watched:
    """A file that is being read: hashed beside the reading, and nobody may touch it from before until after.

    The readers open the path themselves, so only this proves that what they read is what was hashed: the time of an
    inode's last change cannot be set back.
    """

    def __init__(self, file: LandingFile) -> None:
        self._file = file
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="hashing")

    def __enter__(self) -> "_Watched":
        self._before = self._stamp()
        self._sum = self._pool.submit(hash_file, self._file.path)
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def check(self) -> None:
        """Raises :class:`ingest.reasons.FileRefused` when the file was replaced or written to."""
        if self._sum.result() != self._file.sha256 or self._stamp() != self._before:
            raise FileRefused("unreadable", "changing")

    def _stamp(self) -> tuple[int, int, int, int]:
        stat = self._file.path.stat()
        return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
