"""What is held back: one record per fault, its text masked before it is kept."""

from dataclasses import dataclass

from ingest.privacy import mask_text
from ingest.reasons import REASONS

_SHOWN = 200  # characters of a raw text kept


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One fault in one row of a file. ``value_only``: a single value was withheld, the rest of the row was written."""

    row_number: int
    column_name: str
    reason_code: str
    raw_text: str
    value_only: bool = False


def hold(row_number: int, column: str, code: str, text: str, *, value_only: bool = False) -> Quarantined:
    """A quarantine record; ``code`` must be one of :data:`ingest.reasons.REASONS`."""
    return Quarantined(row_number, column, REASONS[code].code, mask_text(text)[0][:_SHOWN], value_only)
