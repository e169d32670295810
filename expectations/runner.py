"""Running a suite on one batch: each rule's result becomes a row of ``expectation_result``.

Great Expectations is imported only when a suite runs: the import alone takes seconds. No value of a batch is
ever stored, only counts and row numbers.
"""

import hashlib
import importlib
import json
import logging
import os
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contract import SourceContract
from ingest.raw_zone import EXPECTATION_RESULT, RawZone, write_parquet

if TYPE_CHECKING:
    import pandas as pd

TABLE = "expectation_result"
_HERE = Path(__file__).parent
_ROWS_SHOWN = 200
_TEXT_SHOWN = 300


def run_suite(contract: SourceContract, zone: RawZone, sha256: str, as_of: date) -> list[dict]:
    """Validate the batch of one file and store one row per rule (columns: ``EXPECTATION_RESULT``).

    ``outcome`` is ``pass``, ``fail`` or ``error``: a rule that could not be asked, a batch that cannot be
    read and a source without a suite are errors, never passes. ``as_of``: later days lie in the future.
    """
    try:
        rows = _validate(contract, zone, sha256, as_of)
    except (ModuleNotFoundError, OSError, pa.ArrowException) as error:
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
    for path in (_HERE / "runner.py", _HERE / "suites" / "base.py", _HERE / "suites" / f"{source_id}.py"):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return f"{source_id}@{digest.hexdigest()[:8]}"


def _validate(contract: SourceContract, zone: RawZone, sha256: str, as_of: date) -> list[dict]:
    module = _suite_module(contract.id)
    frame = pq.read_table(zone.batch_path(contract.id, sha256)).to_pandas(date_as_object=False)
    present = set(frame.columns)
    for name, helper in getattr(module, "HELPERS", {}).items():
        try:
            frame[name] = helper(frame)
        except KeyError:
            continue  # a column is absent; the rule on this helper then comes out as an error
    personal = {column.name for column in contract.columns.values() if column.personal}
    results = _run(contract, module, frame, as_of)
    return [
        {
            "source_id": contract.id,
            "file_sha256": sha256,
            "suite": suite_version(contract.id),
            **_row(result, present, personal),
        }
        for result in results
    ]


def _suite_module(source_id: str) -> ModuleType:
    return importlib.import_module(f"expectations.suites.{source_id}")


def _run(contract: SourceContract, module: ModuleType, frame: "pd.DataFrame", as_of: date) -> list[Any]:
    """Results of Great Expectations, in the order of the suite."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    rules = module.suite(contract)
    order = {expectation.meta["rule_id"]: place for place, expectation in enumerate(rules)}
    asset = context.data_sources.add_pandas("batches").add_dataframe_asset("batch")
    definition = gx.ValidationDefinition(
        name=contract.id,
        data=asset.add_batch_definition_whole_dataframe("whole"),
        suite=context.suites.add(gx.ExpectationSuite(name=contract.id, expectations=rules)),
    )
    today = datetime.combine(as_of, time.min)
    done = context.validation_definitions.add(definition).run(
        batch_parameters={"dataframe": frame},
        expectation_parameters={"today": today, "tomorrow": today + timedelta(days=1)},
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": ["row_number"],
            "include_unexpected_rows": False,
        },
    )
    return sorted(done.results, key=lambda result: order[result.expectation_config.meta["rule_id"]])


def _row(result: Any, present: set[str], personal: set[str]) -> dict:
    config = result.expectation_config
    kwargs = {key: value for key, value in config.kwargs.items() if key != "batch_id"}
    columns = [kwargs[key] for key in ("column", "column_A", "column_B") if key in kwargs]
    columns += kwargs.get("column_list", [])
    found = result.result or {}
    error = _exception(result.exception_info)
    if error is not None:
        outcome, observed = "error", _trouble(error, columns, present, personal)
    else:
        outcome = "pass" if result.success else "fail"
        observed = "" if personal & set(columns) else _observed(found)
    return {
        "rule_id": config.meta["rule_id"],
        "expectation_type": config.type,
        "column_name": ",".join(columns) or None,
        "severity": str(getattr(config.severity, "value", config.severity)),
        "outcome": outcome,
        "observed": observed[:_TEXT_SHOWN] or None,
        "expected": _expected(kwargs),
        "unexpected_count": found.get("unexpected_count"),
        "row_numbers": json.dumps(_row_numbers(found)),
        "message_zh": config.meta["message_zh"],
        "message_en": config.meta["message_en"],
    }


def _exception(info: dict) -> str | None:
    """The message of what a rule raised; GX gives one record, or one per metric that failed."""
    records = [info] if "raised_exception" in info else list(info.values())
    raised = [record for record in records if record.get("raised_exception")]
    return str(raised[0].get("exception_message")) if raised else None


def _trouble(message: str, columns: list[str], present: set[str], personal: set[str]) -> str:
    absent = [name for name in columns if name not in present]
    if absent:
        return f"column absent or not computable: {', '.join(absent)}"
    # a message may quote a cell
    return "the rule raised an exception" if personal else message


def _observed(found: dict) -> str:
    if "observed_value" in found:
        return str(found["observed_value"])
    if found.get("unexpected_count") is None:
        return ""
    return f"{found['unexpected_count']} of {found.get('element_count')} rows"


def _expected(kwargs: dict) -> str:
    told = {key: value for key, value in kwargs.items() if not key.startswith("column") or key == "column_set"}
    if "row_condition" in told:
        condition = told["row_condition"]
        told["row_condition"] = condition.get("pass_through_filter") if isinstance(condition, dict) else str(condition)
        told.pop("condition_parser", None)
    return json.dumps(told, ensure_ascii=False, default=str)[:_TEXT_SHOWN]


def _row_numbers(found: dict) -> list[int]:
    """Row numbers of the delivered file, each once: a wide row gives many rows of a batch."""
    places = found.get("unexpected_index_list") or []
    numbers = {int(place["row_number"]) for place in places if place.get("row_number") is not None}
    return sorted(numbers)[:_ROWS_SHOWN]


def _could_not_run(source_id: str, sha256: str, error: Exception) -> dict:
    return dict.fromkeys(EXPECTATION_RESULT.names) | {
        "source_id": source_id,
        "file_sha256": sha256,
        "suite": suite_version(source_id),
        "rule_id": "suite.ran",
        "severity": "critical",
        "outcome": "error",
        "observed": f"{type(error).__name__}: {error}"[:_TEXT_SHOWN],
        "row_numbers": "[]",
        "message_zh": "期望检查未能运行：缺少规则模块，或批次或结果文件无法读取；请补齐后重新运行",
        "message_en": "the expectations did not run: no suite, batch or result unreadable; mend, run again",
    }
