"""A portion: a run of whole records of one log file, small enough for memory. Every reader gives portions."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from ingest.privacy import mask_text


@dataclass(frozen=True, slots=True)
class Portion:
    """Records in the file's order, not yet typed.

    ``header``: the columns as the file names them. ``data``: UTF-8 text of ``rows`` whole records (`delimited`, cut by
    ``delimiter``; `json`: one object a line), or a table (`table`) with one column per header in the same order: text,
    plain or as a dictionary, or a native type where the format has types. ``numbers``: number of each record as the
    file counts them (``range`` where none is left out). ``member``: name of the file within an archive, personal
    numbers masked. ``needed``: cells that a record of delimited text must have (None: all of them); the others may be
    left out at its end.
    """

    kind: Literal["delimited", "json", "table"]
    header: tuple[str, ...]
    data: bytes | pa.Table
    numbers: range | np.ndarray
    member: str | None = None
    delimiter: str = ","
    encoding: str | None = None
    needed: int | None = None

    def __post_init__(self) -> None:
        if self.member:
            object.__setattr__(self, "member", mask_text(self.member)[0])

    @property
    def rows(self) -> int:
        """Records in the portion, also those that will be found faulty."""
        return len(self.numbers)


Portions = Iterator[Portion]
