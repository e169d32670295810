"""Plain text and Markdown."""

from ingest.documents.labels import take_labelled_lines
from ingest.documents.model import DocumentText, blocks_of, tidy
from ingest.encoding import decode


def read_text(data: bytes) -> DocumentText:
    """Text of a TXT or MD file: every line that is not blank is a paragraph.

    Raises ``UndecodableText`` when the bytes are no text.
    """
    text, encoding = decode(data)
    lines = [line for raw in text.splitlines() if (line := tidy(raw))]
    labelled, paragraphs = take_labelled_lines(lines)
    return DocumentText("text/plain", encoding, None, blocks_of(paragraphs), labelled, reader="text")
