"""Labour disputes: steps in order, an end and a result where the case is closed."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules, in_order
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# Labour Dispute Mediation and Arbitration Law, article 43: closed within forty-five days of acceptance, extended by at
# most fifteen
DAYS_TO_CLOSE = 60

HELPERS = {
    "days_to_close": "date_diff('day', accepted_at, closed_at)",
    "award_on_settlement": "mediation_result = 'settled' and award_at is not null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        *in_order("accepted_at", "award_at", "served_at"),
        *in_order("accepted_at", "closed_at"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "closed_at.when_done",
            "已结案的案件没有结案时间",
            "a case that is closed has no time of closing",
            when='state == "done"',
            column="closed_at",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "mediation_result.when_done",
            "已结案的案件没有调解结果，调解成功率不计该案",
            "a closed case says nothing of mediation: the success rate leaves it out",
            severity=WARNING,
            when='state == "done"',
            column="mediation_result",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "award_at.not_on_settlement",
            "调解成功的案件又有裁决",
            "a case settled by mediation has an award as well",
            severity=WARNING,
            column="award_on_settlement",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "days_to_close.within_limit",
            f"受理后 {DAYS_TO_CLOSE} 日内未结案",
            f"the case was closed later than {DAYS_TO_CLOSE} days after it was accepted",
            severity=WARNING,
            column="days_to_close",
            max_value=DAYS_TO_CLOSE,
        ),
    ]
