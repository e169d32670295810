"""Cases that stand in more than one file of a source: only for them a later delivery can correct an earlier one."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract import SourceContract
from ingest.logs.sql_values import quoted
from ingest.raw_zone import CASE_OVERLAP, RawZone, write_table

_MEMORY = "1GB"


def record_overlap(contract: SourceContract, sha256: str, zone: RawZone) -> int:
    """Write the cases that a new batch shares with older ones of its source, whatever became of those; gives how many.

    Rows of ``case_overlap``: one per case and file that holds it, the new file among them. Only sources of events
    have overlaps to settle; in a table of cases the newest row of a case counts.
    """
    if contract.layout != "event":
        return 0
    batch = zone.batch_path(contract.id, sha256)
    case = contract.log.case
    older = [path for path in sorted(batch.parent.glob("[0-9a-f]*.parquet")) if path != batch and _holds(path, case)]
    shared = _shared_cases(batch, older, case) if older else CASE_OVERLAP.empty_table()
    target = zone.shared_path("case_overlap", contract.id, sha256)
    if shared.num_rows or target.exists():
        write_table(target, shared)
    return shared.num_rows


def _shared_cases(batch: Path, older: list[Path], case: str) -> pa.Table:
    new, old = _read([batch]), _read(older)
    with duckdb.connect(":memory:", config={"memory_limit": _MEMORY, "threads": "2"}) as connection:
        query = f"""
            with mine as (select distinct source_id, "{case}" as case_id, file_sha256 from {new}),
            theirs as (
                select distinct source_id, "{case}" as case_id, file_sha256 from {old}
                where "{case}" in (select case_id from mine)
            )
            select * from theirs
            union all
            select * from mine where case_id in (select case_id from theirs)
            order by case_id, file_sha256
        """  # noqa: S608
        return connection.sql(query).to_arrow_table().cast(CASE_OVERLAP)


def _read(paths: list[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"


def _holds(path: Path, column: str) -> bool:
    return column in pq.read_schema(path).names
