"""Checklist answers: points or a word for their absence, and a page where a document is named."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, WARNING, contract_rules, not_later_than, observation_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# the widest range any item has; the range of each item is the methodology's, and is held against it in the warehouse
_LEAST, _MOST = -2, 1000


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one item of one region and period a row."""
    return [
        *contract_rules(contract),
        *observation_rules(sorted({"A", "O", *contract.missing_values.values()})),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "item_code.form",
            "清单项编码的格式应为 I03-4-01 之类",
            "an item code looks like I03-4-01",
            severity=WARNING,
            column="item_code",
            regex=r"^I(?:0[1-9]|1[0-8])-[0-9]+(?:-[0-9a-z]+)+$",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "value.plausible",
            f"得分或数值不在 {_LEAST} 至 {_MOST} 之间",
            f"points or a figure lie between {_LEAST} and {_MOST}",
            severity=WARNING,
            column="value",
            min_value=_LEAST,
            max_value=_MOST,
        ),
        rule(
            "ExpectColumnValuesToBeNull",
            "value.absent_by_state",
            "状态为不适用或未报，却填了得分",
            "the state says not applicable or not reported, yet there are points",
            severity=WARNING,
            when='declared_state == "M" or declared_state == "L"',
            column="value",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "evidence_page.given",
            "写了佐证文件，没有页码",
            "a document is named without a page",
            severity=WARNING,
            when="evidence == evidence",
            column="evidence_page",
        ),
        not_later_than("filled_in_on", TODAY),
    ]
