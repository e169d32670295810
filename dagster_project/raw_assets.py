"""One asset per source, made from its contract, and the asset that looks at the landing zone."""

import logging
from collections.abc import Iterator

import dagster as dg

from dagster_project.workspace import Workspace
from expectations.runner import is_checked, outcomes
from expectations.together import run_suites
from ingest.contract import SourceContract
from ingest.intake import IntakeReport, ingest_source
from ingest.landing import recognise
from ingest.privacy import load_or_create_key
from ingest.strays import record_strays

log = logging.getLogger("bizenv.landing")

DELIVERIES = dg.AssetKey(["landing", "deliveries"])


def landing_asset(contracts: dict[str, SourceContract]) -> dg.AssetsDefinition:
    """What lies in the landing zone, and which files belong to no source."""

    @dg.asset(
        key=DELIVERIES,
        group_name="landing",
        kinds={"file"},
        owners=["team:data-engineering"],
        description="报送目录：全部文件、内容哈希、所属来源 / the landing zone: files, hashes, sources.",
    )
    def deliveries(context: dg.AssetExecutionContext, workspace: Workspace) -> dg.MaterializeResult:
        facts = workspace.facts(context.run_id)
        recognised = recognise(facts.files, contracts.values())
        workspace.zone.prepare(contracts.values())
        strays = record_strays(recognised, workspace.zone, facts.as_of)
        log.info("报送目录 / landing zone: %d 个文件 / files, as of %s", len(facts.files), facts.as_of)
        return dg.MaterializeResult(
            metadata={
                "files": len(facts.files),
                "without_source": len(strays),
                "as_of": facts.as_of.isoformat(),
                "fingerprint": facts.fingerprint,
            }
        )

    return deliveries


def source_asset(contract: SourceContract, contracts: dict[str, SourceContract]) -> dg.AssetsDefinition:
    """The raw zone of one source, with its expectations as a check."""
    key = dg.AssetKey(["raw", contract.id])

    @dg.asset(
        key=key,
        deps=[DELIVERIES],
        group_name="raw",
        kinds={"python", "parquet"},
        owners=[f"team:{contract.department.replace('_', '-')}"],
        description=f"{contract.name_zh} / {contract.name_en}. {contract.description}",
        tags={"kind": contract.kind},
        metadata={"landing": list(contract.landing), "feeds": list(contract.feeds)},
        check_specs=[
            dg.AssetCheckSpec(
                "rows_conserved", asset=key, description="rows read = rows written + quarantined + repeated"
            ),
            dg.AssetCheckSpec("expectations", asset=key, description="Great Expectations suite of the raw table"),
        ],
    )
    def raw(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator:
        facts = workspace.facts(context.run_id)
        files = recognise(facts.files, contracts.values()).by_source[contract.id]
        secret = load_or_create_key(workspace.home_folder.privacy_key)
        report = ingest_source(contract, files, workspace.zone, secret, facts.as_of, not facts.files)
        # under the source's lock: two runs at once check a batch once
        with workspace.zone.locked(contract.id):
            batches = _batches(workspace, contract)
            news = [sha256 for sha256 in batches if not is_checked(workspace.zone, contract.id, sha256)]
            run_suites(contract, workspace.zone, news, facts.as_of)
        yield dg.MaterializeResult(metadata=_metadata(report, workspace.zone.read_register(contract.id)))
        yield _conservation(key, report)
        yield _expectations(key, outcomes(workspace.zone, contract.id, _batches(workspace, contract)))

    return raw


def _batches(workspace: Workspace, contract: SourceContract) -> list[str]:
    """SHA-256 sums of the source's batches, oldest first."""
    register = workspace.zone.read_register(contract.id)
    return list(dict.fromkeys(row["file_sha256"] for row in register if row["outcome"] == "written"))


def _metadata(report: IntakeReport, register: list[dict]) -> dict:
    batches = {row["file_sha256"]: row for row in register if row["outcome"] == "written"}
    counts = ("rows_read", "rows_written", "rows_quarantined", "rows_repeated", "values_read", "values_written")
    return {
        "files_read": len(report.deliveries),
        "new_batches": len(report.new_batches),
        "withdrawn": len(report.withdrawn),
        **{count: report.total(count) for count in counts},
        # all batches, also those of former runs
        "dagster/row_count": sum(row["values_written"] or row["rows_written"] for row in batches.values()),
    }


def _conservation(key: dg.AssetKey, report: IntakeReport) -> dg.AssetCheckResult:
    read = report.total("rows_read")
    kept = sum(report.total(count) for count in ("rows_written", "rows_quarantined", "rows_repeated"))
    return dg.AssetCheckResult(
        check_name="rows_conserved",
        asset_key=key,
        passed=read == kept,
        metadata={"rows_read": read, "rows_written_quarantined_or_repeated": kept},
    )


def _expectations(key: dg.AssetKey, results: list[dict]) -> dg.AssetCheckResult:
    failed = [row for row in results if row["outcome"] != "pass"]
    critical = [row for row in failed if row["severity"] == "critical"]
    return dg.AssetCheckResult(
        check_name="expectations",
        asset_key=key,
        passed=not failed,
        # what a delivery lacks is a gap for its department, never a reason to stop the others
        severity=dg.AssetCheckSeverity.ERROR if critical else dg.AssetCheckSeverity.WARN,
        metadata={
            "checked": len(results),
            "failed": [f"{row['rule_id']}: {row['message_en']} (rows {row['row_numbers']})" for row in failed[:20]],
        },
    )
