"""Rules of the seeds by which answers become values: items of checklists and questions of surveys."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import isclose

from methodology.fault import SeedFault
from methodology.seed_file import SeedRow, SeedTable

Tables = Mapping[str, SeedTable]

_TEXT, _NUMBER = "varchar", "double"
_POINTS = ("min_points", "max_points", "step")
NEEDED: Mapping[str, Mapping[str, str]] = {
    "checklist_item": {
        **dict.fromkeys(("measure_code", "item_code", "kind", "feeds_item"), _TEXT),
        **dict.fromkeys((*_POINTS, "eligible_from", "eligible_to"), _NUMBER),
    },
    "checklist_band": {"item_code": _TEXT, "at_most": _NUMBER, "points": _NUMBER},
    "survey_question": {
        **dict.fromkeys(("question_code", "measure_code", "answer_kind", "transform", "combine"), _TEXT),
        **dict.fromkeys(("scale_min", "scale_max"), _NUMBER),
    },
    "measure_rule": {
        **dict.fromkeys(("measure_code", "route", "statistic"), _TEXT),
        "minimum_n": "integer",
    },
}


def answer_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_items, _bands, _sums, _routes, _complete, _questions):
        yield from rule(tables)


def _items(tables: Tables) -> Iterator[SeedFault]:
    """What earns points has a range and a step that fits it; what is only a figure has neither."""
    table = tables["checklist_item"]
    derived = {r.values["item_code"]: r.values["measure_code"] for r in table.rows if r.values["kind"] == "derived"}
    for row in table.rows:
        v = row.values
        if v["kind"] == "input":
            if any(v[name] is not None for name in _POINTS):
                yield table.fault(row, "max_points", "输入项不计分，不应有分值", "an input earns no points")
            if v["feeds_item"] is not None and derived.get(v["feeds_item"]) != v["measure_code"]:
                zh, en = "同一清单下没有此推算项", "the checklist has no derived item of this code"
                yield table.fault(row, "feeds_item", zh, en)
            low, high = v["eligible_from"], v["eligible_to"]
            if low is not None and high is not None and low >= high:
                yield table.fault(row, "eligible_to", "上限不高于下限", "the upper limit is not above the lower one")
        elif any(v[name] is None for name in _POINTS):
            yield table.fault(row, "max_points", "缺少分值范围或计分单位", "range or step of the points is missing")
        else:
            yield from _range_faults(table, row)


def _range_faults(table: SeedTable, row: SeedRow) -> Iterator[SeedFault]:
    low, high, step = (float(str(row.values[name])) for name in _POINTS)
    if high <= low:
        zh, en = f"最高分 {high:g} 不高于最低分 {low:g}", f"most points {high:g} are not above least points {low:g}"
        yield table.fault(row, "max_points", zh, en)
    elif step <= 0 or any(not isclose(end / step, round(end / step)) for end in (low, high)):
        zh, en = f"分值不是计分单位 {step:g} 的倍数", f"the points are no multiples of the step {step:g}"
        yield table.fault(row, "step", zh, en)
    if any(row.values[name] is not None for name in ("eligible_from", "eligible_to", "feeds_item")):
        yield table.fault(row, "kind", "只有输入项有前提条件", "only an input has conditions")


def _bands(tables: Tables) -> Iterator[SeedFault]:
    """Every derived item has steps, and at least one input feeds it; a smaller figure never earns less."""
    items, bands = tables["checklist_item"], tables["checklist_band"]
    fed = {row.values["feeds_item"] for row in items.rows}
    steps: dict[object, list[SeedRow]] = defaultdict(list)
    for row in bands.rows:
        steps[row.values["item_code"]].append(row)
    for row in items.rows:
        code = row.values["item_code"]
        if row.values["kind"] != "derived":
            for band in steps.get(code, ()):
                yield bands.fault(band, "item_code", f"{code} 不是推算项", f"{code} is not a derived item")
            continue
        if code not in fed or code not in steps:
            yield items.fault(row, "kind", f"推算项 {code} 缺少输入项或分段", f"{code} has no input or no steps")
        given = sorted(
            (b for b in steps.get(code, ()) if None not in b.values.values()), key=lambda b: b.values["at_most"]
        )
        for before, band in pairwise(given):
            if band.values["points"] >= before.values["points"]:
                zh, en = "数值越大分值须越低", "a larger figure has to earn less"
                yield bands.fault(band, "points", zh, en)
        if given and given[0].values["points"] != row.values["max_points"]:
            zh, en = "首段分值须等于该项最高分", "the first step earns the most points of the item"
            yield bands.fault(given[0], "points", zh, en)


def _sums(tables: Tables) -> Iterator[SeedFault]:
    """Points of an index add up to the best value of its frontier."""
    rules = {r.values["measure_code"] for r in tables["measure_rule"].rows if r.values["statistic"] == "points"}
    totals: dict[object, float] = defaultdict(float)
    for row in tables["checklist_item"].rows:
        totals[row.values["measure_code"]] += float(str(row.values["max_points"] or 0))
    table = tables["frontier"]
    for row in table.rows:
        code, best = row.values["measure_code"], row.values["best"]
        if code in rules and best is not None and not isclose(totals[code], float(str(best))):
            zh = f"{code} 各清单项最高分合计 {totals[code]:g}，前沿最优值 {best:g}"
            en = f"the items of {code} add up to {totals[code]:g}, its best value is {best:g}"
            yield table.fault(row, "best", zh, en)


def _routes(tables: Tables) -> Iterator[SeedFault]:
    """A measure with a checklist has items, one with a survey has questions (or its parts have), and the other way."""
    table = tables["measure"]
    parents = {row.values["parent_measure_code"] for row in table.rows}
    for route, seed, zh, en in (
        ("checklist", "checklist_item", "没有清单项", "has no checklist item"),
        ("survey", "survey_question", "没有调查题目", "has no survey question"),
    ):
        asked = {row.values["measure_code"] for row in tables[seed].rows}
        named = set()
        for row in table.rows:
            code = row.values["measure_code"]
            if route in str(row.values["routes"] or "").split(";"):
                named.add(code)
                if code not in asked and code not in parents:
                    yield table.fault(row, "routes", f"{code} {zh}", f"{code} {en}")
        for row in tables[seed].rows:
            if row.values["measure_code"] not in named:
                words = f"该指标的 routes 未列 {route}", f"{route} is not among the measure's routes"
                yield tables[seed].fault(row, "measure_code", *words)


def _complete(tables: Tables) -> Iterator[SeedFault]:
    """A checklist cannot need more answers than it has items."""
    counts: dict[object, int] = defaultdict(int)
    for row in tables["checklist_item"].rows:
        counts[row.values["measure_code"]] += row.values["kind"] != "input"
    table = tables["measure_rule"]
    for row in table.rows:
        code, needed = row.values["measure_code"], row.values["minimum_n"]
        if row.values["route"] == "checklist" and isinstance(needed, int) and needed > counts[code]:
            zh, en = f"{code} 只有 {counts[code]} 个清单项", f"{code} has {counts[code]} items only"
            yield table.fault(row, "minimum_n", zh, en)


def _questions(tables: Tables) -> Iterator[SeedFault]:
    """A scale has two ends and becomes a share; all questions of a measure are combined alike."""
    table = tables["survey_question"]
    first: dict[object, object] = {}
    for row in table.rows:
        v = row.values
        low, high = v["scale_min"], v["scale_max"]
        if low is not None and high is not None and high <= low:
            yield table.fault(row, "scale_max", "上限不高于下限", "the upper end is not above the lower one")
        if (v["answer_kind"] == "scale") != (v["transform"] == "share_of_scale"):
            zh, en = "量表题须换算为百分位置，其他题不换算", "a scale becomes a share of it, and nothing else does"
            yield table.fault(row, "transform", zh, en)
        if first.setdefault(v["measure_code"], v["combine"]) != v["combine"]:
            zh, en = "同一指标的题目合并方式不一致", "the questions of one measure are combined in two ways"
            yield table.fault(row, "combine", zh, en)
