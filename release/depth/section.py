"""One benchmark indicator on the page: where it stands, what to say of it, its pictures, what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from release.charts.drawing import Picture
from release.codes import shown
from release.depth.standing import Standing

Row = Mapping[str, Any]
Words = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True)
class Table:
    """A small table of the page; `columns` maps a key of the rows to its head, Chinese and English."""

    title: Words
    columns: Mapping[str, str]
    rows: Sequence[Row]


@dataclass(slots=True)
class Section:
    """What the page shows of one benchmark indicator, in this order."""

    title: Words
    standing: Standing
    published: Table
    sentences: list[Words] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def say(self, zh: str, en: str) -> None:
        """Add one sentence."""
        self.sentences.append((zh, en))


def named(row: Row, column: str = "name") -> str:
    """`name_zh` and `name_en` of a row as one name, or the code where nobody has named it."""
    words = [row.get(f"{column}_zh"), row.get(f"{column}_en")]
    return " ".join(word for word in words if word) or "—"


def coded(column: str, code: Any) -> str:
    """A code in words (`高压 hv`)."""
    return "—" if code is None else str(shown(column, code))


def figure(value: float | None, digits: int = 1) -> str:
    """A figure inside a sentence."""
    return "—" if value is None else f"{value:,.{digits}f}"


def share(value: float | None) -> str:
    """A share between nought and one inside a sentence."""
    return "—" if value is None else f"{value:.1%}"


def percent(value: float | None) -> str:
    """A figure that is in per cent already, inside a sentence."""
    return "—" if value is None else f"{value:.1f}%"


def most(rows: Sequence[Row]) -> int | None:
    """Cases behind a picture whose rows are parts or stages of the same cases."""
    return max((row["n"] for row in rows if row["n"] is not None), default=None)
