"""The published Doing Business editions through the whole warehouse: 849 economies and cities, every score and rank."""

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.dbt.conftest import BUILD, build_warehouse
from tests.dbt.recompute import PUBLISHED, PUBLISHED_OVERALL, TOPICS, Recomputed, read_rows, recompute
from warehouse.home import Build

# largest difference that the rounding of published inputs explains
TOLERANCE = {
    "SB": 0.0095, "DCP": 0.063, "GE": 0.001, "RP": 0.084, "GC": 1e-5, "PMI": 1e-5, "PT": 0.050, "TAB": 0.012,
    "EC": 1e-5, "RI": 0.027, "overall": 0.02,
}  # fmt: skip
SET = "doing_business_2020"
ROWS = 849

Figures = dict[tuple[str, str], dict[str, tuple[float | None, int | None]]]


def figures(build: Build) -> Figures:
    """Score and rank by place and topic, as the warehouse submits them."""
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        rows = connection.execute(
            """
            select region_code, period, indicator_code as topic, score, rank from submission.indicator_score
            where indicator_set = $set
            union all
            select region_code, period, 'overall', score, rank from submission.overall_score where indicator_set = $set
            """,
            {"set": SET},
        ).fetchall()
    found: Figures = {}
    for region, period, topic, score, rank in rows:
        found.setdefault((region, period), {})[topic] = (score, rank)
    return found


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "doing_business"


@pytest.fixture(scope="module")
def build(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    home = tmp_path_factory.mktemp("golden")
    landing = home / "landing" / "statistics" / "doing_business"
    landing.mkdir(parents=True)
    shutil.copyfile(folder / "db2016_2019_wide.csv", landing / "db2016_2019_wide.csv")
    return build_warehouse(home / "landing", home / "home")


@pytest.fixture(scope="module")
def ours(build: Build) -> Figures:
    return figures(build)


@pytest.fixture(scope="module")
def theirs(folder: Path) -> Recomputed:
    return recompute(folder)


def test_every_published_score_is_met(folder: Path, ours: Figures) -> None:
    rows = read_rows(folder / "db2016_2019_wide.csv")
    assert len(rows) == ROWS
    compared = 0
    worst: dict[str, float] = dict.fromkeys(TOLERANCE, 0.0)
    for row in rows:
        for topic, column in (*PUBLISHED.items(), ("overall", PUBLISHED_OVERALL)):
            published = float(row[column])
            worst[topic] = max(worst[topic], abs(ours[row[0], row[1]][topic][0] - published))
            compared += 1
    assert compared == ROWS * (len(TOPICS) + 1)
    assert {topic: found for topic, found in worst.items() if found > TOLERANCE[topic]} == {}


def test_every_score_equals_a_second_computation(ours: Figures, theirs: Recomputed) -> None:
    assert set(ours) == set(theirs.scores)
    for place, scores in theirs.scores.items():
        for topic, score in scores.items():
            assert ours[place][topic][0] == pytest.approx(score, abs=1e-9), (place, topic)


def test_every_rank_equals_a_second_ranking(ours: Figures, theirs: Recomputed) -> None:
    mine = {
        place: {topic: rank for topic, (_, rank) in topics.items()}
        for place, topics in ours.items()
        if place[0] not in theirs.unranked
    }
    assert mine == theirs.ranks
    shared_first = [place for place, ranks in theirs.ranks.items() if place[1] == "2019" and ranks["TAB"] == 1]
    assert len(shared_first) == 16
    assert 17 in {ranks["TAB"] for place, ranks in theirs.ranks.items() if place[1] == "2019"}


def test_cities_and_liechtenstein_are_scored_and_not_ranked(ours: Figures, theirs: Recomputed) -> None:
    assert len(theirs.unranked) == 23
    for place, topics in ours.items():
        if place[0] in theirs.unranked:
            assert all(score is not None and rank is None for score, rank in topics.values()), place
    assert {place[0] for place in ours} > theirs.unranked


def test_china_is_offered_no_vat_refund(build: Build, theirs: Recomputed) -> None:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        rows = connection.execute(
            """
            select region_code, period, score from submission.measure_score
            where measure_code = 'PT-postfiling' and region_code in ('CHIN', 'CHN', 'CHN_Beij')
            """
        ).fetchall()
    assert len(rows) == 12
    for region, period, score in rows:
        assert score == pytest.approx(theirs.postfiling[region, period], abs=1e-9)
    assert {score for _, period, score in rows if period == "2019"} == {50.0}


def test_scores_do_not_depend_on_the_edition(
    folder: Path, ours: Figures, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("edition")
    landing = home / "landing" / "statistics" / "doing_business"
    landing.mkdir(parents=True)
    lines = (folder / "db2016_2019_wide.csv").read_text(encoding="utf-8").splitlines()
    kept = [lines[0], *(line for line in lines[1:] if line.split(",", 2)[1] == "2019")]
    relabelled = [kept[0], *(line.replace(",2019,", ",2031,", 1) for line in kept[1:])]
    (landing / "db2031.csv").write_text("\n".join(relabelled) + "\n", encoding="utf-8")
    later = figures(build_warehouse(home / "landing", home / "home", (*BUILD, "--exclude-resource-type", "test")))
    before = {(code, "2031"): topics for (code, year), topics in ours.items() if year == "2019"}
    assert set(later) == set(before)
    for place, topics in before.items():
        for topic, (score, rank) in topics.items():
            # the same numbers added in another order may differ in their last bit
            assert later[place][topic] == (pytest.approx(score, abs=1e-9), rank), (place, topic)
