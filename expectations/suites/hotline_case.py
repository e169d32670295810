"""Appeals to the hotline: steps in order, and answers that somebody can have given when called back."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules, in_order
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

_ANSWERED = "coalesce(responded in ('yes', 'no') or solved in ('yes', 'no') or satisfaction <> 'none', false)"

HELPERS = {
    "is_called_unfinished": "called_back_at is not null and finished_at is null",
    "is_answered_uncalled": f"called_back_at is null and {_ANSWERED}",
    "is_satisfied_unsolved": "solved = 'no' and satisfaction in ('4', '5')",
    "is_solved_without_response": "responded = 'no' and solved = 'yes'",
    "repeats_itself": "first_case_no = case_no",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one appeal a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        *in_order("dispatched_at", "signed_at", "finished_at", "called_back_at"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "finished_at.when_done",
            "已办结的诉求没有办结时间",
            "an appeal that is done has no time of finishing",
            when='state == "done"',
            column="finished_at",
        ),
        _never(
            "is_called_unfinished",
            "called_back_at.after_finish",
            "未办结的诉求已有回访",
            "called back, but not finished",
        ),
        _never(
            "is_answered_uncalled",
            "called_back_at.when_answered",
            "有回访结果却没有回访时间",
            "the caller answered, but there is no time of a call",
        ),
        _never(
            "is_satisfied_unsolved",
            "satisfaction.fits_solved",
            "诉求未解决却评价为满意",
            "satisfied although the matter was not solved",
        ),
        _never(
            "is_solved_without_response",
            "solved.fits_responded",
            "承办单位未响应而诉求已解决",
            "solved although the office never responded",
        ),
        _never(
            "repeats_itself",
            "first_case_no.of_another",
            "重复件的原诉求编号为其自身",
            "a repeated appeal repeats itself",
        ),
    ]


def _never(helper: str, rule_id: str, zh: str, en: str) -> "Expectation":
    return rule("ExpectColumnValuesToBeInSet", rule_id, zh, en, severity=WARNING, column=helper, value_set=[False])
