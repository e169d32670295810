"""Rules of the seeds by which the clearance of goods is timed, compared and simulated."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.parameter_rules import parameter_faults
from methodology.seed_file import SeedRow, SeedTable, Value

Tables = Mapping[str, SeedTable]

_TEXT, _NUMBER = "varchar", "double"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "clearance_definition": dict.fromkeys(("definition_code", "flow", "start_milestone", "end_milestone"), _TEXT),
    "clearance_stage": {**dict.fromkeys(("flow", "end_milestone"), _TEXT), "stage_no": "integer"},
    "clearance_baseline": {
        **dict.fromkeys(("definition_code", "flow", "period"), _TEXT),
        "hours": _NUMBER,
        "is_reference": "boolean",
    },
    "clearance_scenario": {"kind": _TEXT, "target": _NUMBER},
    "clearance_parameter": {"parameter": _TEXT, "value": _NUMBER},
    "customs_direct": {"direct_customs": _TEXT},
    "customs_district": dict.fromkeys(("customs_code", "direct_customs"), _TEXT),
    "clearance_rate": dict.fromkeys(("rate_code", "flow"), _TEXT),
}
# the order in which the models add up the stages of a shipment
MILESTONES = ("arrive", "declare", "accept", "inspect", "pay_tax", "release", "leave")
FLOWS = ("import", "export")
_PERIOD = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?")
# least and largest value of each parameter; spans are kept in seconds of 32 bits
_LIMITS = {
    "trim_share": (0.0, 0.49),
    "minimum_n": (1.0, 1e6),
    "longest_hours": (1.0, 500_000.0),
    "duplicate_days": (0.0, 366.0),
    "two_step_days": (1.0, 366.0),
}


def clearance_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_definitions, _stages, _baselines, _scenarios, _parameters, _customs):
        yield from rule(tables)


def _definitions(tables: Tables) -> Iterator[SeedFault]:
    """A definition holds for both flows and ends after it starts."""
    table = tables["clearance_definition"]
    flows: dict[Value, set[Value]] = defaultdict(set)
    for row in table.rows:
        flows[row.values["definition_code"]].add(row.values["flow"])
    for row in table.rows:
        start, end = row.values["start_milestone"], row.values["end_milestone"]
        if start in MILESTONES and end in MILESTONES and MILESTONES.index(start) >= MILESTONES.index(end):
            yield table.fault(row, "end_milestone", "终点须在起点之后", "the end lies after the start")
        if missing := set(FLOWS) - flows[row.values["definition_code"]]:
            zh, en = f"该口径缺少 {missing.pop()}", "a definition names both flows"
            yield table.fault(row, "flow", zh, en)


def _stages(tables: Tables) -> Iterator[SeedFault]:
    """The stages of a flow are numbered from 1, follow the order of events and end with the goods' leaving."""
    table = tables["clearance_stage"]
    members: dict[Value, list[SeedRow]] = defaultdict(list)
    for row in table.rows:
        members[row.values["flow"]].append(row)
    for rows in members.values():
        last = 0
        for number, row in enumerate(rows, start=1):
            end = row.values["end_milestone"]
            if row.values["stage_no"] != number:
                zh, en = f"阶段须依次编号，此处应为 {number}", f"stages are numbered in order: {number} is due here"
                yield table.fault(row, "stage_no", zh, en)
            if end not in MILESTONES:
                continue
            if MILESTONES.index(end) <= last:
                zh, en = "阶段的次序与流程不符", "the stages do not follow the order of events"
                yield table.fault(row, "end_milestone", zh, en)
            last = MILESTONES.index(end)
        if rows[-1].values["end_milestone"] != MILESTONES[-1]:
            zh, en = "最后阶段须止于提离或离港", "the last stage ends when the goods leave"
            yield table.fault(rows[-1], "end_milestone", zh, en)


def _baselines(tables: Tables) -> Iterator[SeedFault]:
    table = tables["clearance_baseline"]
    defined = {(row.values["definition_code"], row.values["flow"]) for row in tables["clearance_definition"].rows}
    references: dict[tuple[Value, Value], list[SeedRow]] = defaultdict(list)
    for row in table.rows:
        v = row.values
        key = (v["definition_code"], v["flow"])
        references[key] += [row] if v["is_reference"] else []
        if key not in defined:
            zh, en = "口径未在 clearance_definition 中", "this definition and flow are not in clearance_definition"
            yield table.fault(row, "definition_code", zh, en)
        if not _PERIOD.fullmatch(str(v["period"])):
            yield table.fault(row, "period", "期间须为年或年-月", "a period is a year or a month: 2017 or 2017-12")
        if isinstance(v["hours"], float) and v["hours"] <= 0:
            yield table.fault(row, "hours", "须大于 0", "must be above 0")
    for row in table.rows:
        found = references[row.values["definition_code"], row.values["flow"]]
        if len(found) != 1:
            zh, en = f"须恰有一个基期，现有 {len(found)} 个", f"one figure is the reference, not {len(found)}"
            yield table.fault(row, "is_reference", zh, en)


def _scenarios(tables: Tables) -> Iterator[SeedFault]:
    table = tables["clearance_scenario"]
    for row in table.rows:
        target = row.values["target"]
        most = 100 if row.values["kind"] == "advance_share" else float("inf")
        if isinstance(target, float) and not 0 < target <= most:
            zh, en = "须大于 0；占比不超过 100", "a target lies above 0, a share at most at 100"
            yield table.fault(row, "target", zh, en)


def _parameters(tables: Tables) -> Iterator[SeedFault]:
    return parameter_faults(tables["clearance_parameter"], _LIMITS, {"minimum_n"})


def _customs(tables: Tables) -> Iterator[SeedFault]:
    """A customs code has four digits and begins with those of the office above it."""
    direct = tables["customs_direct"]
    for row in direct.rows:
        if not re.fullmatch("[0-9]{2}", str(row.values["direct_customs"])):
            yield direct.fault(row, "direct_customs", "须为两位数字", "two digits")
    table = tables["customs_district"]
    for row in table.rows:
        code, above = str(row.values["customs_code"]), str(row.values["direct_customs"])
        if not re.fullmatch("[0-9]{4}", code):
            yield table.fault(row, "customs_code", "须为四位数字", "four digits")
        elif not code.startswith(above):
            zh, en = f"前两位须为直属海关代码 {above}", f"must begin with {above}, the code of the office above it"
            yield table.fault(row, "customs_code", zh, en)
