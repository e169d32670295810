"""Calendar overrides: a reason, and a day whose year is published when it is registered."""

from typing import TYPE_CHECKING

import pandas as pd

from expectations.suites.base import TODAY, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# the notice for a year comes out in the year before: a day beyond that has no calendar it could change
HELPERS = {"next_year_end": lambda frame: _next_year_end(frame["registered_on"])}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one calendar and day a row."""
    return [
        *contract_rules(contract, tuple(HELPERS)),
        not_later_than("registered_on", TODAY),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "calendar_day.published",
            "日期所在年份的放假通知在登记时尚未发布，该调整不起作用",
            "the calendar of this day's year was not published when it was registered: the entry changes nothing",
            severity="warning",
            column_A="next_year_end",
            column_B="calendar_day",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        rule(
            "ExpectColumnValueLengthsToBeBetween",
            "reason.given",
            "调整理由过短",
            "the reason is too short to be one",
            severity="warning",
            column="reason",
            min_value=4,
        ),
    ]


def _next_year_end(registered_on: pd.Series) -> pd.Series:
    return pd.to_datetime(registered_on) + pd.offsets.YearEnd(0) + pd.offsets.YearEnd(1)
