"""The release: published only when the audit of exactly this build allows it."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version

import dagster as dg

from dagster_project.warehouse_assets import INTEGRITY
from dagster_project.workspace import Workspace
from methodology.digest import seed_digests
from release.current import read_manifest
from release.facts import ReleaseFacts
from release.publish import publish
from warehouse.audit import read_audit
from warehouse.home import SEEDS
from warehouse.inputs import code_digest
from warehouse.run_facts import RunFacts

log = logging.getLogger("bizenv.release")

RELEASE = dg.AssetKey(["release", "current"])


@dg.asset(
    key=RELEASE,
    deps=[INTEGRITY],
    group_name="release",
    kinds={"excel", "duckdb", "parquet"},
    owners=["team:business-environment-office"],
    description="发布：工作簿、网页、表、只读数据库与清单 / workbooks, page, tables, read-only DuckDB, manifest.",
    check_specs=[
        dg.AssetCheckSpec(
            "submission_gate", asset=RELEASE, description="May this release be submitted to the reviewers?"
        )
    ],
)
def current_release(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator:
    """Re-reads the audit of this run: a release asked for alone has no audit and is refused."""
    build = workspace.build(context.run_id)
    facts = release_facts(workspace.facts(context.run_id))
    folder = publish(build.warehouse, workspace.home_folder.releases, facts=facts, audit=read_audit(build))
    workspace.home_folder.remove_old_builds(keep=build.run_id)
    manifest = read_manifest(folder)
    log.info("已发布 / published: %s", folder.name)
    yield dg.MaterializeResult(
        metadata={
            "release_id": manifest["release_id"],
            "submission_ready": manifest["submission_ready"],
            "tables": manifest["tables"],
        }
    )
    yield dg.AssetCheckResult(
        check_name="submission_gate",
        asset_key=RELEASE,
        passed=manifest["submission_ready"],
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"why_not": manifest["why_not"]},
    )


def release_facts(run: RunFacts) -> ReleaseFacts:
    """What the release room must be told about a run."""
    created = datetime.now(UTC)
    return ReleaseFacts(
        release_id=f"{run.as_of:%Y%m%d}-{created:%Y%m%dT%H%M%S}-{run.fingerprint[:8]}",
        run_id=run.run_id,
        as_of=run.as_of,
        indicator_sets=run.indicator_sets,
        methodology=seed_digests(SEEDS),
        inputs_fingerprint=run.fingerprint,
        inputs=[{"file_name": file.name, "sha256": file.sha256 or ""} for file in run.files],
        code_version=f"{version('bizenv')}+{code_digest()[:12]}",
        created_at=created.isoformat(timespec="seconds"),
    )
