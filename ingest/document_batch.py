"""Documents as a batch: a row each, with its official fields, its masked text and its parts."""

from pathlib import Path

from ingest.batch import Batch
from ingest.documents.fingerprint import fingerprint
from ingest.documents.model import DocumentText
from ingest.documents.official_fields import official_fields
from ingest.documents.parts import parts_of
from ingest.documents.read import UnreadableDocument, read_document
from ingest.documents.statements import stated_columns, statements_of
from ingest.privacy import mask_text
from ingest.quarantine import hold
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
    batch = Batch(encoding=document.encoding)
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
    parts, masked = parts_of(document, fields.issued_on)
    batch.rows.append(
        {
            **stated_columns(statements_of(document, fields)),
            "level": fields.level,
            "media_type": document.media_type,
            "reader": document.reader,
            "body": body,
            "characters": len(body),
            "page_count": len(document.pages),
            "masked": masked,
            # of the masked text: nothing of a personal number goes into it
            "fingerprint": fingerprint(body),
            **parts,
            "row_number": row_number,
        }
    )
    batch.rows_written += 1
