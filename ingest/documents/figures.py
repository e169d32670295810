"""Figures of a text: every number that measures something, with its unit, its value and its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.documents.not_figures import blank_out
from ingest.documents.numerals import ARABIC, CHINESE, MULTIPLIER, half_width, value_of
from ingest.documents.units import TIMES, UNIT, unit_code

KINDS = ("number", "percent", "percentage_point", "fraction", "multiple", "range")
BOUNDS = ("at_least", "at_most", "about")

_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?")
_SIGN = r"(?:(?<![0-9A-Za-z\u4e00-\u9fff)）%])-|(?<=[长为至速])-)"
_ARABIC = rf"{_SIGN}?(?<![0-9A-Za-z.])(?:{ARABIC}亿{ARABIC}万|{ARABIC}{MULTIPLIER}?)"
_SHARE = rf"(?P<parts>百|千|万|[一二三四五六七八九十]{{1,2}}|[0-9]{{1,3}})分之(?P<share>{ARABIC}|{CHINESE})"
_PARTED = r"(?<![0-9/])(?P<over>[1-9][0-9]?)/(?P<under>[1-9][0-9]?)(?=以上|以下|以内|左右|的|(?<=的[1-9]/[1-9]))"
_TENTHS = r"(?P<tenths>[一二两三四五六七八九])成(?P<half>半|[一二三四五六七八九])?"
_TENTHS += r"(?=左右|以上|以下|以内|多|[，,。；;、）)]|$)"
_DOUBLED = r"翻(?P<doublings>[一两二三])番"
# 20余家, 30多个: something more than 20, 30
_SOME = "(?P<some>余|多)?"
_UNTIL = "(?:[-—–―~～至到]{1,2})"
_NUMBER = (
    rf"(?P<number>{_ARABIC}|{CHINESE}){_SOME}(?P<times>{MULTIPLIER}?)"
    rf"(?:(?P<left>{UNIT}|倍)?{_UNTIL}(?P<upto>{ARABIC}{MULTIPLIER}?|{CHINESE}))? ?(?P<unit>{UNIT}|倍)?"
)
_FIGURE = re.compile(rf"{_SHARE}|{_PARTED}|{_TENTHS}|{_DOUBLED}|{_NUMBER}")
_WHOLE = re.compile(rf"\s*{_SIGN}?{ARABIC}\s*")
_YEAR = re.compile("(?:19|20)[0-9]{2}")

_NOT = "不(?:得|能|应|宜|可|准|会|再)?"
_AT_MOST = f"{_NOT}(?:超过|高于|多于|大于|突破|超)|最多|至多|低于|少于|小于|不足|不满|未满|≤|<|＜|控制在"
_AT_LEAST = f"{_NOT}(?:少于|低于|小于)|至少|最少|超过|高于|大于|多于|突破|逾|≥|>|＞|超"
# 不低于总数的5%: only words of limits reach over what is limited
_LIMIT_OF = rf"(?:{_NOT}(?:(?P<most_of>超过|高于|多于)|(?P<least_of>低于|少于)))[^，,。；;、\0]{{1,14}}的"
_BEFORE = re.compile(
    rf"(?:(?P<at_most>{_AT_MOST})|(?P<at_least>{_AT_LEAST})|(?P<about>约|大约|接近|近))(?:为|了|到|至|跑|于|每[年月日天周人户家次])?$|{_LIMIT_OF}$"
)
_AFTER = re.compile("(?:及|或)?(?:(?P<at_least>以上)|(?P<at_most>以下|以内|之内|内)|(?P<about>左右|上下))")
_ALONE = frozenset("零〇一")
# one of these before 一 makes a word of both: 统一, 每一
_ONE_IN_WORD = frozenset("统唯单同任万之专合不逐某另进")
# idioms and names of places
_NAME = re.compile(
    "千家万户|千千万万|千方百计|百年|千年|两个一百年|百花|万众|七台河|九台[区市]|三门[峡县湾]|五家渠|冬季两项"
)
_CHINESE = re.compile(CHINESE)
_PLACES = frozenset("百千万亿")
_KIND_OF = {"%": "percent", "个百分点": "percentage_point", "百分点": "percentage_point", "倍": "multiple"}
_ALSO = re.compile("\\s*(?:、|和|或|及|与)\\s*")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``written``: as it stands there. ``kind``: one of ``KINDS``.

    ``value`` in ``unit``, the unit as written without its multiplier: 3.5亿元 is 350000000 元; 百分之三 is 3 %.
    ``value_upto``: the upper end of a range. ``unit_code``: the unit's code in the methodology, None where it has
    none. ``bound``: one of ``BOUNDS`` or None (不超过, 以内; 至少, 以上; 左右). ``start``: its place in the text.
    """

    written: str
    kind: str
    value: float
    unit: str | None
    sentence: str
    value_upto: float | None = None
    bound: str | None = None
    unit_code: str | None = None
    start: int = 0


