"""The list of matters for random inspection: of this city, and struck off after they were listed."""

from typing import TYPE_CHECKING

from expectations.suites.base import contract_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one matter of one place a row."""
    return [
        *contract_rules(contract),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "county_code.this_city",
            "区县代码不属于本市（3308xx）",
            "the county code is no place of this city (3308xx)",
            column="county_code",
            regex=r"^3308[0-9A-Z]{2}$",
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "in_force_to.after_listing",
            "调出日期早于纳入日期",
            "a matter was struck off before it was listed",
            column_A="in_force_to",
            column_B="in_force_from",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
    ]
