"""Which column of a file is which column of the contract."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.contract import Column, SourceContract, ValueColumn
from ingest.reasons import FileRefused
from ingest.tables.table import normal_header

_NAMED = 8  # missing columns named in a message


@dataclass(frozen=True, slots=True)
class Binding:
    """Column positions in one file. ``unknown`` are headers the contract does not name: noted."""

    columns: tuple[tuple[int, Column], ...]
    values: tuple[tuple[int, ValueColumn], ...]
    unknown: tuple[str, ...]

    def absent(self, contract: SourceContract) -> tuple[str, ...]:
        """Headers of the contract's columns that the file does not have; all of them are optional."""
        found = {column.name for _, column in self.columns}
        return tuple(header for header, column in contract.columns.items() if column.name not in found)


@dataclass(frozen=True, slots=True)
class _Heading:
    index: int
    text: str
    section: str | None


def looks_like_header(contract: SourceContract) -> Callable[[list[str]], bool]:
    """A test for a row of cells: does it name every required column of the contract?"""
    rule = contract.header
    wanted = [_names(header, column) for header, column in contract.columns.items() if column.required]

    def test(row: list[str]) -> bool:
        present = {_bare(cell, rule.strip_suffix) for cell in row}
        return all(names & present for names in wanted)

    return test


def bind(contract: SourceContract, header: tuple[str, ...]) -> Binding:
    """Match the contract's columns with a file's header.

    Raises :class:`ingest.reasons.FileRefused` naming every required column that is missing, or a needed
    header that stands twice with nothing to tell the two apart.
    """
    headings = _headings(contract, header)
    missing: list[str] = []
    used: set[int] = set()

    def find(label: str, names: set[str], section: str | None, required: bool) -> int | None:
        here = [h for h in headings if section is None or h.section == section]
        # a log may carry both a column and what elsewhere stands for it: the contract's own header counts
        own = [h.index for h in here if h.text == normal_header(label)] if contract.kind == "log" else []
        found = own or [h.index for h in here if h.text in names]
        if len(found) > 1:
            raise FileRefused("refused", "duplicate_header", label)
        if found:
            used.add(found[0])
            return found[0]
        if required:
            missing.append(label)
        return None

    columns = [(find(h, _names(h, c), None, c.required), c) for h, c in contract.columns.items()]
    values = [
        (
            find(
                _label(v),
                {normal_header(v.header)},
                normal_header(v.section) if v.section else None,
                v.required,
            ),
            v,
        )
        for v in contract.values
    ]
    if missing:
        raise FileRefused("refused", "missing_column", _named(contract, missing, headings))
    return Binding(
        tuple((index, column) for index, column in columns if index is not None),
        tuple((index, value) for index, value in values if index is not None),
        tuple(header[h.index] for h in headings if h.index not in used and h.text),
    )


def _named(contract: SourceContract, missing: list[str], headings: list[_Heading]) -> str:
    """The missing columns, a handful by name; where no section was opened, that is what is missing."""
    if contract.header.section_marker and not any(heading.section for heading in headings):
        return f"分节列 / section columns {contract.header.section_marker}"
    rest = f" … (+{len(missing) - _NAMED})" if len(missing) > _NAMED else ""
    return "、".join(missing[:_NAMED]) + rest


def _headings(contract: SourceContract, header: tuple[str, ...]) -> list[_Heading]:
    """Each header with the section it stands in: a marker column opens one that lasts until the next."""
    marker = re.compile(contract.header.section_marker) if contract.header.section_marker else None
    section: str | None = None
    headings = []
    for index, cell in enumerate(header):
        cut = _cut(cell, contract.header.strip_suffix)
        if marker and (match := marker.search(cut)):
            section = normal_header(match["section"])
        headings.append(_Heading(index, normal_header(cut), section))
    return headings


def _cut(cell: str, suffix: str | None) -> str:
    return re.sub(f"(?:{suffix})$", "", cell) if suffix else cell


def _bare(cell: str, suffix: str | None) -> str:
    return normal_header(_cut(cell, suffix))


def _names(header: str, column: Column) -> set[str]:
    return {normal_header(name) for name in (header, *column.aliases)}


def _label(value: ValueColumn) -> str:
    return f"{value.header} [{value.section}]" if value.section else value.header
