"""Sign-offs: of an indicator of the national set, and not in the future."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one state that one indicator reached a row."""
    return [
        *contract_rules(contract),
        not_later_than("signed_on", TODAY),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "indicator_code.form",
            "指标代码应为 I01 至 I18",
            "an indicator code is I01 to I18",
            severity="warning",
            column="indicator_code",
            regex=r"^I(?:0[1-9]|1[0-8])$",
        ),
    ]
