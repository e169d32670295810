"""The parts of an official document: its head (letterhead, number, title) and what follows."""

import re
from dataclasses import dataclass

from ingest.documents.document_number import own_number
from ingest.documents.issuers import is_body
from ingest.documents.model import squeeze

_HEAD_LINES = 60
_TITLE_LINES = 6
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.、．]"
    r"|第[一二三四五六七八九十]{1,3}[章条]|附件)"
)
_ENDS_TITLE = re.compile(
    "(?:通知|决定|决议|意见|批复|函|答复|通报|通告|公告|公报|命令|令|办法|条例|规定|细则|方案|规划|计划|请示|报告|纪要|议案"
    "|说明书?|指南|清单|目录|措施|举措|规则|规程|规范|制度|标准|要点|章程|预案|机制|政策|解读|条件|流程)(?:[（(].{1,14}[）)])?$"
)
_NO_TITLE = re.compile(r"[。；！？!?;，,：:|]|文件$|^(?:绝密|机密|秘密|内部|特急|加急|平急)|签发人")
_TITLE_START = re.compile("^(?P<body>.{2,40}?)(?:关于|转发|批转|印发|对)")
_ORDERED = re.compile("^《(.{2,60}?)》已经")


@dataclass(frozen=True, slots=True)
class Layout:
    """``head``: lines up to the addressee, the first sentence or the first heading; ``body``: all others."""

    head: tuple[str, ...]
    body: tuple[str, ...]


def lay_out(paragraphs: tuple[str, ...]) -> Layout:
    """Split a document after its head."""
    for at, line in enumerate(paragraphs[:_HEAD_LINES]):
        # an addressee ends with a colon; a label such as 密级：秘密 has it inside
        if "。" in line or line.endswith(("：", ":", "；")) or _HEADING.match(line):
            return Layout(paragraphs[:at], paragraphs[at:])
    return Layout(paragraphs[:_HEAD_LINES], paragraphs[_HEAD_LINES:])


def title_of(layout: Layout, hint: str | None) -> str | None:
    """The title in the head, lines joined; ``hint`` (the file's own title) cuts off what is no part of it."""
    if layout.body and layout.head and squeeze(layout.head[0]).endswith("令"):
        ordered = _ORDERED.match(squeeze(layout.body[0]))
        if ordered:
            return ordered[1]
    lines = [squeeze(line) for line in layout.head]
    wanted = squeeze(hint or "")
    for at in range(len(lines) - 1, -1, -1):
        if not _ENDS_TITLE.search(lines[at]) or not _may_be_title(lines[at]):
            continue
        runs = ["".join(lines[start : at + 1]) for start in range(at, max(-1, at - _TITLE_LINES), -1)]
        fitting = max((run for run in runs if len(run) > 5 and wanted.startswith(run)), key=len, default="")
        joined = _join_upwards(lines, at)
        # a file's own title often leaves the issuer out
        return fitting if fitting and not is_body(joined.removesuffix(fitting)) else joined
    return None


def _join_upwards(lines: list[str], at: int) -> str:
    title = lines[at]
    for line in reversed(lines[max(0, at - _TITLE_LINES + 1) : at]):
        if (match := _TITLE_START.match(title)) and is_body(match["body"]):
            break
        # no title is wrapped behind these words: the line above is another document's
        if not _may_be_title(line) or line.endswith(("通知", "公告", "通告", "通报")):
            break
        if title.startswith("关于") and not (is_body(line) or _TITLE_START.match(line)):
            break
        title = line + title
    return title


def _may_be_title(line: str) -> bool:
    return len(line) <= 80 and not _NO_TITLE.search(line) and own_number((line,)) is None
