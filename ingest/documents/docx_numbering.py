"""The numbers that Word puts before paragraphs by itself: they stand in no run of text, and yet belong to it."""

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_LEVELS = 9
_LONGEST = 60  # signs of a pattern
_CHINESE = frozenset(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"))
_TENS = "十"
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``pattern``: ``第%1条``; a level without one (a bullet) has no number."""

    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Lists of a document by their ids, and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)  # list -> the definition that lists may share
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list; empty for bullets and unknown lists."""
        levels = self.levels.get(list_id, {})
        if level not in levels:
            return ""
        counts = self._counts[self.shared.get(list_id, list_id)]
        # a list with a start of its own begins anew where it is first met
        for restarted, start in self.restarts.pop(list_id, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        text = levels[level].pattern
        for at in range(_LEVELS):
            if at in levels and f"%{at + 1}" in text:
                text = text.replace(f"%{at + 1}", written(counts.get(at, levels[at].start), levels[at].form))
        return text if levels[level].form not in ("bullet", "none") else ""


def numbering_of(root: Element) -> Numbering:
    """The lists of ``word/numbering.xml`` (a tree without namespaces)."""
    defined = {
        attribute(shared, "abstractNumId"): {
            _whole(attribute(level, "ilvl"), 0): _level(level) for level in shared.iterfind("lvl")
        }
        for shared in root.iterfind("abstractNum")
    }
    found = Numbering()
    for listed in root.iterfind("num"):
        list_id = attribute(listed, "numId")
        shared = value_of(listed, "abstractNumId")
        levels = dict(defined.get(shared, {}))
        for override in listed.iterfind("lvlOverride"):
            at = _whole(attribute(override, "ilvl"), 0)
            if (level := override.find("lvl")) is not None:
                levels[at] = _level(level)
            if start := value_of(override, "startOverride"):
                found.restarts.setdefault(list_id, {})[at] = _whole(start, 1)
        found.levels[list_id] = levels
        found.shared[list_id] = shared
    return found


def written(number: int, form: str) -> str:
    """A number in a form of ST_NumberFormat; one that is not known is written in figures."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "koreanCounting",
    ):
        return _in_chinese(number)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form == "ideographTraditional" and 1 <= number <= len(_STEMS):
        return _STEMS[number - 1]
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        letter = chr(ord("A") + number - 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman") and 1 <= number < 400:
        return _in_roman(number) if form == "upperRoman" else _in_roman(number).lower()
    return str(number)


def attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace; empty when absent."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def value_of(element: Element, path: str) -> str:
    """The ``val`` of a child; empty when there is none."""
    child = element.find(path)
    return attribute(child, "val") if child is not None else ""


def _level(level: Element) -> Level:
    pattern = value_of(level, "lvlText")[:_LONGEST]
    return Level(value_of(level, "numFmt") or "decimal", pattern, _whole(value_of(level, "start"), 1))


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default


def _in_chinese(number: int) -> str:
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else _TENS if tens == 1 else _DIGITS[tens] + _TENS
    return head + (_DIGITS[ones] if ones else "")


def _in_roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while number >= value:
            text += sign
            number -= value
    return text
