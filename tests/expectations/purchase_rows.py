"""What the rules of procurement, tenders, building and labour disputes must find beyond those of any case table."""

from datetime import datetime

PURCHASE_DAMAGE = [
    ("government_procurement", {"intent_published_at": datetime(2022, 4, 1)}, "notice_at.after_intent_published_at"),
    ("government_procurement", {"paid_at": None}, "paid_at.when_done"),
    ("government_procurement", {"state": "failed"}, "contract_signed_at.only_awarded"),
    ("government_procurement", {"state": "withdrawn"}, "contract_signed_at.only_awarded"),
    ("government_procurement", {"contract_signed_at": datetime(2022, 4, 3, 9)}, "contract_days.within_limit"),
    ("government_procurement", {"contract_published_at": datetime(2022, 3, 18)}, "publication_days.within_limit"),
    ("government_procurement", {"prepay_ratio": 0.3}, "prepay_ratio.as_percentage"),
    ("government_procurement", {"invoice_at": datetime(2022, 4, 1)}, "paid_at.after_invoice_at"),
    ("tendering", {"award_notice_at": None}, "award_notice_at.when_done"),
    ("tendering", {"contract_signed_at": datetime(2022, 4, 5)}, "contract_days.within_limit"),
    ("tendering", {"bond_refunded_at": datetime(2022, 3, 11, 9)}, "refund_days.within_limit"),
    ("tendering", {"winner_region": "省外"}, "winner_region.form"),
    ("tendering", {"is_statutory": True, "experts_drawn_how": "named"}, "experts_drawn_how.by_lot"),
    ("tendering", {"objection_type": None}, "objection_type.when_accepted"),
    ("construction_project", {"acceptance_ended_at": None}, "acceptance_ended_at.when_done"),
    ("construction_project", {"supervision_fee": 500.0}, "fee_share.plausible"),
    (
        "construction_project",
        {"land_contract_at": datetime(2022, 4, 1), "land_handover_at": datetime(2022, 4, 2)},
        "permit_issued_at.after_land",
    ),
    ("labour_dispute", {"closed_at": None}, "closed_at.when_done"),
    ("labour_dispute", {"mediation_result": None}, "mediation_result.when_done"),
    ("labour_dispute", {"award_at": datetime(2022, 3, 3)}, "award_at.not_on_settlement"),
    ("labour_dispute", {"closed_at": datetime(2022, 5, 2, 9)}, "days_to_close.within_limit"),
]
