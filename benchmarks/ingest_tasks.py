"""(a) One delivered log into the raw zone, and what DuckDB and Polars need to read it into a table of their own."""

import subprocess
import time
from datetime import date
from pathlib import Path

SOURCE = "government_service"
DAY = date(2022, 6, 22)


def pipeline(landing: Path, home: Path) -> dict:
    """Scan, hash, recognise and take in: masking, keyed hashes, provenance, quarantine, repeats, all on."""
    from ingest.contract_file import load_contracts
    from ingest.intake import ingest_source
    from ingest.landing import recognise, scan
    from ingest.privacy import load_or_create_key
    from ingest.raw_zone import RawZone
    from warehouse.home import Home

    contracts, place = load_contracts(), Home(home)
    zone, key = RawZone(place.raw), load_or_create_key(place.privacy_key)
    zone.prepare(contracts.values())
    begun = time.perf_counter()
    files = scan(landing, place.landing_cache)
    scanned = time.perf_counter()
    found = recognise(files, contracts.values()).by_source[SOURCE]
    report = ingest_source(contracts[SOURCE], found, zone, key, DAY, not files)
    ended = time.perf_counter()
    counts = ("rows_read", "rows_written", "rows_quarantined", "rows_repeated")
    return {"seconds": ended - begun, "hashing": scanned - begun} | {name: report.total(name) for name in counts}


def duckdb_load(path: Path, form: str, target: Path) -> dict:
    """``create table`` in a database file, all text as text: nothing typed, masked or checked."""
    import duckdb

    begun = time.perf_counter()
    path, scratch = _transcoded(path, form, target)
    read = {
        "parquet": "read_parquet(?)",
        "csv": "read_csv(?, header = true, all_varchar = true)",
        "jsonl": f"read_json(?, format = 'newline_delimited', columns = {_json_columns(path, form)})",
    }["csv" if form == "gb18030" else form]
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"create table log as select * from {read}", [str(path)])  # noqa: S608 - constants
        rows = connection.execute("select count(*) from log").fetchone()[0]
    seconds = time.perf_counter() - begun
    _remove(scratch)
    return {"seconds": seconds, "rows_read": rows}


def polars_load(path: Path, form: str, target: Path) -> dict:
    """Read and write as Parquet, streaming, all text as text."""
    import polars as pl

    begun = time.perf_counter()
    path, scratch = _transcoded(path, form, target)
    if form == "parquet":
        frame = pl.scan_parquet(path)
    elif form == "jsonl":
        frame = pl.scan_ndjson(path, schema=dict.fromkeys(_keys(path), pl.String))
    else:
        frame = pl.scan_csv(path, infer_schema=False)
    frame.sink_parquet(target)
    seconds = time.perf_counter() - begun
    _remove(scratch)
    return {"seconds": seconds, "rows_read": pl.scan_parquet(target).select(pl.len()).collect().item()}


def _transcoded(path: Path, form: str, target: Path) -> tuple[Path, Path | None]:
    """Neither peer reads GB18030: iconv, as everybody does it."""
    if form != "gb18030":
        return path, None
    scratch = target.with_suffix(".utf8.csv")
    with scratch.open("wb") as stream:
        subprocess.run(["iconv", "-f", "GB18030", "-t", "UTF-8", str(path)], stdout=stream, check=True)
    return scratch, scratch


def _remove(scratch: Path | None) -> None:
    if scratch is not None:
        scratch.unlink()


def _keys(path: Path) -> list[str]:
    import json

    with path.open(encoding="utf-8") as stream:
        return list(json.loads(stream.readline()))


def _json_columns(path: Path, form: str) -> str:
    return "{" + ", ".join(f"'{key}': 'VARCHAR'" for key in _keys(path)) + "}" if form == "jsonl" else "{}"
