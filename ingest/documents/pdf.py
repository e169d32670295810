"""PDF files: text by pdfium, ruled tables by pdfplumber, and OCR of the pages whose text cannot be read."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.documents.archive import damaged, too_large
from ingest.documents.model import Block, DocumentText, Page, UnreadableDocument, squeeze
from ingest.documents.ocr import read_picture
from ingest.documents.ocr_cache import OcrCache
from ingest.documents.page_lines import PageLines
from ingest.documents.paragraphs import blocks_of_pages
from ingest.documents.pdf_facts import notes_of, properties_of
from ingest.documents.pdf_lines import PageObjects, is_readable, may_miss, page_lines
from ingest.documents.pdf_plumber import (
    MAX_CHARACTERS,
    MAX_TABLE_PAGES,
    Found,
    lines_in_absent_fonts,
    ruled_tables,
    with_tables,
)

MEDIA_TYPE = "application/pdf"
MAX_PAGES = 3_000
MAX_OCR_PAGES = 300
# of one picture on a page that is to be drawn
MAX_PIXELS = 120_000_000
_DOTS, _LONGEST_SIDE = 200, 3000
_POINTS = 72
# a scan: one picture over most of the page, and hardly a word beside it
_COVERED, _FEW = 0.6, 40
# pdfium keeps state of its own: one thread at a time
_pdfium_in_use = threading.Lock()


@dataclass(slots=True)
class _Looked:
    """What the first look at a page gave; ``lines`` None: it could not be opened."""

    page: Page
    lines: list[Block] | None
    needs_ocr: bool = False
    is_ruled: bool = False
    lacks_fonts: bool = False
    pixels: int = 0


def read_pdf(path: Path, cache: OcrCache | None = None) -> DocumentText:
    """Read a PDF file page by page.

    A page without readable text (none, a scan, or characters that stand for nothing) is drawn and read by OCR; its
    page says so (``text_source`` `ocr`, or `none` when there is nothing to read). Lines that continue are joined,
    cells of ruled tables are blocks of their own. ``properties``: author, title, created, modified, producer.
    Raises :class:`UnreadableDocument` (`encrypted`, `damaged`, `too_large`).
    """
    cache = cache or OcrCache()
    with _pdfium_in_use, _opened(path) as pdf:
        looked = [_first_look(pdf, number) for number in range(1, len(pdf) + 1)]
        if all(found.lines is None for found in looked):
            raise damaged("no page can be opened")
        absent = _read_again(path, [found for found in looked if found.lacks_fonts])
        to_read = [found for found in looked if found.needs_ocr]
        _check(to_read)
        ruled = [found.page.number for found in looked if found.is_ruled and not found.needs_ocr]
        tables = dict(ruled_tables(path, ruled[:MAX_TABLE_PAGES])) if ruled else {}
        read = [_second_look(pdf, found, tables.get(found.page.number, []), cache) for found in looked]
        labelled, blocks = blocks_of_pages([lines for _, lines in read])
        properties = properties_of(pdf)
        notes = [*notes_of(pdf, path, [found.page.number for found in looked if found.lines is not None])]
    if absent:
        notes.append(f"fonts are missing in the file: {absent} page(s) read by their tables of characters")
    if len(ruled) > MAX_TABLE_PAGES:
        notes.append(f"tables were looked for on the first {MAX_TABLE_PAGES} pages with rules only")
    document = DocumentText(
        MEDIA_TYPE,
        None,
        _hint(properties.get("title", ""), blocks),
        blocks,
        labelled,
        tuple(notes),
        "pdfium+ocr" if to_read else "pdfium",
        tuple(page for page, _ in read),
        tuple(table for number in sorted(tables) for table, _ in tables[number]),
        properties,
    )
    cache.keep(document)
    return document


@contextmanager
def _opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise UnreadableDocument(
                "encrypted", "PDF 已加密，请去除密码后报送", "password-protected PDF; remove the password"
            ) from error
        raise damaged(str(error)) from error
    try:
        if len(pdf) < 1:
            raise damaged("no pages")
        if len(pdf) > MAX_PAGES:
            raise too_large(f"{len(pdf):,} pages, limit {MAX_PAGES:,}")
        yield pdf
    finally:
        pdf.close()


def _first_look(pdf: pdfium.PdfDocument, number: int) -> _Looked:
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        return _Looked(Page(number, text_source="none"), None)
    try:
        width, height = page.get_size()
        lines = page_lines(page, number)
        if lines is None:
            raise too_large(f"page {number}: too many characters")
        things = PageObjects(page)
        words = _words(lines)
        is_scan = things.covered >= _COVERED and (words < _FEW or things.is_hidden)
        return _Looked(
            Page(number, round(width, 2), round(height, 2)),
            lines,
            is_scan or not is_readable(lines),
            things.is_ruled and words <= MAX_CHARACTERS,
            things.lacks_fonts and not is_scan and words <= MAX_CHARACTERS and may_miss(lines),
            things.pixels,
        )
    except pdfium.PdfiumError:
        return _Looked(Page(number, text_source="none"), None)
    finally:
        page.close()


def _read_again(path: Path, looked: list[_Looked]) -> int:
    """Take the other reader's lines where it finds more text; on how many pages it did."""
    numbers = [found.page.number for found in looked][:MAX_TABLE_PAGES]
    again = dict(lines_in_absent_fonts(path, numbers)) if numbers else {}
    taken = 0
    for found in looked:
        lines = again.get(found.page.number, [])
        if _words(lines) > _words(found.lines or []) and is_readable(lines):
            found.lines, found.needs_ocr = lines, False
            taken += 1
    return taken


def _words(lines: list[Block]) -> int:
    return sum(len(squeeze(line.text)) for line in lines)


def _check(to_read: list[_Looked]) -> None:
    if len(to_read) > MAX_OCR_PAGES:
        raise too_large(f"{len(to_read):,} scanned pages, limit {MAX_OCR_PAGES}")
    for found in to_read:
        if found.pixels > MAX_PIXELS:
            raise too_large(f"page {found.page.number}: a picture of {found.pixels:,} pixels")


def _second_look(
    pdf: pdfium.PdfDocument, found: _Looked, tables: list[Found], cache: OcrCache
) -> tuple[Page, PageLines]:
    number = found.page.number
    if found.needs_ocr:
        page = pdf[number - 1]
        try:
            lines = read_picture(_drawn(page), number, cache)
        finally:
            page.close()
        return replace(found.page, text_source="ocr" if lines.lines else "none"), lines
    return found.page, PageLines(number, tuple(with_tables(found.lines or [], tables)))


def _drawn(page: pdfium.PdfPage) -> np.ndarray:
    width, height = page.get_size()
    scale = min(_DOTS / _POINTS, _LONGEST_SIDE / max(width, height, 1.0))
    # a page of one point is drawn as one dot, and holds nothing
    bitmap = page.render(scale=max(scale, 1.0 / max(min(width, height), 1.0)), rev_byteorder=False, prefer_bgrx=False)
    try:
        return bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()


def _hint(title: str, blocks: tuple[Block, ...]) -> str | None:
    """The title that the file states, if its first page bears it: many only keep the name of a template."""
    shown = squeeze("".join(block.text for block in blocks if block.page == 1))
    return title if len(squeeze(title)) > 3 and squeeze(title) in shown else None
