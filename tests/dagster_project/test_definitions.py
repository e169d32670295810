"""What Dagster is told: assets, checks, schedule, sensor, resources."""

import json
from pathlib import Path

import dagster as dg
import pytest
import yaml
from dagster_dbt import DbtCliResource

from dagster_project.automation import NIGHTLY_SCHEDULE, landing_sensor
from dagster_project.dbt_project import MANIFEST, dbt_resource
from dagster_project.definitions import CONTRACTS, defs
from dagster_project.search_asset import INDEX, search_asset
from dagster_project.workspace import Workspace
from search.index import IndexNotUpdated

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def repository() -> dg.RepositoryDefinition:
    return defs.get_repository_def()


@pytest.fixture(scope="module")
def graph(repository: dg.RepositoryDefinition):
    return repository.asset_graph


def test_definitions_load_with_every_part(repository: dg.RepositoryDefinition) -> None:
    dg.Definitions.validate_loadable(defs)
    assert repository.has_job("nightly")
    assert [schedule.name for schedule in repository.schedule_defs] == ["nightly_schedule"]
    assert [sensor.name for sensor in repository.sensor_defs] == ["landing_sensor"]


def test_every_asset_has_group_owner_description_and_kind(graph) -> None:
    nodes = [graph.get(key) for key in graph.materializable_asset_keys]
    assert len(nodes) > 80
    assert [node.key for node in nodes if node.group_name in (None, "default")] == []
    assert [node.key for node in nodes if not node.owners] == []
    assert [node.key for node in nodes if not (node.description or "").strip()] == []
    assert [node.key for node in nodes if not node.kinds] == []


def test_nothing_is_left_outside(graph) -> None:
    """An asset that only exists as somebody's dependency is a model that reads past the wiring."""
    assert sorted(key.path for key in graph.get_all_asset_keys() - graph.materializable_asset_keys) == []


def test_each_contract_has_one_raw_asset(graph) -> None:
    raw = {key.path[1] for key in graph.materializable_asset_keys if key.path[0] == "raw"}
    assert raw == set(CONTRACTS)


def test_every_check_of_the_rooms_exists(graph) -> None:
    found = {(tuple(key.asset_key.path), key.name) for key in graph.asset_check_keys}
    expected = {(("raw", source), name) for source in CONTRACTS for name in ("expectations", "rows_conserved")}
    expected |= {(("audit", "integrity"), "integrity_audit"), (("release", "current"), "submission_gate")}
    expected |= {(("search", "index"), "index_current")}
    assert expected <= found


def test_nothing_waits_for_the_search_index(graph) -> None:
    assert graph.get(INDEX).child_keys == set()
    assert dg.AssetKey(["raw", "policy_document"]) in graph.get(INDEX).parent_keys


def test_the_search_index_is_refreshed_and_a_full_disk_fails_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(landing=str(tmp_path / "landing"), home=str(tmp_path / "home"))
    asset = search_asset(CONTRACTS)

    def checked() -> dg.AssetCheckEvaluation:
        result = dg.materialize([asset], resources={"workspace": workspace}, selection=[asset])
        assert result.success
        (evaluation,) = result.get_asset_check_evaluations()
        return evaluation

    with dg.instance_for_test():
        assert checked().passed
        assert workspace.home_folder.search_index.is_file()

        def full(*_: object) -> None:
            raise IndexNotUpdated("database or disk is full")

        monkeypatch.setattr("dagster_project.search_asset.refresh", full)
        assert not checked().passed


def test_the_integrity_audit_blocks(graph) -> None:
    key = dg.AssetCheckKey(dg.AssetKey(["audit", "integrity"]), "integrity_audit")
    assert graph.get(key).blocking


def test_every_dbt_test_of_a_model_is_a_check(graph) -> None:
    nodes = json.loads(Path(MANIFEST).read_text(encoding="utf-8"))["nodes"]
    tests = {node["name"] for node in nodes.values() if node["resource_type"] == "test" and node.get("attached_node")}
    checks = {key.name for key in graph.asset_check_keys}
    assert len(tests) > 300
    assert tests - checks == set()


def test_no_asset_waits_for_a_pool(graph) -> None:
    """A slot of a pool stays taken when its run is killed, and the next run would wait for ever: a file lock it is."""
    assert {pool for key in graph.materializable_asset_keys for pool in graph.get(key).pools} == set()


def test_it_runs_every_night_at_two_in_shanghai() -> None:
    assert NIGHTLY_SCHEDULE.cron_schedule == "0 2 * * *"
    assert NIGHTLY_SCHEDULE.execution_timezone == "Asia/Shanghai"
    assert NIGHTLY_SCHEDULE.job_name == "nightly"


def look(workspace: Workspace, cursor: str | None = None):
    """One evaluation of the sensor."""
    with dg.instance_for_test() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor, resources={"workspace": workspace})
        return landing_sensor(context)


def test_the_sensor_asks_for_a_run_when_contents_change_and_only_then(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    landing.mkdir()
    workspace = Workspace(landing=str(landing), home=str(tmp_path / "home"))
    (landing / "a.csv").write_text("1")
    first = look(workspace)
    assert len(first.run_requests) == 1
    (landing / "a.csv").touch()
    assert isinstance(look(workspace, first.cursor), dg.SkipReason)
    (landing / "a.csv").write_text("2")
    second = look(workspace, first.cursor)
    assert len(second.run_requests) == 1
    (landing / "a.csv").write_text("1")
    third = look(workspace, second.cursor)
    # taken back to what it was: Dagster launches a run key once for ever, so there is none
    assert [request.run_key for request in third.run_requests] == [None]


def test_the_sensor_says_that_the_landing_zone_is_missing(tmp_path: Path) -> None:
    skipped = look(Workspace(landing=str(tmp_path / "absent"), home=str(tmp_path / "home")))
    assert isinstance(skipped, dg.SkipReason)
    assert "absent" in skipped.skip_message


def test_telemetry_is_off_and_runs_are_one_at_a_time() -> None:
    settings = yaml.safe_load((PROJECT / "dagster_project" / "dagster.yaml").read_text(encoding="utf-8"))
    assert settings["telemetry"] == {"enabled": False}
    assert settings["concurrency"]["runs"]["max_concurrent_runs"] == 1


def test_the_version_of_dbt_is_still_asked_where_we_answer() -> None:
    """The override saves five seconds a run; when dagster-dbt renames what it overrides, it does so no longer."""
    assert "_cli_version" in vars(DbtCliResource)
    assert dbt_resource()._cli_version.major == 1