def figures_of(text: str) -> Iterator[Figure]:
    """All figures of one block, in their order.

    Dates, numbers of documents and clauses, list numbers, telephones and slogans (1+18+N) are none. A number in
    Chinese characters counts only with a unit; 一 counts only with a unit of time or a bound (一个平台 is no count).
    """
    plain = half_width(text)
    if _WHOLE.fullmatch(plain) and not _YEAR.fullmatch(plain.strip()):
        yield _figure(text.strip(), "number", value_of(plain.strip()), None, text.strip(), text.index(text.strip()))
        return
    searched = _NAME.sub(lambda match: "\0" * len(match[0]), blank_out(plain))
    for sentence in _SENTENCE.finditer(searched):
        whole = text[sentence.start() : sentence.end()].strip()
        matches = _FIGURE.finditer(searched, sentence.start(), sentence.end())
        found = [figure for match in matches for figure in _read(match, text, whole)]
        yield from _share_units(found, plain)


def _figure(written: str, kind: str, value: Decimal | None, unit: str | None, sentence: str, start: int) -> Figure:
    return Figure(written, kind, float(value or 0), unit, sentence, unit_code=unit_code(unit), start=start)


def _read(match: re.Match[str], text: str, sentence: str) -> Iterator[Figure]:
    bound = _bound(match)
    if special := _special(match):
        yield replace(_figure(match[0], *special, sentence, match.start()), bound=bound)
        return
    unit = match["unit"] or match["left"]
    value, upto = _values(match)
    if value is None or not _measures(match, unit, bound, value):
        return
    is_range = upto is not None and upto > value
    written = text[
        match.start() : match.end() if is_range or upto is None else match.end("left" if match["left"] else "number")
    ]
    kind = "range" if is_range else _KIND_OF.get(unit or "", "number")
    figure = replace(_figure(written, kind, value, unit, sentence, match.start()), bound=bound)
    if upto is None or is_range:
        yield replace(figure, value_upto=float(upto) if is_range and upto is not None else None)
        return
    # 10至5个: no range but a change, which is two figures
    yield figure
    yield replace(figure, written=text[match.start("upto") : match.end()], value=float(upto), start=match.start("upto"))


def _special(match: re.Match[str]) -> tuple[str, Decimal, str | None] | None:
    if match["parts"]:
        share, parts = value_of(match["share"]), value_of(match["parts"])
        if share is None or not parts:
            return None
        named = {"百": ("percent", share, "%"), "千": ("number", share, "‰")}
        return named.get(match["parts"]) or ("fraction", share / parts, None)
    if match["over"]:
        return "fraction", Decimal(match["over"]) / Decimal(match["under"]), None
    if match["tenths"]:
        half = {"半": Decimal(5), None: Decimal(0)}
        units = half[match["half"]] if match["half"] in half else value_of(match["half"])
        return "percent", (value_of(match["tenths"]) or 0) * 10 + (units or 0), "%"
    if match["doublings"]:
        return "multiple", Decimal(2) ** int(value_of(match["doublings"]) or 1), "倍"
    return None


def _values(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """Value and upper value: the multiplier of the upper end counts for a lower one without (3—5万元)."""
    value = value_of(match["number"] + (match["times"] or ""))
    if match["upto"] is None or value is None:
        return value, None
    upto = value_of(match["upto"])
    times = re.search(f"{MULTIPLIER}$", match["upto"])
    if times and not match["left"] and not _CHINESE.fullmatch(match["upto"]) and match["number"][-1] not in _PLACES:
        value *= value_of("1" + times[0]) or 1
    return value, upto


def _bound(match: re.Match[str]) -> str | None:
    text = match.string
    after = _AFTER.match(text, match.end())
    # 年内, 月内 name a time and bound nothing; 3日内 does
    if after and after.lastgroup and (after[0] != "内" or (match["unit"] in TIMES)):
        return after.lastgroup
    before = _BEFORE.search(text, max(0, match.start() - 20), match.start())
    # 近三年 are the last three years
    if before and before.lastgroup and not (before[0] == "近" and match["unit"] in TIMES):
        return {"most_of": "at_most", "least_of": "at_least"}.get(before.lastgroup, before.lastgroup)
    return "at_least" if match["some"] else None


def _measures(match: re.Match[str], unit: str | None, bound: str | None, value: Decimal) -> bool:
    """Whether a number is said to measure something."""
    text, number, at = match.string, match["number"], match.start()
    chinese = _CHINESE.fullmatch(number)
    if not chinese:
        loose = "," in number or ("." in number and not number.endswith(".0")) or match["times"] or number[-1] in "万亿"
        return bool(unit) or bool(bound and text[match.end() : match.end() + 1] not in ("", "+")) or bool(loose)
    if unit is None or unit == "分" or (at and text[at - 1] in "\0第"):
        return False
    if number in _ALONE:
        return bool(bound) or (unit in TIMES and not (at and text[at - 1] in _ONE_IN_WORD))
    quoted = at and text[at - 1] in '“‘"「『' and text[match.end() : match.end() + 1] not in '”’"」』'
    # “四个意识” is a name, “百名局长坐窗口” says how many
    return value >= 10 or not quoted


def _share_units(found: list[Figure], text: str) -> list[Figure]:
    """3个、5个、15个工作日: the last unit is that of all, and so is a bound before the first."""
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        between = text[here.start + len(here.written) : after.start]
        if _ALSO.fullmatch(between) and here.unit == "个" and (after.unit or "").startswith("个"):
            found[at] = replace(here, unit=after.unit, unit_code=after.unit_code)
    for at in range(1, len(found)):
        before, here = found[at - 1], found[at]
        between = text[before.start + len(before.written) : here.start]
        if _ALSO.fullmatch(between) and before.unit == here.unit and here.bound is None:
            found[at] = replace(here, bound=before.bound)
    return found
