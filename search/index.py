"""The index kept up to date with the raw zone: what came is added, what went is removed, the rest costs a look."""

import json
import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from ingest.in_force import current_batches
from ingest.raw_zone import RawZone
from search.passages import Passage, indexed, passages_of
from search.signs import words
from search.store import NUMBER_BITS, IndexUnusable, clear, transaction, writing
from warehouse.home import Home, today

log = logging.getLogger("bizenv.search")

_TOGETHER = 200  # files in one transaction: so much is done again after a kill
_SAID_EVERY = 5.0  # seconds
_FIELDS = ("row_number", "title", "document_number", "issuer", "issued_on", "page_count", "fingerprint")
_BLOCKS = "blocks"


class IndexNotUpdated(Exception):
    """The index stays as it was; the message says why and what to do."""


@dataclass(slots=True)
class IndexReport:
    """What bringing the index up to date came to. ``unreadable``: batches that could not be read, with the reason."""

    added: int = 0
    removed: int = 0
    files: int = 0
    documents: int = 0
    rebuilt: str | None = None
    unreadable: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Batch:
    source_id: str
    sha256: str
    file_name: str
    stamp: str
    documents: Path


def refresh(home: Home, as_of: date | None = None, patience: float = -1) -> IndexReport:
    """Bring the index up to date with what is in force on ``as_of``, today by default.

    ``patience``: seconds to wait for another process that does the same; below 0 without end. Raises
    :class:`IndexNotUpdated` when that was in vain, and when the disk is full or the folder cannot be written.
    """
    try:
        home.search_index.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.search_index.with_name(".lock"), timeout=patience):
            try:
                return _update(home, as_of or today(), IndexReport())
            except IndexUnusable as fault:
                log.warning("%s，重新建立 / building it again", fault)
                clear(home)
                return _update(home, as_of or today(), IndexReport(rebuilt=str(fault)))
    except Timeout as error:
        raise IndexNotUpdated("另一个进程正在更新索引 / another process is updating the index") from error
    except (OSError, sqlite3.OperationalError) as error:
        raise IndexNotUpdated(
            f"{home.search_index}: {error}；请检查磁盘空间和写入权限"
            " / check the space on the disk and the right to write"
        ) from error


def _update(home: Home, as_of: date, report: IndexReport) -> IndexReport:
    wanted = {(batch.source_id, batch.sha256): batch for batch in _batches(RawZone(home.raw), as_of)}
    with writing(home) as index:
        known = {
            (source_id, sha256): (file_id, stamp, name)
            for file_id, source_id, sha256, stamp, name in index.execute(
                "select id, source_id, file_sha256, stamp, file_name from file"
            )
        }
        with transaction(index):
            for key in known.keys() - wanted.keys():
                _remove(index, known[key][0])
                report.removed += 1
            for key in known.keys() & wanted.keys():
                if known[key][2] != wanted[key].file_name:
                    index.execute("update file set file_name = ? where id = ?", [wanted[key].file_name, known[key][0]])
        new = [batch for key, batch in wanted.items() if key not in known or known[key][1] != batch.stamp]
        said = time.monotonic()
        for start in range(0, len(new), _TOGETHER):
            with transaction(index):
                for batch in new[start : start + _TOGETHER]:
                    before = known.get((batch.source_id, batch.sha256))
                    _replace(index, batch, before[0] if before else None, report)
            if time.monotonic() - said > _SAID_EVERY:
                said = time.monotonic()
                log.info("搜索索引 / search index: %d/%d", min(start + _TOGETHER, len(new)), len(new))
        report.files, report.documents = index.execute(
            "select (select count(*) from file), (select count(*) from document)"
        ).fetchone()
    return report


def _batches(zone: RawZone, as_of: date) -> Iterator[_Batch]:
    """Batches of documents in force, of every source that delivers documents."""
    for register in sorted((zone.root / "source_file").glob("[!_.]*.parquet")):
        source_id = register.stem
        if not _holds_documents(zone.root / source_id):
            continue
        for sha256, file_name in sorted(current_batches(zone.read_register(source_id), as_of).items()):
            documents = zone.batch_path(source_id, sha256)
            if documents.is_file():
                yield _Batch(source_id, sha256, file_name, _stamp(documents), documents)


