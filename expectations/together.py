"""Many batches of one document each, judged in one pass of Great Expectations.

A pass takes half a second however few its rows: ten thousand documents one by one would take more than an hour. What a
rule finds is told batch by batch, as if each had been judged alone.
"""

import importlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.runner import TABLE, parameters_of, run_suite, suite_version
from expectations.validation import places, row_of_batch, validate
from ingest.contract import SourceContract
from ingest.raw_zone import EXPECTATION_RESULT, RawZone, write_parquet

if TYPE_CHECKING:
    import pandas as pd

_AT_ONCE = 500
_ROW_COUNT = "expect_table_row_count_to_be_between"
_PLACE = ("file_sha256", "member", "row_number")


def run_suites(contract: SourceContract, zone: RawZone, sha256s: Sequence[str], as_of: date) -> None:
    """Validate batches as :func:`expectations.runner.run_suite` does, documents together, all others one by one."""
    single = list(sha256s)
    # a rule on a key asks within a file: such batches are not to be mixed
    if contract.layout == "document" and not contract.key:
        tables = {sha256: table for sha256 in sha256s if (table := _readable(contract, zone, sha256))}
        single = [sha256 for sha256 in sha256s if sha256 not in tables]
        several = list(tables)
        for begin in range(0, len(several), _AT_ONCE):
            group = several[begin : begin + _AT_ONCE]
            _run_together(contract, zone, {sha256: tables[sha256] for sha256 in group}, as_of)
    for sha256 in single:
        run_suite(contract, zone, sha256, as_of)


def _readable(contract: SourceContract, zone: RawZone, sha256: str) -> pa.Table | None:
    """The rows of a batch; None when there are none or they cannot be read, which is told of it alone."""
    try:
        table = pq.read_table(zone.batch_path(contract.id, sha256))
    except (OSError, pa.ArrowException):
        return None
    return table if table.num_rows else None


def _run_together(contract: SourceContract, zone: RawZone, tables: dict[str, pa.Table], as_of: date) -> None:
    module = importlib.import_module(f"expectations.suites.{contract.id}")
    frame = pa.concat_tables(tables.values()).to_pandas(date_as_object=False)
    results = validate(contract.id, frame, module.suite(contract), parameters_of(as_of), _PLACE)
    told = {"source_id": contract.id, "suite": suite_version(contract.id)}
    rows: dict[str, list[dict]] = {sha256: [] for sha256 in tables}
    for result in results:
        for sha256, row in _by_batch(result, frame, {name: table.num_rows for name, table in tables.items()}):
            rows[sha256].append(told | {"file_sha256": sha256} | row)
    for sha256, found in rows.items():
        write_parquet(zone.shared_path(TABLE, contract.id, sha256), found, EXPECTATION_RESULT)


def _by_batch(result: Any, frame: "pd.DataFrame", sizes: dict[str, int]) -> Iterator[tuple[str, dict]]:
    """The row of one rule for each batch: a rule about the whole table says the same of all."""
    whole = row_of_batch(result, set(frame.columns), set())
    by_row = whole["outcome"] != "error" and whole["unexpected_count"] is not None
    least = result.expectation_config.kwargs.get("mostly", 1.0)
    failing: defaultdict[str, list[dict]] = defaultdict(list)
    for row in (result.result or {}).get("unexpected_index_list") or ():
        failing[row["file_sha256"]].append(row)
    for sha256, size in sizes.items():
        if whole["expectation_type"] == _ROW_COUNT:
            yield sha256, whole | {"observed": str(size)}
            continue
        if not by_row:
            yield sha256, whole
            continue
        rows = failing[sha256]
        told = {
            "outcome": "fail" if size - len(rows) < least * size else "pass",
            "observed": f"{len(rows)} of {size} rows",
            "unexpected_count": len(rows),
            "row_numbers": json.dumps(places(rows)),
        }
        yield sha256, whole | told
