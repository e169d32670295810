"""Reading source contracts from YAML: every fault names file and line."""

import hashlib
from collections.abc import Hashable
from pathlib import Path

import yaml
from pydantic import ValidationError

from ingest.contract import SourceContract

SHIPPED = Path(__file__).parent / "sources"


class ContractError(Exception):
    """One or more contracts cannot be used; the message lists each fault as ``file:line: what``."""


class _LineLoader(yaml.SafeLoader):
    """SafeLoader that refuses a key written twice (YAML itself would keep the last, silently)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen: set = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a text", key_node.start_mark)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} is written twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def load_contracts(folder: Path = SHIPPED) -> dict[str, SourceContract]:
    """All contracts of a folder by id, in the order of their ids.

    Raises :class:`ContractError` with every fault of every file, so that one round of mending is enough.
    """
    contracts: dict[str, SourceContract] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            contract = read_contract(path)
        except ContractError as error:
            faults.append(str(error))
            continue
        if contract.id != path.stem:
            faults.append(f"{path.name}:1: id is {contract.id!r}, but the file is named {path.stem!r}")
        contracts[contract.id] = contract
    if faults:
        raise ContractError("\n".join(faults))
    return dict(sorted(contracts.items()))


def read_contract(path: Path) -> SourceContract:
    """One contract; raises :class:`ContractError` naming the line of each fault."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_LineLoader)
        # _LineLoader derives from SafeLoader: no object construction
        data = yaml.load(text, Loader=_LineLoader)  # noqa: S506
    except OSError as error:
        raise ContractError(f"{path.name}:1: cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ContractError(f"{path.name}:{line}: {getattr(error, 'problem', None) or error}") from error
    if not isinstance(data, dict):
        raise ContractError(f"{path.name}:1: a contract is a mapping of keys to values")
    try:
        return SourceContract.model_validate(data)
    except ValidationError as error:
        raise ContractError(
            "\n".join(f"{path.name}:{_line(root, e['loc'])}: {_where(e['loc'])}{_what(e)}" for e in error.errors())
        ) from error


def contract_digest(contract: SourceContract) -> str:
    """SHA-256 of the contract's content: a batch read under another digest is read again."""
    return hashlib.sha256(contract.model_dump_json().encode()).hexdigest()


def _where(location: tuple) -> str:
    return ".".join(str(part) for part in location) + ": " if location else ""


def _what(error: dict) -> str:
    if error["type"] == "extra_forbidden":
        return "unknown key; see docs/add_a_source.md for the keys a contract may have"
    return error["msg"].removeprefix("Value error, ")


def _line(node: yaml.Node, location: tuple) -> int:
    """Line of the deepest part of ``location`` that the document holds."""
    line = node.start_mark.line + 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            match = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if match is None:
                break
            line, node = match[0].start_mark.line + 1, match[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line
