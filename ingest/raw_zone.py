"""The raw zone: typed Parquet batches, append-only, and the register of every file ever delivered.

Layout below its root::

    <source>/<first 12 digits of the file's SHA-256>.parquet    one batch; `_empty.parquet`: columns alone
    source_file/<source>.parquet                                 register: one row per delivery of a file
    quarantine/<source>-<12 digits>.parquet                      rows and values held back
    case_overlap/<source>-<12 digits>.parquet                    cases that this file of events shares with others
    expectation_result/<source>-<12 digits>.parquet              what the expectations found in a batch
    document_page/<source>-<12 digits>.parquet                   pages of the documents of one file; likewise
                                                                 document_block, document_table, document_figure

A file appears under its name only when it is whole: it is written beside, flushed to the disk and renamed.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from ingest.contract import LOG_PROVENANCE, SourceContract

_TYPES = {
    "text": pa.string(),
    "period": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
_PROVENANCE = [
    pa.field("source_id", pa.string()),
    pa.field("file_sha256", pa.string()),
    pa.field("row_number", pa.int64()),
    pa.field("ingested_at", pa.timestamp("us")),
]
_OBSERVATION = [pa.field("status", pa.string()), pa.field("raw_text", pa.string())]
_WIDE = [
    pa.field("series_code", pa.string()),
    pa.field("concept", pa.string()),
    pa.field("unit", pa.string()),
    pa.field("value", pa.float64()),
    *_OBSERVATION,
]
DOCUMENT = [
    pa.field("member", pa.string()),  # of an archive; null for a file that is the document itself
    *(pa.field(name, pa.string()) for name in ("title", "document_number", "document_number_from")),
    *(pa.field(name, pa.string()) for name in ("issuer", "issuer_from", "level", "media_type", "reader", "body")),
    pa.field("issued_on", pa.date32()),
    pa.field("issued_on_from", pa.string()),
    pa.field("published_on", pa.date32()),
    *(pa.field(name, pa.int64()) for name in ("characters", "pages", "masked")),
]
SOURCE_FILE = pa.schema(
    [
        *(pa.field(n, pa.string()) for n in ("source_id", "file_name", "file_sha256", "outcome")),
        *(pa.field(n, pa.int64()) for n in ("file_bytes", "delivery_no")),
        pa.field("received_on", pa.date32()),
        pa.field("withdrawn_on", pa.date32()),
        *(pa.field(n, pa.int64()) for n in ("rows_read", "rows_written", "rows_quarantined", "rows_repeated")),
        *(pa.field(n, pa.int64()) for n in ("values_read", "values_written", "values_quarantined")),
        *(pa.field(n, pa.string()) for n in ("encoding", "reasons", "message_zh", "message_en", "reader_digest")),
        pa.field("ingested_at", pa.timestamp("us")),
    ]
)
QUARANTINE = pa.schema(
    [
        *(pa.field(n, pa.string()) for n in ("source_id", "file_sha256", "file_name", "member")),
        pa.field("row_number", pa.int64()),
        *(pa.field(n, pa.string()) for n in ("column_name", "reason_code", "raw_text")),
        pa.field("value_only", pa.bool_()),
    ]
)
EXPECTATION_RESULT = pa.schema(
    [
        *(pa.field(n, pa.string()) for n in ("source_id", "file_sha256", "suite", "rule_id", "expectation_type")),
        *(pa.field(n, pa.string()) for n in ("column_name", "severity", "outcome", "observed", "expected")),
        pa.field("unexpected_count", pa.int64()),
        *(pa.field(n, pa.string()) for n in ("row_numbers", "message_zh", "message_en")),
    ]
)
CASE_OVERLAP = pa.schema([pa.field(name, pa.string()) for name in ("source_id", "case_id", "file_sha256")])
# parts of a document: (file, row_number) is the document, an archive holds several
_PART = [
    *(pa.field(name, pa.string()) for name in ("source_id", "file_sha256")),
    *(pa.field(name, pa.int64()) for name in ("row_number", "page")),
]
_BOX = [pa.field(f"box_{side}", pa.float64()) for side in ("left", "top", "right", "bottom")]
DOCUMENT_PAGE = pa.schema(
    [
        *_PART,
        *(pa.field(name, pa.float64()) for name in ("width", "height")),
        pa.field("text_source", pa.string()),
        pa.field("characters", pa.int64()),
        pa.field("confidence", pa.float64()),
    ]
)
DOCUMENT_BLOCK = pa.schema(
    [
        *_PART,
        pa.field("block_number", pa.int64()),
        *(pa.field(name, pa.string()) for name in ("kind", "text")),
        *_BOX,
        pa.field("confidence", pa.float64()),
    ]
)
DOCUMENT_TABLE = pa.schema(
    [
        *_PART,
        *(pa.field(name, pa.int64()) for name in ("table_number", "rows", "columns")),
        pa.field("cells", pa.string()),
        *_BOX,
    ]
)
DOCUMENT_FIGURE = pa.schema(
    [
        *_PART,
        *(pa.field(name, pa.int64()) for name in ("figure_number", "block_number")),
        *(pa.field(name, pa.string()) for name in ("written", "kind")),
        *(pa.field(name, pa.float64()) for name in ("value", "value_upto")),
        *(pa.field(name, pa.string()) for name in ("unit", "sentence", "status")),
        *_BOX,
    ]
)
DOCUMENT_PARTS = {
    "document_page": DOCUMENT_PAGE,
    "document_block": DOCUMENT_BLOCK,
    "document_table": DOCUMENT_TABLE,
    "document_figure": DOCUMENT_FIGURE,
}
# the shared tables, with the name under which an empty one stands when there is nothing to tell
SHARED = {
    "source_file": SOURCE_FILE,
    "quarantine": QUARANTINE,
    "expectation_result": EXPECTATION_RESULT,
    "case_overlap": CASE_OVERLAP,
    **DOCUMENT_PARTS,
}
# these speak of batches, which never change: a build reads them where they lie
IN_PLACE = frozenset(("case_overlap", *DOCUMENT_PARTS))


def batch_schema(contract: SourceContract) -> pa.Schema:
    """Columns of a source's batches: the contract's, the reader's own, then provenance."""
    if contract.layout == "document":
        return pa.schema([*DOCUMENT, *_PROVENANCE])
    fields = [
        pa.field(column.name, pa.string() if column.personal or column.codes else _TYPES[column.type])
        for column in contract.columns.values()
        if column.personal != "drop"
    ]
    if contract.layout == "wide":
        fields += _WIDE
    elif contract.kind == "statistic":
        fields += _OBSERVATION
    elif contract.kind == "log":
        fields += [pa.field(name, pa.string()) for name in LOG_PROVENANCE]
    return pa.schema([*fields, *_PROVENANCE])


