"""Court cases: a closed case says how it ended, an enforcement what it enforces, a limit ends where its days say."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# a limit that ends on a holiday ends on the next working day (Civil Procedure Law): two weeks cover the longest
_ROUNDING_DAYS = 14
HELPERS = {
    # whether day and manner of closing stand together
    "closing_told": "(closed_on is null) = (outcome is null)",
    # whether an enforcement case says what it enforces; empty for other cases
    "trial_named": "case when case_type in ('enforcement', 'enforcement_resumed') then trial_case_no is not null end",
    # days from filing to the end of the limit, less all that makes it up; empty where one of them is not known
    "limit_gap_days": (
        "date_diff('day', registered_on, limit_ends_on)"
        " - limit_days - coalesce(extended_days, 0) - coalesce(deducted_days, 0)"
    ),
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToBeInSet",
            "outcome.when_closed",
            "结案日期与结案方式只填了一项",
            "of the day and the manner of closing only one is given",
            column="closing_told",
            value_set=[True],
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "trial_case_no.when_enforced",
            "执行案件没有关联的原审案号",
            "an enforcement case does not name the trial that it enforces",
            severity=WARNING,
            column="trial_named",
            value_set=[True],
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "limit_ends_on.by_its_days",
            "审限届满日期与法定审限、延长和扣除天数不符",
            "the limit does not end where its days, extensions and deductions say",
            severity=WARNING,
            column="limit_gap_days",
            min_value=-_ROUNDING_DAYS,
            max_value=_ROUNDING_DAYS,
        ),
    ]
