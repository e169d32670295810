"""From when to when a document is in force by its own words (施行日期, 有效期)."""

import calendar
import re
from datetime import date, timedelta

from ingest.documents.dates import later_by_months, leading_date
from ingest.documents.numerals import value_of
from ingest.documents.stated import Stated, first

_CITED = re.compile(r"《(?P<title>(?:[^《》]|《[^《》]*》)+)》")
_ITEM = re.compile(r"^(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|[（(].{1,3}[）)]|[0-9]+[.．、])")
_FULL_WIDTH = str.maketrans({chr(ord(sign) + 0xFEE0): sign for sign in "0123456789"})

_CHINESE_DATE = "[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
_DATE = f"(?:(?:19|20)[0-9]{{2}}年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?|{_CHINESE_DATE})"
_LENGTH = "(?P<count>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})(?P<clock>个月|日|天|年)"
# what a document calls itself
_SELF = (
    "(?:本(?:通知|办法|规定|条例|细则|意见|决定|方案|措施|政策|规则|公告|通告|文件?|规范|标准|制度|规程|预案|目录|清单"
    "|(?:实施|若干|管理|暂行|试行|行动|指导|工作)[^，,自从的]{2,8})|上述(?:政策|措施|规定)|以上(?:政策|措施|规定))"
)
_SELF_SAID = re.compile(f"{_SELF}|(?:公布|印发|发布|颁布)(?:给你们)?(?:，|$)")
_IN_FORCE = "(?:正式|开始)?(?:施行|实施|执行|生效|试行|实行)"
_ISSUED = f"(?:{_SELF})?(?P<event>印发|发布|公布|下发|发文|颁布|签发|公告)之日"
_FROM = re.compile(f"(?:自|从)?(?:(?P<day>{_DATE})|{_ISSUED})起?(?:满?{_LENGTH}后)?起?{_IN_FORCE}")
_PERIOD = "(?:有效期|(?:执行|施行|实施|试行|暂行)期)限?"
_SPAN = re.compile(
    f"(?:{_PERIOD}(?:为|是|[:：])?|{_IN_FORCE}时间(?:为|[:：])?)自?从?(?P<start>{_DATE})起?(?:至|到|—|-)(?P<day>{_DATE})"
)
_UNTIL = re.compile(
    f"(?:{_PERIOD}[^，,]{{0,16}}?(?:至|到|截至|截止到?)|{_IN_FORCE}期?限?(?:至|到)|(?<=[，,])(?:截?至|到)(?=[^，,]{{8,12}}(?:止|失效|废止)))"
    f"(?P<day>{_DATE})"
)
_TERM = re.compile(
    f"(?:{_PERIOD}(?:均?为|是|暂定为?|[:：])?(?:自?[^，,]{{0,14}}?起)?(?:计算)?|{_IN_FORCE}(?:期限为)?){_LENGTH}"
)
_PUBLIC_EVENTS = frozenset(("发布", "公布", "公告"))


def sentences_of(paragraphs: tuple[str, ...]) -> list[str]:
    """The sentences of a text without blanks, digits half-width; all other signs as they are: 〔〕 carry meaning."""
    return [
        "".join(sentence.split())
        for line in paragraphs
        for sentence in re.findall("[^。；;\n]+", line.translate(_FULL_WIDTH))
    ]


def effective_on(sentences: list[str], title: str | None, issued: Stated, published: Stated) -> Stated:
    """施行日期: a date, or the day of issue (自印发之日起施行) with so many days after it (自发布之日起30日后施行).

    The day of issue is 成文日期; of 发布之日 and 公布之日 the day of publication where one is stated.
    """
    for sentence in sentences:
        match = _SPAN.search(sentence) or _FROM.search(sentence)
        if not match or not _of_itself(sentence, match.start(), title):
            continue
        parts = match.groupdict()
        if stated := parts.get("start") or parts["day"]:
            return Stated.at("sentence", _day(stated, last=False))
        base = first(published, issued) if parts["event"] in _PUBLIC_EVENTS else issued
        if isinstance(base.value, date):
            day = _later(base.value, parts["count"], parts["clock"]) if parts["clock"] else base.value
            return Stated.at("reckoned", day).times(base.confidence)
    return Stated()


def expires_on(sentences: list[str], title: str | None, effective: Stated, issued: Stated) -> Stated:
    """The last day in force: 有效期至2025年12月31日; 有效期3年 ends the day before the third anniversary.

    A term counts from 施行日期, without one from 成文日期.
    """
    base = first(effective, issued)
    for sentence in sentences:
        for match in filter(None, (pattern.search(sentence) for pattern in (_SPAN, _UNTIL, _TERM))):
            if not _of_itself(sentence, match.start(), title):
                continue
            if match.re is not _TERM:
                return Stated.at("sentence", _day(match["day"], last=True))
            if isinstance(base.value, date) and (end := _later(base.value, match["count"], match["clock"])):
                return Stated.at("reckoned", end - timedelta(days=1)).times(base.confidence)
    return Stated()


def _of_itself(sentence: str, at: int, title: str | None) -> bool:
    """Whether the clause that begins at ``at`` speaks of this document, and not of a licence or of a law it cites."""
    *former, clause = re.split("[，,]", _ITEM.sub("", sentence[:at]))
    if re.fullmatch(f"[（(]?(?:请|现|并)?{_SELF}?的?", clause):
        # nothing before it, or this document: 本通知自…起施行，有效期3年; but not 该办法自…起施行，有效期3年
        said = "，".join(former)
        began = _FROM.search(said)
        return (
            bool(_SELF_SAID.search(clause + said)) or not said or bool(began and _of_itself(said, began.start(), title))
        )
    if re.search("(?:公布|印发|发布|颁布)(?:给你们)?$", clause):
        return True
    cited = _CITED.search(clause)
    return bool(cited and title and cited["title"] in title)


def _day(written: str, last: bool) -> date | None:
    """A date, of a month alone its first or last day."""
    if found := leading_date(written):
        return found
    day = leading_date(f"{written}1日") or leading_date(f"{written}一日")
    return day.replace(day=calendar.monthrange(day.year, day.month)[1]) if day and last else day


def _later(day: date, count: str, clock: str) -> date | None:
    number = int(value_of(count) or 0)
    if clock in ("日", "天"):
        return day + timedelta(days=number)
    return later_by_months(day, number * (12 if clock == "年" else 1))
