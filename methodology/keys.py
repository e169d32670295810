"""Keys and references: those `_seeds.yml` declares, and the composite ones dbt's tests cannot express."""

from collections.abc import Iterator, Mapping

from methodology.contract import SeedContract
from methodology.fault import SeedFault
from methodology.seed_file import SeedRow, SeedTable

Tables = Mapping[str, SeedTable]

# seed, its columns -> seed, its columns
_COMPOSITE = (
    ("measure", ("indicator_set", "indicator_code"), "indicator", ("indicator_set", "indicator_code")),
    ("frontier", ("indicator_set", "measure_code"), "measure", ("indicator_set", "measure_code")),
    ("evidence_requirement", ("indicator_set", "measure_code"), "measure", ("indicator_set", "measure_code")),
)
_CODED_LEVELS = ("weight", "score_tolerance")
_SEED_OF_LEVEL = {
    "indicator": ("indicator", "indicator_code"),
    "measure": ("measure", "measure_code"),
    "part": ("measure", "measure_code"),
}


def key_faults(contract: SeedContract, table: SeedTable) -> Iterator[SeedFault]:
    """A fault at every row that repeats a key of an earlier row."""
    for key in contract.keys:
        first: dict[tuple, int] = {}
        for row in table.rows:
            found = _pick(row, key)
            if found in first:
                shown = ", ".join(map(str, found))
                zh = f"与第 {first[found]} 行的键重复：{shown}"
                en = f"key of line {first[found]} again: {shown}"
                yield SeedFault(table.file, row.line, key[-1], zh, en)
            first.setdefault(found, row.line)


def reference_faults(contracts: Mapping[str, SeedContract], tables: Tables) -> Iterator[SeedFault]:
    """A fault at every row that names something no other seed (or the same seed) knows."""
    for contract in contracts.values():
        for reference in contract.references:
            columns, targets = (reference.column,), (reference.target,)
            yield from _orphans(tables, contract.name, columns, reference.seed, targets)
    for name, columns, target, targets in _COMPOSITE:
        yield from _orphans(tables, name, columns, target, targets)
    for name in _CODED_LEVELS:
        for row in tables[name].rows:
            level = row.values["level"]
            if level in _SEED_OF_LEVEL:
                seed, column = _SEED_OF_LEVEL[str(level)]
                known = {_pick(other, ("indicator_set", column)) for other in tables[seed].rows}
                if _pick(row, ("indicator_set", "code")) not in known:
                    yield _orphan(tables[name], row, "code", seed)


def _orphans(
    tables: Tables, name: str, columns: tuple[str, ...], target: str, targets: tuple[str, ...]
) -> Iterator[SeedFault]:
    if target not in tables:
        zh, en = f"引用的种子 {target} 不存在", f"refers to seed {target}, which does not exist"
        yield SeedFault(tables[name].file, 1, columns[-1], zh, en)
        return
    known = {tuple(other.values.get(column) for column in targets) for other in tables[target].rows}
    for row in tables[name].rows:
        found = _pick(row, columns)
        if None not in found and found not in known:
            yield _orphan(tables[name], row, columns[-1], target)


def _orphan(table: SeedTable, row: SeedRow, column: str, seed: str) -> SeedFault:
    value = row.values[column]
    zh = f"{value!r} 在 {seed} 中不存在：请更正代码或先在 {seed} 中登记"
    en = f"{value!r} is not in {seed}: correct the code or add it there first"
    return SeedFault(table.file, row.line, column, zh, en)


def _pick(row: SeedRow, columns: tuple[str, ...]) -> tuple:
    return tuple(row.values[column] for column in columns)
