"""Taking in the deliveries of one source: what is new is read, typed and written; all is put on record.

One bad file never stops the others: its reason goes into the register, and the former good delivery stays.
"""

import hashlib
import json
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from ingest.batch import Batch
from ingest.contract import SourceContract
from ingest.contract_file import contract_digest
from ingest.delivery import take_in
from ingest.document_pool import DocumentPool, document_pool
from ingest.in_force import carriers, clock, in_place, is_known, only, same_failure, withdraw
from ingest.landing import LandingFile
from ingest.logs.batch import LogBatch
from ingest.privacy import mask_text
from ingest.raw_zone import RawZone
from ingest.reasons import REASONS, FileRefused

log = logging.getLogger("bizenv.ingest")

_SAVED_EVERY_SECONDS = 5.0
_NAMED = 8  # columns named in a message
_NAME_SHOWN = 60  # characters of a column's name
_COUNTS = (
    "rows_read",
    "rows_written",
    "rows_quarantined",
    "rows_repeated",
    "values_read",
    "values_written",
    "values_quarantined",
)


@dataclass(slots=True)
class IntakeReport:
    """What taking in one source came to. ``new_batches`` are full SHA-256 sums of files read in this call."""

    source_id: str
    deliveries: list[dict] = field(default_factory=list)
    new_batches: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def total(self, count: str) -> int:
        """Sum of a count over this call's deliveries."""
        return sum(delivery[count] or 0 for delivery in self.deliveries)


def ingest_source(
    contract: SourceContract,
    files: Sequence[LandingFile],
    zone: RawZone,
    key: bytes,
    as_of: date,
    landing_empty: bool,
) -> IntakeReport:
    """Take in the files that ``contract`` recognises.

    ``as_of`` is the run's date: a file seen for the first time counts as received then, unless a folder of
    its path states a date. ``landing_empty``: the whole landing folder is empty, which is taken for an absent
    disk and not for the withdrawal of everything.
    """
    report = IntakeReport(contract.id)
    digest = reader_digest(contract)
    saved = time.monotonic()
    with zone.locked(contract.id), _document_pool(contract, files, zone, digest) as documents:
        register = zone.read_register(contract.id)
        latest = {row["file_name"]: row for row in register}
        day = clock(register, as_of)
        carrying = carriers(files, latest, digest)
        for position, file in enumerate(files, start=1):
            before = latest.get(file.name)
            twin = carrying.get(file.sha256)
            if is_known(before, file, digest, twin) and in_place(before, zone):
                continue
            row = blank_delivery(file, contract.id, day, digest)
            if before and before["file_sha256"] == file.sha256 and before["withdrawn_on"] is None:
                row["received_on"] = before["received_on"]  # read again, not delivered again
            row = _deliver(contract, file, zone, key, twin, row, documents)
            if same_failure(before, row):
                continue
            row["delivery_no"] = len(register) + 1
            register.append(row)
            latest[file.name] = row
            report.deliveries.append(row)
            if row["outcome"] == "written":
                carrying.setdefault(file.sha256, row)
                report.new_batches.append(file.sha256)
            log.info("[%s %d/%d] %s: %s", contract.id, position, len(files), file.name, _in_words(row))
            # not after each of ten thousand documents: what a killed run has not put on record is read again
            if documents is None or time.monotonic() - saved > _SAVED_EVERY_SECONDS:
                zone.write_register(contract.id, register)
                saved = time.monotonic()
        report.withdrawn = withdraw(register, files, day) if not landing_empty else []
        if report.withdrawn or report.deliveries:
            zone.write_register(contract.id, register)
        if report.withdrawn:
            log.info("[%s] 已撤回 / withdrawn: %s", contract.id, ", ".join(report.withdrawn))
    return report


@contextmanager
def _document_pool(
    contract: SourceContract, files: Sequence[LandingFile], zone: RawZone, digest: str
) -> Iterator[DocumentPool | None]:
    """Readers of a document source's news; None for other sources."""
    if contract.layout != "document":
        yield None
        return
    latest = {row["file_name"]: row for row in zone.read_register(contract.id)}
    carrying = carriers(files, latest, digest)
    # one of each content: its twins are not read
    news = {
        file.sha256: file
        for file in files
        if file.sha256 and file.sha256 not in carrying and not is_known(latest.get(file.name), file, digest, None)
    }
    with document_pool(news.values(), contract.id, zone.ocr_cache) as pool:
        yield pool


