"""What stands around the text (GB/T 9704-2012): 签发人, 紧急程度, 主送机关, 附件说明, 印发机关, 印发日期."""

import re
from datetime import date

from ingest.documents.dates import trailing_date, whole_date
from ingest.documents.issuers import bodies_of
from ingest.documents.layout import Layout
from ingest.documents.model import DocumentText, squeeze
from ingest.documents.stated import Stated, first

_SIGNER = re.compile(r"签\s*发\s*人\s*[:：]\s*(?P<names>[\u4e00-\u9fff·、，,\s]{2,40})$")
_NEXT_SIGNER = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:\s+[\u4e00-\u9fff·]{2,4})*")
_URGENCY = re.compile(
    r"(?:紧急程度[:：]?|等级[:：]?|.*[★☆].*|绝密|机密|秘密|内部)?[（(]?(?P<urgency>特提|特急|加急|平急)[）)]?(?:·?明电)?"
)
_OPENNESS = re.compile(
    r"[（(]?(?:(?:此件|本件|此文|该件)|(?:政府)?(?:信息)?公开(?:方式|属性|类别|选项|形式|类型)[:：]?)?"
    r"(?P<openness>主动公开|公开发布|删减后公开|部分公开|依申请公开|申请公开|不予公开|免予公开|不公开)[）)]?[。]?"
)
_OPENNESS_NAMES = {
    "公开发布": "主动公开", "删减后公开": "主动公开", "部分公开": "主动公开", "申请公开": "依申请公开",
    "免予公开": "不予公开", "不公开": "不予公开",
}  # fmt: skip
_ADDRESSED = re.compile(
    "各|局|委|办|厅|部|府|会|院|区|市|县|省|单位|公司|机构|同志|代表|企业|银行|学校|中心|海关|法院|组"
)
_SENTENCE = re.compile("[。；;？！《]|如下|以下|通知|决定")
_LISTED = re.compile(r"^\s*附\s*件\s*(?:(?P<colon>[:：])|(?=[0-9]{1,2}\s*[.．、]))\s*(?P<rest>.*)$")
_ITEM = re.compile(
    r"(?:^|(?<=[；;\s]))(?P<n>[0-9]{1,2})\s*[.．、]\s*(?P<title>[^0-9\s.．、][^；;]*?)(?=[；;\s]*(?:$|[0-9]{1,2}\s*[.．、]\s*[^0-9\s]))"
)
_LONGEST_TITLE = 100
_FOOT_LINES = 15


def signer(doc: DocumentText, layout: Layout) -> Stated:
    """签发人 of a document sent upwards; several names joined with 、."""
    for at, line in enumerate(layout.head):
        if match := _SIGNER.search(line):
            names = match["names"].split()
            # further signers stand below the first, each under the other
            for below in layout.head[at + 1 : at + 4]:
                if not _NEXT_SIGNER.fullmatch(below.strip()) or len(squeeze(below)) > 8:
                    break
                names += below.split()
            return Stated.at("body", "、".join(re.split("[、，,]", "、".join(names))))
    return Stated.at("label", doc.labelled.get("签发人"))


def urgency(doc: DocumentText, layout: Layout) -> Stated:
    """紧急程度: 特急, 加急; of telegrams also 特提, 平急."""
    label = _URGENCY.fullmatch(squeeze(doc.labelled.get("紧急程度", "")))
    found = (match["urgency"] for line in layout.head if (match := _URGENCY.fullmatch(squeeze(line))))
    return first(Stated.at("label", label and label["urgency"]), Stated.at("body", next(found, None)))


def openness(doc: DocumentText) -> Stated:
    """公开方式 as one of 主动公开, 依申请公开, 不予公开: a label, a line of its own, or （此件公开发布）."""

    def read(line: str) -> str | None:
        match = _OPENNESS.fullmatch(squeeze(line))
        return _OPENNESS_NAMES.get(match["openness"], match["openness"]) if match else None

    label = read(doc.labelled.get("公开方式", ""))
    return first(Stated.at("label", label), Stated.at("foot", next(filter(None, map(read, doc.paragraphs)), None)))


def addressee(layout: Layout) -> Stated:
    """主送机关: the line under the title that ends with a colon; one that is wrapped is joined."""
    if not layout.body or not layout.body[0].rstrip().endswith(("：", ":")):
        return Stated()
    line = layout.body[0].strip()
    for above in reversed(layout.head):
        if not above.rstrip().endswith(("，", ",", "、")):
            break
        line = above.strip() + line
    name = line.rstrip("：: ")
    fits = _ADDRESSED.search(name) and not _SENTENCE.search(name)
    return Stated.at("body", name) if fits else Stated()


def attachments(layout: Layout) -> Stated:
    """Titles of the 附件说明 under the text, in their order: of the first such list; annexes may hold others."""
    for at, line in enumerate(layout.body):
        if not (match := _LISTED.match(line)):
            continue
        lines = [match["rest"], *layout.body[at + 1 : at + 40]]
        titles = [_title(match["rest"])] if match["rest"] and not _ITEM.search(match["rest"]) else []
        for below in lines if not titles else []:
            items = list(_ITEM.finditer(below))
            if below and (not items or int(items[0]["n"]) != len(titles) + 1):
                break
            titles += [_title(item["title"]) for item in items]
        if (
            not titles
            and len(lines) > 1
            and not match["rest"]
            and len(lines[1]) < _LONGEST_TITLE
            and "。" not in lines[1]
        ):
            titles = [_title(lines[1])]
        return Stated.at("body", tuple(title for title in titles if title))
    return Stated()


def printed(doc: DocumentText) -> tuple[Stated, Stated]:
    """印发机关 and 印发日期, the last line of the last page: ``衢州市人民政府办公室　2022年5月18日印发``."""
    lines = [line for line in doc.paragraphs[-_FOOT_LINES:]]
    for at in range(len(lines) - 1, -1, -1):
        plain = squeeze(lines[at])
        if not plain.endswith("印发"):
            continue
        text = plain.removesuffix("印发")
        day: date | None = whole_date(text)
        body = squeeze(lines[at - 1]) if day and at else ""
        if split := trailing_date(text):
            body, day = split if split[0] else (body, split[1])
        if day:
            return Stated.at("foot", "、".join(bodies_of(body)) or None), Stated.at("foot", day)
    return Stated(), Stated()


def _title(text: str) -> str:
    return text.strip().strip("；;。 ").removeprefix("《").removesuffix("》")[:_LONGEST_TITLE]
