"""Evidence links: decided by today, a page from 1 on, and a reason for whatever is turned down."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one decision on one document and one requirement a row."""
    return [
        *contract_rules(contract),
        not_later_than("decided_on", TODAY),
        rule(
            "ExpectColumnValuesToBeBetween",
            "page.from_one",
            "页码应从 1 起",
            "pages count from 1",
            severity="warning",
            column="page",
            min_value=1,
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "reason_code.given",
            "排除的材料未填原因",
            "a document was rejected without a reason",
            severity="warning",
            column="reason_code",
            when='decision == "reject"',
        ),
    ]
