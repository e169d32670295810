"""A log too large for memory is judged on its profile: the same faults, the same rows of results."""

import csv
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from expectations import profile, runner
from expectations.profile import Batch
from expectations.runner import run_suite
from expectations.suites import construction_approval, government_service
from expectations.suites.base import PERSONAL_NUMBER, rule
from expectations.violations import MeasureQuestion, RowQuestion, Untranslatable, question
from tests.expectations.batches import AS_OF, CONTRACTS, GOOD, HASHED, SHA, place
from tests.expectations.test_suites import DAMAGE

LOGS = sorted(source_id for source_id, contract in CONTRACTS.items() if contract.kind == "log")
_SAME = ("rule_id", "expectation_type", "column_name", "severity", "outcome", "expected", "unexpected_count")
_SEEDS = Path(__file__).resolve().parents[2] / "dbt" / "seeds" / "methodology"
_STAGES = ("apply", "accept", "review", "finish")


def both(monkeypatch, tmp_path: Path, source_id: str, rows: list[dict], without: str | None = None):
    """Results by rule id: of the rows, and of the profile."""
    contract, zone = place(tmp_path, source_id, rows, without)
    by_rows = run_suite(contract, zone, SHA, AS_OF)
    monkeypatch.setattr(runner, "ROWS_IN_MEMORY", -1)
    by_profile = run_suite(contract, zone, SHA, AS_OF)
    monkeypatch.undo()
    return tuple({row["rule_id"]: row for row in results} for results in (by_rows, by_profile))


def assert_equal(by_rows: dict[str, dict], by_profile: dict[str, dict]) -> None:
    assert list(by_rows) == list(by_profile)
    for rule_id, row in by_rows.items():
        other = by_profile[rule_id]
        told = {name: row[name] for name in _SAME}
        if "unique_value" in row["expectation_type"] or row["expectation_type"].startswith("expect_table"):
            told["unexpected_count"] = None
        assert {name: other[name] for name in _SAME} == told
        if row["outcome"] == "fail":
            assert other["row_numbers"] == row["row_numbers"], rule_id
        elif row["outcome"] == "pass":
            assert other["row_numbers"] == "[]"


def service_log(cases: int = 60) -> list[dict]:
    """Finished cases of four events each, minutes apart, over some days."""
    chance = random.Random(7)
    start = datetime(2022, 3, 1, 8)
    rows = []
    for case in range(cases):
        at = start + timedelta(hours=case % 9, days=case % 6, seconds=chance.randrange(3000))
        for activity in _STAGES:
            at += timedelta(seconds=chance.randrange(1, 900))
            result = "10" if activity == "finish" else None
            good = GOOD["government_service"][0]
            rows.append({**good, "case_id": f"S{case}", "activity": activity, "occurred_at": at, "result_code": result})
    return rows


@pytest.mark.parametrize("source_id", LOGS)
def test_a_good_log_passes_both_ways(tmp_path, monkeypatch, source_id):
    by_rows, by_profile = both(monkeypatch, tmp_path, source_id, GOOD[source_id])
    assert {row["outcome"] for row in by_profile.values()} == {"pass"}
    assert_equal(by_rows, by_profile)


# values on the very limit, and conditions on an empty cell
_EDGES = {
    "electricity_connection": [{"state": None}, {"capacity_kva": 0.0}, {"accept_at": datetime(2022, 7, 2)}],
    "construction_approval": [{"promised_days": 999}, {"activity": None}, {"occurred_at": datetime(2022, 7, 2)}],
    "government_service": [{"promised_days": 20}, {"activity": None, "result_code": None}],
    "process_log": [{"occurred_at": datetime(2000, 1, 1)}],
}


@pytest.mark.parametrize("source_id", LOGS)
def test_all_faults_at_once_are_found_in_the_same_rows_both_ways(tmp_path, monkeypatch, source_id):
    damage = [(change, rule_id) for source, change, rule_id in DAMAGE if source == source_id]
    first = {**GOOD[source_id][0]}
    own_key = [
        c.name for c in CONTRACTS[source_id].columns.values() if c.name in CONTRACTS[source_id].key and c.type == "text"
    ]
    rows = [*GOOD[source_id]]
    for number, change in enumerate([*(change for change, _ in damage), *_EDGES.get(source_id, [])]):
        rows.append({**first, **{name: f"X{number}" for name in own_key}, **change})
    by_rows, by_profile = both(monkeypatch, tmp_path, source_id, rows)
    assert_equal(by_rows, by_profile)
    failed = {rule_id for rule_id, row in by_profile.items() if row["outcome"] == "fail"}
    # rules about most of the rows need most of the rows in fault
    tolerant = {"finish_at_midnight.rare", "result_code.at_finish", "survey_at.own_time"}
    assert {rule_id for _, rule_id in damage} - tolerant <= failed


