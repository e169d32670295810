"""Who answers for an item, as plans write at its end: 牵头单位：…；责任单位：…; （A牵头，B、C配合）; （A、B负责）."""

import re
from dataclasses import dataclass

_LEAD = "(?:牵头|主办|主要责任|第一责任)(?:责任)?(?:单位|部门|处室)?"
_OTHER = "(?:责任|配合|落实|协办|参与|实施|承办|协同)(?:单位|部门|处室)"
_NAMED = re.compile(
    rf"(?P<lead>{_LEAD})[:：](?P<leads>[^;；。:：）)]+?)(?=[;；。，,）)]|{_OTHER}[:：]|$)|{_OTHER}[:：](?P<others>[^;；。:：]+?)(?=[;；。）)]|$)"
)
_BY_VERB = re.compile(
    "(?P<lead>[^，,；;（(]+?)(?:等部门|等单位)?(?:共同)?(?:牵头|负责)(?:[，,；;](?P<others>.+?)(?:等部门|等单位)?(?:按职责分工|按照职责分工|分工|共同)?(?:配合|参与|负责|落实))?"
)
_BY_DUTY = re.compile("(?P<others>.+?)(?:等部门|等单位)?按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?负责")
_BRACKET = re.compile("[（(](?P<inner>(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
_LINE = re.compile(rf"^(?:{_LEAD}|{_OTHER})[:：]")


@dataclass(frozen=True, slots=True)
class Responsible:
    """``start``: its place in the text; it answers for what stands before. ``text``: the whole note."""

    lead: tuple[str, ...]
    others: tuple[str, ...]
    start: int
    text: str


def responsible_in(text: str) -> list[Responsible]:
    """The notes of responsibility of a block, in their order."""
    if _LINE.match(text):
        return [Responsible(*_read(text), 0, text)]
    notes = [(match, _read(match["inner"])) for match in _BRACKET.finditer(text)]
    return [Responsible(*bodies, match.start(), match[0]) for match, bodies in notes if any(bodies)]


def is_note(text: str) -> bool:
    """Whether a whole block is such a note: it then answers for the block above."""
    bracket = _BRACKET.fullmatch(text.strip())
    return bool(_LINE.match(text.strip()) or (bracket and any(_read(bracket["inner"]))))


def _read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead: list[str] = []
    others: list[str] = []
    for match in _NAMED.finditer(text):
        (lead if match["lead"] else others).extend(_bodies(match["leads"] or match["others"]))
    if lead or others:
        return tuple(lead), tuple(others)
    if match := _BY_DUTY.fullmatch(text):
        return (), _bodies(match["others"])
    if match := _BY_VERB.fullmatch(text):
        bodies = _bodies(match["lead"])
        # 负责 shares the duty out, 牵头 gives it to one
        is_lead = "牵头" in text
        return (bodies, _bodies(match["others"])) if is_lead else ((), bodies + _bodies(match["others"]))
    return (), ()


def _bodies(text: str | None) -> tuple[str, ...]:
    names = (part.strip() for part in re.split("[、，,]", text or ""))
    # a note may hold the deadline too: 责任单位：市司法局，6月底完成
    return tuple(name for name in names if name and not re.search("[0-9]|完成|^年底", name))
