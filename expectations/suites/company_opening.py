"""Applications to open a company: a licence only where the case is done, and in a time that can be true."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    return [
        *case_rules(contract),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "licence_issued_at.when_done",
            "已办结的办件没有领照时间",
            "a case that is done has no time of the licence",
            when='state == "done"',
            column="licence_issued_at",
        ),
    ]
