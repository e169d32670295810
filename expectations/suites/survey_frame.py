"""The survey frame: years, and strata that hold somebody."""

from typing import TYPE_CHECKING

from expectations.suites.base import WARNING, contract_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one county and size class of one year a row."""
    return [
        *contract_rules(contract),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "period.year",
            "抽样框按年编制，期间应为年份",
            "a frame is of a year",
            column="period",
            regex=r"^[0-9]{4}$",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "enterprises.some",
            "抽样框中有空层（企业数为 0）",
            "a stratum of the frame is empty",
            severity=WARNING,
            column="enterprises",
            min_value=1,
        ),
    ]
