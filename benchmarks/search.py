"""The search index on made documents: ``python -m benchmarks.search --documents 10000 --out benchmarks/results``.

Time to build it, its size, and a hundred questions beside a plain ``LIKE`` scan in DuckDB over the same Parquet.
"""

import argparse
import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

import duckdb

from benchmarks.made_documents import SOURCE, made_documents, write_documents
from benchmarks.report import machine
from search.find import find
from search.index import refresh
from search.question import read_question
from search.store import clear, reading
from warehouse.home import Home

QUESTIONS = 100
_SHOWN = 20
_LINES = "select file_sha256, unnest(blocks, recursive := true) from '{}/*.parquet'"
_OVER_FILES = 5  # questions put to the files as they lie: opening ten thousand of them takes seconds each time
T = TypeVar("T")


def run(documents: int, home: Home) -> dict:
    """Figures of one run; documents are made unless ``home`` holds some already."""
    if not (home.raw / "source_file" / f"{SOURCE}.parquet").is_file():
        write_documents(home.raw, documents)
    batches = home.raw / SOURCE
    clear(home)
    build, build_busy, report = _timed(lambda: refresh(home))
    again, _, _ = _timed(lambda: refresh(home))
    questions = made_questions(documents)
    with reading(home) as index:
        found = [_timed(lambda: find(index, read_question(text), _SHOWN)[0]) for text in questions]  # noqa: B023
    scanned = _like(questions[:_OVER_FILES], _LINES.format(batches))
    whole = home.root / "blocks.parquet"
    duckdb.sql(f"copy ({_LINES.format(batches)}) to '{whole}' (format parquet, compression zstd)")
    scanned_whole = _like(questions, f"from '{whole}'")
    whole.unlink()
    return {
        "documents": report.documents,
        "machine": machine(),
        "parquet_bytes": sum(path.stat().st_size for path in batches.glob("*.parquet")),
        "index_bytes": home.search_index.stat().st_size,
        "build_seconds": round(build, 1),
        "build_processor_seconds": round(build_busy, 1),
        "load": round(os.getloadavg()[0], 1),
        "nothing_new_seconds": round(again, 2),
        "milliseconds": {
            name: {
                "clock": _spread([1000 * clock for clock, _, _ in figures]),
                "processors": _spread([1000 * busy for _, busy, _ in figures]),
            }
            for name, figures in {
                "index": found,
                "like_over_files": scanned,
                "like_over_one_file": scanned_whole,
            }.items()
        },
        "matching": _spread([matching for _, _, matching in found]),
        # a scan sees a phrase only within one block and never in title or number: it cannot find more
        "questions_where_the_scan_found_more": sum(
            scan > own for (*_, own), (*_, scan) in zip(found, scanned_whole, strict=True)
        ),
    }


def made_questions(documents: int, seed: int = 2) -> list[str]:
    """Parts of 2 to 8 characters of the documents themselves; every fourth question has two of one document."""
    chance = random.Random(seed)  # noqa: S311
    sample = [blocks for _, blocks in made_documents(min(documents, 200), seed=1)]

    def part(blocks: list[dict]) -> str:
        text = chance.choice(blocks)["text"]
        while True:
            start, length = chance.randrange(len(text)), chance.randrange(2, 9)
            phrase = text[start : start + length]
            if len(phrase) > 1 and all(sign.isalnum() for sign in phrase):
                return phrase

    return [
        " ".join(part(blocks) for _ in range(2 if at % 4 == 0 else 1))
        for at, blocks in enumerate(chance.choices(sample, k=QUESTIONS))
    ]


def _like(questions: list[str], lines: str) -> list[tuple[float, float, int]]:
    """Times and documents found of each question: the documents of which each word stands in some block."""
    with duckdb.connect() as database:
        results = []
        for text in questions:
            words = text.split()
            sql = " intersect ".join([f"select file_sha256 from ({lines}) where text like ?"] * len(words))  # noqa: S608
            values = [f"%{word}%" for word in words]
            count = f"select count(*) from ({sql})"  # noqa: S608
            if len(words) == 1:
                count = count.replace("count(*)", "count(distinct file_sha256)")
            results.append(_timed(lambda: database.execute(count, values).fetchone()[0]))  # noqa: B023
        return results


def _timed(task: Callable[[], T]) -> tuple[float, float, T]:
    """Seconds on the clock, seconds of all processors, and the result."""
    begun, busy = time.perf_counter(), time.process_time()
    result = task()
    return time.perf_counter() - begun, time.process_time() - busy, result


def _spread(values: list[float]) -> dict[str, float]:
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(median(values), 1), "p95": round(cuts[-1], 1), "max": round(max(values), 1)}


def markdown(results: dict) -> str:
    """The figures as a table in words."""
    facts, times = results["machine"], results["milliseconds"]
    names = {
        "index": "`search.find`, 20 documents with their passages",
        "like_over_files": f"`LIKE` in DuckDB over the Parquet files as they lie (the first {_OVER_FILES} questions)",
        "like_over_one_file": "`LIKE` in DuckDB over all blocks in one Parquet file",
    }
    lines = [
        f"# Search in {results['documents']:,} documents",
        "",
        f"{facts['processor']}, {facts['cores']} cores, {facts['memory_gib']} GiB, {facts['system']};"
        f" python {facts['python']}, duckdb {facts['duckdb']}. Made documents of three pages with about 1,500"
        " characters each, most of their clauses common to thousands: harder than real texts.",
        "",
        f"Index built in {results['build_seconds']:,} s ({results['build_processor_seconds']:,} s of a processor),"
        f" {results['index_bytes'] / 1e6:,.0f} MB (blocks in Parquet:"
        f" {results['parquet_bytes'] / 1e6:,.0f} MB); nothing new: {results['nothing_new_seconds']} s.",
        "",
        f"{QUESTIONS} questions, half of them with more than {results['matching']['p50']:,.0f} documents that answer:",
        "",
        "| milliseconds | p50 | p95 | most | processors p50 | p95 |",
        "|---|---|---|---|---|---|",
        *(
            f"| {names[name]} | {t['clock']['p50']:,} | {t['clock']['p95']:,} | {t['clock']['max']:,}"
            f" | {t['processors']['p50']:,} | {t['processors']['p95']:,} |"
            for name, t in times.items()
        ),
        "",
        f"The machine had other work: load {results['load']} on {facts['cores']} cores. The time of all processors is"
        " what the work itself took.",
        "",
        f"Questions for which the scan found documents that the index did not:"
        f" {results['questions_where_the_scan_found_more']}.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description="Measure the search index beside a scan in DuckDB.")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--home", type=Path, help="folder for the documents, used again when it holds some")
    arguments = parser.parse_args()
    root = arguments.home or Path(tempfile.mkdtemp(prefix="bizenv-search-"))
    try:
        results = run(arguments.documents, Home(root))
    finally:
        if arguments.home is None:
            shutil.rmtree(root)
    arguments.out.mkdir(parents=True, exist_ok=True)
    name = f"search_{arguments.documents}"
    plain = json.dumps(results, ensure_ascii=False, indent=1)
    (arguments.out / f"{name}.json").write_text(plain + "\n", encoding="utf-8")
    (arguments.out / f"{name}.md").write_text(markdown(results), encoding="utf-8")
    print(f"{arguments.out}/{name}.md")


if __name__ == "__main__":
    main()
