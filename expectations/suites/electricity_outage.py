"""Outages: lengths and numbers of customers that can be true."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

HELPERS = {
    "is_longer_than_a_year": "coalesce(ended_at > started_at + interval 366 day, false)",
    "is_stated_otherwise": ("coalesce(abs(epoch(ended_at) / 60 - epoch(started_at) / 60 - stated_minutes) > 1, false)"),
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one restoration step of one outage a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        _not_above("customers_hit", "customers_served", "停电户数多于总户数", "more customers off than there are"),
        _not_above("kva_hit", "kva_served", "停电容量大于总容量", "more capacity off than there is"),
        _never(
            "is_longer_than_a_year",
            "ended_at.within_a_year",
            "停电时长超过一年，请核对恢复供电时间",
            "off for more than a year: check the time of restoration",
        ),
        _never(
            "is_stated_otherwise",
            "stated_minutes.fits_times",
            "停电时长与起止时间不符",
            "the stated minutes are not those between the two times",
        ),
    ]


def _not_above(part: str, whole: str, zh: str, en: str) -> "Expectation":
    return rule(
        "ExpectColumnPairValuesAToBeGreaterThanB",
        f"{part}.within_{whole}",
        zh,
        en,
        severity=WARNING,
        column_A=whole,
        column_B=part,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
    )


def _never(helper: str, rule_id: str, zh: str, en: str) -> "Expectation":
    return rule("ExpectColumnValuesToBeInSet", rule_id, zh, en, severity=WARNING, column=helper, value_set=[False])
