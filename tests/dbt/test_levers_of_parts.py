"""The least change of a part of a measure, put in and scored anew up to the top, arrives where it says."""

import csv
from collections import defaultdict

import duckdb
import pytest

from warehouse.home import SEEDS, Build

NATIONAL = "national_2020"
MEASURES = """
select region_code, period, measure_code, parent_measure_code, indicator_code, value, best, worst, power, score, weight
from submission.measure_score where indicator_set = ? and score is not null
"""
LEVERS = """
select region_code, period, measure_code, value_needed, overall_value_needed
from submission.lever where indicator_set = ?
"""
INDICATORS = """
select region_code, period, indicator_code, score, peer_group, rank, weight
from submission.indicator_score where indicator_set = ? and score is not null
"""
OVERALL = """
select region_code, period, 'ALL', score, peer_group, rank, null as weight
from submission.overall_score where indicator_set = ? and score is not null
"""
Place = tuple[str, str]  # region, period
Scores = dict[Place, dict[str, dict]]  # place -> code -> row


@pytest.fixture(scope="module")
def part_weights() -> dict[str, float]:
    with (SEEDS / "methodology" / "weight.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["level"] == "part" and row["indicator_set"] == NATIONAL]
    return {row["code"]: float(row["weight"]) for row in rows}


def _read(build: Build, sql: str) -> Scores:
    """Rows by place and code."""
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        found = connection.execute(sql, [NATIONAL])
        names = [column[0] for column in found.description]
        rows = found.fetchall()
    read: Scores = defaultdict(dict)
    for row in rows:
        read[row[0], row[1]][row[2]] = dict(zip(names[2:], row[2:], strict=True))
    return read


def _mean(rows: list[tuple[float, float]]) -> float:
    return sum(weight * score for weight, score in rows) / sum(weight for weight, _ in rows)


def _indicator_with(measures: dict[str, dict], part: str, value: float, part_weights: dict[str, float]) -> float:
    """The score of the part's indicator with another value of the part, by the published formula."""
    row = measures[part]
    share = min(max((row["worst"] - value) / (row["worst"] - row["best"]), 0.0), 1.0)
    scores = {code: one["score"] for code, one in measures.items()} | {part: 100.0 * share ** row["power"]}
    siblings = [code for code, one in measures.items() if one["parent_measure_code"] == row["parent_measure_code"]]
    scores[row["parent_measure_code"]] = _mean([(part_weights[code], scores[code]) for code in siblings])
    return _mean(
        [
            (one["weight"], scores[code])
            for code, one in measures.items()
            if one["indicator_code"] == row["indicator_code"] and one["parent_measure_code"] is None
        ]
    )


def _next_above(scores: Scores, place: Place, code: str) -> float:
    """The least score of the peers that stand above."""
    own = scores[place][code]
    peers = (rows[code] for (_, period), rows in scores.items() if period == place[1] and code in rows)
    return min(
        one["score"]
        for one in peers
        if one["peer_group"] == own["peer_group"] and one["rank"] is not None and one["rank"] < own["rank"]
    )


def test_every_scored_part_of_a_scored_measure_has_a_lever(sample_build: Build) -> None:
    measures, levers = _read(sample_build, MEASURES), _read(sample_build, LEVERS)
    parts = {
        (place, code)
        for place, rows in measures.items()
        for code, row in rows.items()
        if row["parent_measure_code"] in rows
    }
    assert len(parts) > 100
    assert {(place, code) for place, code in parts if code not in levers[place]} == set()


def test_the_change_of_a_part_reaches_its_place(sample_build: Build, part_weights: dict[str, float]) -> None:
    measures, levers = _read(sample_build, MEASURES), _read(sample_build, LEVERS)
    indicators, overall = _read(sample_build, INDICATORS), _read(sample_build, OVERALL)
    reached = {"value_needed": 0, "overall_value_needed": 0}
    for place, rows in levers.items():
        for part, lever in rows.items():
            if part not in part_weights:
                continue
            code = measures[place][part]["indicator_code"]
            if lever["value_needed"] is not None:
                score = _indicator_with(measures[place], part, lever["value_needed"], part_weights)
                assert score == pytest.approx(_next_above(indicators, place, code), abs=1e-6), (place, part)
                reached["value_needed"] += 1
            if lever["overall_value_needed"] is not None:
                score = _indicator_with(measures[place], part, lever["overall_value_needed"], part_weights)
                of_place = {name: row["score"] for name, row in indicators[place].items()} | {code: score}
                total = _mean([(indicators[place][name]["weight"], one) for name, one in of_place.items()])
                assert total == pytest.approx(_next_above(overall, place, "ALL"), abs=1e-6), (place, part)
                reached["overall_value_needed"] += 1
    assert reached["value_needed"] > 100 and reached["overall_value_needed"] > 10
