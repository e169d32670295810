"""Pictures that are a whole OFD page (a scan): read by OCR, their lines placed on the page."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ingest.documents.image import read_image
from ingest.documents.model import Block, Box, DocumentText, UnreadableDocument
from ingest.documents.ofd_package import OfdPackage
from ingest.documents.ofd_text import Matrix, point

_LEAST = 0.05  # share of the page: what is smaller is an emblem or a code
_MOST = 8  # pictures of one page
_MAX_PAGES = 200  # as for pages of a PDF file, OCR takes seconds for each

Area = tuple[float, float, float, float]


def read_pictures(
    package: OfdPackage, pictures: Sequence[tuple[str, Matrix]], area: Area, page: int, notes: list[str]
) -> tuple[list[Block], dict[str, str]]:
    """What OCR reads in the large pictures of a page: blocks with boxes on the page, and pairs of metadata lines.

    ``notes`` gets the pictures that it cannot open.
    """
    found: list[Block] = []
    labelled: dict[str, str] = {}
    large = [(name, matrix) for name, matrix in pictures if _share_of(matrix, area) >= _LEAST]
    for name, matrix in large[:_MOST] if page <= _MAX_PAGES else ():
        try:
            document = _read(package, name)
            found += [_placed(block, matrix, area, page) for block in document.blocks]
            labelled = document.labelled | labelled
        except UnreadableDocument as error:
            notes.append(f"page {page}: {name}: {error.message_en}")
    return found, labelled


def _read(package: OfdPackage, name: str) -> DocumentText:
    with tempfile.TemporaryDirectory(prefix="bizenv-ofd-") as folder:
        path = Path(folder) / ("picture" + PurePosixPath(name).suffix[:6])
        path.write_bytes(package.data(name))
        return read_image(path)


def _share_of(matrix: Matrix, area: Area) -> float:
    """The share of the page that a picture's unit square covers."""
    a, b, c, d, _, _ = matrix
    return abs(a * d - b * c) / (area[2] * area[3])


def _placed(block: Block, matrix: Matrix, area: Area, page: int) -> Block:
    if block.box is None:
        return replace(block, page=page)
    left, top, width, height = area
    corners = [
        point(matrix, x, y) for x in (block.box.left, block.box.right) for y in (block.box.top, block.box.bottom)
    ]
    xs = [min(1.0, max(0.0, (x - left) / width)) for x, _ in corners]
    ys = [min(1.0, max(0.0, (y - top) / height)) for _, y in corners]
    return replace(block, page=page, box=Box(min(xs), min(ys), max(xs), max(ys)))
