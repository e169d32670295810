"""Sections of tenders: steps in order, the limits that the law sets for contract and refund, a place of the winner."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules, in_order
from expectations.suites.base import INFO, WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# Tendering Law, article 46: the contract is signed within thirty days of the award notice
CONTRACT_DAYS = 30
# Regulation on the implementation of that law, article 57: a bond goes back within five days of signing
REFUND_DAYS = 5

HELPERS = {
    "contract_days": "date_diff('day', award_notice_at, contract_signed_at)",
    "refund_days": "date_diff('day', contract_signed_at, bond_refunded_at)",
    # experts of a tender that the law demands are drawn by lot (article 37)
    "experts_named": "is_statutory and experts_drawn_how = 'named'",
    "objection_untyped": "objection_accepted_at is not null and objection_type is null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one section a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        *in_order("notice_at", "bid_open_at", "candidates_published_at", "award_notice_at", "contract_signed_at"),
        *in_order("contract_signed_at", "contract_published_at"),
        *in_order("objection_accepted_at", "objection_decided_at"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "award_notice_at.when_done",
            "已完成的标段没有中标通知书",
            "a section that is done has no award notice",
            when='state == "done"',
            column="award_notice_at",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "contract_days.within_limit",
            f"合同在中标通知书发出后 {CONTRACT_DAYS} 日内未签订",
            f"the contract was signed later than {CONTRACT_DAYS} days after the award notice",
            severity=WARNING,
            column="contract_days",
            max_value=CONTRACT_DAYS,
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "refund_days.within_limit",
            f"保证金在合同签订后 {REFUND_DAYS} 日内未退还",
            f"the bond went back later than {REFUND_DAYS} days after the contract",
            severity=INFO,
            column="refund_days",
            max_value=REFUND_DAYS,
        ),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "winner_region.form",
            "中标人注册地区划不是 6 位行政区划代码，外地企业中标率不计该标段",
            "the winner's place is no code of six characters: the share of winners from elsewhere leaves it out",
            severity=WARNING,
            column="winner_region",
            regex=r"^[1-8][0-9]{3}[0-9A-Z]{2}$",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "experts_drawn_how.by_lot",
            "依法必招标段的评标专家不是随机抽取",
            "experts of a tender that the law demands were not drawn by lot",
            severity=INFO,
            column="experts_named",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "objection_type.when_accepted",
            "有受理时间但未注明是异议还是投诉，无法判断时限",
            "accepted, but neither called an objection nor a complaint: its limit is unknown",
            severity=WARNING,
            column="objection_untyped",
            value_set=[False],
        ),
    ]
