"""Rules of the seeds by which outages are counted and the days of major events are told."""

from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.parameter_rules import parameter_faults
from methodology.seed_file import SeedTable

Tables = Mapping[str, SeedTable]

_KINDS = ("with_fault", "with_planned", "with_limit")
NEEDED: Mapping[str, Mapping[str, str]] = {
    "reliability_parameter": {"parameter": "varchar", "value": "double"},
    "outage_scope": {"scope_code": "varchar", **dict.fromkeys((*_KINDS, "with_external"), "boolean")},
}
# least and largest value of each parameter
_LIMITS = {
    "sustained_minutes": (0.0, 60.0),
    "beta_multiplier": (0.0, 10.0),
    "history_years": (1.0, 20.0),
    "minimum_days": (2.0, 2_000.0),
    "longest_days": (1.0, 3_660.0),
    "open_days": (0.0, 366.0),
}
_WHOLE = {"history_years", "minimum_days"}
# what the index and the gaps are made of
_EVERYTHING = "all"


def reliability_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_parameters, _scopes):
        yield from rule(tables)


def _parameters(tables: Tables) -> Iterator[SeedFault]:
    return parameter_faults(tables["reliability_parameter"], _LIMITS, _WHOLE)


def _scopes(tables: Tables) -> Iterator[SeedFault]:
    """Every scope counts something, and one counts everything."""
    table = tables["outage_scope"]
    codes = {row.values["scope_code"] for row in table.rows}
    if _EVERYTHING not in codes:
        yield SeedFault(table.file, 1, "scope_code", f"缺少 {_EVERYTHING}", f"{_EVERYTHING} is missing")
    for row in table.rows:
        v = row.values
        if v["scope_code"] == _EVERYTHING and not all(v[name] for name in (*_KINDS, "with_external")):
            zh, en = "全部停电不得排除任何一类", "the scope of all interruptions leaves none out"
            yield table.fault(row, "scope_code", zh, en)
        if not any(v[name] for name in _KINDS):
            zh, en = "该口径不含任何停电", "this scope counts no interruption"
            yield table.fault(row, "with_fault", zh, en)
