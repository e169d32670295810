"""What a change moves, and that it moves nothing else: a file taken away, a frontier set anew."""

import csv
import shutil

import duckdb
import pytest

from tests.dbt.conftest import build_run, run_dbt, take_in
from warehouse.home import DBT_PROJECT, Build, Home

WATER_AND_GAS = {"I07-1", "I07-2", "I07-3"}
SCORES = """
select indicator_set, measure_code, region_code, period, score, score_basis, best, worst
from submission.measure_score
"""


def scores(build: Build) -> dict[tuple, tuple]:
    """(set, measure, region, period) -> (score, basis, best, worst)."""
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        return {row[:4]: row[4:] for row in connection.execute(SCORES).fetchall()}


def asked(build: Build, sql: str, *parameters: str) -> list[tuple]:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


@pytest.fixture(scope="module")
def without_water_and_gas(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The sample after the file of water and gas was taken out of the landing zone."""
    folder = tmp_path_factory.mktemp("less")
    shutil.copytree(sample_build.home.root, folder / "home")
    shutil.copytree(sample_build.home.root.parent / "landing", folder / "landing")
    shutil.rmtree(folder / "landing" / "logs" / "water_gas_connection")
    home = Home((folder / "home").resolve())
    take_in(folder / "landing", home)
    return build_run(home, "less")


def test_a_file_taken_away_turns_its_measures_to_gaps_and_moves_nothing_else(
    sample_build: Build, without_water_and_gas: Build
) -> None:
    before, after = scores(sample_build), scores(without_water_and_gas)
    moved = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert {measure for _, measure, *_ in moved} == WATER_AND_GAS
    assert all(after.get(key, (None,))[0] is None for key in moved)
    gaps = asked(
        without_water_and_gas,
        "select measure_code from submission.gap where gap_code = 'missing_value' and measure_code like 'I07-%' "
        "and region_code = '330800' and period = '2021' and status = 'open'",
    )
    assert {code for (code,) in gaps} == WATER_AND_GAS
    others = "select * from submission.indicator_score where indicator_code <> 'I07' order by all"
    assert asked(sample_build, others) == asked(without_water_and_gas, others)


@pytest.fixture(scope="module")
def with_other_frontier(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, float, float]:
    """The sample's build with the worst value of I08-2 moved from its own to twice that; both values."""
    folder = tmp_path_factory.mktemp("frontier")
    project = folder / "dbt"
    shutil.copytree(DBT_PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    path = project / "seeds" / "methodology" / "frontier.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        header, rows = list(reader.fieldnames or ()), list(reader)
    (row,) = (r for r in rows if (r["indicator_set"], r["measure_code"]) == ("national_2020", "I08-2"))
    worst = float(row["worst"])
    row["worst"] = str(2 * worst)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    home = Home((folder / "home").resolve())
    shutil.copytree(sample_build.home.root, home.root)
    build = home.build("run")
    outcome = run_dbt(
        build, ["build", "--exclude-resource-type", "unit_test", "--select", "frontier+"], folder / "target", project
    )
    assert outcome.returncode == 0, outcome.stdout[-4000:]
    return build, worst, 2 * worst


def test_a_changed_frontier_moves_exactly_what_it_predicts(
    sample_build: Build, with_other_frontier: tuple[Build, float, float]
) -> None:
    build, worst, other_worst = with_other_frontier
    before, after = scores(sample_build), scores(build)
    assert before.keys() == after.keys()
    moved = {key for key in before if before[key] != after[key]}
    assert {measure for _, measure, *_ in moved} == {"I08-2"}
    figures = {
        row[:3]: row[3]
        for row in asked(build, "select measure_code, region_code, period, value from submission.measure_score")
        if row[3] is not None
    }
    for key in moved:
        score, _, best, _ = before[key]
        if score is None or score in (0.0, 100.0):
            continue
        value = figures[key[1:]]
        predicted = 100 * ((other_worst - value) / (other_worst - best) - (worst - value) / (worst - best))
        assert after[key][0] - score == pytest.approx(predicted, abs=1e-9), key
    totals = """
        select region_code, period, score from submission.indicator_score
        where indicator_code = 'I08' and score is not null
    """
    weights = """
        select measure.region_code, measure.period, measure.weight / indicator.weight_scored
        from submission.measure_score as measure
        inner join submission.indicator_score as indicator using (indicator_set, indicator_code, region_code, period)
        where measure.measure_code = 'I08-2'
    """
    shares = {row[:2]: row[2] for row in asked(build, weights)}
    former = {row[:2]: row[2] for row in asked(sample_build, totals)}
    for region, period, score in asked(build, totals):
        delta = after["national_2020", "I08-2", region, period][0] - before["national_2020", "I08-2", region, period][0]
        assert score - former[region, period] == pytest.approx(delta * shares[region, period], abs=1e-8)
