"""Rules of the methodology itself: weights, frontiers, parts, regions, dates.

They hold for every indicator set alike; no rule names a set.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from methodology.fault import SeedFault
from methodology.seed_file import SeedRow, SeedTable

Tables = Mapping[str, SeedTable]

# what the rules read: without it they would pass over what they cannot see
_TEXT, _NUMBER = "varchar", "double"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "indicator_set": {
        "indicator_set": _TEXT,
        "coverage_threshold": _NUMBER,
        "effective_from": "date",
        "effective_to": "date",
    },
    "indicator": {"indicator_set": _TEXT, "indicator_code": _TEXT},
    "measure": {
        **dict.fromkeys(("indicator_set", "measure_code", "indicator_code", "parent_measure_code"), _TEXT),
        **dict.fromkeys(("direction", "route", "routes"), _TEXT),
        "is_scored": "boolean",
    },
    "frontier": {
        **dict.fromkeys(("indicator_set", "measure_code"), _TEXT),
        **dict.fromkeys(("best", "worst", "power"), _NUMBER),
    },
    "weight": {**dict.fromkeys(("indicator_set", "level", "code"), _TEXT), "weight": _NUMBER},
    "region": dict.fromkeys(("region_code", "parent_region_code", "code_system"), _TEXT),
    "region_part": {
        **dict.fromkeys(("indicator_set", "region_code", "part_region_code"), _TEXT),
        "weight": _NUMBER,
    },
    "evaluation_round": dict.fromkeys(("evidence_from", "evidence_until", "submission_due"), "date"),
    "evidence_requirement": dict.fromkeys(("indicator_set", "measure_code"), _TEXT),
    "score_tolerance": dict.fromkeys(("indicator_set", "level", "code"), _TEXT),
}
WEIGHT_TOLERANCE = 1e-9

_GBT2260 = re.compile(r"[0-9]{6}")
_DATE_ORDER = (
    ("indicator_set", "effective_from", "effective_to"),
    ("evaluation_round", "evidence_from", "evidence_until"),
    ("evaluation_round", "evidence_until", "submission_due"),
)


def rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_measures, _frontiers, _missing_frontiers, _weights, _region_parts, _regions, _dates):
        yield from rule(tables)


def _by_code(tables: Tables) -> dict[tuple[Any, Any], SeedRow]:
    return {(r.values["indicator_set"], r.values["measure_code"]): r for r in tables["measure"].rows}


def _measures(tables: Tables) -> Iterator[SeedFault]:
    table, by_code = tables["measure"], _by_code(tables)
    for row in table.rows:
        v = row.values
        parent_code, routes = v["parent_measure_code"], str(v["routes"] or "").split(";")
        if v["route"] is not None and v["route"] not in routes:
            zh, en = "route 未列入 routes", "route is not among routes"
            yield table.fault(row, "routes", zh, en)
        if parent_code is None:
            continue
        parent = by_code.get((v["indicator_set"], parent_code))
        if parent is None or parent.values["indicator_code"] != v["indicator_code"]:
            zh, en = f"同一指标下没有上级 {parent_code!r}", f"no parent {parent_code!r} in this indicator"
            yield table.fault(row, "parent_measure_code", zh, en)
        elif parent.values["parent_measure_code"] is not None:
            zh, en = f"上级 {parent_code!r} 自身也是分项", f"parent {parent_code!r} is itself a part"
            yield table.fault(row, "parent_measure_code", zh, en)


def _frontiers(tables: Tables) -> Iterator[SeedFault]:
    table, by_code = tables["frontier"], _by_code(tables)
    for row in table.rows:
        v = row.values
        best, worst, power = v["best"], v["worst"], v["power"]
        measure = by_code.get((v["indicator_set"], v["measure_code"]))
        if power is not None and power <= 0:
            yield table.fault(row, "power", "幂次须大于 0", "power must be above 0")
        if best is None or worst is None:
            continue
        if best == worst:
            yield table.fault(row, "best", f"最优值等于最差值：{best}", f"best equals worst: {best}")
            continue
        direction = "higher" if best > worst else "lower"
        if measure and measure.values["direction"] not in (None, direction):
            declared = measure.values["direction"]
            zh = f"最优 {best}、最差 {worst} 与方向 {declared} 矛盾，两列是否对调"
            en = f"best {best} and worst {worst} contradict direction {declared}: are the columns swapped?"
            yield table.fault(row, "best", zh, en)


def _missing_frontiers(tables: Tables) -> Iterator[SeedFault]:
    """A set whose coverage threshold is 1 allows no gap, so every scored measure needs a frontier."""
    strict = {r.values["indicator_set"] for r in tables["indicator_set"].rows if r.values["coverage_threshold"] == 1}
    known = {(r.values["indicator_set"], r.values["measure_code"]) for r in tables["frontier"].rows}
    for (indicator_set, code), row in _by_code(tables).items():
        if indicator_set in strict and row.values["is_scored"] and (indicator_set, code) not in known:
            zh, en = f"{code} 计分却没有前沿值", f"{code} is scored but has no row in frontier"
            yield tables["measure"].fault(row, "measure_code", zh, en)


def _weights(tables: Tables) -> Iterator[SeedFault]:
    expected = _weighted_things(tables)
    table = tables["weight"]
    groups: dict[tuple, list[SeedRow]] = defaultdict(list)
    seen = set()
    for row in table.rows:
        thing = (row.values["indicator_set"], row.values["level"], row.values["code"])
        seen.add(thing)
        if thing in expected:
            groups[expected[thing]].append(row)
        else:
            zh, en = "该层级没有此计分项", "nothing scored at this level has this code"
            yield table.fault(row, "code", zh, en)
    for thing in sorted(set(expected) - seen, key=str):
        named = " ".join(map(str, thing))
        zh, en = f"缺少权重：{named}", f"no weight for {named}"
        yield SeedFault(table.file, 1, "weight", zh, en)
    yield from _sums(table, groups, lambda group: f"{group[0]} {group[1]} {group[2]}".strip())


def _weighted_things(tables: Tables) -> dict[tuple, tuple]:
    """(set, level, code) of everything that needs a weight -> the group inside which weights sum to 1."""
    things: dict[tuple, tuple] = {}
    for row in tables["indicator"].rows:
        indicator_set = row.values["indicator_set"]
        things[indicator_set, "indicator", row.values["indicator_code"]] = (indicator_set, "indicator", "")
    for (indicator_set, code), row in _by_code(tables).items():
        parent = row.values["parent_measure_code"]
        level, group = ("part", parent) if parent else ("measure", row.values["indicator_code"])
        if row.values["is_scored"]:
            things[indicator_set, level, code] = (indicator_set, level, group)
    return things


def _region_parts(tables: Tables) -> Iterator[SeedFault]:
    table = tables["region_part"]
    groups: dict[tuple, list[SeedRow]] = defaultdict(list)
    for row in table.rows:
        v = row.values
        groups[v["indicator_set"], v["region_code"]].append(row)
        if v["region_code"] == v["part_region_code"]:
            yield table.fault(row, "part_region_code", "地区不能是自身的一部分", "a region cannot be its own part")
    yield from _sums(table, groups, lambda group: f"{group[0]} {group[1]}")


def _sums(
    table: SeedTable, groups: Mapping[tuple, list[SeedRow]], label: Callable[[tuple], str]
) -> Iterator[SeedFault]:
    for group, rows in groups.items():
        weights = [row.values["weight"] for row in rows]
        if None in weights:
            continue
        for row in rows:
            if not 0 < row.values["weight"] <= 1:
                yield table.fault(row, "weight", "权重须大于 0 且不超过 1", "a weight lies above 0 and at most at 1")
        total = sum(weights)
        if abs(total - 1) > WEIGHT_TOLERANCE:
            zh = f"{label(group)} 的 {len(rows)} 个权重之和为 {total:.12g}，应为 1"
            en = f"the {len(rows)} weights of {label(group)} sum to {total:.12g}, not 1"
            yield table.fault(rows[0], "weight", zh, en)


def _regions(tables: Tables) -> Iterator[SeedFault]:
    table = tables["region"]
    for row in table.rows:
        code = str(row.values["region_code"])
        if row.values["parent_region_code"] == code:
            yield table.fault(row, "parent_region_code", "上级不能是自身", "a region cannot be its own parent")
        if row.values["code_system"] == "gbt2260" and not _GBT2260.fullmatch(code):
            zh, en = f"{code!r} 不是六位国标代码", f"{code!r} is not a six-digit GB/T 2260 code"
            yield table.fault(row, "region_code", zh, en)


def _dates(tables: Tables) -> Iterator[SeedFault]:
    for name, earlier, later in _DATE_ORDER:
        for row in tables[name].rows:
            first, last = row.values[earlier], row.values[later]
            if first is not None and last is not None and last < first:
                zh, en = f"早于 {earlier} {first}", f"lies before {earlier} {first}"
                yield tables[name].fault(row, later, zh, en)
