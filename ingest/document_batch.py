"""Documents as a batch: a row each with official fields and masked text, and the tables of its parts."""

from pathlib import Path

from ingest.batch import Batch
from ingest.documents.fingerprint import fingerprint
from ingest.documents.model import DocumentText
from ingest.documents.official_fields import official_fields
from ingest.documents.parts import parts_of
from ingest.documents.read import UnreadableDocument, read_document
from ingest.privacy import mask_text
from ingest.quarantine import hold
from ingest.raw_zone import DOCUMENT_PARTS
from ingest.reasons import REASONS, FileRefused


def document_batch(path: Path) -> Batch:
    """Read one document; raises :class:`ingest.reasons.FileRefused` with the format and the remedy.

    A document with a secrecy mark is held back whole: nothing of its text is kept.
    """
    try:
        document = read_document(path)
    except UnreadableDocument as error:
        code = error.reason_code if error.reason_code in REASONS else "damaged"
        raise FileRefused("unreadable", code, error.message_en) from error
    batch = Batch(encoding=document.encoding, parts={name: [] for name in DOCUMENT_PARTS})
    _take(batch, document)
    batch.check_conservation()
    return batch


def _take(batch: Batch, document: DocumentText) -> None:
    """One more document of the file: written, or held back for its secrecy mark."""
    batch.rows_read += 1
    row_number = batch.rows_read
    fields = official_fields(document)
    if fields.security_mark:
        batch.quarantine.append(hold(row_number, "security_mark", "held_back", fields.security_mark))
        return
    body, _ = mask_text(document.text)
    parts, masked = parts_of(document, row_number)
    for table, rows in parts.items():
        batch.parts[table] += rows
    batch.rows.append(
        {
            "title": mask_text(fields.title or "")[0] or None,
            "document_number": fields.document_number,
            "document_number_from": fields.document_number_from,
            "issuer": fields.issuer,
            "issuer_from": fields.issuer_from,
            "level": fields.level,
            "media_type": document.media_type,
            "reader": document.reader,
            "issued_on": fields.issued_on,
            "issued_on_from": fields.issued_on_from,
            "published_on": fields.published_on,
            "body": body,
            "characters": len(body),
            "pages": len(document.pages),
            "masked": masked,
            # of the masked text: nothing of a personal number goes into it
            "fingerprint": fingerprint(body),
            "row_number": row_number,
        }
    )
    batch.rows_written += 1