@pytest.mark.parametrize(("source_id", "column"), [("electricity_connection", "survey_at"), ("process_log", "case_id")])
def test_a_missing_column_is_an_error_both_ways(tmp_path, monkeypatch, source_id, column):
    by_rows, by_profile = both(monkeypatch, tmp_path, source_id, GOOD[source_id], without=column)
    assert_equal(by_rows, by_profile)
    errors = {rule_id for rule_id, row in by_profile.items() if row["outcome"] == "error"}
    expected = {"survey_at.own_time"} if column == "survey_at" else {"case_id.filled", "log.events_per_case"}
    assert expected <= errors
    assert by_profile["columns"]["outcome"] == "fail"


def test_an_empty_log_fails_both_ways(tmp_path, monkeypatch):
    for results in both(monkeypatch, tmp_path, "government_service", []):
        assert results["rows"]["outcome"] == "fail"


_AS_ONE_CASE_EACH = {"case_id": lambda row, number: f"S{number}"}
_WHOLE_LOGS = [
    ("log.events_per_case", _AS_ONE_CASE_EACH),
    ("log.several_cases", {"case_id": lambda row, number: "S0"}),
    ("log.one_second_days", {"occurred_at": lambda row, number: datetime(2022, 3, 1, 9, 0, 0, number)}),
    ("log.accepted_cases", {"activity": lambda row, number: row["activity"].replace("accept", "review")}),
    ("finish_at_midnight.rare", {"occurred_at": lambda row, number: datetime(2022, 3, 1 + number % 20)}),
    ("promised_days.at_acceptance", {"promised_days": lambda row, number: None}),
    ("result_code.at_finish", {"result_code": lambda row, number: None}),
]


@pytest.mark.parametrize(("rule_id", "change"), _WHOLE_LOGS, ids=[name for name, _ in _WHOLE_LOGS])
def test_what_betrays_a_whole_log_is_found_both_ways(tmp_path, monkeypatch, rule_id, change):
    rows = service_log()
    by_rows, by_profile = both(monkeypatch, tmp_path, "government_service", rows)
    assert {row["outcome"] for row in by_profile.values()} == {"pass"}
    bad = [{**row, **{name: made(row, number) for name, made in change.items()}} for number, row in enumerate(rows)]
    by_rows, by_profile = both(monkeypatch, tmp_path, "government_service", bad)
    assert by_profile[rule_id]["outcome"] == by_rows[rule_id]["outcome"] == "fail"
    assert by_profile[rule_id]["row_numbers"] == by_rows[rule_id]["row_numbers"]
    if rule_id != "log.several_cases":
        assert json.loads(by_profile[rule_id]["row_numbers"])
        assert by_profile[rule_id]["unexpected_count"] > 0


def test_a_dummy_operator_is_found_and_not_named(tmp_path, monkeypatch):
    first = GOOD["construction_approval"][0]
    rows = [{**first, "event_id": f"E{n}", "case_id": f"A{n % 30}", "handler": HASHED} for n in range(120)]
    _, by_profile = both(monkeypatch, tmp_path, "construction_approval", rows)
    assert by_profile["handler.dummy"]["outcome"] == "fail"
    assert by_profile["handler.dummy"]["observed"] is None
    several = [{**row, "handler": f"h:{n % 4:024x}"} for n, row in enumerate(rows)]
    _, by_profile = both(monkeypatch, tmp_path / "several", "construction_approval", several)
    assert by_profile["handler.dummy"]["outcome"] == "pass"


def test_large_groups_are_counted_part_by_part(tmp_path, monkeypatch):
    rows = service_log(40)
    rows = [{**row, "activity": row["activity"].replace("accept", "review")} for row in rows]
    contract, zone = place(tmp_path, "government_service", rows)
    whole = run_suite(contract, zone, SHA, AS_OF)
    monkeypatch.setattr(profile, "_ROWS_GROUPED_AT_ONCE", 13)
    assert run_suite(contract, zone, SHA, AS_OF) == whole
    told = {row["rule_id"]: row for row in whole}["log.accepted_cases"]
    assert (told["observed"], len(json.loads(told["row_numbers"]))) == ("40 of 40 cases", 160)


