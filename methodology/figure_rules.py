"""Rules of the seeds by which delivered figures are converted and judged, and benchmarks found."""

from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.seed_file import SeedRow, SeedTable

Tables = Mapping[str, SeedTable]

_TEXT, _NUMBER = "varchar", "double"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "unit_conversion": {"from_unit": _TEXT, "to_unit": _TEXT, "factor": _NUMBER},
    "plausible_range": {"measure_code": _TEXT, "minimum": _NUMBER, "maximum": _NUMBER},
    "benchmark_rule": {**dict.fromkeys(("indicator_set", "indicator_code", "kind"), _TEXT), "value": _NUMBER},
}
# stands for everything that has no row of its own
EVERY = "*"
FULL_MARKS = 100


def figure_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_conversions, _ranges, _benchmarks):
        yield from rule(tables)


def _conversions(tables: Tables) -> Iterator[SeedFault]:
    """Each unit is counted in one base unit, so that two ways from unit to unit cannot differ."""
    table = tables["unit_conversion"]
    larger = {row.values["from_unit"] for row in table.rows}
    for row in table.rows:
        v = row.values
        if v["factor"] is not None and v["factor"] <= 0:
            yield table.fault(row, "factor", "换算系数须大于 0", "a factor lies above 0")
        if v["to_unit"] in larger:
            zh = f"{v['to_unit']} 自身还要换算：请直接换算到最小单位"
            en = f"{v['to_unit']} is converted itself: name the base unit"
            yield table.fault(row, "to_unit", zh, en)


def _ranges(tables: Tables) -> Iterator[SeedFault]:
    table = tables["plausible_range"]
    measures = {row.values["measure_code"] for row in tables["measure"].rows} | {EVERY}
    for row in table.rows:
        v = row.values
        if v["measure_code"] not in measures:
            yield _unknown(table, row, "measure_code", "measure")
        if v["minimum"] is not None and v["maximum"] is not None and v["minimum"] >= v["maximum"]:
            yield table.fault(row, "maximum", "最大值须大于最小值", "maximum lies above minimum")


def _benchmarks(tables: Tables) -> Iterator[SeedFault]:
    table = tables["benchmark_rule"]
    indicators = {(row.values["indicator_set"], row.values["indicator_code"]) for row in tables["indicator"].rows}
    for row in table.rows:
        v = row.values
        if v["indicator_code"] != EVERY and (v["indicator_set"], v["indicator_code"]) not in indicators:
            yield _unknown(table, row, "indicator_code", "indicator")
        if isinstance(v["value"], float) and not _fits(v["kind"], v["value"]):
            zh = "名次须为正整数，占比须大于 0 且不超过 1，分数须大于 0 且不超过 100"
            en = "places are whole and above 0, a share lies above 0 and at most at 1, a score at most at 100"
            yield table.fault(row, "value", zh, en)


def _fits(kind: object, value: float) -> bool:
    if kind == "top_n":
        return value >= 1 and value.is_integer()
    return 0 < value <= (1 if kind == "top_share" else FULL_MARKS)


def _unknown(table: SeedTable, row: SeedRow, column: str, seed: str) -> SeedFault:
    value = row.values[column]
    return table.fault(row, column, f"{value!r} 在 {seed} 中不存在", f"{value!r} is not in {seed}")
