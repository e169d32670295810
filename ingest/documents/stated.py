"""A field that a document states of itself: its value, the place where it was read, and how sure that is."""

from dataclasses import dataclass
from datetime import date

from ingest.documents.model import DocumentText

# how sure a reading is by the place it comes from, a rule of this project: the document's own metadata; a place
# that GB/T 9704 fixes for just this field; a sentence that says so; a date reckoned from another field
CONFIDENCE = {
    "label": 1.0,
    "body": 0.95,
    "title": 0.95,
    "signature": 0.95,
    "foot": 0.95,
    "sentence": 0.85,
    "reckoned": 0.75,
    "none": 0.0,
}
# label and text differ: the label is taken, and a person should look
DISPUTED = 0.5

Value = str | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """``read_from``: a key of ``CONFIDENCE`` (`body`: head of the text). ``confidence``: 0 to 1, 0 without a value."""

    value: Value | None = None
    read_from: str = "none"
    confidence: float = 0.0

    @classmethod
    def at(cls, place: str, value: Value | None) -> "Stated":
        """``value`` read at ``place``; nothing when there is none."""
        return cls(value, place, CONFIDENCE[place]) if value else cls()

    def times(self, share: float) -> "Stated":
        """The same reading, less sure: of a page read by OCR, or reckoned from a field that is unsure itself."""
        return Stated(self.value, self.read_from, round(self.confidence * share, 4))


def first(*readings: Stated) -> Stated:
    """The first reading that has a value."""
    return next((reading for reading in readings if reading.value), Stated())


def surety_of_reading(doc: DocumentText) -> float:
    """1 for text that was read as such, the mean confidence of the lines where OCR read."""
    seen = [block.confidence for block in doc.blocks if block.confidence is not None]
    return sum(seen) / len(seen) if seen else 1.0
