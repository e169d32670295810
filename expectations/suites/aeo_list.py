"""The list of authorised economic operators: firms of this city, grades that end after they begin."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one grade of one firm a row."""
    return [
        *contract_rules(contract),
        not_later_than("valid_from", TODAY),
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
            "valid_to.after_beginning",
            "有效期截止早于认定日期",
            "a grade ends before it begins",
            column_A="valid_to",
            column_B="valid_from",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
    ]
