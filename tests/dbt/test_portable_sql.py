r"""Models keep to SQL that a second engine reads alike; what engines say differently stands in macros/dialect/."""

import re
from pathlib import Path

import pytest

from warehouse.home import DBT_PROJECT

_DATE = r"\w*(?:_on|_at|_date|_seen|_from|_until|_due|_delivery|as_of)"
REFUSED = {
    "integer division": r"//",
    "date minus date": rf"\b{_DATE}\b\s*-\s*[a-z(]|\bas date\)\s*-",
    "day of week": r"\bextract\s*\(\s*(?:dow|isodow|dayofweek|week|doy)\b|\bday(?:ofweek|name)\s*\(",
    "quantile_cont": r"\bquantile(?:_cont|_disc)?\s*\(",
    "asof join": r"\basof\b",
    "pivot": r"\b(?:un)?pivot\b",
    "star exclude": r"\bexclude\b|\*\s*replace\b",
    "unnest": r"\bunnest\s*\(",
    "list literal": r"\[",
    "JSON arrow": r"->>?",
    "type cast by colons": r"::",
    "qualify": r"\bqualify\b",
    "group by all": r"\b(?:group|order)\s+by\s+all\b",
    "arg_max": r"\barg_(?:max|min)\s*\(|\b(?:max|min)_by\s*\(",
    "string_agg": r"\b(?:string_agg|listagg|group_concat|array_agg)\s*\(",
    "epoch": r"\bepoch\w*\s*\(",
    "strftime": r"\bstr[fp]time\s*\(",
    "type by an engine's name": r"\bas\s+(?:varchar|text|string)\b",
}
# inside a text literal, where a regular expression stands
REFUSED_IN_TEXT = {"\\d in a regular expression": r"\\d"}
# a divisor that cannot be 0: guarded, or a number
_SAFE_DIVISOR = re.compile(r"\s*(?:nullif\s*\(|[0-9]*\.?[0-9]*[1-9])")


def faults(template: str) -> list[str]:
    """Names of what a second engine would not read alike, in one model or macro."""
    sql = re.sub(r"\{#.*?#\}|/\*.*?\*/|--[^\n]*", " ", template, flags=re.DOTALL)
    sql = re.sub(r"\{%.*?%\}", " ", sql, flags=re.DOTALL)
    sql = re.sub(r"\{\{.*?\}\}", " jinja ", sql, flags=re.DOTALL).lower()
    found = [name for name, pattern in REFUSED_IN_TEXT.items() if re.search(pattern, sql)]
    sql = re.sub(r"'(?:[^']|'')*'", "''", sql)
    found += [name for name, pattern in REFUSED.items() if re.search(pattern, sql)]
    divisors = (sql[match.end() :] for match in re.finditer(r"(?<!/)/(?!/)", sql))
    if not all(_SAFE_DIVISOR.match(divisor) for divisor in divisors):
        found.append("unguarded divisor")
    return found


def templates() -> list[Path]:
    found = [path for folder in ("models", "macros", "tests") for path in (DBT_PROJECT / folder).rglob("*.sql")]
    return sorted(path for path in found if path.parent.name != "dialect")


def test_models_and_macros_are_portable() -> None:
    assert len(templates()) > 60
    found = {path.relative_to(DBT_PROJECT).as_posix(): faults(path.read_text(encoding="utf-8")) for path in templates()}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("fault", "sql"),
    [
        ("integer division", "select minutes // 60"),
        ("date minus date", "select context.as_of - batch.received_on"),
        ("date minus date", "select cast(a as date) - b"),
        ("day of week", "select extract(dow from received_on)"),
        ("day of week", "select extract(ISODOW from received_on)"),
        ("quantile_cont", "select quantile_cont(days, 0.5)"),
        ("asof join", "select * from a asof join b on a.x >= b.x"),
        ("pivot", "pivot a on b using sum(c)"),
        ("star exclude", "select * exclude (b) from a"),
        ("unnest", "select unnest(parts)"),
        ("list literal", "select [1, 2]"),
        ("JSON arrow", "select j->>'a'"),
        ("JSON arrow", "select j -> 'a'"),
        ("type cast by colons", "select a::double"),
        ("qualify", "select a from b qualify row_number() over (order by a) = 1"),
        ("group by all", "select a, count(*) from b group by ALL"),
        ("arg_max", "select arg_max(a, b)"),
        ("arg_max", "select max_by(a, b)"),
        ("string_agg", "select string_agg(a, ',')"),
        ("epoch", "select epoch(a)"),
        ("epoch", "select epoch_ms(a)"),
        ("strftime", "select strftime(a, '%Y')"),
        ("type by an engine's name", "select cast(a as varchar)"),
        ("\\d in a regular expression", r"select regexp_matches(a, '^\d+$')"),
        ("unguarded divisor", "select a / b"),
        ("unguarded divisor", "select a / sum(b) over (partition by c)"),
        ("unguarded divisor", "select a / {{ divisor }}"),
        ("unguarded divisor", "select a / 0"),
        ("unguarded divisor", "select a / 0.0"),
    ],
)
def test_the_lint_catches(fault: str, sql: str) -> None:
    assert fault in faults(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select a / nullif(b, 0.0), c / 100.0, d / 0.5",
        "select a -- b // c, j->>'x' :: exclude",
        "{# pivot, a::b #} select case when rule = 'exclude' then 1 end",
        "{% set names = ['a', 'b'] %} select cast(a as {{ dbt.type_string() }})",
        "select as_of, worst - value, extract(year from a)",
    ],
)
def test_the_lint_lets_plain_sql_pass(sql: str) -> None:
    assert faults(sql) == []
