"""The build: frozen inputs, dbt's models with their tests as checks, and the integrity audit."""

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from dagster_project.dbt_project import MANIFEST
from dagster_project.raw_assets import DELIVERIES
from dagster_project.workspace import Workspace
from ingest.contract import SourceContract
from warehouse.audit import audit_build
from warehouse.beginning import began_from_nothing
from warehouse.home import Build
from warehouse.inputs import INPUTS, freeze_inputs
from warehouse.tables import rows_by_table

log = logging.getLogger("bizenv.warehouse")

INTEGRITY = dg.AssetKey(["audit", "integrity"])


class Translator(DagsterDbtTranslator):
    """dbt's folders become Dagster's groups."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        return "methodology" if dbt_resource_props["resource_type"] == "seed" else dbt_resource_props["fqn"][1]

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        office = {"seed", "gaps", "submission"} & {dbt_resource_props["resource_type"], dbt_resource_props["fqn"][1]}
        return ["team:business-environment-office" if office else "team:data-engineering"]


def inputs_asset(contracts: dict[str, SourceContract]) -> dg.AssetsDefinition:
    """The registers, frozen for this build."""
    after = [DELIVERIES, *(dg.AssetKey(["raw", source]) for source in contracts)]

    @dg.multi_asset(
        specs=[
            dg.AssetSpec(
                dg.AssetKey(["build", name]),
                deps=after,
                group_name="build",
                kinds={"parquet"},
                owners=["team:data-engineering"],
                description="Frozen when the build began, so that every model sees the same.",
            )
            for name in INPUTS
        ]
    )
    def build_inputs(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[dg.MaterializeResult]:
        facts = workspace.facts(context.run_id)
        rows = freeze_inputs(workspace.build(context.run_id), contracts.values(), facts.as_of, facts.indicator_sets)
        for name in INPUTS:
            yield dg.MaterializeResult(
                asset_key=dg.AssetKey(["build", name]), metadata={"dagster/row_count": rows[name]}
            )

    return build_inputs


@dbt_assets(manifest=MANIFEST, name="warehouse_models", dagster_dbt_translator=Translator())
def warehouse_models(context: dg.AssetExecutionContext, dbt: DbtCliResource, workspace: Workspace) -> Iterator:
    """Seeds, models and tests, into a DuckDB file of this run alone."""
    build = workspace.build(context.run_id)
    build.warehouse.parent.mkdir(parents=True, exist_ok=True)
    if context.is_subset:
        _begin_from_last_build(build)
    with build.home.building(lambda: log.info("等待另一次构建 / waiting for another build to finish")):
        yield from _build(context, dbt, build)


def _build(context: dg.AssetExecutionContext, dbt: DbtCliResource, build: Build) -> Iterator:
    os.environ.update(build.dbt_environment())
    total = len(context.selected_asset_keys)
    built = 0
    # unit tests try models on made-up rows: they prove the code, not this build, and run with the project's tests
    command = ["build", "--exclude-resource-type", "unit_test"]
    if began_from_nothing(build):
        # a table that was taken over for a run of a few models says nothing of what it was made from
        command.append("--full-refresh")
    for event in dbt.cli(command, context=context, target_path=build.dbt_target).stream():
        if isinstance(event, dg.Output):
            built += 1
            if built % 10 == 0 or built == total:
                log.info("dbt: %d/%d 张表 / tables", built, total)
        yield event
    # counted once dbt has let go of the file: two processes cannot have it open
    for path, rows in rows_by_table(build).items():
        if (key := dg.AssetKey(path)) in context.selected_asset_keys:
            yield dg.AssetObservation(key, metadata={"dagster/row_count": rows})


def _begin_from_last_build(build: Build) -> None:
    """A part of the models needs the tables that the others made: take them from the newest finished build."""
    finished = [path for path in build.folder.parent.glob("*/audit.json") if path.parent != build.folder]
    if not finished:
        raise dg.Failure("no finished build to start from: materialise everything once (bizenv run)")
    last = max(finished, key=lambda path: path.stat().st_mtime).parent
    if not build.warehouse.is_file():
        shutil.copyfile(last / build.warehouse.name, build.warehouse)
    if not build.inputs.is_dir():
        shutil.copytree(last / "inputs", build.inputs)


def integrity_asset(contracts: dict[str, SourceContract], after: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """The audit of exactly this build."""

    @dg.asset(
        key=INTEGRITY,
        deps=after,
        group_name="audit",
        kinds={"json"},
        owners=["team:data-engineering"],
        description="完整性审计：本次构建是否自洽 / does this build hold together? Blocks the release.",
        check_specs=[dg.AssetCheckSpec("integrity_audit", asset=INTEGRITY, blocking=True)],
    )
    def integrity(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator:
        audit = audit_build(workspace.build(context.run_id), contracts.values())
        faults = {check["name"]: check["message_en"] for check in audit["checks"] if not check["passed"]}
        log.info("审计 / audit: %d 项检查 / checks, %d 项未通过 / failed", len(audit["checks"]), len(faults))
        yield dg.MaterializeResult(metadata={"checks": len(audit["checks"]), "failed": faults})
        yield dg.AssetCheckResult(
            check_name="integrity_audit", asset_key=INTEGRITY, passed=audit["passed"], metadata={"failed": faults}
        )

    return integrity
