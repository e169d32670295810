"""Assembles what exists: assets, checks, job, schedule, sensor, resources."""

import dagster as dg

from dagster_project.automation import NIGHTLY, NIGHTLY_SCHEDULE, landing_sensor
from dagster_project.dbt_project import dbt_resource
from dagster_project.raw_assets import landing_asset, source_asset
from dagster_project.release_asset import current_release
from dagster_project.search_asset import search_asset
from dagster_project.warehouse_assets import inputs_asset, integrity_asset, warehouse_models
from dagster_project.workspace import VARIABLES, Workspace
from ingest.contract_file import load_contracts

CONTRACTS = load_contracts()
MODELS = sorted(warehouse_models.keys, key=lambda key: key.path)

defs = dg.Definitions(
    assets=[
        landing_asset(CONTRACTS),
        *(source_asset(contract, CONTRACTS) for contract in CONTRACTS.values()),
        inputs_asset(CONTRACTS),
        warehouse_models,
        integrity_asset(CONTRACTS, after=MODELS),
        current_release,
        search_asset(CONTRACTS),
    ],
    jobs=[NIGHTLY],
    schedules=[NIGHTLY_SCHEDULE],
    sensors=[landing_sensor],
    resources={
        "dbt": dbt_resource(),
        "workspace": Workspace(**{option: dg.EnvVar(name) for option, name in VARIABLES.items()}),
    },
)
