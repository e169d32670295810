"""One delivered log into the raw zone: batch, quarantine, and the cases it shares with other files."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from ingest.contract import SourceContract
from ingest.landing import LandingFile, hash_file
from ingest.logs.batch import LogBatch, LogFile, write_log_batch
from ingest.logs.overlap import record_overlap
from ingest.raw_zone import RawZone
from ingest.reasons import FileRefused


def take_in_log(contract: SourceContract, file: LandingFile, zone: RawZone, key: bytes, received_on: date) -> LogBatch:
    """Write what ``file`` holds; raises :class:`ingest.reasons.FileRefused`, and then the zone is as it was."""
    batch_path = zone.batch_path(contract.id, file.sha256)
    quarantine_path = zone.shared_path("quarantine", contract.id, file.sha256)
    delivered = LogFile(file.path, file.name, file.sha256, received_on)
    try:
        with _Watched(file) as watched:
            batch = write_log_batch(contract, delivered, key, batch_path, quarantine_path, watched.check)
    except OSError as error:
        raise FileRefused("unreadable", "unreadable", error.strerror or "") from error
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
