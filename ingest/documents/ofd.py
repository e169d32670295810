"""OFD files (GB/T 33190-2016), the national format of fixed pages: the text that stands on each page, by its place."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ingest.documents.archive import damaged, too_large
from ingest.documents.lines import Line, lines_of
from ingest.documents.model import Block, Box, DocumentText, Page, UnreadableDocument, tidy
from ingest.documents.ofd_about import Annotations, attachment_notes, properties_of, signature_notes
from ingest.documents.ofd_objects import Objects, Resources
from ingest.documents.ofd_package import OfdPackage
from ingest.documents.ofd_pictures import read_pictures
from ingest.documents.ofd_text import numbers
from ingest.documents.page_lines import PageLines
from ingest.documents.paragraphs import blocks_of_pages
from ingest.documents.unread_signs import without_unread_signs
from ingest.documents.watermarks import pages_in_words, secrecy_blocks, watermark_notes

MEDIA_TYPE = "application/ofd"

MAX_DOCUMENTS = 50
MAX_PAGES = 5_000
_POINTS = 72 / 25.4  # of a millimetre
_A4 = (0.0, 0.0, 210.0, 297.0)


@dataclass(slots=True)
class _Read:
    """What has been read so far, of all documents in the file."""

    lines: list[PageLines] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    watermarks: dict[str, list[int]] = field(default_factory=dict)
    seen: list[Block] = field(default_factory=list)  # by OCR
    labelled: dict[str, str] = field(default_factory=dict)  # by OCR


def read_ofd(archive: zipfile.ZipFile) -> DocumentText:
    """Text of an opened OFD: page by page, template and page together, from the top; lines that go on are one block.

    The pictures of a page without text are read by OCR. A page of which nothing can be read so (paths alone, or signs
    that are private ones of its fonts) has the text source `none` and a note. Watermarks are kept out; other
    annotations are blocks of the kind `note`.
    Raises :class:`UnreadableDocument` (`damaged`, `encrypted`, `too_large`).
    """
    package = OfdPackage(archive)
    if package.find("Encryptions.xml"):
        raise UnreadableDocument("encrypted", "OFD 已加密，请去除密码后报送", "encrypted OFD; remove the password")
    bodies = list(package.tree(package.find("OFD.xml")).iter("DocBody"))
    if len(bodies) > MAX_DOCUMENTS:
        raise too_large(f"{len(bodies):,} documents")
    if not bodies:
        raise damaged("OFD.xml: no DocBody")
    read = _Read()
    if len(bodies) > 1:
        read.notes.append(f"{len(bodies)} documents in one file, one behind the other")
    for body in bodies:
        _read_body(package, body, read)
    if all(page.text_source == "none" for page in read.pages):
        raise UnreadableDocument(
            "empty",
            "没有可读的文字（只有图片、路径或字体私有编码），请提供可复制文字的文件",
            "no readable text (pictures, paths or private signs only); deliver a file whose text can be copied",
        )
    read.notes += watermark_notes(read.watermarks)
    labelled, blocks = blocks_of_pages(read.lines)
    blocks = sorted((*blocks, *read.seen), key=lambda block: block.page)
    return DocumentText(
        MEDIA_TYPE,
        None,
        tidy(bodies[0].findtext("DocInfo/Title") or "") or None,
        (*secrecy_blocks(read.watermarks), *blocks),
        read.labelled | labelled,
        tuple(read.notes),
        "ofd+ocr" if read.seen else "ofd",
        tuple(read.pages),
        properties=properties_of(bodies[0]),
    )


def _read_body(package: OfdPackage, body: Element, read: _Read) -> None:
    root, name = package.tree_at(body.findtext("DocRoot"))
    if root is None:
        raise damaged(f"{body.findtext('DocRoot')}: missing")
    resources = Resources(package, root, name)
    annotations = Annotations(package, root, name)
    without: list[int] = []
    for page in root.iterfind("Pages/Page"):
        if len(read.pages) >= MAX_PAGES:
            raise too_large(f"{MAX_PAGES:,} pages")
        number = len(read.pages) + 1
        tree, part = package.tree_at(page.get("BaseLoc"), name)
        if tree is None:
            read.notes.append(f"page {number}: {page.get('BaseLoc')} is missing in the file")
        left, top, width, height = _box_of(tree, root)
        objects = Objects(resources, tree, part)
        written, watermarks = annotations.of_page(page.get("ID"))
        drawn, remarks = lines_of(objects.runs), lines_of(written)
        # writing across a page is a watermark, whatever its writer calls it
        watermarks += [line.text for line in (*drawn, *remarks) if line.slanted]
        lines, unread = without_unread_signs([line for line in drawn if not line.slanted])
        if unread:
            read.notes.append(f"page {number}: {unread}")
        area = (left, top, width, height)
        source = "text"
        if not lines:
            # beside signs that nobody can read, what a picture says is not what the page says
            pictures = [] if drawn else objects.pictures
            seen, labelled = read_pictures(package, pictures, area, number, read.notes)
            read.seen += seen
            read.labelled = labelled | read.labelled
            source = "ocr" if seen or labelled else "none"
        if source == "none":
            without.append(number)
        for text in dict.fromkeys(watermarks):
            read.watermarks.setdefault(text, []).append(number)
        read.pages.append(Page(number, width * _POINTS, height * _POINTS, source))
        level = [line for line in remarks if not line.slanted]
        blocks = (*_blocks(lines, number, area, "paragraph"), *_blocks(level, number, area, "note"))
        read.lines.append(PageLines(number, blocks))
    if without:
        read.notes.append(f"no readable text on {pages_in_words(without)}: needs OCR")
    read.notes += attachment_notes(package, root, name)
    read.notes += signature_notes(package, body)


def _blocks(lines: list[Line], page: int, area: tuple[float, float, float, float], kind: str) -> Iterator[Block]:
    left, top, width, height = area
    for line in lines:
        box = Box(
            _share(line.left - left, width),
            _share(line.top - top, height),
            _share(line.right - left, width),
            _share(line.bottom - top, height),
        )
        yield Block(line.text, kind, page, box)


def _box_of(page: Element | None, document: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of a page in millimetres: its own box, or that of the document."""
    stated = (
        page.findtext("Area/PhysicalBox") if page is not None else None,
        document.findtext("CommonData/PageArea/PhysicalBox"),
    )
    boxes = (box for text in stated if (box := numbers(text, 4)) and box[2] > 0 and box[3] > 0)
    return next(boxes, _A4)


def _share(length: float, whole: float) -> float:
    return min(1.0, max(0.0, length / whole))
