"""Tariff notices: each once, an address that is one, and a tariff that begins before it ends."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, WARNING, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one notice for one class of customers in one region a row.

    A notice that came late, or that nobody finds online, is sound data: it costs a point and is a gap, no damage.
    """
    return [
        *contract_rules(contract),
        not_later_than("published_on", TODAY),
        rule(
            "ExpectCompoundColumnsToBeUnique",
            "notice.unique",
            "同一公告、地区和用户类别出现两次",
            "one notice stands twice for one region and class of customers",
            column_list=["notice_no", "region_code", "customer_class"],
            ignore_row_if="never",
        ),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "region_code.form",
            "地区代码应为六位",
            "a region is named by six characters",
            column="region_code",
            regex=r"^[0-9]{4}[0-9A-Z]{2}$",
        ),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "url.form",
            "网址应以 http:// 或 https:// 开头",
            "an address begins with http:// or https://",
            severity=WARNING,
            column="url",
            regex=r"^https?://[^\s/]+\.[^\s]+$",
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "ended_on.after_begin",
            "失效日期早于执行日期",
            "the tariff ends before it begins",
            column_A="ended_on",
            column_B="effective_on",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "channel.given",
            "公告未写明发布渠道",
            "the notice does not say where it was published",
            severity=WARNING,
            column="channel",
        ),
    ]
