"""Documents as a batch: a row each, with its official fields, its masked text and its parts."""

from pathlib import Path

from ingest.batch import Batch
from ingest.documents.bundle import read_documents
from ingest.documents.fingerprint import fingerprint
from ingest.documents.model import DocumentText, UnreadableDocument
from ingest.documents.official_fields import official_fields
from ingest.documents.parts import parts_of
from ingest.documents.statements import stated_columns, statements_of
from ingest.privacy import mask_text
from ingest.quarantine import hold
from ingest.reasons import FileRefused

_SHOWN = 3  # refusals of members quoted when all are refused


def document_batch(path: Path) -> Batch:
    """Read one document, or an archive of them; raises :class:`ingest.reasons.FileRefused` with format and remedy.

    A document with a secrecy mark is held back whole: nothing of its text is kept. A member of an archive that cannot
    be read is held back alone; when none can be read the file is refused.
    """
    batch = Batch()
    refusals: list[UnreadableDocument] = []
    try:
        for member, result in read_documents(path):
            if isinstance(result, DocumentText):
                _take(batch, result, member)
                continue
            refusals.append(result)
            batch.rows_read += 1
            name, code = mask_text(member)[0], result.reason_code
            batch.quarantine.append(hold(batch.rows_read, name, code, result.message_en))
    except UnreadableDocument as error:
        refusals = [error]
        batch.rows_read = 1
    if len(refusals) == batch.rows_read:
        said = "; ".join(refusal.message_en for refusal in refusals[:_SHOWN])
        raise FileRefused("unreadable", refusals[0].reason_code, said) from refusals[0]
    batch.check_conservation()
    return batch


def _take(batch: Batch, document: DocumentText, member: str) -> None:
    """One more document of the file: written, or held back for its secrecy mark. ``member``: its name in an archive."""
    batch.rows_read += 1
    row_number = batch.rows_read
    if not member:
        batch.encoding = document.encoding
    fields = official_fields(document)
    if fields.security_mark:
        batch.quarantine.append(hold(row_number, "security_mark", "held_back", fields.security_mark))
        return
    body, _ = mask_text(document.text)
    parts, masked = parts_of(document, fields.issued_on)
    batch.rows.append(
        {
            "member": mask_text(member)[0] or None,
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
