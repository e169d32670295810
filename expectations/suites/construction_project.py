"""Construction projects: stages in order, an end where the project is done, and fees that can be true of the works."""

from typing import TYPE_CHECKING

from expectations.log_rules import case_rules, in_order
from expectations.suites.base import WARNING, rule
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# a fee in yuan beside works in ten thousand yuan shows as many times the works
_MOST_FEES = 0.2

HELPERS = {
    "fee_share": (
        "(coalesce(statutory_fees, 0) + coalesce(drawing_review_fee, 0) + coalesce(survey_fee, 0)"
        " + coalesce(supervision_fee, 0)) / nullif(works_value, 0)"
    ),
    "permit_before_land": "permit_issued_at < least(land_contract_at, land_handover_at)",
}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one project a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        *in_order("land_contract_at", "land_handover_at"),
        *in_order("planning_accepted_at", "planning_ended_at"),
        *in_order("design_accepted_at", "design_ended_at"),
        *in_order("permit_accepted_at", "permit_issued_at", "acceptance_begun_at", "acceptance_ended_at"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "acceptance_ended_at.when_done",
            "已竣工的项目没有联合验收办结时间",
            "a project that is done has no end of the joint acceptance",
            when='state == "done"',
            column="acceptance_ended_at",
        ),
        rule(
            "ExpectColumnValuesToBeBetween",
            "fee_share.plausible",
            f"各项费用合计超过工程造价的 {_MOST_FEES:.0%}，请核对单位（元、万元）",
            f"the fees are more than {_MOST_FEES:.0%} of the works: yuan beside ten thousand yuan?",
            severity=WARNING,
            column="fee_share",
            max_value=_MOST_FEES,
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "permit_issued_at.after_land",
            "施工许可早于土地合同和交地时间",
            "the construction permit lies before both the land contract and the handover",
            severity=WARNING,
            column="permit_before_land",
            value_set=[False],
        ),
    ]
