"""A further indicator set is rows of seeds: no model, no macro and no Python knows its name."""

import csv
import random
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from ingest.contract_file import load_contracts
from methodology.check import check_seeds
from sample.electricity import write_cases
from sample.systems import company_opening
from tests.dbt.conftest import AS_OF, run_dbt, take_in
from warehouse.home import DBT_PROJECT, Build, Home
from warehouse.inputs import freeze_inputs

MINIATURE, MATRIX = "zhejiang_miniature", "matrix"
# as the reference implementation of composite indicators tests itself: 20 units, 5 indicators, weights 1 to 5
UNITS, WEIGHTS, THRESHOLD = 20, (1, 2, 3, 4, 5), 0.5
OPENING, POWER = (0.5, 10.0), (2.0, 60.0)


def add(folder: Path, seed: str, rows: Iterable[dict[str, object]]) -> None:
    """Append rows to a seed; what a row does not name stays empty."""
    path = folder / "seeds" / "methodology" / f"{seed}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header = next(csv.reader(stream))
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writerows({"source": "made for this test", "certainty": "assumed"} | row for row in rows if row)


def add_set(folder: Path, code: str, indicators: dict[str, dict[str, tuple]], threshold: float) -> None:
    """``indicators``: indicator -> measure -> (unit, direction, best, worst, weight in the indicator)."""
    named = {
        "indicator_set": code,
        "name_zh": "样例体系",
        "name_en": "A set for this test",
        "source": "made",
        "certainty": "assumed",
    }
    add(
        folder,
        "indicator_set",
        [named | {"effective_from": "2020-01-01", "coverage_threshold": threshold, "default_peer_group": code}],
    )
    for number, (indicator, measures) in enumerate(indicators.items(), start=1):
        own = named | {"indicator_code": indicator, "lead_department": "statistics", "sort_order": number}
        add(folder, "indicator", [own | {"aggregation": "weighted_mean", "target_kind": "reference"}])
        add(
            folder,
            "weight",
            [{"indicator_set": code, "level": "indicator", "code": indicator, "weight": 1 / len(indicators)}],
        )
        for measure, (unit, direction, best, worst, weight) in measures.items():
            row = own | {"measure_code": measure, "unit": unit, "direction": direction, "is_scored": "true"}
            add(folder, "measure", [row | {"route": "statistic", "routes": "statistic", "scope": "county"}])
            add(
                folder,
                "frontier",
                [{"indicator_set": code, "measure_code": measure, "best": best, "worst": worst, "power": 1}],
            )
            add(folder, "weight", [{"indicator_set": code, "level": "measure", "code": measure, "weight": weight}])


def made_matrix() -> list[list[float | None]]:
    """Values of 20 units; the first has one of five, the second lacks its heaviest."""
    draw = random.Random(5)
    matrix: list[list[float | None]] = [[round(draw.random(), 6) for _ in WEIGHTS] for _ in range(UNITS)]
    matrix[0][:4] = [None] * 4
    matrix[1][4] = None
    return matrix


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Path]:
    """The sample's companies and connections and a matrix of cards, scored under two sets made of seeds alone."""
    folder = tmp_path_factory.mktemp("sets")
    project = folder / "dbt"
    shutil.copytree(DBT_PROJECT, project, ignore=shutil.ignore_patterns("target", "logs"))
    add_set(
        project,
        MINIATURE,
        {
            "Z1": {"Z1-open": ("working_days", "lower", *OPENING, 1.0)},
            "Z2": {"Z2-power": ("days", "lower", *POWER, 1.0)},
        },
        threshold=1.0,
    )
    same = {"from_set": "national_2020", "to_set": MINIATURE, "relation": "same"}
    add(
        project,
        "crosswalk",
        [same | {"from_code": "I01-2", "to_code": "Z1-open"}, same | {"from_code": "I06-2", "to_code": "Z2-power"}],
    )
    columns = {
        f"M{n}": ("index", "higher", 1.0, 0.0, weight / sum(WEIGHTS)) for n, weight in enumerate(WEIGHTS, start=1)
    }
    add_set(project, MATRIX, {"M": columns}, THRESHOLD)
    landing = folder / "landing"
    company_opening.write(landing, seed=3, scale=0.3)
    write_cases(landing / "logs" / "electricity_connection" / "cases.csv", 120)
    cards = landing / "statistics" / "indicator_card" / "matrix.csv"
    cards.parent.mkdir(parents=True)
    lines = ["指标代码,地区代码,期间,数值,单位"]
    for unit, values in enumerate(made_matrix(), start=1):
        lines += [f"M{n},U{unit:02d},2021,{value},指数" for n, value in enumerate(values, start=1) if value is not None]
    cards.write_text("\n".join(lines), encoding="utf-8")
    home = Home((folder / "home").resolve())
    take_in(landing, home)
    build = home.build("run")
    freeze_inputs(build, load_contracts().values(), AS_OF, ["national_2020", MINIATURE, MATRIX])
    arguments = [
        "build",
        "--exclude-resource-type",
        "unit_test",
        "--select",
        "+overall_score",
        "+indicator_score",
        "--indirect-selection",
        "cautious",
    ]
    outcome = run_dbt(build, [*arguments], build.dbt_target, project)
    assert outcome.returncode == 0, outcome.stdout[-4000:]
    return build, project


