"""Applications for credit: a decision has a day, and only an approved one has money."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one application a row."""
    return [
        *case_rules(contract),
        *(
            rule(
                "ExpectColumnValuesToNotBeNull",
                f"decided_at.when_{decision}",
                "已有审批结果但没有审批时间",
                "a decision has no time",
                when=f'decision == "{decision}"',
                column="decided_at",
            )
            for decision in ("approved", "refused")
        ),
        rule(
            "ExpectColumnValuesToBeNull",
            "decided_at.only_decided",
            "审批中的申请已有审批时间",
            "an open application has a time of decision",
            when='decision == "open"',
            column="decided_at",
        ),
        rule(
            "ExpectColumnValuesToBeNull",
            "drawn_at.only_approved",
            "未通过的申请已放款",
            "credit was drawn that no bank approved",
            when='decision != "approved"',
            column="drawn_at",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "amount_approved.when_approved",
            "已通过的申请没有授信金额",
            "an approved application has no amount",
            severity=WARNING,
            when='decision == "approved"',
            column="amount_approved",
        ),
    ]
