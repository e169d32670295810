"""Refunds and corrections of tax: money back where a refund is done, an end where a correction is, the right tax."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one application a row."""
    return [
        *case_rules(contract),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "treasury_paid_at.when_refunded",
            "已办结的退税没有国库到账时间",
            "a refund that is done has no time of payment",
            when='state == "done" and kind != "correction"',
            column="treasury_paid_at",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "closed_at.when_corrected",
            "已办结的更正申报没有办结时间",
            "a correction that is done has no time of its end",
            when='state == "done" and kind == "correction"',
            column="closed_at",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "tax_type.of_refund",
            "留抵退税只适用于增值税",
            "only value-added tax has a refund of input credit",
            when='kind == "vat_refund"',
            column="tax_type",
            value_set=["vat"],
        ),
    ]
