"""By when and how often a sentence promises something: 6月底前, 2025年底前, 年内, 三年内; 每月, 每两个月, 定期."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.documents.dates import chinese_number, later_by_months
from ingest.documents.numerals import half_width, value_of

_CN = "[一二两三四五六七八九十]"
_NUMBER = f"(?:[0-9]{{1,3}}|{_CN}{{1,3}})"
_BEFORE = "(?:以前|之前|前)"
_DONE = "(?=完成|实现|建成|出台|达到|全面)"
_MONTH = f"(?P<month>(?<![0-9])[0-9]{{1,2}}|{_CN}{{1,2}})月份?"
# each alternative is one way to name a day; without 前, 底, 内 a date is no deadline
_DEADLINE = re.compile(
    f"(?:(?P<year>(?<![0-9])(?:19|20)[0-9]{{2}})年|(?P<this>今年|本年度?|当年)|(?P<next>明年))?(?:"
    f"{_MONTH}(?:(?P<end>底|末)|(?P<part>上旬|中旬|下旬){_BEFORE}|(?P<day>[0-9]{{1,2}})[日号]{_BEFORE}|(?P<before_month>{_BEFORE}))"
    f"|(?P<half>上半年)(?:末|{_BEFORE}|{_DONE})|(?P<quarter>[一二三四1-4])季度(?:末|{_BEFORE}|{_DONE})"
    f"|(?P<year_end>年?(?:底|末)(?:{_BEFORE}|{_DONE})|年内|(?<=[0-9今明本当]年)(?:底|末|内))|(?<=[0-9]年)(?P<before_year>{_BEFORE})){_BEFORE}?"
    f"|(?<![0-9])(?P<span>{_NUMBER})(?P<clock>年|个月)(?:以内|之内|内|时间)"
    "|(?:到|至)(?P<until>(?:19|20)[0-9]{2})年(?:底|末)?(?![0-9]|[一二三四五六七八九十]+月)"
)
_RECURRENCE = re.compile(
    rf"每隔?(?P<n>{_NUMBER})?个?(?P<clock>年度?|季度?|月|周|星期|工作日|天|日)(?![0-9.,]+[万亿]?(?:元|%)|个)|(?P<half>每半年)"
    "|(?<![今明本当每去一二两三四五六七八九十0-9])(?P<all>月月|季季|年年|周周|天天|日日)|(?P<adverb>[按逐][年季月周日])|(?P<irregular>定期|常态化)"
)
_PERIODS = {"年": "Y", "季": "M", "月": "M", "周": "W", "星": "W", "天": "D", "日": "D", "工": "D"}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``due_on`` is None where the text names a month without a year and the document no date of issue."""

    written: str
    due_on: date | None


def deadline_of(text: str, issued_on: date | None) -> Deadline | None:
    """The first deadline of a sentence: the last day on which the promise can be kept.

    A month without a year is the first that ends on or after the day of issue; 9月前 ends on 31 August, 9月10日前
    on the tenth. 2022年6月22日 alone is no deadline.
    """
    match = _DEADLINE.search(half_width(text))
    return Deadline(text[match.start() : match.end()], _due(match.groupdict(), issued_on)) if match else None


def _due(parts: dict[str, str | None], issued_on: date | None) -> date | None:
    if parts["until"]:
        return date(int(parts["until"]), 12, 31)
    if parts["span"]:
        months = int(value_of(parts["span"]) or 0) * (12 if parts["clock"] == "年" else 1)
        return later_by_months(issued_on, months) if issued_on else None
    year = int(parts["year"]) if parts["year"] else issued_on and issued_on.year
    if year is None:
        return None
    due = _last_day(year + bool(parts["next"]), parts)
    floating = not (parts["year"] or parts["next"] or parts["this"])
    return _last_day(year + 1, parts) if due and floating and issued_on and due < issued_on else due


def _last_day(year: int, parts: dict[str, str | None]) -> date | None:
    if parts["before_year"]:
        return date(year - 1, 12, 31)
    month, day = 12, 0
    if written := parts["month"]:
        month = int(written) if written.isdecimal() else chinese_number(written) or 0
        day = int(parts["day"] or {"上旬": 10, "中旬": 20}.get(parts["part"] or "", 0))
    elif parts["half"]:
        month = 6
    elif parts["quarter"]:
        month = 3 * int(value_of(parts["quarter"]) or 4)
    try:
        if parts["before_month"]:
            return date(year, month, 1) - timedelta(days=1)
        return date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def recurrence_of(text: str) -> str | None:
    """How often, as an ISO 8601 duration: 每月 P1M, 每两个月 P2M, 每季度 P3M, 每年 P1Y; `irregular` for 定期."""
    match = _RECURRENCE.search(half_width(text))
    if not match:
        return None
    if match["irregular"]:
        return "irregular"
    if match["half"]:
        return "P6M"
    sign = (match["clock"] or (match["all"] or "")[:1] or match["adverb"][-1])[0]
    number = int(value_of(match["n"]) or 1) if match["n"] else 1
    return f"P{number * (3 if sign == '季' else 1)}{_PERIODS[sign]}"
