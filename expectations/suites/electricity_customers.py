"""Customers served: parts of a network that hold somebody, and no part twice."""

from typing import TYPE_CHECKING

from expectations.suites.base import WARNING, contract_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one part of the network in one period a row."""
    return [
        *contract_rules(contract),
        rule(
            "ExpectCompoundColumnsToBeUnique",
            "part.unique",
            "同一期间、区县和部分（地区特征、电压、馈线）出现两次",
            "one part of a county stands twice in one period",
            column_list=["period", "county_code", "area_class", "voltage", "feeder"],
            ignore_row_if="never",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "customers.some",
            "用户数为 0",
            "a part of the network without customers",
            severity=WARNING,
            column="customers",
            min_value=1,
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "customers_interrupted.within_customers",
            "受停电影响户数多于用户数",
            "more customers interrupted than there are",
            severity=WARNING,
            column_A="customers",
            column_B="customers_interrupted",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
    ]
