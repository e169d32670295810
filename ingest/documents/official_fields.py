"""The fields of an official document (GB/T 9704-2012): title, number, issuer, dates, level, security mark."""

import re
from dataclasses import dataclass
from datetime import date

from ingest.documents import labels
from ingest.documents.dates import leading_date, trailing_date, whole_date
from ingest.documents.document_number import normalise_number, own_number
from ingest.documents.issuers import bodies_of, is_body, level_of
from ingest.documents.layout import Layout, lay_out, title_of
from ingest.documents.model import DocumentText, squeeze

_MARK = re.compile(
    r"(?:[0-9]{4,8})?(?:密级[:：])?(绝密|机密|秘密|内部)(?:资料|文件|材料|使用|参考|传阅|发文)?"
    r"(?:[★☆*]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?(?:个?月|年|天|日|小时|长期|解密前)?)"
    r"(?:[,，、]?(?:注意|妥善|请勿|不得|严禁|禁止).{1,8})?(?:特提|特急|加急|平急)?"
)
_PUBLISHED = re.compile(r"(?:发布|公开)(?:日期|时间)[:：]\s*(.{8,40})")
_ORDER_BODY = re.compile(r"(?:中华人民共和国)?(.{2,24})令")
_NO_VALUE = frozenset(("", "无", "-", "—", "——", "/", "暂无"))

Read = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class OfficialFields:
    """What a document says of itself.

    Each ``*_from`` names the place: ``label`` (its own metadata), ``body`` (head of the text), ``signature``
    (署名 and date under the text) or ``none``. ``level``: national, province, city, county or unknown.

    ``disagreements``: fields whose label and text differ; the label is taken, a person should look.
    """

    title: str | None
    title_from: str
    document_number: str | None
    document_number_from: str
    issuer: str | None
    issuer_from: str
    issued_on: date | None
    issued_on_from: str
    published_on: date | None
    published_on_from: str
    level: str
    level_from: str
    security_mark: str | None
    security_mark_from: str
    disagreements: tuple[str, ...] = ()


def official_fields(doc: DocumentText) -> OfficialFields:
    """Read the fields of ``doc``: from its metadata table first, then from head and signature of the text.

    A number quoted in a sentence or a title is never the document's own; without one the field is None.
    """
    layout = lay_out(doc.paragraphs)
    signed_by, signed_on = _signature(layout)
    title = _first((_label(doc, labels.TITLE), "label"), (title_of(layout, doc.title_hint), "body"))
    if title[0] is None and doc.title_hint:
        title = (doc.title_hint, "label")
    stated = _label(doc, labels.NUMBER)
    number_label = (normalise_number(stated) or squeeze(stated)) if stated else None
    number_body = own_number(layout.head)
    number = _first((number_label, "label"), (number_body, "body"))
    issuer_label = _label(doc, labels.ISSUER)
    issuer = _first((issuer_label, "label"), (signed_by, "signature"), (_issuer_in_head(layout, title[0]), "body"))
    issued_label = _label_date(doc, labels.ISSUED)
    issued = _first((issued_label, "label"), (signed_on, "signature"), (_date_in_head(layout), "body"))
    published = _first((_label_date(doc, labels.PUBLISHED), "label"), (_published(doc), "body"))
    mark = _first((_mark(_label(doc, labels.SECURITY)), "label"), (_mark_in_head(layout), "body"))
    pairs = (
        ("document_number", number_label, number_body),
        ("issued_on", issued_label, signed_on),
        ("issuer", issuer_label, signed_by),
    )
    return OfficialFields(
        *title,
        *number,
        *issuer,
        *issued,
        *published,
        level_of(issuer[0]),
        issuer[1],
        *mark,
        disagreements=tuple(
            f"{name}: label {left}, text {right}" for name, left, right in pairs if left and right and left != right
        ),
    )


def _first(*readings: tuple) -> tuple:
    return next((reading for reading in readings if reading[0] is not None), (None, "none"))


def _label(doc: DocumentText, names: tuple[str, ...]) -> str | None:
    values = (doc.labelled[name] for name in names if name in doc.labelled)
    return next((value for value in values if squeeze(value) not in _NO_VALUE), None)


def _label_date(doc: DocumentText, names: tuple[str, ...]) -> date | None:
    readings = (leading_date(doc.labelled[name]) for name in names if name in doc.labelled)
    return next((found for found in readings if found), None)


def _published(doc: DocumentText) -> date | None:
    for line in (*doc.paragraphs[:20], *doc.paragraphs[-5:]):
        if (match := _PUBLISHED.search(line)) and (found := leading_date(match[1])):
            return found
    return None


def _signature(layout: Layout) -> tuple[str | None, date | None]:
    """Body and date under the text: the first such pair, unless a later one is the body named in the head.

    The first, because attachments follow and often carry signatures of their own.
    """
    named = _issuer_in_head(layout, title_of(layout, None))
    found: list[tuple[str | None, date]] = []
    for at, line in enumerate(layout.body):
        if day := whole_date(line):
            found.append((_bodies_above(layout.body, at), day))
        elif (split := trailing_date(line)) and (bodies := bodies_of(split[0])):
            found.append(("、".join(bodies), split[1]))
    signed = [pair for pair in found if pair[0]]
    return next(
        (pair for pair in signed if pair[0] == named),
        signed[0] if signed else found[0] if found else (None, None),
    )


def _bodies_above(lines: tuple[str, ...], at: int) -> str | None:
    """Bodies on the lines directly above ``at``, top one first: a joint document has several."""
    found: list[str] = []
    for line in reversed(lines[max(0, at - 10) : at]):
        bodies = bodies_of(line)
        if not bodies:
            break
        found = bodies + found
    return "、".join(found) or None


def _issuer_in_head(layout: Layout, title: str | None) -> str | None:
    for line in layout.head:
        name = squeeze(line)
        if name.endswith("文件") and is_body(name.removesuffix("文件")):
            return name.removesuffix("文件")
        if (match := _ORDER_BODY.fullmatch(name)) and is_body(match[1]):
            return match[1]
    if title:
        before = re.split("关于|转发|印发|批转|对", title, maxsplit=1)[0]
        return before if before != title and is_body(before) else None
    return None


def _date_in_head(layout: Layout) -> date | None:
    return next((day for line in layout.head if (day := whole_date(line))), None)


def _mark(value: str | None) -> str | None:
    match = _MARK.fullmatch(squeeze(value)) if value else None
    return match[1] if match else None


def _mark_in_head(layout: Layout) -> str | None:
    return next((mark for line in layout.head if (mark := _mark(line))), None)
