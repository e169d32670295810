"""Answers of customs brokers: of this city, not in the future, with a currency where they name money."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, WARNING, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# refusals beyond this share make a survey of those who like to answer
_ANSWERED = 0.8

HELPERS = {
    "is_cost_without_currency": "documentary_cost > 0 and currency is null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one answer of one respondent for one flow a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        not_later_than("answered_on", TODAY),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "county_code.this_city",
            "区县代码不属于本市（3308xx）",
            "the county code is no place of this city (3308xx)",
            column="county_code",
            regex=r"^3308[0-9A-Z]{2}$",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "currency.of_cost",
            "单证费用没有币种，金额不能折算",
            "a cost without a currency cannot be converted",
            severity=WARNING,
            column="is_cost_without_currency",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "documentary_hours.answered",
            f"未作答超过 {1 - _ANSWERED:.0%}",
            f"more than {1 - _ANSWERED:.0%} gave no answer",
            severity=WARNING,
            column="documentary_hours",
            mostly=_ANSWERED,
        ),
    ]
