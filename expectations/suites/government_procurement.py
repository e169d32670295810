"""Lots of government procurement: steps in order, and the limits that the law sets for contract and publication."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules, in_order
from expectations.suites.base import INFO, WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# Government Procurement Law, article 46: the contract is signed within thirty days of the award notice
CONTRACT_DAYS = 30
# Regulation on the implementation of that law, article 50: published within two working days of signing. A row knows no
# calendar; two working days never last longer than ten days, the longest holiday being eight.
PUBLICATION_DAYS = 10

HELPERS = {
    "contract_days": "date_diff('day', award_notice_at, contract_signed_at)",
    "publication_days": "date_diff('day', contract_signed_at, contract_published_at)",
    "contract_without_award": "state in ('failed', 'withdrawn') and contract_signed_at is not null",
    "prepay_as_fraction": "prepay_ratio > 0 and prepay_ratio < 1",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one lot a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        *in_order(
            "intent_published_at",
            "notice_at",
            "bid_open_at",
            "award_notice_at",
            "contract_signed_at",
            "contract_published_at",
        ),
        *in_order("contract_signed_at", "delivered_at"),
        *in_order("contract_signed_at", "invoice_at", "paid_at"),
        *in_order("complaint_accepted_at", "complaint_decided_at"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "paid_at.when_done",
            "已完成的标项没有资金支付时间",
            "a lot that is done was never paid",
            severity=WARNING,
            when='state == "done"',
            column="paid_at",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "contract_signed_at.only_awarded",
            "废标或终止的标项却有合同",
            "a lot that failed or was given up has a contract",
            severity=WARNING,
            column="contract_without_award",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "contract_days.within_limit",
            f"合同在结果公告后 {CONTRACT_DAYS} 日内未签订",
            f"the contract was signed later than {CONTRACT_DAYS} days after the award notice",
            severity=WARNING,
            column="contract_days",
            max_value=CONTRACT_DAYS,
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "publication_days.within_limit",
            "合同签订后 2 个工作日内未公告",
            "the contract was published later than two working days after it was signed",
            severity=INFO,
            column="publication_days",
            max_value=PUBLICATION_DAYS,
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "prepay_ratio.as_percentage",
            "预付款比例小于 1%，疑似以小数填报",
            "a prepayment below 1 %: written as a fraction?",
            severity=WARNING,
            column="prepay_as_fraction",
            value_set=[False],
        ),
    ]
