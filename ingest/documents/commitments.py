"""Commitments of a text: what it promises that can be measured, by when, how often, and who answers for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.documents.deadlines import Deadline, deadline_of, recurrence_of
from ingest.documents.figures import Figure, figures_of
from ingest.documents.numerals import value_of
from ingest.documents.responsible import Responsible, is_note, responsible_in
from ingest.documents.units import unit_code

KINDS = ("figure", "all", "rank", "recurring", "milestone")

_SENTENCE = re.compile(r"[^。；！;!\n]+[。；！;!]?")
_CLAUSE = re.compile("[，,]")
_HEAD = re.compile(
    r"^\s*(?P<number>第[一二三四五六七八九十百]+[章节]|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[0-9]{1,3}(?:[.．](?![0-9])|[、）)]))\s*(?P<title>[^。；;：:]{2,40})(?:[。：:]|$)"
)
_ARTICLE = re.compile("^\\s*(?P<number>第[一二三四五六七八九十百]+条)")
# told, not promised
_PAST = re.compile(
    "已(?:经)?(?!有)|累计|去年|上年|同比|曾|以来(?!的)|截至|(?<!实)现有|原有|目前|是指|重要(?:意义|作用)|起到|收悉|尚未|(?:新增|落实|完成|开展|建立|推出|取得|实现|安排|发布)了|原(?:估算|计划|投资)"
)
_GROUND = re.compile("^\\s*(?:附件|为了?|根据|按照|依据|依照|坚持以|以.{2,30}为(?:指导|引领|遵循|导向))")
_PROMISE = re.compile(
    "力争|争取|确保|实现|达到|达|完成|压缩|压减|缩短|降低|降至|降到|提高|提升|增长|新增|控制在|不(?:得|能)?(?:超过|低于|少于|高于)|办结|送达|"
    "报送|上报|公开|召开|应当?|须|必须|要|到位|建成|覆盖|推出|打造|培育|筛选|组织|开展|落实|实行|规模|占比|限时|回复|答复|以内|减免|补贴|奖励|支持"
)
# what makes a number of things a target: the things are to be made, held, chosen
_MAKES = re.compile(
    "力争|新增|新建|建成|建设|推出|打造|培育|筛选|评选|遴选|组织|开展|召开|举办|完成|实现|覆盖|引进|发布|制定|出台|办理|改造|推广|设立|达到|汇编|"
    "编制|落实|压减|减少|精简|取消|合并|选派|派驻|配备|不(?:得|能)?(?:超过|低于|少于|高于)|至少|最多"
)
_FINED = re.compile("罚款|罚金|处分|警告|有期徒刑")
_ALL = re.compile(
    "全覆盖|清零|零(?:延误|投诉|差错|跑腿|跑动|障碍|接触|积压)|应.尽.|事事|件件|百分之百|不断档|无遗漏|(?:所有|全部|一律|每个|各类).{0,20}"
    "(?:纳入|实现|完成|落实|办结|交办|接入|上线|公开|到位|办理|推送|整改)|(?:^|(?<=[要应须])|(?<=加快))全面(?:落实|推行|实行|实现|取消|推广|公开|公示|梳理|排查|清理|完成|覆盖)"
)
_RANK = re.compile(
    "保(?P<keep>[一二三四五六七八九十])[拼争冲](?P<strive>[一二三四五六七八九十])|(?:进入|跻身|跃居|位居|位列|稳居|保持|力争|争创|列).{0,8}?"
    "(?:前(?P<top>[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:名|位|强)?(?!列)|第(?P<place>[一二三四五六七八九十])(?!批)|前列|标杆|首位|先进位|第一方阵)|"
    "争创[^，,。；]{2,20}(?:奖|先进|示范|称号)|争先进位"
)
_MILESTONE = re.compile(
    "(?<!信息)(?:建立|制定|出台|(?<!全面)推行|启动|组建|成立|上线|发布|公布|编制|汇编|推出|打造|设立|建成)(?![、的]|本(?!地|级|市|县|省|区)|以下|健全)[^，,。；;]{0,40}"
    "(?:机制|制度|办法|方案|规则|平台|系统|清单|应用|场景|改革|服务|专班|队伍|中心|目录|标准|规范|活动|综述|渠道|汇编|体系|细则|意见|政策|指南|备案制)"
)
_WHOSE = re.compile("(?:及|或)?(?:以上|以下|以内)的|及以[上下]至")
_OF_WHOM = re.compile("(?:^|[^，,]可|要|应|须)对于?[^，,]*$|(?:凡|属于)[^，,]*$")
_ACTION = re.compile(
    "召开|开展|组织|通报|督查|报送|公布|公开|发布|清零|调整|更新|检查|视察|评估|考核|会商|研判|回访|走访|培训|调度|分析|举办|监测|统计"
)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise. ``kind``: one of ``KINDS``; ``written``: the words that make it one, in a ``clause`` of a sentence.
    ``block``, ``start``: the number of its block, and where its clause begins in it.

    ``figure``: a target with unit and bound; ``all``: everything of a kind, 100 % (清零: 0); ``rank``: a place or a
    distinction; ``recurring``: something done at intervals; ``milestone``: something that will be there or not.
    ``recurrence``: an ISO 8601 duration or `irregular`. ``item``: number and title of the item it stands in.
    """

    block: int
    item: str | None
    sentence: str
    clause: str
    start: int
    kind: str = ""
    written: str = ""
    value: float | None = None
    value_upto: float | None = None
    unit: str | None = None
    bound: str | None = None
    deadline: Deadline | None = None
    recurrence: str | None = None
    lead: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def commitments_of(blocks: Sequence[tuple[int, str]], issued_on: date | None) -> list[Commitment]:
    """All commitments of a text, given as numbered blocks, in their order.

    ``issued_on`` gives the year to months without one. A note of responsibility answers for what stands before it
    in its block; a block that is nothing else answers for the block above.
    """
    found: list[Commitment] = []
    item: str | None = None
    for number, text in blocks:
        notes = responsible_in(text)
        if is_note(text):
            found = [_answered(one, notes[:1], issued_on) if one.block == found[-1].block else one for one in found]
            continue
        start = 0
        if head := _HEAD.match(text):
            item, start = f"{head['number'].strip()}{head['title'].strip()}", head.end()
        elif article := _ARTICLE.match(text):
            item = article["number"]
        figures = list(figures_of(text))
        for sentence in _SENTENCE.finditer(_without(notes, text)):
            # a heading is no sentence
            if sentence.end() <= start or len(sentence[0]) > _LONGEST:
                continue
            for promise in _promises(sentence, figures, issued_on):
                behind = [note for note in notes if note.start > promise.start]
                found.append(_answered(replace(promise, block=number, item=item), behind[:1], issued_on))
    return found


