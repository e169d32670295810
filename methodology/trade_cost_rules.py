"""Rules of the seeds by which charges, compliance and refunds of cross-border trade are judged."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from methodology.clearance_rules import FLOWS
from methodology.fault import SeedFault
from methodology.parameter_rules import parameter_faults
from methodology.seed_file import SeedRow, SeedTable, Value

Tables = Mapping[str, SeedTable]

_TEXT, _NUMBER, _WHOLE = "varchar", "double", "integer"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "charge_currency": {"currency": _TEXT, "series_code": _TEXT, "units": _WHOLE},
    "trade_profile": {
        **dict.fromkeys(("profile_code", "flow", "hs_prefix"), _TEXT),
        **dict.fromkeys(("kg_per_container_min", "kg_per_container_max"), _NUMBER),
        "containers_min": _WHOLE,
    },
    "certificate_type": dict.fromkeys(("certificate_type", "component"), _TEXT),
    "compliance_component": dict.fromkeys(
        ("indicator_set", "component", "quantity", "flow", "measure_code", "unit"), _TEXT
    ),
    "compliance_part": {
        **dict.fromkeys(("component", "quantity", "part_code"), _TEXT),
        "step_no": _WHOLE,
        "minimum_share": _NUMBER,
    },
    "compliance_source": {
        **dict.fromkeys(("component", "quantity", "source_code"), _TEXT),
        **dict.fromkeys(("precedence", "minimum_n"), _WHOLE),
    },
    "refund_limit": {"firm_class": _TEXT, "valid_from": "date", "valid_to": "date", "work_days": _WHOLE},
    "trade_cost_parameter": {"parameter": _TEXT, "value": _NUMBER},
}
# component and quantity -> the parts that the models compute, the sources that they read, the unit of the measure
_PARTS = {
    ("border", "time"): {"clearance", "other_agencies", "inspection", "handling"},
    ("border", "cost"): {"port_handling", "port_documents", "port_other", "port_inspection"},
    ("documentary", "time"): {"drafting", "certificates"},
    ("documentary", "cost"): {"agent", "documents"},
}
_SOURCES = {
    ("border", "time"): {"customs_declaration"},
    ("border", "cost"): {"port_charge", "customs_declaration"},
    ("documentary", "time"): {"customs_declaration", "broker_survey", "enterprise_survey"},
    ("documentary", "cost"): {"customs_declaration", "broker_survey", "enterprise_survey"},
}
_UNITS = {"time": "hours", "cost": "usd"}
# least and largest value of each parameter
_LIMITS = {"minimum_n": (1.0, 1e6), "list_age_days": (1.0, 3660.0), "above_list_tolerance": (0.0, 1000.0)}


def trade_cost_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_currencies, _profiles, _components, _parts, _sources, _refund_limits, _parameters):
        yield from rule(tables)


def _currencies(tables: Tables) -> Iterator[SeedFault]:
    """Yuan are what everything is converted to; no rate of theirs can stand beside the others."""
    table = tables["charge_currency"]
    for row in table.rows:
        units = row.values["units"]
        if row.values["currency"] == "CNY":
            yield table.fault(row, "currency", "人民币不需要汇率", "yuan need no rate")
        if isinstance(units, int) and units not in (1, 100):
            yield table.fault(row, "units", "汇率按 1 或 100 单位报价", "rates are quoted for 1 unit or for 100")


def _profiles(tables: Tables) -> Iterator[SeedFault]:
    """One profile, of both flows; its weights are a span."""
    table = tables["trade_profile"]
    codes = {row.values["profile_code"] for row in table.rows}
    flows = {row.values["flow"] for row in table.rows}
    for row in table.rows:
        least, most = row.values["kg_per_container_min"], row.values["kg_per_container_max"]
        if isinstance(least, float) and isinstance(most, float) and least > most:
            yield table.fault(row, "kg_per_container_max", "上限小于下限", "the largest weight is below the least")
        if missing := set(FLOWS) - flows:
            yield table.fault(row, "flow", f"标准货物缺少 {missing.pop()}", "the standard shipment is of both flows")
        if len(codes) > 1:
            zh, en = "标准货物只能有一种", f"one profile is compared, not {len(codes)}"
            yield table.fault(row, "profile_code", zh, en)


def _components(tables: Tables) -> Iterator[SeedFault]:
    """Hours for a time and dollars for a cost; a measure scores one component."""
    table = tables["compliance_component"]
    first: dict[Value, int] = {}
    for row in table.rows:
        v = row.values
        if (unit := _UNITS.get(str(v["quantity"]))) and v["unit"] != unit:
            yield table.fault(row, "unit", f"单位应为 {unit}", f"the unit is {unit}")
        if v["measure_code"] in first:
            zh, en = (
                f"与第 {first[v['measure_code']]} 行的指标重复",
                f"the measure of line {first[v['measure_code']]} again",
            )
            yield table.fault(row, "measure_code", zh, en)
        first.setdefault(v["measure_code"], row.line)


def _parts(tables: Tables) -> Iterator[SeedFault]:
    """Every part that the models compute has its rule, and of each component one counts always."""
    table = tables["compliance_part"]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in table.rows:
        v = row.values
        key = (str(v["component"]), str(v["quantity"]))
        found[key].add(str(v["part_code"]))
        if key in _PARTS and v["part_code"] not in _PARTS[key]:
            yield table.fault(row, "part_code", "该项不属于这一组成部分", "this part is of another component")
        if isinstance(v["minimum_share"], float) and not 0 <= v["minimum_share"] <= 1:
            yield table.fault(row, "minimum_share", "占比须在 0 至 1 之间", "a share lies between 0 and 1")
        if isinstance(v["step_no"], int) and v["step_no"] < 1:
            yield table.fault(row, "step_no", "步骤从 1 起编号", "steps are numbered from 1")
    for key, parts in _PARTS.items():
        for part in sorted(parts - found[key]):
            zh, en = f"缺少 {' '.join(key)} {part}", f"{part} of {' '.join(key)} is missing"
            yield SeedFault(table.file, 1, "part_code", zh, en)
        always = [
            row
            for row in table.rows
            if (row.values["component"], row.values["quantity"]) == key and row.values["minimum_share"] == 0
        ]
        if parts <= found[key] and not always:
            zh, en = f"{' '.join(key)} 没有始终计入的项", f"no part of {' '.join(key)} counts always"
            yield SeedFault(table.file, 1, "minimum_share", zh, en)


def _sources(tables: Tables) -> Iterator[SeedFault]:
    """The sources of a component are asked one after the other, and the models read them."""
    table = tables["compliance_source"]
    taken: dict[tuple, int] = {}
    for row in table.rows:
        v = row.values
        key = (str(v["component"]), str(v["quantity"]))
        if key in _SOURCES and v["source_code"] not in _SOURCES[key]:
            zh, en = "该来源不提供这一组成部分", "this source does not tell the component"
            yield table.fault(row, "source_code", zh, en)
        order = (*key, v["precedence"])
        if order in taken:
            yield table.fault(row, "precedence", f"与第 {taken[order]} 行次序相同", f"the place of line {taken[order]}")
        taken.setdefault(order, row.line)
        if isinstance(v["minimum_n"], int) and v["minimum_n"] < 1:
            yield table.fault(row, "minimum_n", "至少为 1", "at least 1")


def _refund_limits(tables: Tables) -> Iterator[SeedFault]:
    """The limits of a class follow each other in time, and are days."""
    table = tables["refund_limit"]
    spans: dict[Value, list[tuple[date, date | None, SeedRow]]] = defaultdict(list)
    for row in table.rows:
        begins, ends, days = row.values["valid_from"], row.values["valid_to"], row.values["work_days"]
        if isinstance(days, int) and days < 1:
            yield table.fault(row, "work_days", "时限至少一个工作日", "a limit is at least one working day")
        if not isinstance(begins, date):
            continue
        last = ends if isinstance(ends, date) else None
        if last and last < begins:
            yield table.fault(row, "valid_to", "截止早于起始", "ends before it begins")
        spans[row.values["firm_class"]].append((begins, last, row))
    for found in spans.values():
        ordered = sorted(found, key=lambda span: span[0])
        for (_, ends, _), (begins, _, row) in pairwise(ordered):
            if ends is None or begins < ends + timedelta(days=1):
                zh, en = "与同类企业的上一时限重叠", "begins before the former limit of the class has ended"
                yield table.fault(row, "valid_from", zh, en)


def _parameters(tables: Tables) -> Iterator[SeedFault]:
    return parameter_faults(tables["trade_cost_parameter"], _LIMITS, {"minimum_n"})
