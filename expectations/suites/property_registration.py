"""Registration cases: entries in the register that somebody made one by one, and taxes that fit the price."""

from typing import TYPE_CHECKING

from expectations.log_rules import GroupRule, case_rules
from expectations.suites.base import TOMORROW, WARNING, not_later_than, rule
from expectations.violations import GroupQuestion
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

# deed tax (3 to 5 per cent at most, Deed Tax Law of 2020) with stamp duty: more than a tenth of the price is a slip
_HIGHEST_TAX_SHARE = 0.1
_SERIES = 12  # entries of one hour and county from which an equal distance is no chance
_SAME_GAP = 0.8

HELPERS = {"is_overtaxed": f"coalesce(deed_tax, 0) + coalesce(stamp_duty, 0) > {_HIGHEST_TAX_SHARE} * price"}


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one case a row."""
    return [
        *case_rules(contract, tuple(HELPERS)),
        not_later_than("transaction_at", TOMORROW),
        not_later_than("tax_paid_at", TOMORROW),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "registered_at.when_done",
            "已办结的办件没有登簿时间",
            "a case that is done has no entry in the register",
            when='state == "done"',
            column="registered_at",
        ),
        rule(
            "ExpectColumnValuesToBeInSet",
            "price.fits_tax",
            "税款超过成交价格的一成，疑似单位有误（元、万元）",
            "taxes above a tenth of the price: yuan and ten thousand yuan mixed up?",
            severity=WARNING,
            column="is_overtaxed",
            value_set=[False],
        ),
    ]


def groups(contract: SourceContract) -> list[GroupRule]:
    """Rules of series of entries."""
    return [_entered_one_by_one()]


def _entered_one_by_one() -> GroupRule:
    moments = "list(registered_at order by registered_at) filter (where registered_at is not null)"
    gaps = f"list_transform(list_zip(({moments})[2:], ({moments})[:-2]), lambda pair: pair[1] - pair[2])"
    most_common = f"list_max(map_values(list_histogram({gaps})))"
    # days without a time of day are all equal, but nothing that a program shifted
    timed = "max(registered_at) <> date_trunc('day', max(registered_at))"
    return GroupRule(
        "registered_at.bulk",
        "同一小时内登簿时间间隔几乎相同，疑似批量登簿",
        "entries of one hour lie at nearly equal distances: registered in bulk?",
        ("registered_at", "county_code"),
        GroupQuestion(
            ("county_code", "date_trunc('hour', registered_at)"),
            f"count(registered_at) >= {_SERIES} and {timed}",
            f"{most_common} >= {_SAME_GAP} * (count(registered_at) - 1)",
            "1",
            "hours",
        ),
    )
