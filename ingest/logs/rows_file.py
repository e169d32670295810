"""The Parquet file of a batch: texts that are dictionaries in memory stay such, and are plain texts to readers."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

COMPRESSION = "zstd"
_DICTIONARY_BYTES = 16 << 20


def rewrite(path: Path, schema: pa.Schema, leave_out: np.ndarray, extra: pa.Table) -> None:
    """The file again without the rows at the places ``leave_out`` (ascending), and with ``extra`` at its end."""
    aside = path.with_name(f".all{path.name}")
    path.rename(aside)
    coded = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    try:
        with pq.ParquetFile(aside, read_dictionary=coded) as source, rows_writer(path, schema) as target:
            first = 0
            for number in range(source.num_row_groups):
                group = source.read_row_group(number)
                inside = leave_out[(leave_out >= first) & (leave_out < first + group.num_rows)] - first
                first += group.num_rows
                if len(inside):
                    keep = np.ones(group.num_rows, dtype=bool)
                    keep[inside] = False
                    group = group.filter(pa.array(keep))
                target.write_table(group.cast(schema))
            target.write_table(same_kinds(extra, schema))
    finally:
        aside.unlink(missing_ok=True)


def same_kinds(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The same values: texts as dictionaries where the schema has such, plain elsewhere."""
    columns = []
    for name, kind in zip(schema.names, schema.types, strict=True):
        column = table[name]
        if pa.types.is_dictionary(kind) and not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        columns.append(column.cast(kind))
    return pa.table(columns, schema=schema)


def constant(value: str | None, count: int) -> pa.Array:
    """A column of one text, as a dictionary: ten million times the same hash would fill a gigabyte."""
    indices = pa.array(np.zeros(count, dtype=np.int32), mask=np.full(count, value is None))
    return pa.DictionaryArray.from_arrays(indices, pa.array([value or ""], pa.string()))


def rows_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    """Dictionaries for the columns that are such already: for the rest they cost more than compression gives.

    Least and greatest values are kept of numbers and moments alone: those of texts nobody asks for.
    """
    coded = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    ordered = [field.name for field in schema if field.name not in coded and field.type != pa.string()]
    return pq.ParquetWriter(
        path,
        schema,
        compression=COMPRESSION,
        store_schema=False,
        use_dictionary=coded,
        write_statistics=ordered,
        dictionary_pagesize_limit=_DICTIONARY_BYTES,
        column_encoding={"row_number": "DELTA_BINARY_PACKED"},
    )
