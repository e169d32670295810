"""The integrity audit: does this build hold together?

Every check reads evidence of exactly this build. Evidence that is absent or cannot be read is a failed check.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.contract import SourceContract
from ingest.raw_zone import RawZone
from methodology.check import check_seeds
from methodology.load_proof import prove_loaded
from warehouse.home import DBT_PROJECT, SEEDS, Build, read_json, write_json

_SHOWN = 5  # faults named per check
_BATCH = ("source_id", "file_sha256")


@dataclass(frozen=True, slots=True)
class Check:
    """The result of one check."""

    name: str
    passed: bool
    message_zh: str
    message_en: str


def audit_build(build: Build, contracts: Iterable[SourceContract]) -> dict:
    """Run every check on a finished build, write ``audit.json`` and return its content."""
    contracts = list(contracts)
    checks = [
        _guarded("methodology_checked", "指标体系文件检查", lambda: [str(f) for f in check_seeds(SEEDS)]),
        _guarded(
            "methodology_loaded",
            "指标体系装载核对",
            lambda: [str(f) for f in prove_loaded(SEEDS, build.warehouse)],
        ),
        _guarded("rows_conserved", "行数守恒", lambda: _conservation_faults(build)),
        _guarded("quarantine_whole", "隔离区完整", lambda: _quarantine_faults(build)),
        _guarded("batches_whole", "批次完整", lambda: _batch_faults(build)),
        _guarded("expectations_ran", "数据期望已检查", lambda: _expectation_faults(build, contracts)),
        _guarded("models_built", "模型已构建", lambda: _dbt_faults(build, ("model", "seed"), ("success",))),
        _guarded(
            "tests_passed",
            "测试已通过",
            lambda: [*_dbt_faults(build, ("test",), ("pass",)), *_unit_test_faults(build)],
        ),
        _guarded("contracts_enforced", "提交表合同生效", lambda: _contract_faults(build)),
    ]
    content = {
        "run_id": build.run_id,
        "passed": all(check.passed for check in checks),
        "checks": [asdict(check) for check in checks],
    }
    write_json(build.audit, content)
    return content


def read_audit(build: Build) -> dict:
    """The audit of a build; one that cannot be read has failed."""
    try:
        return read_json(build.audit)
    except (OSError, ValueError) as error:
        return {
            "run_id": build.run_id,
            "passed": False,
            "checks": [asdict(_failed("audit", "审计", [str(error)]))],
        }


def _guarded(name: str, name_zh: str, faults: Callable[[], list[str]]) -> Check:
    try:
        found = faults()
    except Exception as error:  # a gate that could not read its evidence has failed
        found = [f"could not check: {type(error).__name__}: {error}"]
    if found:
        return _failed(name, name_zh, found)
    return Check(name, True, f"{name_zh}：通过", "passed")


def _failed(name: str, name_zh: str, faults: list[str]) -> Check:
    shown = "; ".join(faults[:_SHOWN]) + ("; …" if len(faults) > _SHOWN else "")
    return Check(name, False, f"{name_zh}：{len(faults)} 处不符：{shown}", f"{len(faults)} faults: {shown}")


def _register(build: Build) -> list[dict]:
    return pq.read_table(build.inputs / "source_file.parquet").to_pylist()


def _conservation_faults(build: Build) -> list[str]:
    return [
        f"{row['file_name']}: {row[f'{unit}_read']} {unit} read, {row[f'{unit}_written']} written, "
        f"{row[f'{unit}_quarantined']} quarantined, {_repeated(row, unit)} repeated"
        for row in _register(build)
        for unit in ("rows", "values")
        if row[f"{unit}_read"] != row[f"{unit}_written"] + row[f"{unit}_quarantined"] + _repeated(row, unit)
    ]


def _repeated(row: dict, unit: str) -> int:
    """Rows that a log says twice are neither written nor held back; a register of earlier days counts none."""
    return (row["rows_repeated"] or 0) if unit == "rows" else 0


def _quarantine_faults(build: Build) -> list[str]:
    """For each batch, the rows held back on record are as many as the register says."""
    table = pq.read_table(build.inputs / "quarantine.parquet", columns=[*_BATCH, "member", "row_number", "value_only"])
    # a row number counts once for each file of an archive
    rows = table.filter(pc.invert(table["value_only"])).group_by([*_BATCH, "member", "row_number"]).aggregate([])
    counted = rows.group_by(list(_BATCH)).aggregate([([], "count_all")]).to_pylist()
    held = {(row["source_id"], row["file_sha256"]): row["count_all"] for row in counted}
    last = {(r["source_id"], r["file_sha256"]): r for r in _register(build) if r["outcome"] == "written"}
    return [
        f"{row['file_name']}: {held.get(batch, 0)} quarantined rows on record, "
        f"the register says {row['rows_quarantined']}"
        for batch, row in last.items()
        if held.get(batch, 0) != row["rows_quarantined"]
    ]


def _batch_faults(build: Build) -> list[str]:
    """Each delivery that was written stands in the raw zone with the rows the register says."""
    zone = RawZone(build.home.raw)
    last = {row["file_sha256"]: row for row in _register(build) if row["outcome"] == "written"}
    faults = []
    for row in last.values():
        path = zone.batch_path(row["source_id"], row["file_sha256"])
        expected = row["values_written"] if row["values_read"] else row["rows_written"]
        held = pq.read_metadata(path).num_rows
        if held != expected:
            faults.append(
                f"{row['source_id']}/{path.name} of {row['file_name']}: {held} rows, the register says {expected};"
                " delete this batch and run again, the file is then read anew"
            )
    return faults


def _expectation_faults(build: Build, contracts: list[SourceContract]) -> list[str]:
    """Each batch has results; what they say is the gap list's affair, that they exist is the audit's."""
    results = pq.read_table(build.inputs / "expectation_result.parquet", columns=["source_id", "file_sha256"])
    checked = {(row["source_id"], row["file_sha256"]) for row in results.to_pylist()}
    known = {contract.id for contract in contracts}
    return [
        f"{row['file_name']}: no expectation was checked"
        for row in _register(build)
        if row["outcome"] == "written"
        and row["source_id"] in known
        and (row["source_id"], row["file_sha256"]) not in checked
    ]


def _dbt_faults(build: Build, kinds: tuple[str, ...], good: tuple[str, ...]) -> list[str]:
    """Every node of the project's manifest has a good result in this build's run results."""
    manifest = _artifact(build.dbt_target / "manifest.json")
    results = _artifact(build.dbt_target / "run_results.json")
    found = {result["unique_id"]: result for result in results["results"]}
    faults = []
    for unique_id, node in manifest["nodes"].items():
        # a test of severity warn informs; one that did not run is a fault all the same
        accepted = (*good, "warn") if node["config"].get("severity", "").lower() == "warn" else good
        if node["resource_type"] not in kinds or not node["config"].get("enabled", True):
            continue
        result = found.get(unique_id)
        if result is None:
            faults.append(f"{node['name']}: did not run")
        elif result["status"] not in accepted:
            faults.append(f"{node['name']}: {result['status']} {_first_line(result.get('message'))}")
    if not manifest["nodes"]:
        faults.append("the manifest is empty")
    return faults


def _unit_test_faults(build: Build) -> list[str]:
    """Unit tests that ran in this build and did not pass.

    They try the models on made-up rows and say nothing about this build's data: a build may leave them to the
    project's own tests. dbt keeps them apart from the manifest's nodes.
    """
    unit_tests = _artifact(build.dbt_target / "manifest.json").get("unit_tests", {})
    results = _artifact(build.dbt_target / "run_results.json")["results"]
    return [
        f"{unit_tests[result['unique_id']]['name']}: {result['status']} {_first_line(result.get('message'))}"
        for result in results
        if result["unique_id"] in unit_tests and result["status"] != "pass"
    ]


def _contract_faults(build: Build) -> list[str]:
    manifest = _artifact(build.dbt_target / "manifest.json")
    models = [n for n in manifest["nodes"].values() if n["resource_type"] == "model" and n["schema"] == "submission"]
    if not models:
        return ["schema submission has no model"]
    return [f"{n['name']}: contract not enforced" for n in models if not n["config"]["contract"]["enforced"]]


def _artifact(path: Path) -> dict:
    if not path.is_file():
        raise FileNotFoundError(f"{path.name} of this build is missing: dbt did not finish in {DBT_PROJECT.name}/")
    return json.loads(path.read_text(encoding="utf-8"))


def _first_line(message: str | None) -> str:
    return (message or "").strip().splitlines()[0][:200] if (message or "").strip() else ""
