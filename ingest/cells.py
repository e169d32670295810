"""From the text of a cell to a value: one parser per type, used by every reader.

Every function takes a cell as a reader hands it over (text, a date, a datetime or None) and returns the
value, None for an empty cell, or raises :class:`ingest.reasons.CellFault`.
"""

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from ingest.reasons import CellFault

Cell = str | date | datetime | None

# what spreadsheets of all departments write where there is nothing; a contract adds its own texts
EMPTY_TEXTS = frozenset({"", "-", "--", "—", "——", "–", "/", "…", "……", "..", "无"})

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-"))
# NFKC would turn a footnote mark into a digit: 35¹ is not 351
_NOT_DIGITS = ("<super>", "<sub>", "<circle>", "<fraction>")
_INT64 = range(-(2**63), 2**63)
_DATE = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?"
    r"(?:(?:[T\s]+|(?<=日)|(?=[上下]午))(?P<half>[上下]午)?\s*([0-9]{1,2})\s*[:时点]\s*([0-9]{1,2})\s*"
    r"(?:[:分]\s*(?:([0-9]{1,2})(?P<fraction>\.[0-9]+)?\s*秒?)?)?\s*(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})"
    r"(?:(?P<half>)[T ]?([0-9]{2})([0-9]{2})(?:([0-9]{2})(?P<fraction>\.[0-9]+)?)?"
    r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
_YEAR = re.compile(r"([0-9]{4})(?:\.0+)?年?")
_QUARTER = re.compile(r"([0-9]{4})年?[-\s]*(?:第?([1-4一二三四])季度|[Qq]([1-4]))")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_CHINESE_DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4}
_TRUE = frozenset({"1", "是", "有", "y", "yes", "true", "t", "√"})
_FALSE = frozenset({"0", "否", "无", "n", "no", "false", "f", "×"})


def clean(cell: Cell) -> str:
    """The cell as text: full-width forms folded (NFKC), blanks at the ends gone."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return unicodedata.normalize("NFKC", cell).strip()


def is_empty(text: str) -> bool:
    """Whether a cleaned text stands for nothing."""
    # NFKC turns the ellipsis into dots and the em dash stays: compare both forms
    return text in EMPTY_TEXTS or set(text) == {"."}


def parse_text(cell: Cell) -> str | None:
    """Text as delivered, only stripped: full-width characters in names stay as they are."""
    if cell is None:
        return None
    text = clean(cell) if not isinstance(cell, str) else cell.strip()
    return text or None


def parse_number(cell: Cell) -> float | None:
    """A finite number; thousands separators in groups of three and one trailing % are understood.

    A footnote mark (35¹, 12.3*, 12.3[注]) is refused: the note may say that the figure is provisional, or another one.
    """
    body = _numeral(cell)
    if body is None:
        return None
    value = float(body)
    if not math.isfinite(value):
        raise CellFault("unparsable_number")
    return value


def parse_integer(cell: Cell) -> int | None:
    """A whole number; ``3.0`` is one, ``3.5`` is not."""
    body = _numeral(cell)
    if body is None:
        return None
    value = Decimal(body)  # a float would lose digits beyond the fifteenth
    if value.adjusted() > 18 or value != value.to_integral_value() or int(value) not in _INT64:
        raise CellFault("unparsable_number")
    return int(value)


def parse_boolean(cell: Cell) -> bool | None:
    """是/否, 有/无, yes/no, true/false, 1/0, √/×."""
    text = clean(cell).lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if is_empty(text):
        return None
    raise CellFault("unparsable_boolean")


def parse_timestamp(cell: Cell, zone: ZoneInfo) -> datetime | None:
    """A moment as naive wall-clock time in ``zone``: an offset in the text is honoured."""
    if isinstance(cell, datetime):
        moment = cell
    elif isinstance(cell, date):
        moment = datetime(cell.year, cell.month, cell.day)
    else:
        text = clean(cell)
        if is_empty(text):
            return None
        moment = _moment(text)
    try:
        return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError as error:  # an offset at the very edge of the calendar
        raise CellFault("unparsable_time") from error


def parse_period(cell: Cell) -> str | None:
    """A period in its one written form: ``2021``, ``2021-Q3`` or ``2021-06``."""
    text = clean(cell)
    if is_empty(text):
        return None
    if match := _YEAR.fullmatch(text):
        return match[1]
    if match := _QUARTER.fullmatch(text):
        quarter = match[2] or match[3]
        return f"{match[1]}-Q{_CHINESE_DIGIT.get(quarter, quarter)}"
    if (match := _MONTH.fullmatch(text)) and 1 <= int(match[2]) <= 12:
        return f"{match[1]}-{int(match[2]):02d}"
    raise CellFault("unparsable_period")


def _numeral(cell: Cell) -> str | None:
    """The number in a cell, written as Python reads it; None for an empty cell."""
    text = clean(cell).translate(_MINUS)
    if is_empty(text):
        return None
    if isinstance(cell, str) and any(unicodedata.decomposition(c).startswith(_NOT_DIGITS) for c in cell):
        raise CellFault("unparsable_number")
    body = text.removesuffix("%").strip()
    if _GROUPED.fullmatch(body):
        body = body.replace(",", "")
    if not _NUMBER.fullmatch(body):
        raise CellFault("unparsable_number")
    return body


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day from 上午 (before noon) or 下午 (after noon); 下午14时 is written too."""
    if half == "上午":
        if hour > 12:
            raise CellFault("unparsable_time")
        return hour % 12
    return hour % 12 + 12 if half == "下午" and hour <= 12 else hour


def _moment(text: str) -> datetime:
    match = _DATE.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        raise CellFault("unparsable_time")
    year, month, day, hour, minute, second = (int(match[group] or 0) for group in (1, 2, 3, 5, 6, 7))
    fraction, offset = match["fraction"], match["offset"]
    # without seconds it may be a span: 09:05-10
    if offset and len(offset) == 3 and match[7] is None:
        raise CellFault("unparsable_time")
    hour = _hour(hour, match["half"])
    # 24:00 is how Chinese systems write the end of a day
    extra = timedelta(days=1) if (hour, minute, second) == (24, 0, 0) else timedelta()
    try:
        moment = datetime(year, month, day, 0 if extra else hour, minute, second) + extra
        if fraction:
            moment += timedelta(microseconds=int(fraction[1:7].ljust(6, "0")))  # cut, as databases do
        if offset:
            moment = moment.replace(tzinfo=datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo)
    except (ValueError, OverflowError) as error:
        raise CellFault("unparsable_time") from error
    return moment
