"""Rules of the seeds of electricity connections: classes, profiles, limits of nodes and published benchmarks."""

import re
from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.seed_file import SeedTable

Tables = Mapping[str, SeedTable]

_TEXT, _WHOLE, _NUMBER = "varchar", "integer", "double"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "connection_class": {
        "class_no": _WHOLE,
        **dict.fromkeys(("class_code", "customer_kind", "voltage", "source_count"), _TEXT),
        "is_three_zero": "boolean",
        "step_norm": _WHOLE,
    },
    "connection_profile": {
        **dict.fromkeys(("profile_code", "business_type", "customer_kind"), _TEXT),
        **dict.fromkeys(("capacity_from_kva", "capacity_to_kva"), _NUMBER),
    },
    "connection_pause_reason": {"reason_code": _TEXT, "stops_clock": "boolean"},
    "connection_limit": {
        **dict.fromkeys(("limit_set", "class_code", "node_code", "day_kind"), _TEXT),
        "limit_days": _WHOLE,
    },
    "published_benchmark": {
        **dict.fromkeys(("measure_code", "place_code", "period"), _TEXT),
        "value": _NUMBER,
    },
}
# the log whose stages are nodes, and the node that stands for all of them on the supplier's clock
SOURCE = "electricity_connection"
SUPPLIER = "supplier"
BENCHMARK_SET = "doing_business_2020"

_VOLTAGES = ("lv", "hv")
_CONDITIONS = ("customer_kind", "is_three_zero", "source_count")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def connection_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_classes, _profiles, _limits, _benchmarks):
        yield from rule(tables)


def _classes(tables: Tables) -> Iterator[SeedFault]:
    """Every case has a class: for each voltage one that asks nothing else, and none behind it."""
    table = tables["connection_class"]
    for row in table.rows:
        norm = row.values["step_norm"]
        if isinstance(norm, int) and norm < 1:
            yield table.fault(row, "step_norm", "须大于 0", "must be above 0")
    in_order = sorted(table.rows, key=lambda row: str(row.values["class_no"]).zfill(9))
    for voltage in _VOLTAGES:
        rows = [row for row in in_order if row.values["voltage"] in (None, voltage)]
        takes_all = [n for n, row in enumerate(rows) if all(row.values[name] is None for name in _CONDITIONS)]
        if not takes_all:
            zh, en = f"{voltage} 缺少兜底的类别", f"no class takes every other case of {voltage}"
            yield SeedFault(table.file, 1, "voltage", zh, en)
        elif takes_all[0] < len(rows) - 1:
            zh, en = "排在兜底类别之后，永不适用", "comes after a class that takes every case"
            yield table.fault(rows[takes_all[0] + 1], "class_no", zh, en)


def _profiles(tables: Tables) -> Iterator[SeedFault]:
    table = tables["connection_profile"]
    for row in table.rows:
        least, most = row.values["capacity_from_kva"], row.values["capacity_to_kva"]
        if isinstance(least, float) and isinstance(most, float) and not 0 < least <= most:
            zh, en = "容量范围不成立", "the range of capacities holds nothing"
            yield table.fault(row, "capacity_to_kva", zh, en)


def _limits(tables: Tables) -> Iterator[SeedFault]:
    table = tables["connection_limit"]
    nodes = {row.values["stage_code"] for row in tables["stage_rule"].rows if row.values["source_id"] == SOURCE}
    for row in table.rows:
        days, node = row.values["limit_days"], row.values["node_code"]
        if isinstance(days, int) and days < 1:
            yield table.fault(row, "limit_days", "须大于 0", "must be above 0")
        if node not in nodes | {SUPPLIER}:
            zh, en = "环节未在 stage_rule 中", "this node is no stage of the log in stage_rule"
            yield table.fault(row, "node_code", zh, en)


def _benchmarks(tables: Tables) -> Iterator[SeedFault]:
    table = tables["published_benchmark"]
    known = {
        row.values["measure_code"] for row in tables["measure"].rows if row.values["indicator_set"] == BENCHMARK_SET
    }
    for row in table.rows:
        value = row.values["value"]
        if row.values["measure_code"] not in known:
            zh, en = f"不是 {BENCHMARK_SET} 的指标", f"no measure of {BENCHMARK_SET}"
            yield table.fault(row, "measure_code", zh, en)
        if isinstance(value, float) and value < 0:
            yield table.fault(row, "value", "不得小于 0", "must not be below 0")
        if not _YEAR.fullmatch(str(row.values["period"])):
            yield table.fault(row, "period", "期间须为年份", "an edition is a year")
