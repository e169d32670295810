"""All benchmarks on one invented log: ``python -m benchmarks.run --events 10000000 --out benchmarks/results``."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Measured, TaskFailed, measure, measure_command
from benchmarks.report import AIMS, machine, write

PARTS = ("ingest", "cases", "runs")
_FOLDER = Path("logs", "government_service", "2022-06-16")
_LATER = Path("logs", "government_service", "2022-06-20")
_AS_OF = "2022-06-22"
_CHUNK = 1 << 24


def run(events: int, out: Path, work: Path, parts: tuple[str, ...], formats: tuple[str, ...]) -> dict:
    """Measure the chosen parts in ``work`` and write the results into ``out`` after each of them."""
    results: dict = {"events": events, "machine": machine()}
    if "ingest" in parts:
        results["ingest"] = {}
        for form in formats:
            results["ingest"][form] = ingest(events, form, work)
            write(out, results)
    if "cases" in parts:
        results["cases"] = cases(events, work)
        write(out, results)
    if "runs" in parts:
        results["runs"] = runs(events, work)
        write(out, results)
    return results


def ingest(events: int, form: str, work: Path) -> dict:
    """(a) and the memory of (c), for one format."""
    path, landing = _delivered(events, form, work)
    row: dict = {"bytes": path.stat().st_size}
    _warm(path)
    row["project"] = _said("ingest", form, lambda: measure("pipeline", landing=landing, home=work / "home"))
    row["again"] = _said("again", form, lambda: measure("pipeline", landing=landing, home=work / "home"))
    for peer in ("duckdb", "polars"):
        _warm(path)
        target = work / f"{peer}.{'duckdb' if peer == 'duckdb' else 'parquet'}"
        row[peer] = _peer(peer, form, lambda: measure(f"{peer}_load", path=path, form=form, target=target))  # noqa: B023
        target.unlink(missing_ok=True)
    shutil.rmtree(work / "home")
    shutil.rmtree(landing)
    return row


def cases(events: int, work: Path) -> dict:
    """(b): dbt's models and two scripts on the same raw zone, and whether their tables are equal."""
    _, landing = _delivered(events, "parquet", work)
    home, script, frames = work / "home", work / "script.duckdb", work / "frames"
    frames.mkdir()
    measure("pipeline", landing=landing, home=home)
    found: dict = {
        "dbt": _said("cases", "dbt", lambda: measure("dbt_models", home=home)),
        "duckdb": _peer("duckdb", "cases", lambda: measure("duckdb_script", home=home, target=script)),
        "polars": _peer("polars", "cases", lambda: measure("polars_script", home=home, target=frames)),
    }
    found["equality"] = measure("compare", home=home, script=script, frames=frames)
    for folder in (home, frames, landing):
        shutil.rmtree(folder)
    script.unlink()
    return found


def runs(events: int, work: Path) -> dict:
    """(d) and (e): the whole program on a first delivery, on nothing new, and on a file with 1 % more events.

    Of the later file's cases one in twenty was delivered before and is replaced.
    """
    _, landing = _delivered(events, "parquet", work)
    command = [sys.executable, "-m", "bizenv", "run", "--landing", str(landing), "--home", str(work / "home")]
    command += ["--as-of", _AS_OF]
    found = {name: _said("bizenv run", name, lambda: measure_command(command)) for name in ("first", "nothing_new")}
    more = max(events // 100, 1000)
    known = more // 6 // 20
    first_case = events // 5 + 1 - known
    measure("generate", target=landing / _LATER, events=more, form="parquet", seed=1, first_case=first_case, days=20)
    found["append"] = _said("bizenv run", "append", lambda: measure_command(command))
    shutil.rmtree(work / "home")
    shutil.rmtree(landing)
    return found


def _delivered(events: int, form: str, work: Path) -> tuple[Path, Path]:
    # made in a process of its own: a child begins its count of memory with its parent's
    landing = work / f"landing_{form}"
    made = measure("generate", target=landing / _FOLDER, events=events, form=form)
    return Path(made.details["path"]), landing


def _peer(peer: str, form: str, task: Callable[[], Measured]) -> Measured | str:
    """A peer that cannot do it has no figure: that is a result, not the end of the run."""
    try:
        return _said(peer, form, task)
    except TaskFailed as error:
        print(error, file=sys.stderr)
        return "failed"


def _said(what: str, form: str, task: Callable[[], Measured]) -> Measured:
    measured = task()
    print(f"{what} {form}: {measured.seconds:.2f} s, {measured.peak_mib:,.0f} MiB", flush=True)
    return measured


def _warm(path: Path) -> None:
    """Everybody finds the file in the page cache."""
    with path.open("rb") as stream:
        while stream.read(_CHUNK):
            pass


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Measure the project beside plain DuckDB and Polars.")
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--work", type=Path, help="scratch folder (about 1 GB for each million events)")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {', '.join(PARTS)}")
    parser.add_argument("--formats", default=",".join(AIMS), help=f"of {', '.join(AIMS)}")
    arguments = parser.parse_args()
    parts, formats = tuple(arguments.parts.split(",")), tuple(arguments.formats.split(","))
    if set(parts) - set(PARTS) or set(formats) - set(AIMS):
        parser.error(f"--parts: {', '.join(PARTS)}; --formats: {', '.join(AIMS)}")
    with tempfile.TemporaryDirectory(dir=arguments.work, prefix="bizenv-benchmark-") as work:
        run(arguments.events, arguments.out, Path(work), parts, formats)
    print(f"{arguments.out}/{arguments.events}.md")


if __name__ == "__main__":
    main()
