"""What every model of the project promises, read from dbt's manifest and the built database."""

from collections import defaultdict
from pathlib import Path

import duckdb
import pytest
import yaml

from warehouse.home import DBT_PROJECT, PROJECT, Build

# layer -> layers whose models it may read; seeds are open to every layer but staging
MAY_READ = {
    "staging": {"staging"},
    "intermediate": {"staging", "intermediate"},
    # what is to be proved, and what the documents prove
    "evidence": {"staging", "intermediate", "evidence"},
    "cases": {"staging", "intermediate", "cases"},
    # the two indicators that are told in depth
    "electricity": {"staging", "intermediate", "cases", "electricity"},
    "cross_border": {"staging", "intermediate", "cases", "cross_border"},
    "observations": {"staging", "intermediate", "cases", "electricity", "cross_border", "observations"},
    "indicators": {"intermediate", "cases", "electricity", "observations", "indicators"},
    "scoring": {"staging", "indicators", "scoring"},
    # gaps read the tables that judge evidence, freshness and conflicts; the register of gaps is itself submitted
    "gaps": {
        "staging", "intermediate", "evidence", "cases", "electricity", "cross_border", "observations", "scoring",
        "gaps", "submission",
    },
    # where a number came from is told by the tables of answers, which are submitted themselves
    "lineage": {"staging", "intermediate", "electricity", "observations", "scoring", "lineage", "submission"},
    "submission": {
        "staging", "intermediate", "evidence", "cases", "electricity", "cross_border", "scoring", "gaps", "lineage",
        "submission",
    },
}  # fmt: skip
ONE_ROW = {"stg_build_context", "release_context"}
# lists of faults, in which two equal rows are two faults; and views over whole logs, where a key would cost a sort of
# every event ever delivered: the tables made of them have one
WITHOUT_KEY = {
    "stg_quarantine", "stg_construction_approval", "stg_government_service", "stg_process_log",
    "stg_construction_approval_case", "stg_government_service_case", "stg_process_log_case",
    "stg_electricity_connection_case", "case_event", "case_stage", "case_ended", "stg_electricity_outage",
}  # fmt: skip
# made of another staging model, not of a source
DERIVED = {"stg_current_batch": {"stg_source_file"}}
# which rows of every source are in use, and the date of the build
SHARED_STAGING = {"stg_source_file", "stg_current_batch", "stg_build_context", "stg_case_overlap"}
UNIQUENESS = {"unique", "unique_combination"}
SILENCING = {"severity", "enabled", "where", "limit", "warn_if", "error_if", "fail_calc"}
MODEL_LINES = 200


@pytest.fixture(scope="module")
def models(manifest: dict) -> dict[str, dict]:
    found = {n["name"]: n for n in manifest["nodes"].values() if n["resource_type"] == "model"}
    assert len(found) > 50
    return found


@pytest.fixture(scope="module")
def tests_of(manifest: dict) -> dict[str, set[str]]:
    """Names of the data tests attached to each model."""
    found: dict[str, set[str]] = defaultdict(set)
    for node in manifest["nodes"].values():
        if node["resource_type"] == "test" and node.get("attached_node"):
            found[node["attached_node"].rsplit(".", 1)[-1]].add(node["test_metadata"]["name"])
    return found


@pytest.fixture(scope="module")
def database(sample_build: Build):
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        yield connection


def layer(node: dict) -> str:
    return node["fqn"][1]


def reads(node: dict, kind: str) -> set[str]:
    return {name for name in node["depends_on"]["nodes"] if name.startswith(f"{kind}.")}


def short(names: set[str]) -> set[str]:
    return {name.rsplit(".", 1)[-1] for name in names}


def test_every_model_says_what_a_row_is(models) -> None:
    assert [name for name, node in models.items() if not node["description"].startswith("One row")] == []


def test_every_real_column_is_described_and_no_other(models, database) -> None:
    real: dict[tuple[str, str], set[str]] = defaultdict(set)
    for schema, table, column in database.sql(
        "select table_schema, table_name, column_name from information_schema.columns"
    ).fetchall():
        real[schema, table].add(column)
    faults = {}
    for name, node in models.items():
        described = {column for column, entry in node["columns"].items() if entry["description"].strip()}
        if described != real[node["schema"], name]:
            faults[name] = described ^ real[node["schema"], name]
    assert faults == {}


def test_every_model_has_a_key(models, tests_of, database) -> None:
    without = {name for name in models if not UNIQUENESS & tests_of[name]}
    assert without == ONE_ROW | WITHOUT_KEY
    for name in ONE_ROW:
        assert database.table(f"{models[name]['schema']}.{name}").shape[0] == 1, name


def test_the_submitted_schema_is_a_promise(models, tests_of) -> None:
    submitted = {name: node for name, node in models.items() if layer(node) == "submission"}
    assert len(submitted) > 10
    for name, node in submitted.items():
        assert node["config"]["contract"]["enforced"], name
        assert node["access"] == "public", name
        assert all(column["data_type"] for column in node["columns"].values()), name
        assert tests_of[name], name
    assert {name for name, node in models.items() if node["access"] == "public"} == set(submitted)


def test_staging_reads_one_source(models) -> None:
    for name, node in models.items():
        if layer(node) != "staging":
            continue
        assert not reads(node, "seed"), name
        if name in DERIVED:
            assert not reads(node, "source") and short(reads(node, "model")) == DERIVED[name], name
        else:
            assert len(reads(node, "source")) == 1, name
            assert short(reads(node, "model")) <= SHARED_STAGING, name


def test_no_layer_reads_upward(models) -> None:
    assert {layer(node) for node in models.values()} == set(MAY_READ)
    faults = [
        (name, parent)
        for name, node in models.items()
        for parent in short(reads(node, "model"))
        if layer(models[parent]) not in MAY_READ[layer(node)]
    ]
    assert faults == []
    assert [n for n, node in models.items() if layer(node) != "staging" and reads(node, "source")] == []


def test_nothing_silences_tests(manifest: dict) -> None:
    project = yaml.safe_load((DBT_PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert {"tests", "data_tests", "unit_tests"} & set(project) == set()
    assert {"warn_error", "warn_error_options", "store_failures"} & set(project.get("flags", {})) == set()
    assert manifest["disabled"] == {}
    defaults = {
        "severity": "ERROR",
        "enabled": True,
        "warn_if": "!= 0",
        "error_if": "!= 0",
        "fail_calc": "count(*)",
    }
    faults = [
        (node["name"], key)
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
        for key in SILENCING
        if node["config"].get(key) != defaults.get(key)
    ]
    assert faults == []


def test_no_packages_and_nothing_that_shadows_dbt() -> None:
    for name in ("packages.yml", "dependencies.yml", "package-lock.yml"):
        assert not (DBT_PROJECT / name).exists()
    found = [*DBT_PROJECT.rglob("__init__.py"), *(PROJECT / "tests").rglob("__init__.py")]
    assert found == []
    assert [*PROJECT.glob("*/dbt.py")] == []


def test_models_are_short() -> None:
    def lines(path: Path) -> int:
        return len(path.read_text(encoding="utf-8").splitlines())

    assert [path.name for path in (DBT_PROJECT / "models").rglob("*.sql") if lines(path) > MODEL_LINES] == []
