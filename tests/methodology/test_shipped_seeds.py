"""The seeds as shipped: no fault, and the counts and values the methodology is known by."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from methodology.check import check_seeds

SEEDS = Path(__file__).resolve().parents[2] / "dbt" / "seeds"
PER_INDICATOR = [4, 5, 5, 6, 4, 5, 4, 5, 4, 6, 4, 9, 4, 3, 4, 5, 4, 6]
DB_TOPICS = ("SB", "DCP", "GE", "RP", "GC", "PMI", "PT", "TAB", "EC", "RI")


def rows(name: str, **where: str) -> list[dict[str, str]]:
    with (SEEDS / "methodology" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [r for r in csv.DictReader(file) if all(r[k] == v for k, v in where.items())]


def test_no_fault() -> None:
    assert [str(fault) for fault in check_seeds(SEEDS)] == []


def test_files_are_plain_utf8_with_unix_line_ends() -> None:
    for path in (SEEDS / "methodology").glob("*.csv"):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in data, path.name
        assert data.endswith(b"\n"), path.name


def test_national_set_has_18_indicators_and_87_measures() -> None:
    indicators = [r["indicator_code"] for r in rows("indicator", indicator_set="national_2020")]
    measures = rows("measure", indicator_set="national_2020", parent_measure_code="", is_scored="true")
    assert indicators == [f"I{n:02}" for n in range(1, 19)]
    assert len(measures) == 87
    counts = Counter(r["indicator_code"] for r in measures)
    assert [counts[code] for code in indicators] == PER_INDICATOR
    assert sorted({r["certainty"] for r in measures}) == ["A", "B", "C"]


def test_every_national_measure_says_what_proves_it_in_words_of_its_own() -> None:
    measures = {r["measure_code"] for r in rows("measure", indicator_set="national_2020", parent_measure_code="")}
    scored = {r["measure_code"] for r in rows("measure", indicator_set="national_2020", is_scored="true")}
    required = rows("evidence_requirement", indicator_set="national_2020")
    assert {r["measure_code"] for r in required} == measures & scored
    assert {r["kind"] for r in required} == set("PSDICLM")
    # no two requirements of one kind are looked for by the same words
    asked = Counter((r["kind"], r["keywords"], r["keywords_also"]) for r in required)
    assert [words for words, times in asked.items() if times > 1] == []


def test_two_national_indicators_are_to_become_benchmarks() -> None:
    entering = rows("indicator", indicator_set="national_2020", target_kind="enter_benchmark")
    ranking = rows("indicator", indicator_set="national_2020", target_kind="improve_rank")
    assert [r["indicator_code"] for r in entering] == ["I06", "I12"]
    assert len(ranking) == 16


def test_doing_business_topics_in_the_banks_order() -> None:
    topics = rows("indicator", indicator_set="doing_business_2020")
    assert [t["indicator_code"] for t in topics] == list(DB_TOPICS)
    assert [t["indicator_code"] for t in topics if t["aggregation"] == "sum_points"] == ["GC", "PMI"]
    measures = rows("measure", indicator_set="doing_business_2020")
    assert len(measures) == 49
    assert [m["measure_code"] for m in measures if m["is_scored"] == "false"] == ["GE-price"]
    assert len([m for m in measures if m["parent_measure_code"] == "PT-postfiling"]) == 4


def test_point_weights_are_the_share_of_points() -> None:
    best = {r["measure_code"]: float(r["best"]) for r in rows("frontier", indicator_set="doing_business_2020")}
    weights = {r["code"]: float(r["weight"]) for r in rows("weight", indicator_set="doing_business_2020")}
    for topic in ("GC-", "PMI-"):
        points = {code: value for code, value in best.items() if code.startswith(topic)}
        for code, value in points.items():
            assert weights[code] == pytest.approx(value / sum(points.values()), abs=1e-12)


def test_a_borrowed_frontier_stays_in_the_unit_of_its_measure() -> None:
    """A national time in working days must not be scored on the frontier of calendar days."""
    units = {r["measure_code"]: r["unit"] for r in rows("measure")}
    national = rows("frontier", indicator_set="national_2020")
    assert {r["certainty"] for r in national} == {"assumed"}
    borrowed = {units[r["measure_code"]] for r in national if "DB2020 frontier" in r["source"]}
    assert not borrowed & {"working_days", "points", "cny", "per_10k"}
    ends = [r for r in national if r["source"] == "scale ends"]
    assert {(r["best"], r["worst"]) for r in ends} == {("100", "0")}
    assert {units[r["measure_code"]] for r in ends} == {"index", "pct"}


def test_what_is_not_scored_says_so_and_has_neither_frontier_nor_weight() -> None:
    beside = {r["measure_code"]: r for r in rows("measure", indicator_set="national_2020", is_scored="false")}
    assert {code: r["routes"] for code, r in beside.items()} == dict.fromkeys(("I17-S1", "I17-S2", "I17-S3"), "log")
    assert all(r["certainty"] == "assumed" and "not scored" in r["source"] for r in beside.values())
    weighted = {r["code"] for r in rows("weight")} | {r["measure_code"] for r in rows("frontier")}
    assert not weighted & set(beside)


def test_every_scored_measure_of_the_national_set_has_a_frontier_and_says_how_sure_it_is() -> None:
    scored = {r["measure_code"] for r in rows("measure", indicator_set="national_2020", is_scored="true")}
    frontiers = rows("frontier", indicator_set="national_2020")
    assert {r["measure_code"] for r in frontiers} == scored
    assert all(r["source"].startswith(("working default", "scale ends")) for r in frontiers)


def test_parts_are_the_projects_own_and_say_so() -> None:
    parts = [r for r in rows("measure", indicator_set="national_2020") if r["parent_measure_code"]]
    assert Counter(r["parent_measure_code"] for r in parts) == {
        "I13-4": 4, "I17-2": 3, "I18-1": 3, "I18-3": 2, "I18-5": 5, "I18-6": 3,
    }  # fmt: skip
    assert {r["certainty"] for r in parts} == {"assumed"}


def test_lead_department_of_a_measure_is_that_of_its_indicator() -> None:
    leads = {(r["indicator_set"], r["indicator_code"]): r["lead_department"] for r in rows("indicator")}
    for r in rows("measure"):
        assert r["lead_department"] == leads[r["indicator_set"], r["indicator_code"]], r["measure_code"]


def test_statuses_and_gap_codes_are_complete() -> None:
    rules = {r["status"]: r["scoring_rule"] for r in rows("observation_status")}
    expected = dict.fromkeys("APEB", "score") | {"U": "hold"} | dict.fromkeys("OLQ", "missing")
    assert rules == expected | {"M": "exclude", "NP": "zero"}
    severities = Counter(r["severity"] for r in rows("gap_rule"))
    assert severities == {"red": 10, "amber": 50, "info": 8}


def test_quzhou_and_its_seven_county_units() -> None:
    counties = [r["region_code"] for r in rows("region", parent_region_code="330800")]
    assert counties == ["330802", "330803", "330822", "330824", "330825", "330881", "3308Z1"]
    ranked = [r["region_code"] for r in rows("peer_group", peer_group="counties_of_quzhou", is_ranked="true")]
    assert ranked == counties


def test_customer_steps_leave_works_done_out() -> None:
    steps = {r["activity"]: r["step_code"] for r in rows("customer_step", source_id="electricity_connection")}
    assert "works_done" not in steps
    assert Counter(steps.values()) == {"apply": 2, "plan": 2, "works": 4, "connect": 4}
