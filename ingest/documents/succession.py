"""What a document does to others: which it repeals, replaces or amends; and whether it is only a draft."""

import re
from collections.abc import Iterator

from ingest.documents.document_number import normalise_number
from ingest.documents.model import squeeze
from ingest.documents.stated import Stated

_TITLE = re.compile("《(?P<title>(?:[^《》]|《[^《》]*》){2,120})》")
_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,14}[〔\[(（【](?:19|20)[0-9]{2}[〕\])）】]第?[0-9]{1,5}号"
    r"|(?:(?:中华人民共和国)?国务院|[\u4e00-\u9fff]{2,8}(?:省|市|部|委|局|署|政府|会|院|厅))令(?:(?:19|20)[0-9]{2}年)?第?[0-9]{1,4}号"
)
_REPEALED = re.compile("废止|失效|停止(?:执行|施行)|不再(?:执行|施行)")
_REPLACING = re.compile("代替|替代|取代")
_AMENDED = re.compile(
    "(?:作|做)出?(?:如下|以下|相应|部分)(?:修改|修订|修正|调整|补充)|进行(?:如下|以下)?(?:修改|修订|修正)|(?:修改|修订|修正)(?:为|如下)"
)
# no act yet, or somebody else's
_NOT_NOW = re.compile(
    "适时|拟(?:废止|修改)|清理|建议|及时(?:废止|修改|修订)|应当(?:及时)?(?:废止|修改)|不得|定期|(?:被|已(?:经)?)(?:废止|失效)"
)
_GROUND = re.compile("^(?:根据|按照|依据|依照|为|经|参照|贯彻|落实|结合)")
_REPEAL_TITLE = re.compile("关于(?:宣布|公布)?.{0,40}(?:废止|失效|停止执行)")
_AMENDMENT_TITLE = re.compile("关于(?:修改|修订|修正|调整)(?=《)|关于对?(?=《.*(?:修改|修订|修正|调整))")
_DRAFT = re.compile(
    "(?:公开)?征求意见稿|征询意见稿|(?:修订|修正|修改)?草案|送审稿|代拟稿|讨论稿|审议稿|报批稿|初稿|草稿"
)
_CONSULTATION = re.compile("(?:公开|向社会|再次)?(?:征求|征集)(?:对?《.*》)?.{0,20}(?:意见|建议)")


def repealed(sentences: list[str], title: str | None, own_number: str | None) -> tuple[Stated, Stated]:
    """Numbers and titles of the documents that this one repeals or replaces (废止, 停止执行, 代替)."""
    whole = (clause for clause in _objects(sentences, _REPEALED) if not _in_part(clause))
    acting = [*whole, *_objects(sentences, _REPLACING, follows=True)]
    if title and _REPEAL_TITLE.search(title):
        # a list of documents under one verb
        acting += [line for line in sentences if _NUMBER.search(line) and not _GROUND.match(line)]
    return _cited(acting, title, own_number)


def amended(sentences: list[str], title: str | None, own_number: str | None) -> tuple[Stated, Stated]:
    """Numbers and titles of the documents that this one amends (作如下修改, 修改为; or repeals in part)."""
    acting = [*_objects(sentences, _AMENDED), *filter(_in_part, _objects(sentences, _REPEALED))]
    if title and (match := _AMENDMENT_TITLE.search(title)):
        acting.insert(0, title[match.end() :])
    return _cited(acting, None, own_number)


def draft_mark(title: str | None, head: tuple[str, ...]) -> Stated:
    """征求意见稿, 草案, 送审稿, 代拟稿 … in the title or on a line of the head; 征求意见 for a request for opinions.

    Such a document is no policy yet but a draft or an intent.
    """
    if title and (match := _DRAFT.search(title)):
        return Stated.at("title", match[0])
    if title and _CONSULTATION.search(title):
        return Stated.at("title", "征求意见")
    lines = (squeeze(line).strip("（）()【】[]") for line in head)
    return Stated.at("body", next((line for line in lines if _DRAFT.fullmatch(line)), None))


def _in_part(clause: str) -> bool:
    """Whether only an article of the document is repealed: 《…规定》第九条同时废止 amends it."""
    return bool(
        re.search(
            "(?:》|号）?)[^《》]{0,4}(?:第[一二三四五六七八九十百零0-9、至和第]+[条款项]|(?:相关|有关|部分)(?:条款|内容|规定))",
            clause,
        )
    )


def _objects(sentences: list[str], verb: re.Pattern[str], follows: bool = False) -> Iterator[str]:
    """What stands before the verb (with ``follows``: behind it) and names documents."""
    for sentence in sentences:
        match = verb.search(sentence)
        if not match or _NOT_NOW.search(sentence):
            continue
        if follows:
            yield sentence[match.end() :]
            continue
        # commas inside a title divide nothing
        clauses = re.split("[，,](?![^《]*》)", sentence[: match.start()])
        named = False
        for clause in reversed(clauses):
            names = bool(_TITLE.search(clause) or _NUMBER.search(clause))
            if (named and not names) or _GROUND.match(clause):
                break
            if names:
                yield clause
            named = named or names


# how a text shortens the title of a document that it named before: no name to find it by
_SHORT = re.compile("(?:总体)?(?:规划|办法|规定|意见|通知|方案|条例|细则|决定|公告|措施|纪要|协议)")


def _cited(acting: list[str], own_title: str | None, own_number: str | None) -> tuple[Stated, Stated]:
    written = [number for text in acting for number in _NUMBER.findall(text)]
    numbers = [normalise_number(number) or number for number in written]
    titles = [found["title"] for text in acting for found in _TITLE.finditer(text)]
    others = [
        title
        for title in titles
        if not _SHORT.fullmatch(title) and (not own_title or title not in own_title or _REPEAL_TITLE.search(own_title))
    ]
    return (
        Stated.at("sentence", tuple(dict.fromkeys(number for number in numbers if number != own_number))),
        Stated.at("sentence", tuple(dict.fromkeys(others))),
    )
