"""Lines that stand in a page header although they are the document's own head: letterhead, number, secrecy mark."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ingest.documents.document_number import own_number
from ingest.documents.issuers import is_body
from ingest.documents.model import Block, squeeze

_MARK = re.compile("绝密|机密|秘密|内部|特提|特急|加急|平急|签发人")


def keep_head_lines(blocks: Iterable[Block]) -> list[Block]:
    """Blocks of page headers, those of the document's head made paragraphs: the fields are looked for in the text."""
    return [replace(block, kind="paragraph") if _is_of_head(block.text) else block for block in blocks]


def _is_of_head(line: str) -> bool:
    text = squeeze(line)
    letterhead = text.endswith(("文件", "令")) and is_body(text.removesuffix("文件").removesuffix("令"))
    return letterhead or bool(_MARK.search(text)) or own_number((line,)) is not None
