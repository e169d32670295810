"""A rule of Great Expectations as a question in SQL, with that rule's own meaning: what is asked, what is in fault.

Rules about values ask only rows that hold a value, ``mostly`` is a share of the rows asked, and a condition on rows
is one of the few forms the suites use. A rule that has no translation here is an error, never a pass.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

_CONDITION = re.compile(r'(?P<column>[a-z_][a-z0-9_]*) (?P<sign>==|!=) "(?P<value>[^"]*)"')
_SIGNS = {"==": "=", "!=": "is distinct from"}
# RE2 knows no look-around; for "is it found anywhere" the neighbour may as well be part of the match
_LOOK_AROUND = {"(?<![0-9A-Za-z])": "(?:^|[^0-9A-Za-z])", "(?![0-9A-Za-z])": "(?:$|[^0-9A-Za-z])"}


class Untranslatable(ValueError):
    """A rule that cannot be asked in SQL."""


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """Asked of each row for which ``asked`` holds; in fault where ``wrong`` holds too. Both are SQL conditions."""

    asked: str
    wrong: str


@dataclass(frozen=True, slots=True)
class GroupQuestion:
    """Asked of each group of rows; ``asked``, ``wrong`` and ``weight`` are SQL aggregates over one group."""

    by: tuple[str, ...]
    asked: str
    wrong: str
    weight: str
    unit: str


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """One SQL aggregate over the whole batch, between two limits where they are given."""

    measure: str
    least: float | None
    greatest: float | None


@dataclass(frozen=True, slots=True)
class ColumnsQuestion:
    """Which columns the batch has to have, and no others."""

    names: frozenset[str]


Question = RowQuestion | GroupQuestion | MeasureQuestion | ColumnsQuestion


def question(expectation: "Expectation", parameters: dict[str, datetime]) -> Question:
    """The question behind a rule; ``parameters`` are the values of ``$PARAMETER``."""
    config, kwargs = expectation.configuration, arguments(expectation, parameters)
    if config.type in _ROW_RULES:
        asked, wrong = _ROW_RULES[config.type](kwargs)
        where = _condition(kwargs.get("row_condition"))
        return RowQuestion(f"({asked}) and ({where})", f"({asked}) and ({where}) and ({wrong})")
    if kwargs.get("row_condition"):
        raise Untranslatable(f"{config.type} with a condition on rows")
    if config.type not in _BATCH_RULES:
        raise Untranslatable(f"{config.type} has no form in SQL")
    return _BATCH_RULES[config.type](kwargs)


def arguments(expectation: "Expectation", parameters: dict[str, datetime]) -> dict[str, Any]:
    """The arguments of a rule, parameters filled in."""
    return {key: _given(value, parameters) for key, value in expectation.configuration.kwargs.items()}


def mostly(expectation: "Expectation") -> float:
    """The share of the rows asked that has to meet the rule."""
    return float(expectation.configuration.kwargs.get("mostly", 1.0))


def identifier(name: str) -> str:
    """A column's name, quoted."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A value of a rule as SQL."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case datetime():
            return f"timestamp '{value:%Y-%m-%d %H:%M:%S.%f}'"
        case date():
            return f"date '{value:%Y-%m-%d}'"
        case str():
            return "'" + value.replace("'", "''") + "'"
    raise Untranslatable(f"a value of type {type(value).__name__}")


def _given(value: Any, parameters: dict[str, datetime]) -> Any:
    return parameters[value["$PARAMETER"]] if isinstance(value, dict) and "$PARAMETER" in value else value


def _condition(given: Any) -> str:
    if given is None:
        return "true"
    text = given.get("pass_through_filter") if isinstance(given, dict) else str(given)
    parts = [_CONDITION.fullmatch(part.strip()) for part in str(text).split(" and ")]
    if not all(parts):
        raise Untranslatable(f"the condition {text!r}")
    return " and ".join(f"{identifier(p['column'])} {_SIGNS[p['sign']]} {literal(p['value'])}" for p in parts if p)


def _present(kwargs: dict) -> str:
    return f"{identifier(kwargs['column'])} is not null"


def _matches(kwargs: dict) -> str:
    regex = kwargs["regex"]
    for look, neighbour in _LOOK_AROUND.items():
        regex = regex.replace(look, neighbour)
    return f"regexp_matches(cast({identifier(kwargs['column'])} as varchar), {literal(regex)})"


def _outside(kwargs: dict) -> str:
    column, faults = identifier(kwargs["column"]), []
    if kwargs.get("min_value") is not None:
        faults.append(f"{column} {'<=' if kwargs.get('strict_min') else '<'} {literal(kwargs['min_value'])}")
    if kwargs.get("max_value") is not None:
        faults.append(f"{column} {'>=' if kwargs.get('strict_max') else '>'} {literal(kwargs['max_value'])}")
    return " or ".join(faults) or "false"


def _pair(kwargs: dict) -> tuple[str, str]:
    if kwargs.get("ignore_row_if") != "either_value_is_missing":
        raise Untranslatable("a pair of columns that counts missing values")
    later, earlier = identifier(kwargs["column_A"]), identifier(kwargs["column_B"])
    sign = "<" if kwargs.get("or_equal") else "<="
    return f"{later} is not null and {earlier} is not null", f"{later} {sign} {earlier}"


def _unique(columns: list[str]) -> GroupQuestion:
    return GroupQuestion(tuple(columns), "true", "count(*) > 1", "count(*)", "rows")


def _listed(kwargs: dict) -> str:
    return f"{identifier(kwargs['column'])} not in ({', '.join(map(literal, kwargs['value_set']))})"


_ROW_RULES = {
    "expect_column_values_to_not_be_null": lambda k: ("true", f"{identifier(k['column'])} is null"),
    "expect_column_values_to_be_null": lambda k: ("true", _present(k)),
    "expect_column_values_to_match_regex": lambda k: (_present(k), f"not {_matches(k)}"),
    "expect_column_values_to_not_match_regex": lambda k: (_present(k), _matches(k)),
    "expect_column_values_to_be_in_set": lambda k: (_present(k), _listed(k)),
    "expect_column_values_to_be_between": lambda k: (_present(k), _outside(k)),
    "expect_column_pair_values_a_to_be_greater_than_b": _pair,
}
_BATCH_RULES = {
    "expect_table_row_count_to_be_between": lambda k: MeasureQuestion(
        "count(*)", k.get("min_value"), k.get("max_value")
    ),
    "expect_column_unique_value_count_to_be_between": lambda k: MeasureQuestion(
        f"approx_count_distinct({identifier(k['column'])})", k.get("min_value"), k.get("max_value")
    ),
    "expect_table_columns_to_match_set": lambda k: ColumnsQuestion(frozenset(k["column_set"])),
    "expect_column_values_to_be_unique": lambda k: _unique([k["column"]]),
    "expect_compound_columns_to_be_unique": lambda k: _unique(k["column_list"]),
}
