"""What `_seeds.yml` promises about each seed: types, keys, references and closed lists.

dbt ignores a misspelt column or an unknown key in this file; here each of them is a fault.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from methodology.fault import SeedFault

DECLARATION = "_seeds.yml"
TYPES = frozenset({"varchar", "double", "integer", "date", "boolean"})

_SEED_KEYS = frozenset({"name", "description", "config", "columns", "data_tests"})
_COLUMN_KEYS = frozenset({"name", "description", "data_tests"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_REF = re.compile(r"ref\('([a-z][a-z0-9_]*)'\)")


class _Misdeclared(Exception):
    """A declaration that cannot be understood; carries the Chinese and the English reason."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Every value of `column` must occur in column `target` of `seed`."""

    column: str
    seed: str
    target: str


@dataclass(frozen=True, slots=True)
class SeedContract:
    """Declaration of one seed; `keys` are the column groups whose values never repeat."""

    name: str
    types: Mapping[str, str]
    required: frozenset[str] = frozenset()
    keys: tuple[tuple[str, ...], ...] = ()
    references: tuple[Reference, ...] = ()
    accepted: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_contracts(seeds_dir: Path) -> tuple[dict[str, SeedContract], list[SeedFault]]:
    """Contracts by seed name, and the faults of the declaration itself.

    A seed whose declaration is faulty has no contract. An unreadable file is one fault, never an exception.
    """
    path = seeds_dir / DECLARATION
    try:
        text = path.read_text(encoding="utf-8")
        document = yaml.safe_load(text)
        seeds = document["seeds"]
        names = [seed["name"] for seed in seeds]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return {}, [SeedFault(DECLARATION, line, "", f"声明无法读取：{error}", f"cannot be read: {error}")]
    contracts: dict[str, SeedContract] = {}
    faults = []
    for name, seed in zip(names, seeds, strict=True):
        try:
            if name in contracts:
                raise _Misdeclared("同名种子声明了两次，请删去一处", "declared twice: remove one")
            contracts[name] = _contract(name, seed)
        except _Misdeclared as error:
            zh, en = error.args
            faults.append(SeedFault(DECLARATION, _line_of(text, name), "", f"{name}：{zh}", f"{name}: {en}"))
    return contracts, faults


def _line_of(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() == f"- name: {name}" and line.startswith("  - "):
            return number
    return 1


def _contract(name: Any, seed: Mapping[str, Any]) -> SeedContract:
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        raise _Misdeclared("名称须为小写字母、数字、下划线", "the name must be lower-case ASCII")
    _refuse_unknown(seed, _SEED_KEYS)
    config = seed.get("config") or {}
    _refuse_unknown(config, frozenset({"column_types"}))
    types = dict(config.get("column_types") or {})
    columns = seed.get("columns") or []
    listed = [column.get("name") for column in columns]
    if sorted(map(str, listed)) != sorted(map(str, types)):
        odd = ", ".join(sorted(set(map(str, listed)) ^ set(map(str, types)))) or "?"
        raise _Misdeclared(
            f"columns 与 column_types 不一致：{odd}", f"columns and column_types do not list the same: {odd}"
        )
    for column, kind in types.items():
        if kind not in TYPES:
            raise _Misdeclared(f"列 {column} 类型未知：{kind}", f"column {column} has unknown type {kind}")
    return _with_tests(name, types, seed, columns)


def _with_tests(
    name: str, types: dict[str, str], seed: Mapping[str, Any], columns: list[Mapping[str, Any]]
) -> SeedContract:
    required: set[str] = set()
    keys: list[tuple[str, ...]] = []
    references: list[Reference] = []
    accepted: dict[str, frozenset[str]] = {}
    for kind, arguments in _tests(seed):
        group = tuple(arguments.get("columns") or ())
        match kind:
            case "filled":
                required.update(group)
            case "unique_combination":
                keys.append(group)
            case _:
                raise _Misdeclared(f"未知检验 {kind}", f"unknown test {kind}")
    if unknown := sorted(required - set(types)):
        raise _Misdeclared(f"filled 的列不存在：{', '.join(unknown)}", f"filled names no column: {', '.join(unknown)}")
    for column in columns:
        _refuse_unknown(column, _COLUMN_KEYS)
        for kind, arguments in _tests(column):
            match kind:
                case "not_null":
                    required.add(column["name"])
                case "unique":
                    keys.append((column["name"],))
                case "relationships":
                    references.append(_reference(column["name"], arguments))
                case "accepted_values":
                    accepted[column["name"]] = frozenset(arguments.get("values") or ())
                case _:
                    raise _Misdeclared(f"未知检验 {kind}", f"unknown test {kind}")
    if not keys or any(not key or not set(key) <= set(types) for key in keys):
        raise _Misdeclared("缺少主键（unique 或 unique_combination）", "no key: unique or unique_combination")
    return SeedContract(name, types, frozenset(required), tuple(keys), tuple(references), accepted)


def _tests(node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for test in node.get("data_tests") or ():
        if isinstance(test, str):
            yield test, {}
        else:
            for kind, body in test.items():
                yield kind, (body or {}).get("arguments") or {}


def _reference(column: str, arguments: Mapping[str, Any]) -> Reference:
    match = _REF.fullmatch(str(arguments.get("to", "")))
    if not match or not arguments.get("field"):
        raise _Misdeclared(f"列 {column} 的 relationships 不完整", f"{column}: incomplete relationships")
    return Reference(column, match.group(1), str(arguments["field"]))


def _refuse_unknown(node: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(set(map(str, node)) - known)
    if unknown:
        raise _Misdeclared(f"未知键：{', '.join(unknown)}", f"unknown key: {', '.join(unknown)}")
