"""A document cut into passages: some lines of one page each, the unit in which the index finds words together.

A phrase may begin in one passage and end in the next: each is indexed with the first signs of what follows it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.documents.model import FURNITURE
from search.signs import CELL_END, glue, signs

LONG_ENOUGH = 400  # characters after which a passage ends with its block
REACH = 32  # signs of the text that follows, indexed with a passage
HEADS = ("title", "document_number", "issuer")
# numbers of passages below it are those of HEADS
FIRST_OF_TEXT = 8
LINE_END = "\n"
_RUNNING = frozenset(("paragraph", "heading"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of blocks, between them a line end, or a cell's end that no phrase crosses.

    ``number``: its place in the document. ``page`` and ``blocks`` (a number for each line) are empty for what the
    document says of itself. ``flows``: its last line goes on in the passage with the next number.
    """

    number: int
    text: str
    page: int | None = None
    blocks: tuple[int, ...] = ()
    flows: bool = False


def passages_of(document: dict, blocks: Iterable[dict]) -> list[Passage]:
    """Passages of one row of a batch of documents and its ``blocks`` in reading order."""
    heads = [
        Passage(number, document[name].replace(CELL_END, " ")) for number, name in enumerate(HEADS) if document[name]
    ]
    text: list[dict] = []
    furniture: list[dict] = []
    for block in blocks:
        (furniture if block["kind"] in FURNITURE else text).append(block)
    found = heads
    for sort in (text, furniture):
        first = max(FIRST_OF_TEXT, found[-1].number + 1 if found else 0)
        found = found + list(_cut(sort, first))
    return found


def _cut(blocks: Sequence[dict], first: int) -> Iterator[Passage]:
    number, start, length = first, 0, 0
    for at, block in enumerate(blocks):
        length += len(block["text"])
        is_last = at + 1 == len(blocks)
        if is_last or length >= LONG_ENOUGH or blocks[at + 1]["page"] != block["page"]:
            flows = not is_last and _between(block, blocks[at + 1]) == LINE_END
            yield _passage(number, blocks[start : at + 1], flows)
            number, start, length = number + 1, at + 1, 0


def _passage(number: int, blocks: Sequence[dict], flows: bool) -> Passage:
    # a block is one line; one that is not would shift the numbers of all lines after it
    lines = [" ".join(block["text"].replace(CELL_END, " ").split(LINE_END)) for block in blocks]
    text = lines[0]
    for at in range(1, len(lines)):
        text += _between(blocks[at - 1], blocks[at]) + lines[at]
    return Passage(number, text, blocks[0]["page"], tuple(block["block_number"] for block in blocks), flows)


def _between(block: dict, following: dict) -> str:
    """A line end where text may run on, else the end of a cell."""
    kinds = {block["kind"], following["kind"]}
    runs_on = kinds <= _RUNNING or (len(kinds) == 1 and kinds != {"cell"} and kinds.isdisjoint(FURNITURE))
    return LINE_END if runs_on else CELL_END


def indexed(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Number and signs of each passage as the index holds them: its own, and the first of what follows."""
    own = [signs(passage.text) for passage in passages]
    for at, passage in enumerate(passages):
        whole, last = own[at], at
        while passages[last].flows and len(whole) < len(own[at]) + REACH:
            last += 1
            whole = glue(whole, own[last])
        reach = whole[len(own[at]) : len(own[at]) + REACH].split(CELL_END)[0]
        yield passage.number, own[at] + reach
