"""Builds of the warehouse without Dagster: a landing zone taken in, frozen and run through dbt in a home of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from ingest.contract_file import load_contracts
from ingest.intake import ingest_source
from ingest.landing import recognise, scan
from ingest.privacy import load_or_create_key
from ingest.raw_zone import RawZone
from ingest.strays import record_strays
from sample.generate import write_sample
from warehouse.home import DBT_PROJECT, Build, Home
from warehouse.inputs import freeze_inputs, known_indicator_sets

AS_OF = date(2022, 6, 22)
# as production builds: unit tests are no part of a build
BUILD = ("build", "--exclude-resource-type", "unit_test")


def run_dbt(
    build: Build, arguments: Sequence[str], target: Path, project: Path = DBT_PROJECT
) -> subprocess.CompletedProcess[str]:
    """One dbt command over a build's inputs and database; artifacts go to ``target``."""
    command = [str(Path(sys.executable).with_name("dbt")), "--quiet", *arguments]
    command += ["--project-dir", str(project), "--profiles-dir", str(project)]
    environment = {
        **os.environ,
        **build.dbt_environment(),
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(target),
    }
    return subprocess.run(command, env=environment, cwd=project, capture_output=True, text=True, check=False)


def take_in(landing: Path, home: Home, day: date = AS_OF) -> None:
    """Everything that ``landing`` holds on ``day``, into the raw zone."""
    contracts = load_contracts()
    files = scan(landing, home.landing_cache)
    recognised = recognise(files, contracts.values())
    zone = RawZone(home.raw)
    zone.prepare(contracts.values())
    key = load_or_create_key(home.privacy_key)
    for contract in contracts.values():
        ingest_source(contract, recognised.by_source[contract.id], zone, key, day, not files)
    record_strays(recognised, zone, day)


def build_run(home: Home, run_id: str, arguments: Sequence[str] = BUILD, day: date = AS_OF) -> Build:
    """One build as of ``day``; a failing dbt command fails the test that asked."""
    build = home.build(run_id)
    freeze_inputs(build, load_contracts().values(), day, known_indicator_sets())
    outcome = run_dbt(build, arguments, build.dbt_target)
    assert outcome.returncode == 0, outcome.stdout[-4000:] + outcome.stderr[-2000:]
    return build


def build_warehouse(landing: Path, home_folder: Path, arguments: Sequence[str] = BUILD) -> Build:
    """Take in ``landing`` and build."""
    home = Home(home_folder.resolve())
    take_in(landing, home)
    return build_run(home, "run", arguments)


@pytest.fixture(scope="session")
def sample_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A small sample city, built once for all modules of this room; nobody writes to it."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "landing", cases=60)
    return build_warehouse(folder / "landing", folder / "home")


@pytest.fixture(scope="session")
def manifest(sample_build: Build) -> dict:
    """dbt's manifest of the sample build."""
    return json.loads((sample_build.dbt_target / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def unit_test_run(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Results of all dbt unit tests, which look up columns in a built database."""
    target = tmp_path_factory.mktemp("unit") / "dbt"
    shutil.copytree(sample_build.dbt_target, target)  # with what dbt has parsed already
    (target / "run_results.json").unlink()
    run_dbt(sample_build, ["test", "--select", "test_type:unit"], target)
    return json.loads((target / "run_results.json").read_text(encoding="utf-8"))
