"""The runner: what is stored, what is never stored, and what counts as an error."""

import json
import os
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from expectations import runner, validation
from expectations.runner import is_checked, outcomes, run_suite
from ingest.raw_zone import EXPECTATION_RESULT
from tests.expectations.batches import AS_OF, GOOD, SHA, place
from tests.ingest.deliveries import ROOT


def test_results_are_stored_and_read_back(tmp_path):
    contract, zone = place(tmp_path, "waiver", GOOD["waiver"])
    results = run_suite(contract, zone, SHA, AS_OF)
    path = zone.shared_path("expectation_result", "waiver", SHA)
    assert pq.read_schema(path).equals(EXPECTATION_RESULT)
    assert outcomes(zone, "waiver", [SHA]) == results
    assert all(set(row) == set(EXPECTATION_RESULT.names) for row in results)


def test_a_source_without_a_suite_is_an_error(tmp_path):
    contract, zone = place(tmp_path, "waiver", GOOD["waiver"])
    (row,) = run_suite(contract.model_copy(update={"id": "unheard_of"}), zone, SHA, AS_OF)
    assert (row["outcome"], row["severity"]) == ("error", "critical")
    assert "unheard_of" in row["observed"]


@pytest.mark.parametrize("content", [None, b"", b"PAR1 torn"])
def test_a_batch_that_cannot_be_read_is_an_error(tmp_path, content):
    contract, zone = place(tmp_path, "waiver", GOOD["waiver"])
    path = zone.batch_path("waiver", SHA)
    path.unlink() if content is None else path.write_bytes(content)
    (row,) = run_suite(contract, zone, SHA, AS_OF)
    assert row["outcome"] == "error"


def test_a_batch_without_results_is_an_error(tmp_path):
    _, zone = place(tmp_path, "waiver", GOOD["waiver"])
    (row,) = outcomes(zone, "waiver", [SHA])
    assert row["outcome"] == "error"
    assert outcomes(zone, "waiver", []) == []


def test_a_batch_is_checked_again_when_it_or_its_suite_changed_and_when_it_could_not_be(tmp_path, monkeypatch):
    contract, zone = place(tmp_path, "waiver", GOOD["waiver"])
    assert not is_checked(zone, "waiver", SHA)
    run_suite(contract, zone, SHA, AS_OF)
    assert is_checked(zone, "waiver", SHA)
    monkeypatch.setattr(runner, "suite_version", lambda source: f"{source}@newer")
    assert not is_checked(zone, "waiver", SHA)
    monkeypatch.undo()
    result = zone.shared_path(runner.TABLE, "waiver", SHA)
    os.utime(zone.batch_path("waiver", SHA), ns=(result.stat().st_mtime_ns + 1,) * 2)
    assert not is_checked(zone, "waiver", SHA)
    zone.batch_path("waiver", SHA).write_bytes(b"torn")
    run_suite(contract, zone, SHA, AS_OF)
    assert not is_checked(zone, "waiver", SHA)


def test_nothing_of_a_personal_column_is_stored(tmp_path):
    rows = [{**row, "customer_no": "canary-3308001234"} for row in GOOD["electricity_connection"]]
    contract, zone = place(tmp_path, "electricity_connection", rows)
    results = run_suite(contract, zone, SHA, AS_OF)
    failed = {row["rule_id"]: row for row in results if row["outcome"] == "fail"}
    assert json.loads(failed["customer_no.hashed"]["row_numbers"]) == [2, 3]
    assert failed["customer_no.hashed"]["observed"] is None
    path = zone.shared_path("expectation_result", contract.id, SHA)
    assert "canary" not in str(pq.read_table(path).to_pylist())


def test_an_exception_that_quotes_a_cell_is_not_passed_on():
    told = validation._trouble("cannot convert 'canary'", ["reason"], {"reason"}, {"reason"})
    assert "canary" not in told
    assert validation._trouble("broken", ["a"], {"a"}, set()) == "broken"


def test_a_run_says_nothing_on_the_terminal_and_importing_is_quick(tmp_path):
    place(tmp_path, "waiver", GOOD["waiver"])
    script = (
        "import sys; from pathlib import Path\n"
        "import expectations.runner as runner, expectations.suites.waiver\n"
        "assert 'great_expectations' not in sys.modules\n"
        "from tests.expectations.batches import *\n"
        "rows = runner.run_suite(CONTRACTS['waiver'], RawZone(Path(sys.argv[1])), SHA, AS_OF)\n"
        "print(len(rows))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert int(done.stdout) > 8
    assert done.stderr == ""
