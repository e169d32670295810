"""The strict check of the methodology before dbt loads it.

dbt names no file when a seed is not UTF-8, drops leading zeros, accepts misspelt columns and cannot add up
weights; everything it would let through is refused here, with file and line.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from methodology.answer_rules import NEEDED as NEEDED_BY_ANSWERS
from methodology.answer_rules import answer_rule_faults
from methodology.case_rules import NEEDED as NEEDED_BY_CASES
from methodology.case_rules import case_rule_faults
from methodology.clearance_rules import NEEDED as NEEDED_BY_CLEARANCE
from methodology.clearance_rules import clearance_rule_faults
from methodology.connection_rules import NEEDED as NEEDED_BY_CONNECTIONS
from methodology.connection_rules import connection_rule_faults
from methodology.contract import DECLARATION, SeedContract, read_contracts
from methodology.evidence_rules import NEEDED as NEEDED_BY_EVIDENCE
from methodology.evidence_rules import evidence_rule_faults
from methodology.fault import SeedFault
from methodology.figure_rules import NEEDED as NEEDED_BY_FIGURES
from methodology.figure_rules import figure_rule_faults
from methodology.keys import key_faults, reference_faults
from methodology.reliability_rules import NEEDED as NEEDED_BY_RELIABILITY
from methodology.reliability_rules import reliability_rule_faults
from methodology.route_rules import NEEDED as NEEDED_BY_ROUTES
from methodology.route_rules import route_rule_faults
from methodology.rules import NEEDED, rule_faults
from methodology.seed_file import SeedTable, read_seed
from methodology.trade_cost_rules import NEEDED as NEEDED_BY_TRADE_COSTS
from methodology.trade_cost_rules import trade_cost_rule_faults

__all__ = ["SeedFault", "check_seeds", "read_seeds", "seed_paths"]


def check_seeds(seeds_dir: Path) -> list[SeedFault]:
    """All faults of the seeds under `seeds_dir`, sorted by file and line; an empty list means fit to load.

    `seeds_dir` holds `_seeds.yml` and, at any depth, one CSV file per declared seed. Rules between seeds are
    checked only when every file could be read, so that one unreadable file does not make a hundred orphans.
    """
    contracts, tables, faults = read_seeds(seeds_dir)
    undeclared = list(_undeclared(contracts))
    faults += undeclared
    if not undeclared and len(tables) == len(contracts) and all(table.whole for table in tables.values()):
        for name, table in tables.items():
            faults += key_faults(contracts[name], table)
        faults += reference_faults(contracts, tables)
        faults += rule_faults(tables)
        faults += case_rule_faults(tables)
        faults += answer_rule_faults(tables)
        faults += figure_rule_faults(tables)
        faults += route_rule_faults(tables)
        faults += clearance_rule_faults(tables)
        faults += reliability_rule_faults(tables)
        faults += trade_cost_rule_faults(tables)
        faults += connection_rule_faults(tables)
        faults += evidence_rule_faults(tables)
    return sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.column, fault.message_en))


def _undeclared(contracts: Mapping[str, SeedContract]) -> Iterator[SeedFault]:
    for needed in (
        NEEDED,
        NEEDED_BY_ANSWERS,
        NEEDED_BY_CASES,
        NEEDED_BY_FIGURES,
        NEEDED_BY_ROUTES,
        NEEDED_BY_CLEARANCE,
        NEEDED_BY_RELIABILITY,
        NEEDED_BY_TRADE_COSTS,
        NEEDED_BY_CONNECTIONS,
        NEEDED_BY_EVIDENCE,
    ):
        yield from _not_declared(contracts, needed)


def _not_declared(
    contracts: Mapping[str, SeedContract], needed: Mapping[str, Mapping[str, str]]
) -> Iterator[SeedFault]:
    for name, columns in needed.items():
        declared = contracts[name].types if name in contracts else {}
        for column, kind in columns.items():
            if declared.get(column) != kind:
                zh, en = f"规则需要 {name}.{column}，类型 {kind}", f"the rules need {name}.{column} as {kind}"
                yield SeedFault(DECLARATION, 1, column, zh, en)


def read_seeds(
    seeds_dir: Path,
) -> tuple[dict[str, SeedContract], dict[str, SeedTable], list[SeedFault]]:
    """Contracts and tables by seed name, and the faults each file has by itself."""
    contracts, faults = read_contracts(seeds_dir)
    paths: dict[str, Path] = {}
    for path in seed_paths(seeds_dir):
        file = path.relative_to(seeds_dir).as_posix()
        if path.stem in paths:
            faults.append(SeedFault(file, 1, "", "同名种子文件有两个", "a second file of this name"))
        elif path.stem not in contracts:
            faults.append(SeedFault(file, 1, "", "未在 _seeds.yml 中声明", "not declared in _seeds.yml"))
        paths[path.stem] = path
    tables: dict[str, SeedTable] = {}
    for name, contract in contracts.items():
        if name not in paths:
            faults.append(SeedFault(f"{name}.csv", 1, "", "文件不存在", "the file does not exist"))
            continue
        file = paths[name].relative_to(seeds_dir).as_posix()
        tables[name], own = read_seed(paths[name], file, contract)
        faults += own
    return contracts, tables, faults


def seed_paths(seeds_dir: Path) -> list[Path]:
    """Every CSV file under `seeds_dir`, in a fixed order."""
    return sorted(seeds_dir.rglob("*.csv"))
