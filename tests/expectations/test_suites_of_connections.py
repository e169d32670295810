"""What the suites of declarations, registrations and connections add to the rules of any table of cases."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from expectations.runner import run_suite
from expectations.suites.base import WARNING
from tests.expectations.batches import AS_OF, GOOD, SHA, place

DAY = datetime(2022, 3, 20, 9)
DAMAGE = [
    ("customs_declaration", {"declared_at": datetime(2022, 2, 1), "draft_at": DAY}, "declared_at.not_before_draft"),
    ("customs_declaration", {"declared_at": DAY}, "accept_at.not_before_declared"),
    ("customs_declaration", {"vessel_arrived_at": DAY}, "lift_at.not_before_vessel_arrived"),
    ("customs_declaration", {"goods_arrived_at": DAY}, "depart_at.not_before_goods_arrived"),
    ("customs_declaration", {"inspection_finished_at": DAY}, "release_at.not_before_inspection_finished"),
    ("customs_declaration", {"release_at": datetime(2022, 2, 1)}, "release_at.after_start"),
    ("customs_declaration", {"release_at": None}, "release_at.when_closed"),
    ("customs_declaration", {"vessel_arrived_at": None}, "vessel_arrived_at.reported"),
    ("customs_declaration", {"flow": "export", "goods_arrived_at": None}, "goods_arrived_at.reported"),
    ("customs_declaration", {"draft_at": datetime(2022, 9, 1)}, "draft_at.not_in_future"),
    ("customs_declaration", {"port_charges": -1.0}, "port_charges.range"),
    ("customs_declaration", {"border_customs": "9931"}, "border_customs.known"),
    ("customs_declaration", {"declared_at_customs": "宁波海关"}, "declared_at_customs.known"),
    ("customs_declaration", {"uscc": "913308O2MA28F00XA1"}, "uscc.form"),
    ("property_registration", {"state": "done", "registered_at": None}, "registered_at.when_done"),
    ("property_registration", {"price": 100.0, "deed_tax": 11.0}, "price.fits_tax"),
    ("property_registration", {"tax_paid_at": datetime(2022, 9, 1)}, "tax_paid_at.not_in_future"),
    ("water_gas_connection", {"connected_at": None}, "connected_at.when_done"),
    ("water_gas_connection", {"state": "open"}, "connected_at.only_done"),
    ("water_gas_connection", {"outside_cost": 1.0}, "outside_cost.not_after_march_2021"),
    ("water_gas_connection", {"works_started_at": DAY}, "works_finished_at.not_before_works_started"),
    ("water_gas_connection", {"survey_at": datetime(2022, 3, 1, 9)}, "survey_at.own_time"),
    ("water_gas_connection", {"customer_no": "33080012"}, "customer_no.hashed"),
]


def failures(tmp_path, source_id: str, rows: list[dict[str, Any]]) -> dict[str, dict]:
    results = run_suite(*place(tmp_path, source_id, rows), SHA, AS_OF)
    assert {row["outcome"] for row in results} <= {"pass", "fail"}
    return {row["rule_id"]: row for row in results if row["outcome"] == "fail"}


@pytest.mark.parametrize(("source_id", "change", "rule_id"), DAMAGE, ids=lambda value: str(value)[:40])
def test_damage_is_named(tmp_path, source_id: str, change: dict[str, Any], rule_id: str) -> None:
    first, other = GOOD[source_id]
    assert rule_id in failures(tmp_path, source_id, [{**first, **change}, other])


def test_costs_outside_the_red_line_were_allowed_before_march_2021(tmp_path) -> None:
    old = {**GOOD["water_gas_connection"][0], "outside_cost": 9000.0, "accept_at": datetime(2021, 2, 28, 23, 59)}
    assert "outside_cost.not_after_march_2021" not in failures(tmp_path, "water_gas_connection", [old])


@pytest.mark.parametrize(
    ("seconds", "fails"),
    [
        pytest.param([2 * n for n in range(12)], True, id="two seconds apart"),
        pytest.param([0] * 12, True, id="in one second"),
        pytest.param([*range(0, 22, 2), 900], True, id="a series and one by hand"),
        pytest.param([2 * n for n in range(11)], False, id="too few to tell"),
        pytest.param([n * n * 20 for n in range(12)], False, id="by hand"),
    ],
)
def test_entries_in_bulk_are_named(tmp_path, seconds: list[int], fails: bool) -> None:
    first = {**GOOD["property_registration"][0], "certificate_made_at": None, "certificate_issued_at": None}
    at = datetime(2022, 3, 7, 16)
    rows = [
        {**first, "case_no": f"Q{number}", "registered_at": at + timedelta(seconds=second)}
        for number, second in enumerate(seconds)
    ]
    found = failures(tmp_path, "property_registration", rows)
    assert ("registered_at.bulk" in found) == fails
    if fails:
        assert found["registered_at.bulk"]["severity"] == WARNING


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        pytest.param({}, True, id="entered anew"),
        pytest.param({"state": "deleted"}, False, id="the other is deleted"),
        pytest.param({"state": "returned"}, False, id="the other is returned"),
        pytest.param({"hs_code": "3920620000"}, False, id="other goods of one bill"),
        pytest.param({"uscc": "91330800MA28F00XA2"}, False, id="another company"),
        pytest.param({"declared_at": datetime(2022, 2, 28, 9)}, False, id="another day"),
        pytest.param({"bill_no": None}, False, id="no bill known"),
    ],
)
def test_a_declaration_under_a_corrected_number_is_named(tmp_path, change: dict[str, Any], fails: bool) -> None:
    first = GOOD["customs_declaration"][0] | {"bill_no": "B1", "hs_code": "8708299000", "uscc": "91330800MA28F00XA1"}
    again = {**first, "entry_id": "291620220000000009", **change}
    found = failures(tmp_path, "customs_declaration", [first, again])
    assert ("entry_id.declared_once" in found) == fails


def test_days_without_a_time_are_no_bulk(tmp_path) -> None:
    first = GOOD["property_registration"][0]
    rows = [{**first, "case_no": f"Q{number}", "registered_at": datetime(2022, 3, 7)} for number in range(20)]
    assert "registered_at.bulk" not in failures(tmp_path, "property_registration", rows)
