"""Certificates and licences: what was issued says when, fees say their currency, and most belong to a declaration."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# without the declaration a document is of no shipment; a few are never used
_USED = 0.5

HELPERS = {
    "is_issued_open": "state = 'open' and issued_at is not null",
    "is_fee_without_currency": "fee > 0 and currency is null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one document a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "issued_at.when_issued",
            "已签发的单证没有签发时间",
            "a document that was issued has no time of issue",
            when='state == "issued"',
            column="issued_at",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "issued_at.only_issued",
            "办理中的单证已有签发时间",
            "a document still open has a time of issue",
            severity=WARNING,
            column="is_issued_open",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "currency.of_fee",
            "费用没有币种，金额不能折算",
            "a fee without a currency cannot be converted",
            severity=WARNING,
            column="is_fee_without_currency",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "entry_id.given",
            "多数单证没有海关编号，无法对应到货物",
            "most documents name no declaration: they are of no shipment",
            severity=WARNING,
            column="entry_id",
            mostly=_USED,
        ),
    ]