def reader_digest(contract: SourceContract) -> str:
    """Contract and reading code as one hash: when it changes, files are read again."""
    return hashlib.sha256(f"{contract_digest(contract)}{_code_digest()}".encode()).hexdigest()


@cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _deliver(
    contract: SourceContract,
    file: LandingFile,
    zone: RawZone,
    key: bytes,
    twin: dict | None,
    row: dict,
    documents: DocumentPool | None,
) -> dict:
    """The register row completed: the file read and its batch written, or why not."""
    if twin and twin["file_name"] != file.name:
        row |= {"outcome": "duplicate", "message_zh": f"与 {twin['file_name']} 内容相同，不重复计入"}
        row |= {
            "message_en": f"same content as {twin['file_name']}; not counted twice",
            "encoding": twin["encoding"],
        }
        return row
    try:
        batch = take_in(contract, file, zone, key, row["received_on"], documents)
    except FileRefused as refusal:
        return row | {
            "outcome": refusal.outcome,
            "reasons": only(refusal.code),
            "message_zh": refusal.message_zh,
            "message_en": refusal.message_en,
        }
    row |= {name: getattr(batch, name) for name in _COUNTS}
    row |= {"outcome": "written", "encoding": batch.encoding, "reasons": batch.reasons}
    row["message_zh"], row["message_en"] = summary(batch)
    return row


def blank_delivery(file: LandingFile, source_id: str, as_of: date, digest: str | None = None) -> dict:
    """A register row that says only which file was delivered, and when."""
    return {
        "source_id": source_id,
        "file_name": file.name,
        "file_sha256": file.sha256,
        "file_bytes": file.size,
        "received_on": file.stated_date or as_of,
        "withdrawn_on": None,
        "reasons": "{}",
        "reader_digest": digest,
        "ingested_at": datetime.now(UTC).replace(tzinfo=None),
        **dict.fromkeys(_COUNTS, 0),
    }


def summary(batch: Batch | LogBatch) -> tuple[str, str]:
    """What became of a file in one sentence, in both languages."""
    zh = f"读入 {batch.rows_read} 行，写入 {batch.rows_written} 行，隔离 {batch.rows_quarantined} 行"
    en = f"{batch.rows_read} rows read, {batch.rows_written} written, {batch.rows_quarantined} quarantined"
    if batch.rows_repeated:
        zh += f"，重复 {batch.rows_repeated} 行"
        en += f", {batch.rows_repeated} repeated"
    if batch.values_read:
        zh += f"；数值 {batch.values_written}/{batch.values_read}"
        en += f"; {batch.values_written} of {batch.values_read} values"
    codes = sorted(json.loads(batch.reasons))
    if codes:
        zh += "；原因：" + "、".join(REASONS[code].zh for code in codes)
        en += "; reasons: " + ", ".join(REASONS[code].en for code in codes)
    if batch.unknown_columns:
        names = _named(batch.unknown_columns)
        zh += f"；合同外的列 {len(batch.unknown_columns)} 个：{names}"
        en += f"; {len(batch.unknown_columns)} columns the contract does not name: {names}"
    if isinstance(batch, LogBatch) and batch.absent_columns:
        names = _named(batch.absent_columns)
        zh += f"；缺少可选列 {len(batch.absent_columns)} 个：{names}"
        en += f"; {len(batch.absent_columns)} optional columns absent: {names}"
    return zh, en


def _named(columns: Sequence[str]) -> str:
    """A handful of headers, masked: in JSON a key may be anybody's number."""
    shown = "、".join(mask_text(column)[0][:_NAME_SHOWN] for column in columns[:_NAMED])
    return shown + (f" … (+{len(columns) - _NAMED})" if len(columns) > _NAMED else "")


def _in_words(row: dict) -> str:
    return f"{row['outcome']}, {row['message_en']}"