def _without(notes: list[Responsible], text: str) -> str:
    """``text`` with blanks where its notes of responsibility stand: they promise nothing themselves."""
    for note in notes:
        text = text[: note.start] + " " * len(note.text) + text[note.start + len(note.text) :]
    return text


def _answered(promise: Commitment, notes: list[Responsible], issued_on: date | None) -> Commitment:
    if not notes or promise.lead or promise.others:
        return promise
    deadline = promise.deadline or _ahead(deadline_of(notes[0].text, issued_on), issued_on)
    return replace(promise, lead=notes[0].lead, others=notes[0].others, deadline=deadline)


def _promises(sentence: re.Match[str], figures: list[Figure], issued_on: date | None) -> Iterator[Commitment]:
    """The promises of one sentence, clause by clause: a deadline holds for the clauses behind it too."""
    text, deadline, place = sentence[0], None, sentence.start()
    promised = False
    for clause in _CLAUSE.split(text):
        end = place + len(clause)
        if not (_PAST.search(clause) or _GROUND.match(clause) or _FINED.search(clause)):
            deadline = _ahead(deadline_of(clause, issued_on), issued_on) or deadline
            base = Commitment(0, None, text.strip(), clause.strip(), place)
            base = replace(base, deadline=deadline, recurrence=recurrence_of(clause))
            inside = [figure for figure in figures if place <= figure.start < end]
            targets = [figure for figure in inside if _is_target(figure, clause, deadline)]
            found = [_with_figure(figure, base) for figure in targets] or list(_without_figure(clause, base))
            promised = promised or bool(found)
            yield from found
        place = end + 1
    # 五年以内的人员 says of whom a rule speaks
    if deadline and not promised and re.search("[月底末前]", deadline.written):
        whole = text.strip()
        yield Commitment(0, None, whole, whole, sentence.start(), "milestone", whole, deadline=deadline)


def _ahead(deadline: Deadline | None, issued_on: date | None) -> Deadline | None:
    """A day before the document was issued is part of its story, not of its promises."""
    past = deadline and deadline.due_on and issued_on and deadline.due_on < issued_on
    return None if past else deadline


def _with_figure(figure: Figure, base: Commitment) -> Commitment:
    return replace(
        base, kind="figure", written=figure.written, value=figure.value, value_upto=figure.value_upto,
        unit=figure.unit, bound=figure.bound,
    )  # fmt: skip


def _is_target(figure: Figure, clause: str, deadline: Deadline | None) -> bool:
    """Whether a figure is aimed at: a number of things only behind a verb that makes or holds them."""
    before, _, after = clause.partition(figure.written)
    # 三年内 is a deadline; 500万元及以下的企业 and 满三年 say of whom a rule speaks; ×100% is a formula
    if deadline and figure.unit in ("年", "个月") and figure.bound == "at_most" and deadline.written in clause:
        return False
    if _WHOSE.match(after) or before.endswith(("×", "满")) or (figure.bound and after.startswith("的")):
        return False
    if _OF_WHOM.search(before) and "的" in after:
        return False
    if unit_code(figure.unit) in ("count", "persons"):
        return bool(_MAKES.search(before) or (figure.bound and _PROMISE.search(clause)))
    return bool(figure.unit and (figure.bound or _PROMISE.search(clause)))


def _without_figure(clause: str, base: Commitment) -> Iterator[Commitment]:
    if match := _RANK.search(clause):
        yield replace(base, kind="rank", written=match[0], **_rank(match))
    elif match := _ALL.search(clause):
        none_left = "清零" in match[0] or match[0].startswith("零")
        value, unit = (0.0, "个") if none_left else (100.0, "%")
        yield replace(base, kind="all", written=match[0], value=value, unit=unit)
    elif base.recurrence and _ACTION.search(clause):
        yield replace(base, kind="recurring", written=clause.strip())
    elif match := _MILESTONE.search(clause):
        yield replace(base, kind="milestone", written=match[0])
    elif base.deadline and base.deadline.written in clause and _PROMISE.search(clause):
        yield replace(base, kind="milestone", written=clause.strip())


def _rank(match: re.Match[str]) -> dict[str, float | str | None]:
    place = match["keep"] or match["top"] or match["place"]
    value = value_of(place) if place else None
    return {
        "value": None if value is None else float(value),
        "bound": "at_most" if match["keep"] or match["top"] else None,
    }
