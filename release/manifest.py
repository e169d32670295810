"""`manifest.json`: what a release is, what it was made from and the hash of every file in it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from release.facts import ReleaseFacts
from release.gate import audit_summary
from release.readiness import Readiness
from release.verify import MANIFEST, file_sha256


def write_manifest(
    release_dir: Path,
    facts: ReleaseFacts,
    audit: Mapping[str, Any],
    readiness: Readiness,
    table_rows: Mapping[str, int],
) -> dict[str, Any]:
    """Hash every file below `release_dir` and write the manifest; it must be the last file written."""
    manifest = {
        "release_id": facts.release_id,
        "run_id": facts.run_id,
        "created_at": facts.created_at,
        "as_of": facts.as_of.isoformat(),
        "indicator_sets": list(facts.indicator_sets),
        "methodology": dict(facts.methodology),
        "inputs_fingerprint": facts.inputs_fingerprint,
        "inputs": [dict(entry) for entry in facts.inputs],
        "code_version": facts.code_version,
        "audit": audit_summary(audit),
        "submission_ready": readiness.ready,
        "why_not": list(readiness.why_not),
        "tables": dict(table_rows),
        "files": _files(release_dir, table_rows),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True)
    (release_dir / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return manifest


def _files(release_dir: Path, table_rows: Mapping[str, int]) -> dict[str, dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(path for path in release_dir.rglob("*") if path.is_file()):
        name = path.relative_to(release_dir).as_posix()
        files[name] = {"sha256": file_sha256(path), "bytes": path.stat().st_size}
        if path.suffix == ".parquet":
            files[name]["rows"] = table_rows[path.stem]
    return files
