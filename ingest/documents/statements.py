"""All that a document states of itself, field by field, each with its place and how sure the reading is."""

from datetime import date

from ingest.documents import head_and_foot, labels, succession, validity
from ingest.documents.dates import leading_date
from ingest.documents.issuers import place_of
from ingest.documents.layout import lay_out
from ingest.documents.model import DocumentText
from ingest.documents.official_fields import OfficialFields
from ingest.documents.stated import DISPUTED, Stated, first, surety_of_reading
from ingest.privacy import mask_text

# fields that `official_fields` reads; the others are read here
_BASIC = ("title", "document_number", "issuer", "issued_on", "published_on")


def statements_of(doc: DocumentText, fields: OfficialFields) -> dict[str, Stated]:
    """Every field by its name: those of ``fields`` and the further ones of GB/T 9704-2012 and of validity.

    Several values (``attachments``, ``repealed_numbers`` …) are a tuple in the order of the text. What came out of
    OCR is as sure as its lines; where label and text differ the field is `stated.DISPUTED`.
    """
    layout = lay_out(doc.paragraphs)
    disputed = {told.partition(":")[0] for told in fields.disagreements}
    found = {name: _basic(fields, name, name in disputed) for name in _BASIC}
    sentences = validity.sentences_of(doc.paragraphs)
    issuer = found["issuer"]
    found["place"] = Stated(place_of(fields.issuer), issuer.read_from, issuer.confidence)
    found["signer"] = head_and_foot.signer(doc, layout)
    found["addressee"] = head_and_foot.addressee(layout)
    found["urgency"] = head_and_foot.urgency(doc, layout)
    found["openness"] = head_and_foot.openness(doc)
    found["attachments"] = head_and_foot.attachments(layout)
    found["printed_by"], found["printed_on"] = head_and_foot.printed(doc)
    effective = validity.effective_on(sentences, fields.title, found["issued_on"], found["published_on"])
    found["effective_on"] = first(_labelled(doc, labels.EFFECTIVE), effective)
    expires = validity.expires_on(sentences, fields.title, found["effective_on"], found["issued_on"])
    found["expires_on"] = first(_labelled(doc, labels.EXPIRES), expires)
    own = (fields.title, fields.document_number)
    found["repealed_numbers"], found["repealed_titles"] = succession.repealed(sentences, *own)
    found["amended_numbers"], found["amended_titles"] = succession.amended(sentences, *own)
    found["draft_mark"] = succession.draft_mark(fields.title, layout.head)
    surety = surety_of_reading(doc)
    return {name: stated.times(surety) if stated.value else Stated() for name, stated in found.items()}


def stated_columns(found: dict[str, Stated]) -> dict[str, str | date | float | None]:
    """Fields as columns: the value (several joined with ；, personal numbers masked), ``_from`` and ``_confidence``."""
    columns: dict[str, str | date | float | None] = {}
    for name, stated in found.items():
        value = "；".join(stated.value) if isinstance(stated.value, tuple) else stated.value
        columns[name] = mask_text(value)[0] if isinstance(value, str) else value
        columns[f"{name}_from"] = stated.read_from
        columns[f"{name}_confidence"] = stated.confidence
    return columns


def _basic(fields: OfficialFields, name: str, disputed: bool) -> Stated:
    stated = Stated.at(getattr(fields, f"{name}_from"), getattr(fields, name))
    return Stated(stated.value, stated.read_from, DISPUTED) if disputed else stated


def _labelled(doc: DocumentText, names: tuple[str, ...]) -> Stated:
    days = (leading_date(doc.labelled[name]) for name in names if name in doc.labelled)
    return Stated.at("label", next(filter(None, days), None))
