"""Running a suite on one batch: each rule's result becomes a row of ``expectation_result``.

A small batch is judged row by row; a log above ``ROWS_IN_MEMORY`` rows by its profile (``profile.py``), with the
same rules and the same rows of results. No value of a batch is ever stored, only counts and row numbers.
"""

import hashlib
import importlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.log_rules import GroupRule
from expectations.profile import Batch, Finding, with_rows
from expectations.validation import TEXT_SHOWN, on_profile, row_of_batch, row_of_profile, validate
from expectations.violations import Question, Untranslatable, question
from ingest.contract import SourceContract
from ingest.raw_zone import EXPECTATION_RESULT, RawZone, write_parquet

if TYPE_CHECKING:
    import pandas as pd
    from great_expectations.expectations import Expectation

TABLE = "expectation_result"
# a frame of that many rows, and what Great Expectations makes of it, takes some 200 MB and six seconds
ROWS_IN_MEMORY = 200_000
_HERE = Path(__file__).parent
_CODE = ("runner.py", "together.py", "profile.py", "violations.py", "validation.py", "log_rules.py", "suites/base.py")


def run_suite(contract: SourceContract, zone: RawZone, sha256: str, as_of: date) -> list[dict]:
    """Validate the batch of one file and store one row per rule (columns: ``EXPECTATION_RESULT``).

    ``outcome`` is ``pass``, ``fail`` or ``error``: a rule that could not be asked, a batch that cannot be
    read and a source without a suite are errors, never passes. ``as_of``: later days lie in the future.
    """
    try:
        rows = _validate(contract, zone, sha256, as_of)
    except (ModuleNotFoundError, OSError, pa.ArrowException, duckdb.Error) as error:
        rows = [_could_not_run(contract.id, sha256, error)]
    write_parquet(zone.shared_path(TABLE, contract.id, sha256), rows, EXPECTATION_RESULT)
    return rows


def outcomes(zone: RawZone, source_id: str, sha256s: Iterable[str]) -> list[dict]:
    """Stored results of batches; a batch without any is itself an error."""
    rows: list[dict] = []
    for sha256 in sha256s:
        path = zone.shared_path(TABLE, source_id, sha256)
        try:
            stored = pq.read_table(path).to_pylist()
        except (OSError, pa.ArrowException) as error:
            stored = [_could_not_run(source_id, sha256, error)]
        rows += stored or [_could_not_run(source_id, sha256, ValueError("no result"))]
    return rows


def is_checked(zone: RawZone, source_id: str, sha256: str) -> bool:
    """Whether results stand that were found by today's rules in the batch as it stands.

    A batch read again, a suite that changed and a suite that could not run are asked again.
    """
    result, batch = zone.shared_path(TABLE, source_id, sha256), zone.batch_path(source_id, sha256)
    if not result.is_file() or (batch.is_file() and result.stat().st_mtime_ns < batch.stat().st_mtime_ns):
        return False
    rows = outcomes(zone, source_id, [sha256])
    return all(row["expectation_type"] and row["suite"] == suite_version(source_id) for row in rows)


@cache
def suite_version(source_id: str) -> str:
    """The suite's name with a digest of the code that its results depend on."""
    digest = hashlib.sha256()
    for path in (*(_HERE / name for name in _CODE), _HERE / "suites" / f"{source_id}.py"):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return f"{source_id}@{digest.hexdigest()[:8]}"


def parameters_of(as_of: date) -> dict[str, datetime]:
    """What the rules call today and tomorrow in a run as of a day."""
    today = datetime.combine(as_of, time.min)
    return {"today": today, "tomorrow": today + timedelta(days=1)}


def _validate(contract: SourceContract, zone: RawZone, sha256: str, as_of: date) -> list[dict]:
    module = importlib.import_module(f"expectations.suites.{contract.id}")
    parameters = parameters_of(as_of)
    of_rows, of_groups = module.suite(contract), _group_rules(module, contract)
    personal = {column.name for column in contract.columns.values() if column.personal}
    rows: list[dict] = []
    helpers = getattr(module, "HELPERS", {})
    in_sql = {name: helper for name, helper in helpers.items() if isinstance(helper, str)}
    with Batch(zone.batch_path(contract.id, sha256), in_sql) as batch:
        if contract.kind == "log" and batch.rows > ROWS_IN_MEMORY:
            by_profile = [*of_rows, *of_groups]
        else:
            by_profile = of_groups
            frame = batch.table().to_pandas(date_as_object=False)
            _add(frame, {name: helper for name, helper in helpers.items() if name not in in_sql})
            index = ("member", "row_number") if batch.in_members() else ("row_number",)
            results = validate(contract.id, frame, of_rows, parameters, index)
            rows += [row_of_batch(result, set(frame.columns), personal) for result in results]
        if by_profile:
            rows += _on_profile(contract.id, batch, by_profile, parameters, personal)
    told = {"source_id": contract.id, "file_sha256": sha256, "suite": suite_version(contract.id)}
    return [told | row for row in rows]


def _add(frame: "pd.DataFrame", helpers: dict[str, Callable]) -> None:
    for name, helper in helpers.items():
        # a column is absent; the rule on this helper then comes out as an error
        with suppress(KeyError):
            frame[name] = helper(frame)


def _group_rules(module: ModuleType, contract: SourceContract) -> list[GroupRule]:
    return module.groups(contract) if hasattr(module, "groups") else []


def _on_profile(
    name: str,
    batch: Batch,
    rules: list["Expectation | GroupRule"],
    parameters: dict[str, datetime],
    personal: set[str],
) -> list[dict]:
    """Rows of results of rules that the batch's profile answers."""
    import pandas as pd

    asked = {rule.rule_id if isinstance(rule, GroupRule) else rule.meta["rule_id"]: rule for rule in rules}
    questions: dict[str, Question] = {}
    findings: dict[str, Finding] = {}
    for rule_id, rule in asked.items():
        try:
            questions[rule_id] = rule.question if isinstance(rule, GroupRule) else question(rule, parameters)
        except Untranslatable as error:
            findings[rule_id] = Finding(None, error=f"cannot be asked of a profile: {error}")
    findings |= batch.profile(questions)
    # a rule without a finding has no column: Great Expectations cannot judge it, which is an error
    frame = pd.DataFrame([{rule_id: found.kept for rule_id, found in findings.items() if found.kept is not None}])
    results = validate(name, frame, [on_profile(rule) for rule in rules], parameters, index=())
    failing = [r.expectation_config.meta["rule_id"] for r in results if not r.success]
    located = batch.locate({rule_id: questions[rule_id] for rule_id in failing if findings[rule_id].kept is not None})
    findings |= {rule_id: with_rows(findings[rule_id], places) for rule_id, places in located.items()}
    present = set(batch.columns)
    return [
        row_of_profile(result, asked[rule_id], findings[rule_id], parameters, present, personal)
        for rule_id, result in zip(asked, results, strict=True)
    ]


def _could_not_run(source_id: str, sha256: str, error: Exception) -> dict:
    return dict.fromkeys(EXPECTATION_RESULT.names) | {
        "source_id": source_id,
        "file_sha256": sha256,
        "suite": suite_version(source_id),
        "rule_id": "suite.ran",
        "severity": "critical",
        "outcome": "error",
        "observed": f"{type(error).__name__}: {error}"[:TEXT_SHOWN],
        "row_numbers": "[]",
        "message_zh": "期望检查未能运行：缺少规则模块，或批次或结果文件无法读取；请补齐后重新运行",
        "message_en": "the expectations did not run: no suite, batch or result unreadable; mend, run again",
    }