def asked(build: Build, sql: str, *parameters: str) -> list[tuple]:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        return connection.execute(sql, parameters).fetchall()


def test_the_methodology_check_accepts_the_sets(built: tuple[Build, Path]) -> None:
    assert check_seeds(built[1] / "seeds") == []


def test_a_set_takes_its_figures_from_another_by_the_crosswalk(built: tuple[Build, Path]) -> None:
    rows = asked(
        built[0],
        """select overall.region_code, overall.period, overall.score, opening.value, power.value
        from submission.overall_score as overall
        inner join scoring.delivered_value as opening on opening.indicator_set = 'national_2020'
            and opening.measure_code = 'I01-2' and opening.region_code = overall.region_code
            and opening.period = overall.period and opening.value is not null
        inner join scoring.delivered_value as power on power.indicator_set = 'national_2020'
            and power.measure_code = 'I06-2' and power.region_code = overall.region_code
            and power.period = overall.period and power.value is not null
        where overall.indicator_set = ?""",
        MINIATURE,
    )
    assert len({region for region, *_ in rows}) >= 6
    for region, period, score, opening, power in rows:
        parts = [
            100 * min(max((worst - value) / (worst - best), 0), 1)
            for value, (best, worst) in ((opening, OPENING), (power, POWER))
        ]
        assert score == pytest.approx(sum(parts) / 2, abs=1e-9), (region, period)


def test_weighted_means_and_the_coverage_threshold_are_those_of_the_reference(built: tuple[Build, Path]) -> None:
    """COINr's own test of Aggregate(): weighted arithmetic means of rows, and none where too little is there.

    The threshold here is on the weight covered, there on the number of indicators: unit 1 has one indicator of five (a
    fifth, a third of the weight) and stays below one half either way, unit 2 has four (two thirds of the weight).
    """
    scores = dict(
        asked(built[0], "select region_code, score from submission.indicator_score where indicator_set = ?", MATRIX)
    )
    assert len(scores) == UNITS
    for unit, values in enumerate(made_matrix(), start=1):
        there = [(value, weight) for value, weight in zip(values, WEIGHTS, strict=True) if value is not None]
        mean = 100 * sum(value * weight for value, weight in there) / sum(weight for _, weight in there)
        assert scores[f"U{unit:02d}"] == (None if unit == 1 else pytest.approx(mean, abs=1e-9))


def test_ranks_are_within_the_set(built: tuple[Build, Path]) -> None:
    rows = asked(
        built[0],
        "select score, rank, rank_of from submission.overall_score where indicator_set = ? and score is not null",
        MATRIX,
    )
    ordered = sorted((score for score, *_ in rows), reverse=True)
    assert [(rank, of) for score, rank, of in rows] == [(ordered.index(score) + 1, UNITS - 1) for score, *_ in rows]
