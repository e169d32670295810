"""One document as a batch of one row: its official fields and its masked text."""

from pathlib import Path

from ingest.batch import Batch
from ingest.documents.official_fields import official_fields
from ingest.documents.read import UnreadableDocument, read_document
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
    fields = official_fields(document)
    batch = Batch(rows_read=1, encoding=document.encoding)
    if fields.security_mark:
        batch.quarantine.append(hold(1, "security_mark", "held_back", fields.security_mark))
    else:
        body, masked = mask_text("\n".join(document.paragraphs))
        batch.rows.append(
            {
                "title": mask_text(fields.title or "")[0] or None,
                "document_number": fields.document_number,
                "document_number_from": fields.document_number_from,
                "issuer": fields.issuer,
                "issuer_from": fields.issuer_from,
                "level": fields.level,
                "media_type": document.media_type,
                "issued_on": fields.issued_on,
                "issued_on_from": fields.issued_on_from,
                "published_on": fields.published_on,
                "body": body,
                "characters": len(body),
                "masked": sum(masked.values()),
                "row_number": 1,
            }
        )
        batch.rows_written = 1
    batch.check_conservation()
    return batch
