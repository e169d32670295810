"""The search index, refreshed after intake. Nothing waits for it: a fault here holds up no release."""

import logging
from collections.abc import Iterator

import dagster as dg

from dagster_project.workspace import Workspace
from ingest.contract import SourceContract
from search.index import IndexNotUpdated, refresh

log = logging.getLogger("bizenv.search")

INDEX = dg.AssetKey(["search", "index"])


def search_asset(contracts: dict[str, SourceContract]) -> dg.AssetsDefinition:
    """The index over the documents of all sources that deliver any."""

    @dg.asset(
        key=INDEX,
        deps=[dg.AssetKey(["raw", contract.id]) for contract in contracts.values() if contract.layout == "document"],
        group_name="search",
        kinds={"python", "sqlite"},
        owners=["team:data-engineering"],
        description="全文搜索索引 / index for searching the text of all documents.",
        check_specs=[
            dg.AssetCheckSpec("index_current", asset=INDEX, description="the index holds every document in force")
        ],
    )
    def search_index(workspace: Workspace) -> Iterator:
        try:
            report = refresh(workspace.home_folder)
        except IndexNotUpdated as error:
            log.warning("%s", error)
            yield dg.MaterializeResult(metadata={"problem": str(error)})
            yield _check(False, {"problem": str(error)})
            return
        log.info("搜索索引 / search index: %d 份文件 / documents", report.documents)
        counts = {name: getattr(report, name) for name in ("documents", "files", "added", "removed")}
        yield dg.MaterializeResult(metadata={**counts, "dagster/row_count": report.documents})
        yield _check(not report.unreadable, {"unreadable": report.unreadable})

    return search_index


def _check(passed: bool, metadata: dict) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        check_name="index_current",
        asset_key=INDEX,
        passed=passed,
        severity=dg.AssetCheckSeverity.WARN,
        metadata=metadata,
    )
