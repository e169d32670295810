"""Electricity connection cases: states, places and times that can be true."""

from datetime import datetime
from typing import TYPE_CHECKING

from expectations.suites.base import TOMORROW, WARNING, contract_rules, not_later_than, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

_FIRST_CASES = datetime(2015, 1, 1)
# the survey may coincide with the acceptance, but a whole log of such cases was filled in afterwards
_HONEST_SHARE = 0.8


# whether both events bear the same time; empty where there was no survey yet
HELPERS = {"survey_at_acceptance": "case when survey_at is not null then accept_at is not distinct from survey_at end"}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    later = [column for column in contract.events.values() if column != "accept_at"]
    return [
        *contract_rules(contract, tuple(HELPERS)),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "county_code.quzhou",
            "区县代码不属于衢州（3308xx）",
            "the county is not one of Quzhou (3308xx)",
            column="county_code",
            regex=r"^3308[0-9A-Z]{2}$",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "capacity_kva.positive",
            "报装容量应大于 0",
            "a capacity is above 0",
            column="capacity_kva",
            min_value=0,
            strict_min=True,
        ),
        *_state_rules(),
        rule(
            "ExpectColumnValuesToBeBetween",
            "accept_at.plausible",
            "受理时间不在 2015 年至明日之间",
            "an acceptance lies between 2015 and tomorrow",
            column="accept_at",
            min_value=_FIRST_CASES,
            max_value=TOMORROW,
        ),
        *(not_later_than(column, TOMORROW) for column in later),
        rule(
            "ExpectColumnValuesToBeInSet",
            "survey_at.own_time",
            "受理与勘查时间相同的办件过多，疑似事后补录",
            "too many surveys bear the time of acceptance: filled in afterwards?",
            severity=WARNING,
            column="survey_at_acceptance",
            value_set=[False],
            mostly=_HONEST_SHARE,
        ),
    ]


def _state_rules() -> list["Expectation"]:
    return [
        rule(
            "ExpectColumnValuesToBeNull",
            "energised_at.only_done",
            "在途办件已有送电时间",
            "a case that is still open has a time of energising",
            # power in spite of a cancelled case is told case by case, as a gap
            when='state == "open"',
            column="energised_at",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "energised_at.when_done",
            "已归档的办件没有送电时间",
            "a case that is done has no time of energising",
            when='state == "done"',
            column="energised_at",
        ),
    ]
