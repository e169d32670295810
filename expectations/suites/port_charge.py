"""Charges at ports: they belong to a shipment, say their currency, and one bill is not entered twice."""

from typing import TYPE_CHECKING

from expectations.log_rules import GroupRule, case_rules
from expectations.suites.base import WARNING, rule
from expectations.violations import GroupQuestion
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# one line of a bill above a million: another unit, or the value of the goods
_LARGEST = 1_000_000
_ONCE = 0.8

HELPERS = {
    "is_of_no_shipment": "entry_id is null and bill_no is null",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one charge a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToBeInSet",
            "entry_id.or_bill_no",
            "收费既无海关编号也无提运单号，无法对应到货物",
            "a charge with neither declaration nor bill belongs to no shipment",
            severity=WARNING,
            column="is_of_no_shipment",
            value_set=[False],
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "currency.given",
            "收费没有币种，金额不能折算",
            "a charge without a currency cannot be converted",
            severity=WARNING,
            column="currency",
        ),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "port_code.four_digits",
            "口岸代码应为四位关区代码",
            "a port is named by the four digits of its customs district",
            severity=WARNING,
            column="port_code",
            regex=r"^[0-9]{4}$",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "amount.plausible",
            "单笔口岸收费超过一百万，疑似单位或币种有误",
            "one charge above a million: is this the unit, is it the currency?",
            severity=WARNING,
            column="amount",
            max_value=_LARGEST,
        ),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of charges that belong to one shipment."""
    return [
        GroupRule(
            "charge_no.charged_once",
            "同一报关单、项目、金额、日期有两笔收费，疑似重复录入",
            "one declaration, item, amount and day under two numbers: entered twice?",
            ("entry_id", "item_name", "container_type", "amount", "charged_on", "charge_no"),
            GroupQuestion(
                ("entry_id", "item_name", "coalesce(container_type, '')", "amount", "charged_on"),
                "max(entry_id) is not null",
                "count(distinct charge_no) > 1",
                "1",
                "charges",
            ),
            # a port may bill two containers one by one, but not most shipments
            mostly=_ONCE,
        )
    ]
