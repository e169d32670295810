"""Good batches of every source, made by hand in the shape of the raw zone."""

from datetime import date, datetime
from pathlib import Path

from ingest.contract import SourceContract
from ingest.contract_file import load_contracts
from ingest.raw_zone import RawZone, batch_schema, write_parquet
from tests.expectations.answer_rows import GOOD_ANSWERS
from tests.expectations.outage_rows import GOOD_NOTICES
from tests.expectations.plain_rows import HASHED, plain_row
from tests.expectations.trade_rows import GOOD_TRADE

SHA = "ab" * 32
AS_OF = date(2022, 7, 1)
CONTRACTS = load_contracts()

_CASE = {
    "case_no": "QZ1",
    "customer_no": HASHED,
    "uscc": None,
    "county_code": "330802",
    "business_type": "new",
    "voltage": "lv",
    "capacity_kva": 80.0,
    "is_three_zero": True,
    "channel": "online",
    "accept_at": datetime(2022, 3, 1, 9),
    "survey_at": datetime(2022, 3, 2),
    "plan_reply_at": datetime(2022, 3, 3),
    "contract_at": datetime(2022, 3, 4),
    "works_done_at": datetime(2022, 3, 5),
    "completion_check_at": datetime(2022, 3, 6),
    "meter_at": datetime(2022, 3, 7),
    "energised_at": datetime(2022, 3, 8),
    "external_cost_user": 0.0,
    "internal_cost_user": 100.0,
    "state": "done",
    # what the oldest exports do not hold
    "customer_kind": "non_resident",
    "source_count": "single",
    "plan_reply_due": date(2022, 3, 10),
    "design_submit_at": datetime(2022, 3, 4),
    "design_review_at": datetime(2022, 3, 5),
    "permit_start_at": datetime(2022, 3, 4),
    "permit_end_at": datetime(2022, 3, 5),
    "external_works_start_at": datetime(2022, 3, 4),
    "external_works_end_at": datetime(2022, 3, 5),
    "mid_check_request_at": datetime(2022, 3, 4),
    "mid_check_at": datetime(2022, 3, 5),
    "completion_request_at": datetime(2022, 3, 5),
    "archived_at": datetime(2022, 3, 9),
    "pause_start_at": datetime(2022, 3, 2),
    "pause_end_at": datetime(2022, 3, 3),
    "pause_reason": "permit",
    "external_cost_grid": 1000.0,
    "red_line_side": "outside",
    "has_sharing_record": True,
    "sharing_basis": "国办函〔2020〕129号",
    "satisfaction": 5,
}
_CARD = {
    "series_code": "I16-1",
    "region_code": "330800",
    "period": "2021",
    "value": 40.0,
    "unit": "pct",
    "numerator": 2.0,
    "denominator": 5.0,
    "publisher": "统计局",
    "published_on": date(2022, 2, 1),
    "revision": None,
    "note": None,
    "status": "A",
    "raw_text": "40",
}
_MATTER = {
    "matter_code": "M1",
    "matter_name": "食品经营监督检查",
    "county_code": "330802",
    "department_name": "市场监督管理局",
    "in_force_from": date(2019, 1, 1),
    "in_force_to": date(2022, 1, 31),
}
_SERVED = {
    "period": "2021",
    "county_code": "330802",
    "area_class": "urban",
    "voltage": "lv",
    "feeder": None,
    "customers": 1200,
    "kva": 3000.0,
    "customers_interrupted": 800,
}
_SERIES = {
    "region_code": "CHN",
    "period": "2019",
    "region_name": "Shanghai",
    "world_region": None,
    "income_group": None,
    "status": "A",
    "raw_text": "x",
}
_DOCUMENT = {
    "title": "关于压减办电时间的通知",
    "document_number": None,
    "document_number_from": "none",
    "issuer": "市政府办公室",
    "issuer_from": "signature",
    "level": "city",
    "media_type": "text/plain",
    "body": "正文" * 20,
    "issued_on": date(2022, 3, 1),
    "issued_on_from": "body",
    "published_on": None,
    "characters": 40,
    "masked": 0,
}
_WAIVER = {
    "gap_id": "G1",
    "reason": "数据尚未发布",
    "approved_by": "营商办主任",
    "approved_on": date(2022, 6, 1),
    "expires_on": date(2022, 12, 31),
}
_EVIDENCE_LINK = {
    "requirement_code": "I06-2-P1",
    "document": "衢营商办〔2022〕3号",
    "page": 1,
    "decision": "confirm",
    "state": "approved",
    "reason_code": None,
    "note": None,
    "decided_by": "营商办佐证审核岗",
    "decided_on": date(2022, 6, 15),
}
_SIGN_OFF = {
    "round_code": "national_2021_entry",
    "indicator_code": "I06",
    "state": "accepted",
    "signed_by": "营商办",
    "signed_on": date(2022, 6, 1),
}
_OVERRIDE = {
    "calendar_code": "service_hall",
    "calendar_day": date(2022, 5, 7),
    "is_workday": True,
    "reason": "政务服务中心周六开放",
    "registered_by": "政务服务中心",
    "registered_on": date(2022, 4, 1),
}
_APPROVAL = {
    "event_id": "E1",
    "case_id": "A1",
    "project_code": "2201-330802-04-01-000001",
    "sub_project_code": None,
    "matter_code": "GG001",
    "parallel_code": None,
    "region_code": "330802",
    "department_code": "ZJ",
    "activity": "11",
    "occurred_at": datetime(2022, 3, 8, 10, 30, 1),
    "promised_days": 5,
    "project_class": None,
    "uscc": "91330802MA28F00XA1",
    "memo": "同意",
    "handler": HASHED,
}
_STAGE = {
    "case_id": "S1",
    "item_code": "GS001",
    "item_name": None,
    "region_code": "330803",
    "department_code": "RS",
    "channel": "online",
    "activity": "finish",
    "result_code": "10",
    "occurred_at": datetime(2022, 3, 8, 10, 30, 1),
    "promised_days": 5,
    "statutory_days": 20,
    "is_instant": False,
    "applicant_id": HASHED,
    "uscc": None,
    "memo": None,
}
_EVENT = {
    "case_id": "1",
    "activity": "受理",
    "occurred_at": datetime(2022, 3, 8, 10, 30, 1),
    "started_at": datetime(2022, 3, 8, 10, 0),
    "lifecycle": "complete",
    "resource": HASHED,
    "department": None,
    "event_id": None,
}