def write_parquet(path: Path, rows: Iterable[dict], schema: pa.Schema) -> None:
    """Write rows so that ``path`` is either what it was or whole, also after a crash."""
    with whole_file(path) as temporary:
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), temporary, compression="zstd")


def write_table(path: Path, table: pa.Table) -> None:
    """The same for rows that are a table already."""
    with whole_file(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name to write to: when the block ends well the file stands under ``path``, else it is gone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _writer_lives(temporary: Path) -> bool:
    """Whether the process whose number a temporary file carries still runs, and so may yet rename it."""
    number = temporary.name.split(".")[-2]
    if not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return int(number) != os.getpid()


def _remove(leftover: Path) -> None:
    if leftover.is_dir():
        shutil.rmtree(leftover, ignore_errors=True)
    else:
        leftover.unlink(missing_ok=True)


class RawZone:
    """The raw zone below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self, contracts: Iterable[SourceContract]) -> None:
        """Make sure every table can be read, also one without a row; remove torn temporary files."""
        for leftover in self.root.glob("*/.*.tmp"):
            if not _writer_lives(leftover):
                _remove(leftover)
        for contract in contracts:
            self._write_empty(self.root / contract.id / "_empty.parquet", batch_schema(contract))
        for name, schema in SHARED.items():
            self._write_empty(self.root / name / "_empty.parquet", schema)

    def batch_path(self, source_id: str, sha256: str) -> Path:
        """Where the batch of one file stands."""
        return self.root / source_id / f"{sha256[:12]}.parquet"

    def shared_path(self, table: str, source_id: str, sha256: str) -> Path:
        """Where a batch's quarantine or expectation results stand."""
        return self.root / table / f"{source_id}-{sha256[:12]}.parquet"

    def read_register(self, source_id: str) -> list[dict]:
        """All deliveries of a source so far, oldest first."""
        path = self.root / "source_file" / f"{source_id}.parquet"
        return pq.read_table(path).to_pylist() if path.is_file() else []

    def write_register(self, source_id: str, rows: list[dict]) -> None:
        """Replace a source's register."""
        write_parquet(self.root / "source_file" / f"{source_id}.parquet", rows, SOURCE_FILE)

    @contextmanager
    def locked(self, source_id: str) -> Iterator[None]:
        """Only one process at a time writes a source."""
        self.root.mkdir(parents=True, exist_ok=True)
        with FileLock(self.root / f".{source_id}.lock"):
            yield

    def _write_empty(self, path: Path, schema: pa.Schema) -> None:
        if not path.is_file() or not pq.read_schema(path).equals(schema):
            write_parquet(path, [], schema)
