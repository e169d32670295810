"""Each suite passes on a good batch and fails on a damaged one, naming rule and rows."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from expectations import suites
from expectations.runner import run_suite
from expectations.suites.base import CRITICAL, INFO, WARNING
from tests.expectations.answer_rows import ANSWER_DAMAGE
from tests.expectations.batches import AS_OF, CONTRACTS, GOOD, HASHED, PLAIN, SHA, place
from tests.expectations.outage_rows import OUTAGE_DAMAGE
from tests.expectations.plain_rows import plain_damage
from tests.expectations.purchase_rows import PURCHASE_DAMAGE
from tests.ingest.deliveries import House

DAMAGE = [
    ("electricity_connection", {"county_code": "330106"}, "county_code.quzhou"),
    ("electricity_connection", {"capacity_kva": 0.0}, "capacity_kva.positive"),
    ("electricity_connection", {"capacity_kva": -5.0}, "capacity_kva.range"),
    ("electricity_connection", {"state": "open"}, "energised_at.only_done"),
    ("electricity_connection", {"energised_at": None}, "energised_at.when_done"),
    ("electricity_connection", {"accept_at": datetime(2014, 12, 31)}, "accept_at.plausible"),
    ("electricity_connection", {"energised_at": datetime(2022, 7, 3)}, "energised_at.not_in_future"),
    ("electricity_connection", {"energised_at": datetime(2022, 2, 1)}, "energised_at.after_start"),
    ("electricity_connection", {"survey_at": datetime(2022, 3, 1, 9)}, "survey_at.own_time"),
    ("electricity_connection", {"survey_at": datetime(2022, 3, 1, 8)}, "survey_at.after_start"),
    ("electricity_connection", {"customer_no": "3308001234"}, "customer_no.hashed"),
    ("electricity_connection", {"state": "finished"}, "state.codes"),
    ("electricity_connection", {"source_count": "three"}, "source_count.codes"),
    ("electricity_connection", {"pause_reason": "no reason"}, "pause_reason.codes"),
    ("electricity_connection", {"satisfaction": 6}, "satisfaction.range"),
    ("electricity_connection", {"external_cost_grid": -1.0}, "external_cost_grid.range"),
    ("electricity_connection", {"archived_at": datetime(2022, 7, 3)}, "archived_at.not_in_future"),
    ("electricity_connection", {"design_review_at": datetime(2022, 2, 1)}, "design_review_at.after_start"),
    ("electricity_connection", {"case_no": "QZ2"}, "key.unique"),
    ("electricity_connection", {"case_no": None}, "case_no.filled"),
    ("construction_approval", {"event_id": "E2"}, "key.unique"),
    ("construction_approval", {"event_id": None}, "event_id.filled"),
    ("construction_approval", {"activity": "16"}, "activity.codes"),
    ("construction_approval", {"case_id": " "}, "case_id.not_blank"),
    ("construction_approval", {"case_id": None}, "case_id.filled"),
    ("construction_approval", {"region_code": "330106"}, "region_code.this_city"),
    ("construction_approval", {"uscc": "913308O2MA28F00XA1"}, "uscc.form"),
    ("construction_approval", {"handler": "张三"}, "handler.hashed"),
    ("construction_approval", {"memo": "请联系13957001234。"}, "memo.masked"),
    ("construction_approval", {"promised_days": -1}, "promised_days.range"),
    ("construction_approval", {"occurred_at": datetime(1999, 12, 31, 9)}, "occurred_at.plausible"),
    ("construction_approval", {"occurred_at": datetime(2022, 7, 3)}, "occurred_at.plausible"),
    ("construction_approval", {"occurred_at": None}, "occurred_at.given"),
    ("construction_approval", {"occurred_at": datetime(2022, 3, 8)}, "finish_at_midnight.rare"),
    ("government_service", {"activity": "inspect"}, "activity.codes"),
    ("government_service", {"case_id": "\u3000"}, "case_id.not_blank"),
    ("government_service", {"region_code": "331100"}, "region_code.this_city"),
    ("government_service", {"channel": "phone"}, "channel.codes"),
    ("government_service", {"applicant_id": "330802199001011234"}, "applicant_id.hashed"),
    ("government_service", {"memo": "330802199001011234"}, "memo.masked"),
    ("government_service", {"result_code": None}, "result_code.at_finish"),
    ("government_service", {"promised_days": 21}, "statutory_days.not_below_promise"),
    ("government_service", {"occurred_at": datetime(1900, 1, 1)}, "occurred_at.plausible"),
    ("government_service", {"occurred_at": datetime(2022, 3, 8)}, "finish_at_midnight.rare"),
    ("process_log", {"activity": " "}, "activity.not_blank"),
    ("process_log", {"case_id": None}, "case_id.filled"),
    ("process_log", {"occurred_at": datetime(2022, 7, 3)}, "occurred_at.plausible"),
    ("process_log", {"resource": "somebody"}, "resource.hashed"),
    ("calendar_override", {"reason": "无"}, "reason.given"),
    ("calendar_override", {"registered_on": date(2022, 7, 2)}, "registered_on.not_in_future"),
    ("indicator_card", {"value": None}, "value.present"),
    ("indicator_card", {"status": "L"}, "value.absent"),
    ("indicator_card", {"status": "X"}, "status.codes"),
    ("indicator_card", {"value": 140.0}, "value.percentage"),
    ("indicator_card", {"value": 0.4}, "value.numerator_denominator"),
    ("indicator_card", {"denominator": 0.0}, "denominator.positive"),
    ("indicator_card", {"period": "2021-13"}, "period.period"),
    ("indicator_card", {"published_on": date(2022, 7, 2)}, "published_on.not_in_future"),
    ("indicator_card", {"note": "联系 13957001234"}, "note.masked"),
    ("indicator_card", {"series_code": "I16-2"}, "key.unique"),
    ("service_rating", {"is_default": True, "satisfaction": "2"}, "satisfaction.default_is_good"),
    ("service_rating", {"satisfaction": "1", "called_back_at": None, "mended_at": None}, "called_back_at.when_bad"),
    ("service_rating", {"evaluated_at": datetime(2022, 3, 1, 8)}, "evaluated_at.after_start"),
    ("random_inspection", {"checked_at": None, "published_at": None}, "checked_at.when_result"),
    ("random_inspection", {"checked_at": None, "result": None}, "checked_at.when_published"),
    ("random_inspection", {"published_at": datetime(2022, 3, 1, 10)}, "published_at.after_check"),
    ("penalty_publication", {"withdrawn_at": None}, "withdrawn_at.when_reason"),
    ("penalty_publication", {"withdrawn_at": datetime(2022, 3, 1, 10)}, "withdrawn_at.after_publication"),
    ("inspection_matter", {"in_force_to": date(2018, 12, 31)}, "in_force_to.after_listing"),
    ("inspection_matter", {"county_code": "330102"}, "county_code.this_city"),
    ("doing_business_history", {"value": 8.5}, "GE-reliability.range"),
    ("doing_business_history", {"value": -1.0}, "GE-reliability.range"),
    ("doing_business_history", {"concept": "reported_score", "value": 101.0}, "reported_score.range"),
    ("doing_business_history", {"concept": "reported_rank", "value": 0.0}, "reported_rank.range"),
    ("doing_business_history", {"series_code": "GE-speed"}, "series_code.codes"),
    ("doing_business_history", {"period": "2019-Q1"}, "period.edition"),
    ("doing_business_history", {"value": None}, "value.present"),
    ("doing_business_history", {"status": "NP"}, "value.absent"),
    ("doing_business_history", {"series_code": "GE-time"}, "key.unique"),
    ("policy_document", {"characters": 20}, "characters.enough"),
    ("policy_document", {"issued_on": date(2022, 7, 2)}, "issued_on.not_in_future"),
    ("policy_document", {"level": "street"}, "level.codes"),
    ("policy_document", {"title": None}, "title.filled"),
    ("policy_document", {"body": "电话13957001234"}, "body.masked"),
    ("waiver", {"expires_on": date(2022, 5, 31)}, "expires_on.after_approval"),
    ("waiver", {"approved_on": date(2022, 7, 2)}, "approved_on.not_in_future"),
    ("waiver", {"reason": "无"}, "reason.given"),
    ("waiver", {"approved_by": None}, "approved_by.filled"),
    ("waiver", {"expires_on": date(2220, 1, 1)}, "expires_on.calendar"),
    ("evidence_link", {"decided_on": date(2022, 7, 2)}, "decided_on.not_in_future"),
    ("evidence_link", {"page": 0}, "page.from_one"),
    ("evidence_link", {"decision": "reject"}, "reason_code.given"),
    ("evidence_link", {"decision": "maybe"}, "decision.codes"),
    ("evidence_link", {"state": "done"}, "state.codes"),
    ("sign_off", {"indicator_code": "I19"}, "indicator_code.form"),
    ("sign_off", {"signed_on": date(2022, 7, 2)}, "signed_on.not_in_future"),
    ("sign_off", {"state": "done"}, "state.codes"),
    ("company_opening", {"licence_issued_at": None}, "licence_issued_at.when_done"),
    *ANSWER_DAMAGE,
    *OUTAGE_DAMAGE,
    *PURCHASE_DAMAGE,
    *(damage for source_id in PLAIN for damage in plain_damage(CONTRACTS[source_id])),
]


def not_passed(results: list[dict]) -> dict[str, dict]:
    return {row["rule_id"]: row for row in results if row["outcome"] != "pass"}


def test_every_contract_has_a_suite_and_every_suite_a_contract():
    names = {path.stem for path in Path(suites.__file__).parent.glob("*.py")} - {"__init__", "base"}
    assert names == set(CONTRACTS) == set(GOOD)


@pytest.mark.parametrize("source_id", sorted(GOOD))
def test_a_good_batch_passes_every_rule(tmp_path, source_id):
    results = run_suite(*place(tmp_path, source_id, GOOD[source_id]), SHA, AS_OF)
    assert not not_passed(results)
    assert results[0]["rule_id"] == "rows"
    assert len({row["rule_id"] for row in results}) == len(results) > 8
    for row in results:
        assert row["severity"] in (CRITICAL, WARNING, INFO)
        assert row["message_zh"] and row["message_en"]


@pytest.mark.parametrize(("source_id", "change", "rule_id"), DAMAGE, ids=lambda value: str(value)[:40])
def test_damage_is_named_with_its_row(tmp_path, source_id, change, rule_id):
    first, *others = GOOD[source_id]
    results = run_suite(*place(tmp_path, source_id, [*others, {**first, **change}]), SHA, AS_OF)
    failed = not_passed(results)
    assert rule_id in failed
    assert failed[rule_id]["outcome"] == "fail"
    assert len(GOOD[source_id]) + 1 in json.loads(failed[rule_id]["row_numbers"])


def test_an_off_system_case_is_a_warning_and_an_impossible_one_is_critical(tmp_path):
    first, second = GOOD["electricity_connection"]
    changed = {**second, "survey_at": datetime(2022, 2, 1), "meter_at": datetime(2022, 2, 2)}
    failed = not_passed(run_suite(*place(tmp_path, "electricity_connection", [first, changed]), SHA, AS_OF))
    assert failed["survey_at.after_start"]["severity"] == WARNING
    assert failed["meter_at.after_start"]["severity"] == CRITICAL


@pytest.mark.parametrize("source_id", sorted(GOOD))
def test_an_empty_batch_fails(tmp_path, source_id):
    results = run_suite(*place(tmp_path, source_id, []), SHA, AS_OF)
    assert (results[0]["rule_id"], results[0]["outcome"], results[0]["severity"]) == (
        "rows",
        "fail",
        "critical",
    )


@pytest.mark.parametrize(
    ("source_id", "column", "rules"),
    [
        ("electricity_connection", "county_code", {"county_code.filled", "county_code.quzhou"}),
        ("electricity_connection", "survey_at", {"survey_at.own_time", "survey_at.after_start"}),
        ("electricity_connection", "state", {"energised_at.when_done", "energised_at.only_done"}),
        ("indicator_card", "numerator", {"value.numerator_denominator"}),
        ("indicator_card", "region_code", {"region_code.filled", "key.unique"}),
        ("doing_business_history", "concept", {"reported_score.range", "GE-reliability.range"}),
    ],
)
def test_a_missing_column_is_an_error_and_no_pass(tmp_path, source_id, column, rules):
    results = run_suite(*place(tmp_path, source_id, GOOD[source_id], without=column), SHA, AS_OF)
    outcome = {row["rule_id"]: row["outcome"] for row in results}
    assert {outcome[rule_id] for rule_id in rules} == {"error"}
    assert outcome["columns"] == "fail"


def test_a_personal_column_that_was_not_dropped_fails(tmp_path):
    import pyarrow.parquet as pq

    contract, zone = place(tmp_path, "electricity_connection", GOOD["electricity_connection"])
    path = zone.batch_path(contract.id, SHA)
    table = pq.read_table(path)
    pq.write_table(table.append_column("phone", [["13957001234"] * len(table)]), path)
    assert "columns" in not_passed(run_suite(contract, zone, SHA, AS_OF))


def test_the_real_doing_business_batch_passes(tmp_path, shared_data: Path):
    house = House(tmp_path)
    source = shared_data / "doing_business" / "db2016_2019_wide.csv"
    house.put("statistics/doing_business/db.csv", source.read_bytes())
    (sha256,) = house.take_in("doing_business_history").new_batches
    results = run_suite(house.contracts["doing_business_history"], house.zone, sha256, AS_OF)
    assert {rule_id: (row["observed"], row["row_numbers"][:60]) for rule_id, row in not_passed(results).items()} == {}


def test_hashes_of_the_good_batch_look_like_hashes():
    assert len(HASHED) == 26