def test_the_first_two_hundred_rows_are_named(tmp_path, monkeypatch):
    first = GOOD["government_service"][0]
    rows = [{**first, "case_id": f"S{n // 3}", "region_code": "310000"} for n in range(300)]
    for results in both(monkeypatch, tmp_path, "government_service", rows):
        row = results["region_code.this_city"]
        assert json.loads(row["row_numbers"]) == list(range(2, 202))
        assert row["unexpected_count"] == 300
        assert json.loads(results["log.accepted_cases"]["row_numbers"]) == list(range(2, 202))


def test_rows_of_an_archive_are_named_with_their_member(tmp_path, monkeypatch):
    first = {**GOOD["government_service"][0], "region_code": "310000"}
    places = [("b.csv", 2), ("a.csv", 10), ("a.csv", 2), ("b.csv", 3), (None, 4)]
    rows = [
        {**first, "case_id": f"S{number}", "member": member, "row_number": row}
        for number, (member, row) in enumerate(places)
    ]
    for results in both(monkeypatch, tmp_path, "government_service", rows):
        assert json.loads(results["region_code.this_city"]["row_numbers"]) == [
            4, "a.csv: 2", "a.csv: 10", "b.csv: 2", "b.csv: 3",
        ]  # fmt: skip
        assert "b.csv: 2" in json.loads(results["log.accepted_cases"]["row_numbers"])


def test_a_rule_without_a_form_in_sql_is_an_error_and_no_pass(tmp_path, monkeypatch):
    longer = rule("ExpectColumnValueLengthsToBeBetween", "case_id.long", "短", "short", column="case_id", min_value=1)
    monkeypatch.setattr(runner, "ROWS_IN_MEMORY", -1)
    suite = government_service.suite
    monkeypatch.setattr(government_service, "suite", lambda contract: [*suite(contract), longer])
    contract, zone = place(tmp_path, "government_service", GOOD["government_service"])
    results = {row["rule_id"]: row for row in run_suite(contract, zone, SHA, AS_OF)}
    assert results["case_id.long"]["outcome"] == "error"
    assert results["rows"]["outcome"] == "pass"


def test_a_question_that_cannot_be_computed_does_not_spoil_the_others(tmp_path):
    contract, zone = place(tmp_path, "government_service", GOOD["government_service"])
    with Batch(zone.batch_path(contract.id, SHA), {}) as batch:
        found = batch.profile(
            {
                "bad": RowQuestion("true", "cast(case_id as integer) > 0"),
                "good": RowQuestion("true", "activity = 'finish'"),
                "count": MeasureQuestion("count(*)", 1, None),
            }
        )
    assert found["bad"].kept is None
    assert found["bad"].error
    assert (found["good"].unexpected, found["count"].kept) == (1, 1.0)


def test_a_condition_of_another_form_is_refused():
    odd = rule("ExpectColumnValuesToNotBeNull", "x", "x", "x", when="promised_days > 3", column="case_id")
    with pytest.raises(Untranslatable, match="promised_days > 3"):
        question(odd, {})


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("13957001234", True),
        ("电话13957001234，", True),
        ("330802199001011234", True),
        ("33080219900101123X 张", True),
        ("x13957001234", False),
        ("139570012345", False),
        ("工单 20220622000123", False),
    ],
)
def test_personal_numbers_are_found_alike_by_both_engines(tmp_path, text, held):
    import duckdb

    found = question(rule("ExpectColumnValuesToNotMatchRegex", "x", "x", "x", column="memo", regex=PERSONAL_NUMBER), {})
    sql = f"select {found.wrong} from (select ? as memo)"  # noqa: S608
    assert duckdb.connect().execute(sql, [text]).fetchall() == [(held,)]


def test_the_suites_know_the_activities_as_the_methodology_does():
    roles: dict[tuple[str, str], set[str]] = {}
    with (_SEEDS / "activity_role.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            roles.setdefault((row["vocabulary"], row["role"]), set()).add(row["activity"])
    for vocabulary, suite in (("construction_status", construction_approval), ("service_stage", government_service)):
        assert set(suite.ACCEPTANCE) == roles[vocabulary, "accept"]
        assert set(suite.FINISH) == roles[vocabulary, "finish"]
        assert all(f"'{activity}'" in suite.HELPERS["finish_at_midnight"] for activity in suite.FINISH)


def test_no_profile_leaves_a_file_behind(tmp_path, monkeypatch):
    contract, zone = place(tmp_path, "government_service", service_log())
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.setattr(runner, "ROWS_IN_MEMORY", -1)
    run_suite(contract, zone, SHA, AS_OF)
    added = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert added == {zone.shared_path("expectation_result", contract.id, SHA)}
