"""Numbers as official texts write them: 12,345.6, １２, 1.2万, 三千五百, 两百零八, 二〇二二, 廿三, 三点五."""

import re
from decimal import Decimal

import cn2an

_DIGIT = "零〇○一二两三四五六七八九"
_PLACES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_WIDTHS = str.maketrans("０１２３４５６７８９．％‐－−", "0123456789.%---")

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
# 千 before a unit of its own is part of that unit: 三千瓦 is three kilowatts; 百分 is the beginning of 百分之, 百分点
_PLACE = "十|百(?!分[之点比制])|千(?![瓦克米伏卡帕])|[万亿]"
MULTIPLIER = rf"(?:(?:[十百千]?万亿|[十百]?[万亿]|千[万亿])|{_PLACE})"
CHINESE = rf"(?:[{_DIGIT}廿卅]|{_PLACE}){{1,24}}(?:点[零〇一二三四五六七八九]{{1,12}})?"

_ARABIC = re.compile(rf"(?P<sign>-?)(?P<number>{ARABIC})(?P<times>{MULTIPLIER}?)")
# 亿 and 万 parts of one number: 3亿5000万
_PARTS = re.compile(rf"(?P<high>{ARABIC})亿(?P<low>{ARABIC})万")
# two digits side by side are either the digits of a year or a guess (三五个): only long ones are read
_SIDE_BY_SIDE = re.compile(rf"[{_DIGIT}]{{2}}")
_YEAR = re.compile("[零〇○一二三四五六七八九]{3,}")


def half_width(text: str) -> str:
    """Full-width digits, points, per cent and minus signs as plain ones; every character keeps its place."""
    return text.translate(_WIDTHS)


def times_of(multiplier: str) -> int:
    """What a multiplier multiplies by: ``万`` 10,000, ``百万`` 1,000,000."""
    return 10 ** sum(_PLACES[sign] for sign in multiplier)


def value_of(written: str) -> Decimal | None:
    """The value of one number in Arabic or Chinese writing, exact; None for what is no number (三五, 十百)."""
    text = half_width(written)
    if match := _PARTS.fullmatch(text):
        return _plain(match["high"]) * 10**8 + _plain(match["low"]) * 10**4
    if match := _ARABIC.fullmatch(text):
        value = _plain(match["number"]) * times_of(match["times"])
        return -value if match["sign"] else value
    return _chinese(text)


def _plain(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _chinese(text: str) -> Decimal | None:
    text = text.replace("○", "〇")
    whole, _, decimals = text.partition("点")
    # a zero inside is spoken (二百零三), and stands beside a digit by right
    spoken = re.sub("[零〇](?=.)", "", whole) if any(place in whole for place in _PLACES) else whole
    if _SIDE_BY_SIDE.search(spoken) and not _YEAR.fullmatch(whole):
        return None
    if whole[:1] in ("百", "千", "万", "亿"):
        whole = "一" + whole
    # spoken: 一亿二 is 120 million, as 三万五 is 35,000; the library knows the latter only
    whole = re.sub("亿([一二两三四五六七八九])$", r"亿\1千万", whole)
    try:
        number = Decimal(str(cn2an.cn2an(whole, "normal")))
        return number + Decimal(str(cn2an.cn2an(f"零点{decimals}", "normal"))) if decimals else number
    except (ValueError, TypeError, KeyError):
        return None
