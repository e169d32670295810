"""Water and gas connections: times that can be true, and costs that may be charged."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

HELPERS = {
    # 国办函〔2020〕129号: from 2021-03-01 works outside the red line are not charged to the user
    "is_charged_outside": "accept_at >= timestamp '2021-03-01' and outside_cost > 0",
    # a survey on the minute of the acceptance was written down with it
    "survey_at_acceptance": "case when survey_at is not null then accept_at is not distinct from survey_at end",
}
_HONEST_SHARE = 0.8


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "connected_at.when_done",
            "已接通的办件没有通水（通气）时间",
            "a case that is done has no time of the connection",
            when='state == "done"',
            column="connected_at",
        ),
        rule(
            "ExpectColumnValuesToBeNull",
            "connected_at.only_done",
            "未接通的办件已有通水（通气）时间",
            "a case that is not done has a time of the connection",
            when='state != "done"',
            column="connected_at",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "outside_cost.not_after_march_2021",
            "2021 年 3 月 1 日后受理的办件仍向用户收取红线外费用（国办函〔2020〕129号）",
            "a case accepted since 2021-03-01 charges the user for works outside the red line",
            severity=WARNING,
            column="is_charged_outside",
            value_set=[False],
        ),
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            "works_finished_at.not_before_works_started",
            "施工完成早于施工开始",
            "works ended before they began",
            severity=WARNING,
            column_A="works_finished_at",
            column_B="works_started_at",
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "survey_at.own_time",
            "受理与踏勘时间相同的办件过多，疑似事后补录",
            "too many surveys bear the time of acceptance: filled in afterwards?",
            severity=WARNING,
            column="survey_at_acceptance",
            value_set=[False],
            mostly=_HONEST_SHARE,
        ),
    ]
