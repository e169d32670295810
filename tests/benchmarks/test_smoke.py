"""The benchmarks run, on a small log: all figures are there, and the three ways to the same tables agree."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[2]


def test_a_small_run(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.run", "--events", "30000", "--out", str(tmp_path)]
    done = subprocess.run(
        [*command, "--work", str(tmp_path), "--parts", "ingest,cases"],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "30000.json").read_text(encoding="utf-8"))
    assert set(results["ingest"]) == {"parquet", "csv", "gb18030", "jsonl"}
    for form, row in results["ingest"].items():
        rows = row["project"]["details"]
        assert rows["rows_read"] == 30_000 == row["duckdb"]["details"]["rows_read"], form
        assert row["polars"]["details"]["rows_read"] == 30_000, form
        assert rows["rows_written"] + rows["rows_quarantined"] + rows["rows_repeated"] == 30_000
        assert 0 < rows["rows_quarantined"] < 300
        assert row["again"]["details"]["rows_read"] == 0
        assert all(row[who]["peak_mib"] > 50 for who in ("project", "duckdb", "polars"))
    differences = results["cases"]["equality"]["details"]["differences"]
    assert len(differences) == 4
    for name, found in differences.items():
        assert found["rows"] > 1000 and found["columns"] > 20
        assert found.keys() == {"rows", "columns"}, name
    assert "| csv |" in (tmp_path / "30000.md").read_text(encoding="utf-8")
