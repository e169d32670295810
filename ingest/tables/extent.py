"""How large a grid a workbook claims: one cell in the far corner makes a reader lay out every cell before it.

Readers hold a sheet as a full grid, and a grid of 17 thousand million cells ends the whole process.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from defusedxml.ElementTree import iterparse

MAX_GRID = 40_000_000  # cells of one sheet, about 1.5 GB in the reader
_PIECE = 1 << 20
# a cell that holds something: one that ends at once ("/>") carries only a format
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'](?:[^>]*[^/>])?>")
_ROWS = "number-rows-repeated"
_COLUMNS = "number-columns-repeated"


def largest_grid(archive: zipfile.ZipFile) -> int:
    """Cells of the largest grid that any sheet of an xlsx, xlsb or ods archive spans; 0 without a sheet."""
    grids = [0]
    for member in archive.infolist():
        name = member.filename.lower()
        if name == "content.xml":
            with archive.open(member) as stream:
                grids += _ods_grids(stream)
        elif name.startswith("xl/") and "sheets/" in name and name.endswith((".xml", ".bin")):
            with archive.open(member) as stream:
                grids.append(_xlsx_grid(stream) if name.endswith(".xml") else _xlsb_grid(stream))
    return max(grids)


def column_index(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _xlsx_grid(stream: BinaryIO) -> int:
    rows = columns = 0
    rest = b""
    while piece := stream.read(_PIECE):
        text = rest + piece
        for match in _CELL.finditer(text):
            rows = max(rows, int(match[2]))
            columns = max(columns, column_index(match[1].decode()) + 1)
        rest = text[text.rfind(b"<") :][-_PIECE:]
    return rows * columns


def _xlsb_grid(stream: BinaryIO) -> int:
    """Records are an id and a size of up to 2 and 4 bytes of 7 bits, then the payload (MS-XLSB 2.1.4)."""
    row = rows = columns = 0
    data = stream.read()
    at = 0
    while at < len(data):
        kind, at = _seven_bits(data, at, 2)
        size, at = _seven_bits(data, at, 4)
        if kind == 0:  # a row's head
            row = int.from_bytes(data[at : at + 4], "little") + 1
        elif 2 <= kind <= 11:  # a cell with content; 1 is a blank one
            rows = max(rows, row)
            columns = max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
        at += size
    return rows * columns


def _seven_bits(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for place in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _ods_grids(stream: BinaryIO) -> Iterator[int]:
    row = rows = columns = column = last = 0
    for event, element in iterparse(stream, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "table":
            row = rows = columns = 0
        elif event == "start" and tag == "table-row":
            column = last = 0
        elif event == "end" and tag in ("table-cell", "covered-table-cell"):
            column += _repeat(element, _COLUMNS)
            if len(element) or any(name.endswith("value-type") for name in element.attrib):
                last = column
        elif event == "end" and tag == "table-row":
            row += _repeat(element, _ROWS)
            rows, columns = (row, max(columns, last)) if last else (rows, columns)
            element.clear()
        elif event == "end" and tag == "table":
            yield rows * columns


def _repeat(element: object, kind: str) -> int:
    text = next((v for name, v in element.attrib.items() if name.endswith(kind)), "1")
    return int(text) if text.isdecimal() else 1
