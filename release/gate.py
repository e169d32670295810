"""The integrity gate: a pure function of audit and facts. What cannot be read is a failure."""

from collections.abc import Mapping
from typing import Any

from release.errors import ReleaseRefused
from release.facts import ReleaseFacts

_ADVISORY = frozenset({"warn", "warning", "info", "amber"})


def refuse_unless_passed(audit: Mapping[str, Any], facts: ReleaseFacts) -> None:
    """Raise ReleaseRefused unless this audit passed and belongs to exactly this run.

    `audit` needs `passed` (exactly True) and `run_id`; `checks`, when present, is a list of mappings with
    `name` and `passed`, and optionally `message_zh`, `message_en`, `severity`, `blocking`, `waiver`. A
    verdict "passed" above a failed blocking check without waiver contradicts itself and is refused too.
    """
    faults: list[str] = []
    for key in ("passed", "run_id"):
        if key not in audit:
            faults.append(f"审计缺少 {key} / the audit has no {key!r}: run the audit of this build again")
    if "passed" in audit and audit["passed"] is not True:
        faults.append("审计未通过 / the audit did not pass")
    if "run_id" in audit and audit["run_id"] != facts.run_id:
        faults.append(
            f"审计属于另一次运行 {audit['run_id']!r}, 本次为 {facts.run_id!r}"
            f" / the audit is of run {audit['run_id']!r}, this build is run {facts.run_id!r}"
        )
    faults.extend(_check_faults(audit))
    if faults:
        raise ReleaseRefused("\n".join(["不予发布 / release refused:", *(f"- {fault}" for fault in faults)]))


def audit_summary(audit: Mapping[str, Any]) -> dict[str, Any]:
    """Audit as the manifest keeps it: verdict, run, number of checks, names of failed and waived ones."""
    checks = audit.get("checks") or []
    failed = [check for check in checks if check.get("passed") is not True]
    return {
        "passed": audit["passed"],
        "run_id": audit["run_id"],
        "checks": len(checks),
        "advisory_failed": sorted(str(check.get("name")) for check in failed if not check.get("waiver")),
        "waived": sorted(str(check.get("name")) for check in failed if check.get("waiver")),
    }


def _check_faults(audit: Mapping[str, Any]) -> list[str]:
    if "checks" not in audit:
        return []
    checks = audit["checks"]
    if not isinstance(checks, list) or not all(isinstance(check, Mapping) for check in checks):
        return ["审计的检查清单无法读取 / the audit's list of checks cannot be read"]
    if not checks:
        return ["审计没有任何检查 / the audit ran no check at all"]
    return [_describe(check) for check in checks if _blocks(check)]


def _blocks(check: Mapping[str, Any]) -> bool:
    advisory = check.get("blocking") is False or str(check.get("severity", "")).lower() in _ADVISORY
    return check.get("passed") is not True and not advisory and not check.get("waiver")


def _describe(check: Mapping[str, Any]) -> str:
    name = str(check.get("name", "?"))
    chinese = str(check.get("message_zh") or "检查未通过或未运行")
    english = str(check.get("message_en") or "failed or did not run")
    return f"{name}: {chinese} / {english}"