def _holds_documents(folder: Path) -> bool:
    """Whether the first batch that can be read is one of documents."""
    for path in sorted(folder.glob("*.parquet")):
        with suppress(OSError, pa.ArrowException):
            return _BLOCKS in pq.read_schema(path).names
    return False


def _stamp(path: Path) -> str:
    """What changes whenever a file is written again."""
    status = path.stat()
    return f"{status.st_size}:{status.st_mtime_ns}"


def _replace(index: sqlite3.Connection, batch: _Batch, former: int | None, report: IndexReport) -> None:
    if former is not None:
        _remove(index, former)
    try:
        documents = list(_read(batch))
    except (pa.ArrowException, OSError) as error:
        # one bad batch never stops the others; it is tried again next time
        message = f"{batch.file_name}: {batch.documents.name}: {error}"
        report.unreadable.append(message)
        log.warning("无法读取，未编入索引 / cannot be read, not in the index: %s", message)
        return
    (file_id,) = index.execute(
        "insert into file (source_id, file_sha256, file_name, stamp) values (?, ?, ?, ?) returning id",
        [batch.source_id, batch.sha256, batch.file_name, batch.stamp],
    ).fetchone()
    for fields, passages in documents:
        _add(index, file_id, fields, passages)
    report.added += 1


def _read(batch: _Batch) -> Iterator[tuple[dict, list[Passage]]]:
    for fields in _rows(batch.documents, (*_FIELDS, _BLOCKS)):
        blocks = sorted(fields.pop(_BLOCKS) or (), key=lambda block: block["block_number"])
        yield fields, passages_of(fields, blocks)


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict]:
    """Rows with these columns; one that a batch of an earlier version lacks is empty."""
    absent = dict.fromkeys(columns)
    with pq.ParquetFile(path) as file:
        held = [name for name in columns if name in file.schema_arrow.names]
        return [absent | row for row in file.read(columns=held, use_threads=False).to_pylist()]


def _add(index: sqlite3.Connection, file_id: int, fields: dict, passages: list[Passage]) -> None:
    issued_on = fields["issued_on"].isoformat() if fields["issued_on"] else None
    values = [issued_on if name == "issued_on" else fields[name] for name in _FIELDS]
    (document_id,) = index.execute(
        f"insert into document (file_id, {', '.join(_FIELDS)}) values (?, ?, ?, ?, ?, ?, ?, ?) returning id",  # noqa: S608
        [file_id, *values],
    ).fetchone()
    base = document_id << NUMBER_BITS
    index.executemany(
        "insert into passage values (?, ?, ?, ?, ?)",
        (
            (base + passage.number, passage.page, json.dumps(passage.blocks), passage.text, passage.flows)
            for passage in passages
        ),
    )
    index.executemany(
        "insert into sign (rowid, signs) values (?, ?)",
        ((base + number, words(text)) for number, text in indexed(passages)),
    )


def _remove(index: sqlite3.Connection, file_id: int) -> None:
    """Take a file's documents out. The table of signs keeps no text: it is told again what it was given."""
    for (document_id,) in index.execute("select id from document where file_id = ?", [file_id]).fetchall():
        base = document_id << NUMBER_BITS
        bounds = (base, base + (1 << NUMBER_BITS) - 1)
        passages = [
            Passage(rowid - base, text, flows=bool(flows))
            for rowid, text, flows in index.execute(
                "select id, text, flows from passage where id between ? and ? order by id", bounds
            )
        ]
        index.executemany(
            "insert into sign (sign, rowid, signs) values ('delete', ?, ?)",
            ((base + number, words(text)) for number, text in indexed(passages)),
        )
        index.execute("delete from passage where id between ? and ?", bounds)
    index.execute("delete from document where file_id = ?", [file_id])
    index.execute("delete from file where id = ?", [file_id])