def _events(last: dict, *activities: str) -> list[dict]:
    """A finished case, its last event first, then one that is open; an hour between events."""
    steps = [
        {**last, "activity": activity, "occurred_at": datetime(2022, 3, 7, 9 + hour, 5, 7), "result_code": None}
        for hour, activity in enumerate(activities)
    ]
    rows = [last, *steps, *({**step, "case_id": f"{step['case_id']}9"} for step in steps)]
    if last.get("event_id"):
        rows = [{**row, "event_id": f"E{number}"} for number, row in enumerate(rows, start=1)]
    return [{name: row[name] for name in last} for row in rows]


GOOD = {
    "calendar_override": [_OVERRIDE],
    "construction_approval": _events(_APPROVAL, "1", "3", "8"),
    "government_service": _events(_STAGE, "apply", "accept", "review"),
    "process_log": _events(_EVENT, "收件", "审查"),
    "electricity_connection": [_CASE, {**_CASE, "case_no": "QZ2", "state": "open", "energised_at": None}],
    "indicator_card": [_CARD, {**_CARD, "series_code": "I16-2", "value": None, "status": "L"}],
    "doing_business_history": [
        {**_SERIES, "series_code": "GE-reliability", "concept": "value", "unit": "index", "value": 7.0},
        {**_SERIES, "series_code": "GE", "concept": "reported_score", "unit": None, "value": 92.0},
        {**_SERIES, "series_code": "GE", "concept": "reported_rank", "unit": None, "value": 14.0},
        {
            **_SERIES,
            "series_code": "GE-time",
            "concept": "value",
            "unit": "days",
            "value": None,
            "status": "O",
        },
    ],
    "policy_document": [_DOCUMENT],
    "inspection_matter": [_MATTER],
    "electricity_customers": [_SERVED, {**_SERVED, "voltage": "mv", "customers_interrupted": None}],
    "tariff_notice": GOOD_NOTICES,
    "waiver": [_WAIVER],
    "sign_off": [_SIGN_OFF],
    "evidence_link": [
        _EVIDENCE_LINK,
        {
            **_EVIDENCE_LINK,
            "requirement_code": "I06-4-03",
            "decision": "reject",
            "state": None,
            "reason_code": "unverifiable",
        },
    ],
}
# what a source's own rules ask for beyond its contract
_OWN = {
    "service_rating": {"is_default": False},
    "company_opening": {"state": "done"},
    # two declarations without a bill of lading: nothing says that they are one shipment
    "customs_declaration": {"declared_at_customs": "2900", "border_customs": "3104", "bill_no": None},
    "electricity_outage": {"stated_minutes": None},
    "ip_pledge": {"state": "released"},
    "property_registration": {"price": 100.0},
    "construction_project": {"works_value": 1000.0},
    "labour_dispute": {"award_at": None, "served_at": None},
    "tendering": {"winner_region": "330802"},
    "water_gas_connection": {"outside_cost": 0.0, "state": "done"},
}
GOOD |= GOOD_ANSWERS | GOOD_TRADE
# tables of cases that no test wants to name are good as their contract makes them
PLAIN = sorted(source_id for source_id, contract in CONTRACTS.items() if contract.events and source_id not in GOOD)
GOOD |= {
    source_id: [plain_row(CONTRACTS[source_id], number, **_OWN.get(source_id, {})) for number in (1, 2)]
    for source_id in PLAIN
}


def place(root: Path, source_id: str, rows: list[dict], without: str | None = None) -> tuple[SourceContract, RawZone]:
    """Write rows as the batch ``SHA`` of a source; row numbers begin with 2."""
    contract, zone = CONTRACTS[source_id], RawZone(root)
    common = {"source_id": source_id, "file_sha256": SHA, "ingested_at": datetime(2022, 7, 1)}
    schema = batch_schema(contract)
    if without:
        schema = schema.remove(schema.get_field_index(without))
    numbered = [{"row_number": number, **common, **row} for number, row in enumerate(rows, start=2)]
    write_parquet(zone.batch_path(source_id, SHA), numbered, schema)
    return contract, zone
