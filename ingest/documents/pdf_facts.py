"""What a PDF file says of itself, and what it holds beside its text."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.documents.model import tidy

_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(?:(\d{2})(\d{2})(\d{2})?)?")
_SILENT_NOTES = frozenset((raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP))
_MAX_REMARKS = 10_000


def properties_of(pdf: pdfium.PdfDocument) -> dict[str, str]:
    """Author, title, producer, and created and modified (ISO, the file's own clock), as far as they are stated."""
    said = {key.lower(): tidy(value)[:300] for key, value in pdf.get_metadata_dict(skip_empty=True).items()}
    found = {key: said[key] for key in ("author", "title", "producer") if said.get(key)}
    for key, name in (("created", "creationdate"), ("modified", "moddate")):
        if match := _DATE.match(said.get(name, "")):
            year, month, day, hour, minute, second = (part or "" for part in match.groups())
            found[key] = f"{year}-{month or '01'}-{day or '01'}" + (
                f"T{hour}:{minute}:{second or '00'}" if hour else ""
            )
    return found


def notes_of(pdf: pdfium.PdfDocument, path: Path, opened: Sequence[int]) -> Iterator[str]:
    """What a reader should know: an early end, pages that cannot be ``opened``, and what is not part of the text."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        if b"%%EOF" not in stream.read():
            yield "the file ends early: pages may be missing"
    for number in sorted(set(range(1, len(pdf) + 1)) - set(opened)):
        yield f"page {number} cannot be opened"
    if attachments := pdf.count_attachments():
        yield f"{attachments} attached file(s), not read"
    if pdf.get_formtype() != raw.FORMTYPE_NONE:
        yield "a form: what was filled in is not part of the text"
    if remarks := sum(_remarks(pdf, number) for number in opened):
        yield f"{remarks} remark(s) or stamp(s) laid over the text, not read"


def _remarks(pdf: pdfium.PdfDocument, number: int) -> int:
    page = pdf[number - 1]
    try:
        count = 0
        for at in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_REMARKS)):
            remark = raw.FPDFPage_GetAnnot(page, at)
            count += bool(remark) and raw.FPDFAnnot_GetSubtype(remark) not in _SILENT_NOTES
            raw.FPDFPage_CloseAnnot(remark)
        return count
    finally:
        page.close()
