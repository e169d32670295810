"""How one column is shown in a workbook: its head, its width, its number format."""

from dataclasses import dataclass

SCORE, POINTS, SHARE, PERCENT, WHOLE, DAY = "0.00", "0.000", "0.0000", "0.0%", "#,##0", "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Label:
    """How one column is shown: Chinese head, width in characters, Excel number format (None: as it is)."""

    zh: str
    width: int = 12
    number_format: str | None = None
