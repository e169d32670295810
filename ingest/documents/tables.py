"""Tables of documents within limits: a merged cell repeats its text, so that little may stand for very much."""

from collections.abc import Iterable

from ingest.documents.archive import too_large
from ingest.documents.model import DocumentTable

MAX_CELLS = 500_000  # of one table
MAX_CHARACTERS = 20_000_000


def table_of(rows: Iterable[Iterable[str]], page: int = 1) -> DocumentTable | None:
    """The rows as a table, None when it says nothing.

    Raises :class:`ingest.documents.model.UnreadableDocument` (`too_large`) before too much is laid out.
    """
    filled: list[tuple[str, ...]] = []
    cells = characters = 0
    for row in rows:
        laid_out: list[str] = []
        for text in row:
            cells += 1
            characters += len(text)
            if cells > MAX_CELLS or characters > MAX_CHARACTERS:
                raise too_large(f"{MAX_CELLS:,} cells or {MAX_CHARACTERS:,} characters in a table")
            laid_out.append(text)
        filled.append(tuple(laid_out))
    return DocumentTable(page, tuple(filled)) if any(map(any, filled)) else None
