"""Lists of port charges: four digits for a port, a currency for a standard, a review after the publication."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, WARNING, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

HELPERS = {
    "is_standard_without_currency": (
        "standard is not null and standard_yuan is null and currency is null and position('元' in standard) = 0"
    ),
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one item of one port's list a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        not_later_than("published_on", TODAY),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "port_code.four_digits",
            "口岸代码应为四位关区代码",
            "a port is named by the four digits of its customs district",
            column="port_code",
            regex=r"^[0-9]{4}$",
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "next_review_on.after_publication",
            "下次复核日期早于公布日期",
            "a list is to be reviewed before it was published",
            column_A="next_review_on",
            column_B="published_on",
            ignore_row_if="either_value_is_missing",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "currency.of_standard",
            "收费标准没有币种，无法与实际收费比较",
            "a standard without a currency: charges cannot be held against it",
            severity=WARNING,
            column="is_standard_without_currency",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "charging_body.given",
            "清单未写明收费主体",
            "the list does not say who charges",
            severity=WARNING,
            column="charging_body",
        ),
    ]
