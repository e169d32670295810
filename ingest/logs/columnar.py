"""Event logs in Parquet: batches of native Arrow columns, of the few types that contracts know."""

import io
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.contract import SourceContract
from ingest.logs.portion import Portion, Portions
from ingest.reasons import FileRefused

PORTION_ROWS = 200_000  # memory for more is not used again, and fresh pages cost as much as the reading
PORTION_BYTES = 64 << 20  # of unpacked values, by the file's own account
MAX_PORTION = 1 << 30  # bytes of one portion in memory, whatever the file claims
MAX_IN_MEMORY = 2 << 30  # a Parquet file inside an archive: it can only be read whole
MAX_COLUMNS = 5_000
_BUFFER = 1 << 20
_CODED_BYTES = 4  # a column of texts that takes less for each value holds few of them: read as a dictionary
_YEAR_1, _YEAR_10000 = -62_135_596_800, 253_402_300_800  # seconds since 1970
_WIDER = {pa.date64(): pa.date32(), pa.float16(): pa.float32(), pa.null(): pa.string()}


def read_parquet(file: Path | BinaryIO, contract: SourceContract) -> Portions:
    """The rows of a Parquet file, numbered from 1, with every column of the file.

    All columns are read, not the contract's alone: whether a row repeats another one exactly is asked of the whole
    row. Values keep their native types. Raises :class:`ingest.reasons.FileRefused` for a damaged, encrypted or
    oversized file.
    """
    del contract  # a Parquet file says itself what its columns are
    try:
        source = _seekable(file)
        with pq.ParquetFile(source) as parquet:
            metadata, coded = parquet.metadata, _coded(parquet)
        options = {"metadata": metadata, "read_dictionary": coded, "coerce_int96_timestamp_unit": "us"}
        with pq.ParquetFile(source, buffer_size=_BUFFER, **options) as parquet:
            yield from _portions(parquet)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        words = " ".join(str(error).split())[:150]
        if "ncrypt" in words or "decrypt" in words.lower():
            raise FileRefused("unreadable", "encrypted") from error
        raise FileRefused("unreadable", "damaged", f"Parquet: {words}") from error


def _portions(parquet: pq.ParquetFile) -> Portions:
    schema = parquet.schema_arrow
    header = tuple(schema.names)
    if len(header) > MAX_COLUMNS:
        raise FileRefused("unreadable", "too_large", f"{len(header):,} columns")
    read = 0
    for batch in parquet.iter_batches(batch_size=_batch_rows(parquet.metadata), use_threads=True):
        if batch.nbytes > MAX_PORTION:
            raise FileRefused("unreadable", "too_large", f"row {read + 1} and below: {batch.nbytes:,} bytes at once")
        if not batch.num_rows:
            continue
        arrays = [_plain(column) for column in batch.columns]
        numbers = range(read + 1, read + 1 + batch.num_rows)
        yield Portion("table", header, pa.Table.from_arrays(arrays, names=list(header)), numbers)
        read += batch.num_rows
    if not read:
        nothing = [pa.nulls(0, pa.string()) for _ in header]
        yield Portion("table", header, pa.Table.from_arrays(nothing, names=list(header)), range(0))


def _coded(parquet: pq.ParquetFile) -> list[str]:
    """Columns of texts of which few differ, by the file's own account."""
    metadata, texts = parquet.metadata, {field.name for field in parquet.schema_arrow if field.type == pa.string()}
    if not metadata.num_row_groups or metadata.num_columns > MAX_COLUMNS:
        return []
    first = metadata.row_group(0)
    columns = [first.column(place) for place in range(first.num_columns)]
    return [c.path_in_schema for c in columns if c.path_in_schema in texts and _is_coded(c)]


def _is_coded(column: pq.ColumnChunkMetaData) -> bool:
    return column.has_dictionary_page and column.total_uncompressed_size < _CODED_BYTES * column.num_values


def _seekable(file: Path | BinaryIO) -> Path | BinaryIO:
    """The file itself where it can be gone about in; the unpacked bytes of an archive's member otherwise."""
    if isinstance(file, Path | io.BytesIO) or isinstance(getattr(file, "raw", None), io.FileIO):
        return file
    data = file.read(MAX_IN_MEMORY + 1)
    if len(data) > MAX_IN_MEMORY:
        raise FileRefused(
            "unreadable", "too_large", f"Parquet inside an archive above {MAX_IN_MEMORY:,} bytes; unpack it"
        )
    return pa.BufferReader(data)


def _batch_rows(metadata: pq.FileMetaData) -> int:
    unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    a_row = max(unpacked // max(metadata.num_rows, 1), 1)
    return max(1_000, min(PORTION_ROWS, PORTION_BYTES // a_row))


def _plain(column: pa.Array) -> pa.Array:
    """The column with its values in themselves (texts may stay a dictionary), moments as fine as the raw zone's."""
    if pa.types.is_dictionary(column.type):
        if column.type.value_type == pa.string():
            return column
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type):
        # finer than a microsecond no clock of an office is: cut off, not refused
        microseconds = pa.timestamp("us", column.type.tz)
        try:
            return column.cast(microseconds, safe=column.type.unit != "ns")
        except pa.ArrowInvalid:
            return _beyond_the_calendar(column, microseconds)
    kind = _known(column.type)
    return column if kind == column.type else column.cast(kind)


def _known(kind: pa.DataType) -> pa.DataType:
    """The type, or within a nested type those of its parts, as DuckDB and the contracts know it."""
    if pa.types.is_decimal256(kind):
        return pa.string()
    if pa.types.is_dictionary(kind):
        return _known(kind.value_type)
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_known(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_known(field.type)) for field in kind])
    return _WIDER.get(kind, kind)


def _beyond_the_calendar(column: pa.Array, microseconds: pa.DataType) -> pa.Array:
    """As text, with the bare number where the year has no four digits: only those rows are then held back."""
    number = column.cast(pa.int64())
    unit = {"s": 1, "ms": 1000}[column.type.unit]
    usual = pc.and_(pc.greater_equal(number, _YEAR_1 * unit), pc.less(number, _YEAR_10000 * unit))
    moments = pc.if_else(usual, column, pa.scalar(None, column.type)).cast(microseconds)
    return pc.coalesce(moments.cast(pa.string()), number.cast(pa.string()))
