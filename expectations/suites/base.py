"""What follows from any contract, and the one way in which a rule is written."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ingest.contract import PROVENANCE, Column, SourceContract
from ingest.raw_zone import batch_schema

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

CRITICAL, WARNING, INFO = "critical", "warning", "info"
# filled in by the runner from the date of the run
TODAY, TOMORROW = {"$PARAMETER": "today"}, {"$PARAMETER": "tomorrow"}
CALENDAR = (datetime(1949, 10, 1), datetime(2100, 1, 1))
PERIOD = r"^[0-9]{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?$"
HASH = r"^h:[0-9a-f]{24}$"
# a resident identity number (GB 11643), or a mobile telephone number
PERSONAL_NUMBER = (
    r"(?<![0-9A-Za-z])"
    r"(?:[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx]|1[3-9][0-9]{9})"
    r"(?![0-9A-Za-z])"
)


def rule(
    kind: str,
    rule_id: str,
    zh: str,
    en: str,
    *,
    severity: str = CRITICAL,
    when: str | None = None,
    **arguments: Any,
) -> "Expectation":
    """One expectation of the given GX class, e.g. ``ExpectColumnValuesToNotBeNull``.

    ``when`` limits it to rows for which a pandas query holds; ``zh`` and ``en`` say what a failure means.
    """
    import great_expectations.expectations as gxe

    if when:
        arguments |= {"row_condition": when, "condition_parser": "pandas"}
    meta = {"rule_id": rule_id, "message_zh": zh, "message_en": en}
    return getattr(gxe, kind)(severity=severity, meta=meta, **arguments)


def contract_rules(contract: SourceContract, helpers: tuple[str, ...] = ()) -> list["Expectation"]:
    """The rules that any contract implies; ``helpers`` are columns that the suite adds to the frame."""
    rules = [
        # first, because an empty frame passes every rule about columns
        rule("ExpectTableRowCountToBeBetween", "rows", "批次没有数据行", "the batch holds no rows", min_value=1),
        rule(
            "ExpectTableColumnsToMatchSet",
            "columns",
            "列与来源合同不一致",
            "the columns are not those of the contract",
            column_set=[*batch_schema(contract).names, *helpers],
            exact_match=True,
        ),
        *(_filled(name) for name in PROVENANCE),
    ]
    for column in contract.columns.values():
        if column.personal != "drop":
            rules += _column_rules(column, column.name in contract.key)
    return [*rules, *_key_rules(contract), *_event_rules(contract)]


def not_later_than(column: str, limit: dict[str, str], severity: str = WARNING) -> "Expectation":
    """A day or moment that cannot lie in the future; ``limit`` is TODAY or TOMORROW."""
    return rule(
        "ExpectColumnValuesToBeBetween",
        f"{column}.not_in_future",
        f"{column} 晚于本次运行日期",
        f"{column} lies in the future",
        severity=severity,
        column=column,
        max_value=limit,
    )


def _filled(column: str) -> "Expectation":
    return rule(
        "ExpectColumnValuesToNotBeNull",
        f"{column}.filled",
        f"{column} 为空",
        f"{column} is empty",
        column=column,
    )


def _column_rules(column: Column, in_key: bool) -> list["Expectation"]:
    name = column.name
    rules = [_filled(name)] if in_key or column.not_empty else []
    if column.personal == "hash":
        rules.append(_pattern(name, "hashed", "个人信息未加密", "a personal value is not hashed", HASH))
    elif column.personal == "mask":
        rules.append(
            rule(
                "ExpectColumnValuesToNotMatchRegex",
                f"{name}.masked",
                f"{name} 含有个人号码",
                f"{name} holds a personal number",
                column=name,
                regex=PERSONAL_NUMBER,
            )
        )
    elif column.codes:
        rules.append(
            one_of(
                name,
                sorted(set(column.codes.values())),
                f"{name} 不在代码表中",
                f"{name} is not in the code list",
            )
        )
    elif column.type == "period":
        rules.append(_pattern(name, "period", f"{name} 不是期间", f"{name} is not a period", PERIOD))
    elif column.type in ("date", "timestamp"):
        rules.append(_range(name, "calendar", CALENDAR, WARNING))
    elif column.type in ("number", "integer") and (column.minimum is not None or column.maximum is not None):
        rules.append(_range(name, "range", (column.minimum, column.maximum), CRITICAL))
    return rules


def one_of(column: str, values: list[str], zh: str, en: str) -> "Expectation":
    """Every value of ``column`` is one of a closed list."""
    return rule("ExpectColumnValuesToBeInSet", f"{column}.codes", zh, en, column=column, value_set=values)


def _pattern(column: str, what: str, zh: str, en: str, regex: str) -> "Expectation":
    return rule("ExpectColumnValuesToMatchRegex", f"{column}.{what}", zh, en, column=column, regex=regex)


def _range(column: str, what: str, limits: tuple, severity: str) -> "Expectation":
    return rule(
        "ExpectColumnValuesToBeBetween",
        f"{column}.{what}",
        f"{column} 超出允许范围",
        f"{column} lies outside its range",
        severity=severity,
        column=column,
        min_value=limits[0],
        max_value=limits[1],
    )


def _key_rules(contract: SourceContract) -> list["Expectation"]:
    key = [*contract.key, *(("series_code", "concept") if contract.layout == "wide" else ())]
    if not contract.key:
        return []
    words = ("主键重复", "the key occurs twice")
    if len(key) == 1:
        return [rule("ExpectColumnValuesToBeUnique", "key.unique", *words, column=key[0])]
    return [rule("ExpectCompoundColumnsToBeUnique", "key.unique", *words, column_list=key)]


def _event_rules(contract: SourceContract) -> list["Expectation"]:
    if not contract.events:
        return []
    start = contract.events[contract.log.acceptance or next(iter(contract.events))]
    return [
        rule(
            "ExpectColumnPairValuesAToBeGreaterThanB",
            f"{later}.after_start",
            f"{later} 早于 {start}",
            f"{later} lies before {start}",
            # what the contract lets precede the acceptance is flagged, as the tables of cases do
            severity=WARNING if activity in contract.log.may_precede else CRITICAL,
            column_A=later,
            column_B=start,
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        )
        for activity, later in contract.events.items()
        if later != start
    ]


def observation_rules(statuses: list[str]) -> list["Expectation"]:
    """A figure stands exactly where the status says that there is one."""
    return [
        _filled("status"),
        one_of("status", statuses, "状态代码不在代码表中", "the status is not in the closed list"),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "value.present",
            "状态为正常但没有数值",
            "the status says normal, but there is no value",
            when='status == "A"',
            column="value",
        ),
        rule(
            "ExpectColumnValuesToBeNull",
            "value.absent",
            "状态不是正常却有数值",
            "there is a value, but the status says there is none",
            when='status != "A"',
            column="value",
        ),
    ]
