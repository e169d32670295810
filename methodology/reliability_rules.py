"""Rules of the seeds by which outages are counted, the days of major events are told and tariff notices are judged."""

from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.parameter_rules import parameter_faults
from methodology.seed_file import SeedTable

Tables = Mapping[str, SeedTable]

_KINDS = ("with_fault", "with_planned", "with_limit")
NEEDED: Mapping[str, Mapping[str, str]] = {
    "reliability_parameter": {"parameter": "varchar", "value": "double"},
    "tariff_notice_rule": {
        "notice_kind": "varchar",
        "lead": "integer",
        "lead_unit": "varchar",
        "term_months": "integer",
    },
    "tariff_channel": {"word": "varchar"},
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
    "billing_cycle_days": (1.0, 366.0),
}
_WHOLE = {"history_years", "minimum_days", "billing_cycle_days"}
# largest lead of a notice in each unit: a year
_LONGEST_LEAD = {"days": 366, "cycles": 12}
# what the index and the gaps are made of
_EVERYTHING = "all"


def reliability_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_parameters, _scopes, _leads, _channels):
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


def _leads(tables: Tables) -> Iterator[SeedFault]:
    """A notice comes before its effect by a year at most, and a price that runs out holds for a month at least."""
    table = tables["tariff_notice_rule"]
    for row in table.rows:
        lead, term = row.values["lead"], row.values["term_months"]
        most = _LONGEST_LEAD.get(str(row.values["lead_unit"]))
        if isinstance(lead, int) and most is not None and not 0 <= lead <= most:
            yield table.fault(row, "lead", f"须在 0 至 {most} 之间", f"must lie between 0 and {most}")
        if isinstance(term, int) and term < 1:
            yield table.fault(row, "term_months", "须为 1 以上", "must be 1 or more")


def _channels(tables: Tables) -> Iterator[SeedFault]:
    """Words are sought in a text in lower case: one with a capital would never be found."""
    table = tables["tariff_channel"]
    for row in table.rows:
        word = str(row.values["word"])
        if word != word.lower():
            yield table.fault(row, "word", "须为小写", "must be in lower case")
