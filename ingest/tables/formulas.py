"""Cells whose formula has no usable result: none is stored, or an error such as #DIV/0! is.

Readers of values see such cells as empty; treating them so would turn a figure into a gap without a word.
"""

import io
import re
import zipfile
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ingest.tables.extent import column_index

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_NOT_COMPUTED = "="


def cells_without_value(data: bytes, sheet: str) -> dict[int, dict[int, str]]:
    """Row number (from 1) -> column index (from 0) -> what stands there: ``=`` or the error's text.

    Empty for other formats than xlsx.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        member = _member(archive, sheet)
        if member is None:
            return {}
        found: dict[int, dict[int, str]] = {}
        with archive.open(member) as stream:
            for _, element in iterparse(stream):
                if _local(element) == "c" and (text := _hollow(element)):
                    column, row = _REFERENCE.fullmatch(element.get("r", "")).groups()
                    found.setdefault(int(row), {})[column_index(column)] = text
                if _local(element) == "row":
                    element.clear()
        return found
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, AttributeError):
        return {}  # not a readable xlsx: the reader of values says what is wrong with it


def _hollow(cell: Element) -> str | None:
    parts = {_local(part): part for part in cell}
    value = parts.get("v")
    if cell.get("t") == "e":
        return (value.text if value is not None else None) or "#ERROR"
    if "f" not in parts:
        return None
    # t="str" with an empty value is a computed empty text
    computed = value is not None and (value.text is not None or cell.get("t") == "str")
    return None if computed else _NOT_COMPUTED


def _member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    if "xl/workbook.xml" not in archive.namelist():
        return None
    targets = {
        element.get("Id"): element.get("Target", "")
        for _, element in iterparse(archive.open("xl/_rels/workbook.xml.rels"))
        if _local(element) == "Relationship"
    }
    for _, element in iterparse(archive.open("xl/workbook.xml")):
        if _local(element) == "sheet" and element.get("name") == sheet:
            relation = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            target = targets.get(relation, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return None


def _local(element: Element) -> str:
    """The name without its namespace: strict and transitional workbooks differ only in that."""
    return element.tag.rpartition("}")[2]
