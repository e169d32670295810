"""What the invented systems share: places, the pace of each place and year, office hours, and tables in files."""

import csv
import io
import json
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import numpy as np
import xlsxwriter

from sample.logs.city import COUNTIES, COUNTY_WEIGHTS, company_checks

FIRST_DAY, LAST_DAY = datetime(2019, 1, 2, 9), datetime(2022, 6, 15, 17)
# how long things take in each county against the city's mean, and how much faster each year is than the one before
PACE = dict(zip(COUNTIES, (0.85, 0.95, 1.2, 1.25, 1.05, 0.9, 0.8), strict=True))
_PROGRESS = 0.85
Form = Literal["csv", "gb18030", "jsonl", "xlsx"]
_SPAN = LAST_DAY - FIRST_DAY


class Draw:
    """A seeded source of places, moments and codes; the same seed and system give the same draws."""

    def __init__(self, seed: int, system: str) -> None:
        self.random = random.Random(f"{seed}/{system}")  # noqa: S311 - invented data, nothing secret

    def county(self) -> str:
        """A county, the larger ones more often."""
        return self.random.choices(COUNTIES, COUNTY_WEIGHTS)[0]

    def moment(self) -> datetime:
        """A moment in office hours of the four years."""
        return self.office_hour(FIRST_DAY + _SPAN * self.random.random())

    def office_hour(self, moment: datetime) -> datetime:
        """The moment moved into the office hours of a weekday, never back by more than its own day."""
        moved = moment.replace(
            hour=self.random.randrange(9, 17), minute=self.random.randrange(60), second=0, microsecond=0
        )
        return moved + timedelta(days=(7 - moved.weekday()) if moved.weekday() > 4 else 0)

    def later(self, moment: datetime, days: float, county: str) -> datetime:
        """A moment in office hours about ``days`` later, by the pace of the county and the year; never earlier."""
        mean = days * PACE[county] * _PROGRESS ** (moment.year - FIRST_DAY.year)
        reached = self.office_hour(moment + timedelta(days=self.random.lognormvariate(0, 0.4) * mean))
        return max(reached, moment + timedelta(minutes=self.random.randrange(5, 90)))

    def happens(self, share: float) -> bool:
        """True with the given probability."""
        return self.random.random() < share

    def company(self) -> str:
        """The code of an invented company, with its check character."""
        number = self.random.randrange(1, 9_000_000)
        return f"91330800MA{number:07d}{company_checks(np.array([number]))[0]}"


def known(moment: datetime | None) -> datetime | None:
    """What was known on the day of the sample: a later moment has not happened."""
    return moment if moment is not None and moment <= LAST_DAY else None


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], form: Form = "csv") -> Path:
    """Write a table as a source system exports it; the same rows give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = [[_shown(value) for value in row] for row in rows]
    match form:
        case "xlsx":
            _write_workbook(path, header, shown)
        case "jsonl":
            lines = (json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) for row in shown)
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        case _:
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerows([header, *shown])
            path.write_bytes(text.getvalue().encode("gb18030" if form == "gb18030" else "utf-8-sig"))
    return path


def _shown(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S}"
        case float():
            return f"{value:.2f}"
    return str(value)


def _write_workbook(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": LAST_DAY})
    sheet = book.add_worksheet("样例（虚构）")
    for number, row in enumerate([header, *rows]):
        sheet.write_row(number, 0, row)
    sheet.set_column(0, len(header) - 1, 18)
    book.close()
