"""Answers of the enterprise survey: of a question that exists, not in the future, not all alike."""

from typing import TYPE_CHECKING

from expectations.suites.base import TODAY, WARNING, contract_rules, not_later_than, observation_rules, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# refusals beyond this share make a survey of those who like to answer
_ANSWERED = 0.8


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one answer of one respondent to one question a row."""
    return [
        *contract_rules(contract),
        *observation_rules(sorted({"A", "O", *contract.missing_values.values()})),
        rule(
            "ExpectColumnValuesToMatchRegex",
            "question_code.form",
            "题目编号的格式应为 I11-2-1 之类",
            "a question code looks like I11-2-1",
            severity=WARNING,
            column="question_code",
            regex=r"^I(?:0[1-9]|1[0-8])-[0-9]+(?:-[0-9a-z]+)+$",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "value.not_negative",
            "答案为负数",
            "an answer is negative",
            severity=WARNING,
            column="value",
            min_value=0,
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "value.answered",
            f"未作答超过 {1 - _ANSWERED:.0%}",
            f"more than {1 - _ANSWERED:.0%} gave no answer",
            severity=WARNING,
            column="value",
            mostly=_ANSWERED,
        ),
        rule(
            "ExpectColumnUniqueValueCountToBeBetween",
            "respondent.several",
            "全部答案来自同一份答卷，请核对答卷编号列",
            "all answers are of one respondent: is this the column of the respondent?",
            severity=WARNING,
            column="respondent",
            min_value=2,
        ),
        not_later_than("answered_on", TODAY),
    ]
