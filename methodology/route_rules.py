"""Rules of the seeds that say how a measure's value is made, and which codes of two sets mean the same."""

from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.seed_file import SeedTable

Tables = Mapping[str, SeedTable]

_TEXT = "varchar"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "measure": dict.fromkeys(("unit", "supporting_departments"), _TEXT)
    | dict.fromkeys(("statutory_limit", "promised_limit"), "double"),
    "measure_rule": {
        **dict.fromkeys(("measure_code", "route", "statistic", "per_series"), _TEXT),
        "factor": "double",
        "minimum_n": "integer",
    },
    "crosswalk": dict.fromkeys(("from_set", "from_code", "to_set", "to_code", "relation"), _TEXT),
    "department": {"department_code": _TEXT},
}
STATISTICS = {
    "log": {"mean", "median", "sum", "ratio", "points"},
    "checklist": {"points", "share_of_points"},
    "survey": {"mean"},
    "statistic": {"value"},
}
# a figure that arrives ready-made needs no rule
_READY_MADE = "statistic"


def route_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_rules, _routes_without_rule, _departments, _limits, _crosswalk):
        yield from rule(tables)


def _rules(tables: Tables) -> Iterator[SeedFault]:
    table = tables["measure_rule"]
    routes: dict[object, set[str]] = {}
    for row in tables["measure"].rows:
        routes.setdefault(row.values["measure_code"], set()).update(str(row.values["routes"] or "").split(";"))
    for row in table.rows:
        v = row.values
        if v["statistic"] is not None and v["statistic"] not in STATISTICS.get(str(v["route"]), {v["statistic"]}):
            zh, en = f"{v['route']} 途径没有统计量 {v['statistic']}", f"route {v['route']} has no {v['statistic']}"
            yield table.fault(row, "statistic", zh, en)
        if v["route"] not in routes.get(v["measure_code"], {v["route"]}):
            zh, en = f"{v['measure_code']} 没有途径 {v['route']}", f"{v['measure_code']} has no route {v['route']}"
            yield table.fault(row, "route", zh, en)
        if v["factor"] == 0:
            yield table.fault(row, "factor", "系数不能为 0", "the factor is 0")
        if v["minimum_n"] is not None and v["minimum_n"] < 1:
            yield table.fault(row, "minimum_n", "最少样本数须不小于 1", "the minimum n is at least 1")


def _routes_without_rule(tables: Tables) -> Iterator[SeedFault]:
    table = tables["measure"]
    ruled = {(row.values["measure_code"], row.values["route"]) for row in tables["measure_rule"].rows}
    composite = {(row.values["indicator_set"], row.values["parent_measure_code"]) for row in table.rows}
    same = {
        (r.values["to_set"], r.values["to_code"]) for r in tables["crosswalk"].rows if r.values["relation"] == "same"
    }
    for row in table.rows:
        v = row.values
        thing = (v["indicator_set"], v["measure_code"])
        if thing in composite or thing in same:
            continue
        for route in str(v["routes"] or "").split(";"):
            if route in STATISTICS and route != _READY_MADE and (v["measure_code"], route) not in ruled:
                zh = f"{v['measure_code']} 的途径 {route} 在 measure_rule 中没有规则"
                en = f"no row in measure_rule for {v['measure_code']} along {route}"
                yield table.fault(row, "routes", zh, en)


def _departments(tables: Tables) -> Iterator[SeedFault]:
    table = tables["measure"]
    known = {row.values["department_code"] for row in tables["department"].rows}
    for row in table.rows:
        listed = str(row.values["supporting_departments"] or "")
        for code in filter(None, listed.split(";")):
            if code not in known:
                yield table.fault(row, "supporting_departments", f"没有部门 {code!r}", f"no department {code!r}")


def _limits(tables: Tables) -> Iterator[SeedFault]:
    table = tables["measure"]
    for row in table.rows:
        statutory, promised = row.values["statutory_limit"], row.values["promised_limit"]
        if isinstance(statutory, float) and isinstance(promised, float) and promised > statutory:
            zh, en = "承诺时限长于法定时限", "the promise is longer than the law allows"
            yield table.fault(row, "promised_limit", zh, en)


def _crosswalk(tables: Tables) -> Iterator[SeedFault]:
    table = tables["crosswalk"]
    measures = {(r.values["indicator_set"], r.values["measure_code"]): r.values for r in tables["measure"].rows}
    indicators = {(r.values["indicator_set"], r.values["indicator_code"]) for r in tables["indicator"].rows}
    for row in table.rows:
        v = row.values
        ends = {side: (v[f"{side}_set"], v[f"{side}_code"]) for side in ("from", "to")}
        for side, end in ends.items():
            if None not in end and end not in measures and end not in indicators:
                zh, en = f"{end[0]} 中没有代码 {end[1]}", f"no code {end[1]} in {end[0]}"
                yield table.fault(row, f"{side}_code", zh, en)
        if v["relation"] != "same" or not all(end in measures for end in ends.values()):
            continue
        differing = [name for name in ("unit", "direction") if len({measures[e][name] for e in ends.values()}) > 1]
        if differing:
            zh, en = f"标为相同，{'、'.join(differing)} 却不同", f"called the same, but {', '.join(differing)} differ"
            yield table.fault(row, "relation", zh, en)
