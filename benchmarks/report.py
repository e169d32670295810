"""Results as JSON, and as a table in words."""

import json
import os
import platform
import subprocess
from dataclasses import asdict, is_dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.measure import Measured

PACKAGES = ("duckdb", "polars", "pyarrow", "numpy", "dbt-core", "dbt-duckdb", "dagster")
# what the project aims at, as a share of DuckDB's own time
AIMS = {"parquet": 1.5, "csv": 1.5, "gb18030": 2.0, "jsonl": 2.0}


def machine() -> dict:
    """The machine and the versions that the figures hold for."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "revision": _revision(),
        **{name: version(name) for name in PACKAGES},
    }


def write(folder: Path, results: dict) -> tuple[Path, Path]:
    """Write ``<events>.json`` and ``<events>.md`` below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    plain = json.dumps(
        results, ensure_ascii=False, indent=1, default=lambda x: asdict(x) if is_dataclass(x) else str(x)
    )
    paths = folder / f"{results['events']}.json", folder / f"{results['events']}.md"
    for path, text in zip(paths, (plain, _markdown(results)), strict=True):
        path.write_text(text + "\n", encoding="utf-8")
    return paths


def _markdown(results: dict) -> str:
    facts = results["machine"]
    lines = [
        f"# {results['events']:,} events",
        "",
        f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gib']} GiB, {facts['system']}; "
        + ", ".join(f"{name} {facts[name]}" for name in ("python", *PACKAGES)),
        "",
        "Every task in a process of its own, one after the other, on one invented log; the file is read once before."
        " Seconds are those of the work, without starting Python; memory is the peak of the process, files in memory"
        " included.",
    ]
    for part in (_ingest, _cases, _runs):
        lines += part(results)
    return "\n".join(lines)


def _ingest(results: dict) -> list[str]:
    lines = [
        "",
        "## (a) One file into the raw zone",
        "",
        "The project: scanned, hashed, typed, checked, masked, identity numbers hashed with a key, quarantine, repeats."
        " DuckDB: `create table` in a database file, text as text. Polars: read and written as Parquet, streaming."
        " GB18030 is transcoded with iconv for both, within their time.",
        "",
        "| format | file MB | project s | DuckDB s | Polars s | of DuckDB | aim | MiB | DuckDB MiB | Polars MiB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for form, row in results.get("ingest", {}).items():
        own, duck, polars = row["project"], row["duckdb"], row["polars"]
        lines.append(
            f"| {form} | {row['bytes'] / 1e6:,.0f} | {own.seconds:.1f} | {_seconds(duck)} | {_seconds(polars)} "
            f"| {_ratio(own, duck)} | {AIMS[form]:g} | {own.peak_mib:,.0f} | {_memory(duck)} | {_memory(polars)} |"
        )
    return lines


def _cases(results: dict) -> list[str]:
    cases = results.get("cases")
    if not cases:
        return []
    own = cases["dbt"]
    lines = [
        "",
        "## (b) Durations of cases and statistics of groups",
        "",
        f"dbt's {own.details['models']} models from the raw zone to `case_duration` and `case_statistic` (the rules of"
        " all four logs, incremental machinery included) against scripts by hand for this log alone.",
        "",
        "| | s | of the DuckDB script | peak MiB |",
        "|---|---|---|---|",
        f"| dbt models, sum of the models | {own.seconds:.1f} | {_ratio(own, cases['duckdb'])} | {own.peak_mib:,.0f} |",
        f"| dbt models, wall of the warm dbt | {own.details['dbt_wall']:.1f} "
        f"| {own.details['dbt_wall'] / cases['duckdb'].seconds:.2f} | |",
        f"| DuckDB script | {_seconds(cases['duckdb'])} | 1 | {_memory(cases['duckdb'])} |",
        f"| Polars script | {_seconds(cases['polars'])} | {_ratio(cases['polars'], cases['duckdb'])} "
        f"| {_memory(cases['polars'])} |",
        "",
        "Slowest models: " + ", ".join(f"{name} {seconds:.1f} s" for name, seconds in own.details["slowest"].items()),
        "",
        "| equality to 1e-9 | rows | columns | cells that differ |",
        "|---|---|---|---|",
    ]
    for name, found in cases["equality"].details["differences"].items():
        odd = {column: number for column, number in found.items() if column not in ("rows", "columns")}
        lines.append(f"| {name} | {found['rows']:,} | {found['columns']} | {odd or 'none'} |")
    return lines


def _runs(results: dict) -> list[str]:
    runs = results.get("runs")
    if not runs:
        return []
    first = runs["first"]
    lines = [
        "",
        "## (c) (d) (e) The whole program",
        "",
        "`bizenv run`, starting Python included: ingest, expectations, models, tests, audit, release.",
        "",
        "| run | s | of the first | peak MiB |",
        "|---|---|---|---|",
    ]
    labels = {"first": "first", "nothing_new": "nothing new", "append": "1 % more events in a new file"}
    for name, label in labels.items():
        lines.append(
            f"| {label} | {runs[name].wall:.1f} | {runs[name].wall / first.wall:.1%} | {runs[name].peak_mib:,.0f} |"
        )
    return lines


def _seconds(measured: Measured | str) -> str:
    return f"{measured.seconds:.1f}" if isinstance(measured, Measured) else "failed"


def _memory(measured: Measured | str) -> str:
    return f"{measured.peak_mib:,.0f}" if isinstance(measured, Measured) else measured


def _ratio(own: Measured, other: Measured | str) -> str:
    return f"{own.seconds / other.seconds:.2f}" if isinstance(other, Measured) and other.seconds else "-"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _revision() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
