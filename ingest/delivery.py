"""One delivered file: read by its contract, and its batch written with what was held back from it."""

import hashlib
from datetime import UTC, date, datetime

from ingest.batch import Batch, build_batch
from ingest.contract import SourceContract
from ingest.document_pool import DocumentPool
from ingest.headers import looks_like_header
from ingest.landing import LandingFile
from ingest.logs.batch import LogBatch
from ingest.logs.take_in import faults_of_the_file, take_in_log
from ingest.raw_zone import QUARANTINE, RawZone, batch_schema, write_parquet
from ingest.reasons import FileRefused
from ingest.tables.delimited import read_delimited
from ingest.tables.workbook import is_workbook, read_workbook

MAX_FILE_BYTES = 2 << 30  # tables and documents are read whole
MAX_LOG_BYTES = 64 << 30  # logs are read in portions


def take_in(
    contract: SourceContract,
    file: LandingFile,
    zone: RawZone,
    key: bytes,
    received_on: date,
    documents: DocumentPool | None,
) -> Batch | LogBatch:
    """Read ``file`` and write its batch; raises :class:`ingest.reasons.FileRefused`, and then nothing is written.

    ``documents`` read the files of a document source.
    """
    _check_size(contract, file)
    if contract.kind == "log":
        return take_in_log(contract, file, zone, key, received_on)
    with faults_of_the_file():
        batch = documents.read(file) if documents else _read(contract, file, key)
    _write(contract, file, zone, batch)
    return batch


def _check_size(contract: SourceContract, file: LandingFile) -> None:
    if file.sha256 is None:
        if file.problem == "changing":
            raise FileRefused("unreadable", "changing")
        raise FileRefused("unreadable", "unreadable", file.problem or "")
    if not file.size:
        raise FileRefused("unreadable", "empty")
    if file.size > (MAX_LOG_BYTES if contract.kind == "log" else MAX_FILE_BYTES):
        raise FileRefused("unreadable", "too_large", f"{file.size:,} bytes")


def _read(contract: SourceContract, file: LandingFile, key: bytes) -> Batch:
    try:
        data = file.path.read_bytes()
    except OSError as error:
        raise FileRefused("unreadable", "unreadable", error.strerror or "") from error
    # between hashing and reading the file may have been replaced: the batch must be of the hashed bytes
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise FileRefused("unreadable", "changing")
    is_header = looks_like_header(contract)
    if is_workbook(data):
        table = read_workbook(data, is_header, contract.sheet)
    else:
        table = read_delimited(data, is_header, contract.encoding, contract.delimiter)
    return build_batch(contract, table, key)


def _write(contract: SourceContract, file: LandingFile, zone: RawZone, batch: Batch) -> None:
    provenance = {
        "source_id": contract.id,
        "file_sha256": file.sha256,
        "ingested_at": datetime.now(UTC).replace(tzinfo=None),
    }
    rows = ({**row, **provenance} for row in batch.rows)
    held = [
        {
            "source_id": contract.id,
            "file_sha256": file.sha256,
            "file_name": file.name,
            "member": None,
            "row_number": cell.row_number,
            "column_name": cell.column_name,
            "reason_code": cell.reason_code,
            "raw_text": cell.raw_text,
            "value_only": cell.value_only,
        }
        for cell in batch.quarantine
    ]
    # the batch last: once it stands, what was held back from it is on record
    quarantine = zone.shared_path("quarantine", contract.id, file.sha256)
    if held or quarantine.is_file():
        write_parquet(quarantine, held, QUARANTINE)
    write_parquet(zone.batch_path(contract.id, file.sha256), rows, batch_schema(contract))
