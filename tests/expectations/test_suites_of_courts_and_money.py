"""What the suites of courts, taxes, credit, pledges, appeals and trade add to the rules of any table of cases."""

from datetime import date, datetime
from typing import Any

import pytest

from expectations.runner import run_suite
from tests.expectations.appeal_rows import APPEAL_DAMAGE, APPEAL_HONEST
from tests.expectations.batches import AS_OF, GOOD, SHA, place
from tests.expectations.trade_rows import TRADE_DAMAGE, TRADE_HONEST

DAMAGE = [
    ("court_case", {"outcome": None}, "outcome.when_closed"),
    ("court_case", {"closed_on": None}, "outcome.when_closed"),
    ("court_case", {"case_type": "enforcement", "trial_case_no": None}, "trial_case_no.when_enforced"),
    ("court_case", {"case_type": "enforcement_resumed", "trial_case_no": None}, "trial_case_no.when_enforced"),
    ("court_case", {"limit_ends_on": date(2022, 3, 20)}, "limit_ends_on.by_its_days"),
    ("court_case", {"deducted_days": 90, "limit_ends_on": date(2022, 3, 4)}, "limit_ends_on.by_its_days"),
    ("court_case", {"closed_on": date(2022, 2, 1)}, "closed_on.after_start"),
    ("court_case", {"defendant_uscc": "913308O2MA28F00XA1"}, "defendant_uscc.form"),
    ("court_case", {"claim": -1.0}, "claim.range"),
    ("insolvency_case", {"concluded_on": None}, "concluded_on.when_done"),
    ("insolvency_case", {"state": "open"}, "concluded_on.only_done"),
    ("insolvency_case", {"defaulted_on": date(2022, 3, 2)}, "accepted_on.after_default"),
    ("insolvency_case", {"tax_paid": 1.5}, "tax_claim.not_below_payment"),
    ("insolvency_case", {"ordinary_paid": 1.5}, "ordinary_claim.not_below_payment"),
    ("tax_refund", {"treasury_paid_at": None}, "treasury_paid_at.when_refunded"),
    ("tax_refund", {"kind": "correction", "tax_type": "cit", "closed_at": None}, "closed_at.when_corrected"),
    ("tax_refund", {"tax_type": "cit"}, "tax_type.of_refund"),
    ("tax_refund", {"treasury_paid_at": datetime(2022, 2, 1)}, "treasury_paid_at.after_start"),
    ("credit_application", {"decided_at": None}, "decided_at.when_approved"),
    ("credit_application", {"decision": "refused", "decided_at": None, "drawn_at": None}, "decided_at.when_refused"),
    ("credit_application", {"decision": "open", "drawn_at": None}, "decided_at.only_decided"),
    ("credit_application", {"decision": "withdrawn"}, "drawn_at.only_approved"),
    ("credit_application", {"amount_approved": None}, "amount_approved.when_approved"),
    *APPEAL_DAMAGE,
    *TRADE_DAMAGE,
]
HONEST = [
    ("court_case", {"case_type": "first_instance", "trial_case_no": None}),
    ("court_case", {"closed_on": None, "outcome": None}),
    ("court_case", {"limit_days": None}),
    ("insolvency_case", {"state": "open", "concluded_on": None, "distributed_on": None, "ordinary_claim": None}),
    ("insolvency_case", {"state": "refused", "concluded_on": None, "distributed_on": None}),
    ("tax_refund", {"kind": "correction", "tax_type": "cit", "treasury_paid_at": None}),
    ("tax_refund", {"state": "open", "treasury_paid_at": None, "closed_at": None}),
    ("credit_application", {"decision": "withdrawn", "decided_at": None, "drawn_at": None, "amount_approved": None}),
    *APPEAL_HONEST,
    *TRADE_HONEST,
]


def failures(tmp_path, source_id: str, change: dict[str, Any]) -> set[str]:
    first, *others = GOOD[source_id]
    results = run_suite(*place(tmp_path, source_id, [{**first, **change}, *others]), SHA, AS_OF)
    assert {row["outcome"] for row in results} <= {"pass", "fail"}
    return {row["rule_id"] for row in results if row["outcome"] == "fail"}


@pytest.mark.parametrize(("source_id", "change", "rule_id"), DAMAGE, ids=lambda value: str(value)[:40])
def test_damage_is_named(tmp_path, source_id: str, change: dict[str, Any], rule_id: str) -> None:
    assert rule_id in failures(tmp_path, source_id, change)


@pytest.mark.parametrize(("source_id", "change"), HONEST, ids=lambda value: str(value)[:40])
def test_what_is_honest_passes(tmp_path, source_id: str, change: dict[str, Any]) -> None:
    assert failures(tmp_path, source_id, change) == set()
