"""Customs declarations: moments in the order in which a shipment can meet them, and inspections that left a trace."""

from typing import TYPE_CHECKING

from expectations.log_rules import GroupRule, case_rules
from expectations.suites.base import TOMORROW, WARNING, not_later_than, rule
from expectations.violations import GroupQuestion
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# a released declaration without its arrival has no border time; carriers report late, but not most of the time
_REPORTED = 0.8
# the 42 customs directly under the General Administration, by the first two digits of every customs code
# (关区代码表, the table of customs districts of the General Administration of Customs)
_DISTRICTS = (
    "01", "02", "04", "05", "06", "07", "08", "09", "15", "19", "22", "23", "29", "31", "33", "35", "37", "40", "42",
    "43", "46", "47", "49", "51", "52", "53", "57", "60", "64", "67", "68", "72", "79", "80", "83", "86", "88", "90",
    "94", "95", "96", "97",
)  # fmt: skip


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one declaration a row."""
    return [
        *case_rules(contract),
        *(
            not_later_than(column, TOMORROW)
            for column in ("draft_at", "declared_at", "vessel_arrived_at", "goods_arrived_at")
        ),
        _not_before("declared_at", "draft_at", "申报早于开始制单", "declared before the draft was begun"),
        _not_before("accept_at", "declared_at", "接受申报早于申报", "accepted before it was declared"),
        _not_before("lift_at", "vessel_arrived_at", "提离早于抵港", "goods taken away before they arrived"),
        _not_before("depart_at", "goods_arrived_at", "离港早于运抵", "departed before the goods arrived"),
        _not_before("release_at", "inspection_finished_at", "放行早于查验完成", "released before the inspection ended"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "release_at.when_closed",
            "已结关的报关单没有放行时间",
            "a declaration that is closed has no time of release",
            when='state == "closed"',
            column="release_at",
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "vessel_arrived_at.reported",
            "多数已结关的进口报关单没有抵港时间，无法计算边境合规耗时",
            "most closed imports have no arrival: no border time can be computed",
            severity=WARNING,
            when='state == "closed" and flow == "import"',
            column="vessel_arrived_at",
            mostly=_REPORTED,
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "goods_arrived_at.reported",
            "多数已结关的出口报关单没有运抵时间，无法计算边境合规耗时",
            "most closed exports have no arrival: no border time can be computed",
            severity=WARNING,
            when='state == "closed" and flow == "export"',
            column="goods_arrived_at",
            mostly=_REPORTED,
        ),
        _customs_code("declared_at_customs", "申报地海关", "customs of the declaration"),
        _customs_code("border_customs", "进出境关别", "customs at the border"),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of declarations that belong to one shipment."""
    return [_declared_once()]


def _declared_once() -> GroupRule:
    alive = "count(*) filter (where state not in ('returned', 'deleted'))"
    return GroupRule(
        "entry_id.declared_once",
        "同一提运单、企业、商品同日有两份有效报关单，疑似改单后重复计算",
        "two entries of one bill, company and goods on one day: corrected under a new number, and counted twice?",
        ("bill_no", "uscc", "hs_code", "declared_at", "state"),
        GroupQuestion(
            ("bill_no", "uscc", "hs_code", "cast(declared_at as date)"),
            "max(bill_no) is not null and max(hs_code) is not null and max(declared_at) is not null",
            f"{alive} > 1",
            "1",
            "shipments",
        ),
    )


def _customs_code(column: str, name_zh: str, name_en: str) -> "Expectation":
    return rule(
        "ExpectColumnValuesToMatchRegex",
        f"{column}.known",
        f"{name_zh}不是关区代码表中的四位代码",
        f"the {name_en} is no customs code: four digits that begin with a known district",
        severity=WARNING,
        column=column,
        regex=rf"^(?:{'|'.join(_DISTRICTS)})[0-9]{{2}}$",
    )


def _not_before(later: str, earlier: str, zh: str, en: str) -> "Expectation":
    return rule(
        "ExpectColumnPairValuesAToBeGreaterThanB",
        f"{later}.not_before_{earlier.removesuffix('_at')}",
        zh,
        en,
        severity=WARNING,
        column_A=later,
        column_B=earlier,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
    )
