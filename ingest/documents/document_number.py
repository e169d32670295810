"""The number of an official document (发文字号): 国办函〔2018〕71号, 国令第706号, 公告2022年第5号."""

import re
import unicodedata
from collections.abc import Sequence

from ingest.documents.model import squeeze

# after NFKC, which already turns full-width brackets into plain ones
_OPEN, _CLOSE = "〔[(【〖{〈《<「『", "〕])】〗}〉》>」』"
_WORD = r"(?P<word>[\u4e00-\u9fffA-Za-z]{1,16}?)"
_BRACKETED = re.compile(
    rf"{_WORD}[{re.escape(_OPEN)}](?P<year>(?:19|20)[0-9]{{2}})[{re.escape(_CLOSE)}]第?(?P<n>[0-9]{{1,5}})号"
)
_ORDER = re.compile(r"(?P<word>[\u4e00-\u9fff]{1,24}令|令)第(?P<n>[0-9]{1,5})号")
_NOTICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{0,24}公告)(?P<year>(?:19|20)[0-9]{2})年第(?P<n>[0-9]{1,5})号")
# words that make a line a quotation of somebody else's number
_QUOTING = re.compile("关于|根据|按照|依照|依据|参照|贯彻|落实|转发|印发|废止|修改|替代|^(?:详?见|参见|以及|原|据)")
_SIGNER = re.compile(r"签发人[:：].*$")
_STATE_COUNCIL_ORDER = "中华人民共和国国务院令"


def normalise_number(text: str) -> str | None:
    """The number in ``text`` in one spelling, or None: brackets 〔 〕, no 第, no leading zeros.

    ``中华人民共和国国务院令第706号`` becomes ``国令第706号``, as its register has it.
    """
    plain = _plain(text)
    for pattern in (_BRACKETED, _NOTICE, _ORDER):
        if match := pattern.search(plain):
            return _spell(match)
    return None


def own_number(head: Sequence[str]) -> str | None:
    """The document's own number: a line of its head that is a number and nothing else."""
    for at, line in enumerate(head):
        plain = _SIGNER.sub("", _plain(line))
        # between title and text, web pages often put it in brackets
        if plain.startswith("(") and plain.endswith(")"):
            plain = plain[1:-1]
        if re.fullmatch(r"第[0-9]{1,5}号", plain) and at and _plain(head[at - 1]).endswith("令"):
            plain = _plain(head[at - 1]) + plain
        for pattern in (_BRACKETED, _NOTICE, _ORDER):
            if (match := pattern.fullmatch(plain)) and not _QUOTING.search(match["word"]):
                return _spell(match)
    return None


def _plain(text: str) -> str:
    return squeeze(unicodedata.normalize("NFKC", text))


def _spell(match: re.Match[str]) -> str:
    parts = match.groupdict()
    number = str(int(parts["n"]))
    if match.re is _BRACKETED:
        return f"{parts['word']}〔{parts['year']}〕{number}号"
    if match.re is _NOTICE:
        return f"{parts['word']}{parts['year']}年第{number}号"
    return f"{parts['word'].replace(_STATE_COUNCIL_ORDER, '国令')}第{number}号"
