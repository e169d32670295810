"""Dates as official documents write them: 2018年10月27日, 二〇二二年六月二十二日, 2022-06-22."""

import calendar
import re
import unicodedata
from datetime import date

from ingest.documents.model import squeeze

# the zero of Chinese numerals has no key of its own: circles and letters stand in for it
_YEAR_DIGITS = dict(zip("〇一二三四五六七八九零○◯Oo", "012345678900000", strict=True))
_UNITS = {sign: number for number, sign in enumerate("一二三四五六七八九", start=1)} | {"元": 1}

_ARABIC = r"(?P<y>(?:19|20)[0-9]{2})(?:年|[-/.])(?P<m>[0-9]{1,2})(?:月|[-/.])(?P<d>[0-9]{1,2})(?:日|号)?"
_CHINESE = (
    r"(?P<cy>[〇一二三四五六七八九零○◯Oo0]{4})年(?P<cm>[元一二三四五六七八九十]{1,2})月"
    r"(?P<cd>[一二三四五六七八九十廿卅]{1,3})日"
)
_WHOLE = re.compile(rf"[（(]?(?:{_ARABIC}|{_CHINESE})[）)]?")
_LEADING = re.compile(rf"(?:{_ARABIC}(?![0-9])|{_CHINESE})")
_TRAILING = re.compile(rf"(?<![0-9])(?:{_ARABIC}|{_CHINESE})$")


def whole_date(text: str) -> date | None:
    """The date a line consists of (brackets around it allowed), or None."""
    match = _WHOLE.fullmatch(_plain(text))
    return _date(match) if match else None


def leading_date(text: str) -> date | None:
    """The date a text begins with, as in the value ``2022-06-22 15:30``, or None."""
    # blanks stay here: without them the hour would run into the day
    match = _LEADING.match(unicodedata.normalize("NFKC", text).strip()) or _LEADING.match(_plain(text))
    return _date(match) if match else None


def trailing_date(text: str) -> tuple[str, date] | None:
    """What stands before the date at a line's end, and the date, or None."""
    match = _TRAILING.search(_plain(text))
    if match is None or (found := _date(match)) is None:
        return None
    return _plain(text)[: match.start()], found


def chinese_number(text: str) -> int | None:
    """一 … 九十九 as months and days are written (十, 二十二, 廿六), or None."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    tens, ten, units = text.rpartition("十")
    if any(part and part not in _UNITS for part in (tens, units)) or not text:
        return None
    return (_UNITS.get(tens, 1) * 10 if ten else 0) + _UNITS.get(units, 0)


def later_by_months(day: date, months: int) -> date:
    """The same day so many months later; where that month is shorter, its last: 31 January and one is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _plain(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text))


def _date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if parts["y"]:
        year, month, day = int(parts["y"]), int(parts["m"]), int(parts["d"])
    else:
        digits = "".join(_YEAR_DIGITS.get(sign, sign) for sign in parts["cy"])
        year, month, day = int(digits), chinese_number(parts["cm"]) or 0, chinese_number(parts["cd"]) or 0
        if not 1900 <= year < 2100:
            return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
