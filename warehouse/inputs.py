"""What a build starts from: registers frozen when it begins, and one fingerprint over all of it."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract import SourceContract
from ingest.landing import LandingFile, fingerprint
from ingest.raw_zone import SHARED, RawZone, write_table
from ingest.reasons import REASONS
from release.current import current_release
from warehouse.beginning import begin
from warehouse.home import PROJECT, SEEDS, Build, Home

_CONTEXT = pa.schema([pa.field("as_of", pa.date32()), pa.field("indicator_sets", pa.string())])
_CONTRACT = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("source_id", "name_zh", "name_en", "kind", "department_code")),
        pa.field("update_cycle_days", pa.int64()),
    ]
)
_COLUMN = pa.schema([pa.field(name, pa.string()) for name in ("source_id", "column_name", "header")])
_REASON = pa.schema([pa.field(name, pa.string()) for name in ("reason_code", "name_zh", "name_en")])
_GAP = pa.schema(
    [
        *(pa.field(n, pa.string()) for n in ("gap_id", "gap_code", "severity", "indicator_set", "indicator_code")),
        *(pa.field(n, pa.string()) for n in ("measure_code", "region_code", "period", "source_id", "file_name")),
        *(pa.field(n, pa.string()) for n in ("department_code", "detail")),
        pa.field("points_at_stake", pa.float64()),
        pa.field("first_seen", pa.date32()),
        pa.field("last_seen", pa.date32()),
        pa.field("status", pa.string()),
    ]
)
# registers that change between builds; `case_overlap` speaks of batches, which never change, and is read in place
_FROZEN = {name: schema for name, schema in SHARED.items() if name != "case_overlap"}
INPUTS = (
    "build_context",
    "source_contract",
    "source_column",
    "quarantine_reason",
    "previous_gap",
    "built_batch",
    "built_calendar",
    *SHARED,
)
# what decides the tables of a release: code of every room that touches a figure, contracts, models, seeds
_CODE = (
    "ingest",
    "expectations",
    "methodology",
    "warehouse",
    "release",
    "dbt",
)
_CODE_SUFFIXES = {".py", ".sql", ".yml", ".csv", ".j2"}


def freeze_inputs(
    build: Build, contracts: Iterable[SourceContract], as_of: date, indicator_sets: Sequence[str]
) -> dict[str, int]:
    """Write the build's input tables; gives rows per table.

    The registers are copied, so that every model of a build sees the same ones while another run takes in files. The
    build's database begins as a copy of the former build's where that can be carried on.
    """
    zone = RawZone(build.home.raw)
    contracts = list(contracts)
    zone.prepare(contracts)
    sets = ";".join(indicator_sets)
    beginning = begin(build, code_digest())
    tables = {
        "build_context": pa.Table.from_pylist([{"as_of": as_of, "indicator_sets": sets}], schema=_CONTEXT),
        "source_contract": pa.Table.from_pylist([_contract_row(c) for c in contracts], schema=_CONTRACT),
        "source_column": pa.Table.from_pylist([row for c in contracts for row in _column_rows(c)], schema=_COLUMN),
        "quarantine_reason": pa.Table.from_pylist(_reason_rows(), schema=_REASON),
        "previous_gap": _previous_gaps(build.home),
        "built_batch": beginning.batches,
        "built_calendar": beginning.calendars,
    }
    for name, schema in _FROZEN.items():
        # by default names that begin with "_" are passed over: the files without a source stand in such a register
        tables[name] = pq.read_table(zone.root / name, schema=schema, ignore_prefixes=["."])
    for name, table in tables.items():
        write_table(build.inputs / f"{name}.parquet", table)
    in_place = {name: _rows_below(zone.root / name) for name in SHARED if name not in _FROZEN}
    return {name: table.num_rows for name, table in tables.items()} | in_place


def known_indicator_sets() -> list[str]:
    """Codes of all indicator sets of the methodology, in the order of the seed."""
    with (SEEDS / "methodology" / "indicator_set.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row["indicator_set"] for row in csv.DictReader(stream)]


def inputs_fingerprint(files: Iterable[LandingFile], as_of: date, indicator_sets: Sequence[str]) -> str:
    """One hash over deliveries, code, methodology, date and sets: equal fingerprints give equal tables."""
    text = f"{fingerprint(files)}\n{code_digest()}\n{as_of}\n{';'.join(indicator_sets)}"
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def code_digest() -> str:
    """Hash of everything in the project that decides a figure."""
    digest = hashlib.sha256()
    for folder in _CODE:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in _CODE_SUFFIXES and "target" not in path.parts:
                digest.update(f"{path.relative_to(PROJECT).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _contract_row(contract: SourceContract) -> dict:
    return {
        "source_id": contract.id,
        "name_zh": contract.name_zh,
        "name_en": contract.name_en,
        "kind": contract.kind,
        "department_code": contract.department,
        "update_cycle_days": contract.update_cycle_days,
    }


def _column_rows(contract: SourceContract) -> list[dict]:
    """The heading under which people find a column that the tables know by its own name."""
    return [
        {"source_id": contract.id, "column_name": column.name, "header": header}
        for header, column in contract.columns.items()
    ]


def _reason_rows() -> list[dict]:
    """Reasons for rows and values in words; those of a whole file are filled in where they are raised."""
    return [
        {"reason_code": reason.code, "name_zh": reason.zh, "name_en": reason.en}
        for reason in REASONS.values()
        if "{detail}" not in reason.zh
    ]


def _rows_below(folder: Path) -> int:
    return sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))


def _previous_gaps(home: Home) -> pa.Table:
    """Gaps of the current release, so that a gap keeps the day it was first seen and closes by itself."""
    release = current_release(home.releases)
    if release is None:
        return _GAP.empty_table()
    path: Path = release / "tables" / "gap.parquet"
    return pq.read_table(path, columns=_GAP.names).cast(_GAP)
