"""Mail (EML) and saved web pages in one file (MHT): both are MIME; attachments are named and not read."""

import email
import email.message
import email.policy
import re
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime

from ingest.documents.archive import damaged
from ingest.documents.html import read_html
from ingest.documents.model import Block, DocumentText, UnreadableDocument, tidy
from ingest.documents.text import read_text
from ingest.encoding import UndecodableText, decode
from ingest.privacy import mask_text

_MAIL, _SAVED_PAGE = "message/rfc822", "multipart/related"
# mail programs announce GB 2312 and write what only its larger sets have
_OLD_NAME = re.compile(rb"=\?(?:gb2312|gbk)\?", re.IGNORECASE)
_GB = frozenset(("gb2312", "gbk", "x-gbk", "gb_2312-80"))
_NAMED = 20
# what the parser raises for garbled headers and bodies
_FAULTS = (ValueError, IndexError, KeyError, AttributeError, TypeError, LookupError, RecursionError)


def read_mail(data: bytes) -> DocumentText:
    """Text of a mail (its plain part, else its HTML part) or of a saved web page, below the subject as a heading.

    ``properties``: `subject`, `from` (numbers and addresses masked), `date` (ISO 8601). Raises
    :class:`UnreadableDocument` (`damaged`, `empty`) or ``UndecodableText``.
    """
    try:
        message = email.message_from_bytes(_OLD_NAME.sub(b"=?gb18030?", data), policy=email.policy.default)
        is_page = message.get_content_type() == _SAVED_PAGE
        body = message.get_body(("html", "plain") if is_page else ("plain", "html"))
        if body is not None and not is_page and not (body.get_payload(decode=True) or b"").strip():
            body = message.get_body(("html",)) or body
        attachments = [] if is_page else _attachments(message, body)
        subject = _header(message, "Subject")
        said = {"subject": subject, "from": mask_text(_header(message, "From"))[0], "date": _date(message)}
    except _FAULTS as error:
        raise damaged(f"MIME: {error}") from error
    document = _document(body)
    notes = list(document.notes)
    if attachments:
        more = " …" if len(attachments) > _NAMED else ""
        counted = f"{len(attachments)} attachment{'s' * (len(attachments) > 1)} not read"
        notes.append(f"{counted}: {'; '.join(attachments[:_NAMED])}{more}")
    head = (Block(subject, "heading"),) if subject and not is_page else ()
    return replace(
        document,
        media_type=_SAVED_PAGE if is_page else _MAIL,
        title_hint=subject or document.title_hint,
        blocks=(*head, *document.blocks),
        notes=tuple(notes),
        reader=f"mime+{document.reader}",
        properties={name: value for name, value in said.items() if value},
    )


def _document(body: email.message.EmailMessage | None) -> DocumentText:
    if body is None:
        raise UnreadableDocument(
            "empty", "邮件没有文字，请提供附件本身", "the mail has no text; deliver the attachments"
        )
    content = _content(body)
    if body.get_content_type() == "text/html":
        return read_html(content)
    return read_text(content)


def _content(part: email.message.EmailMessage) -> bytes:
    """The bytes of a text part, in UTF-8 where its charset is told and right."""
    raw = part.get_payload(decode=True) or b""
    stated = str(part.get_content_charset() or "").lower()
    try:
        text = raw.decode("gb18030" if stated in _GB else stated or "ascii")
    except (LookupError, ValueError):
        return raw
    # a page would announce its old charset all the same: the mark at the start outdoes it
    return b"\xef\xbb\xbf" + text.encode("utf-8", "replace")


def _attachments(message: email.message.EmailMessage, body: email.message.EmailMessage | None) -> list[str]:
    names: list[str] = []
    for part in message.walk():
        if part.is_multipart() and part.get_content_type() != _MAIL:
            continue
        name = part.get_filename()
        if part is not body and (name or part.get_content_disposition() == "attachment"):
            names.append(mask_text(tidy(name or part.get_content_type()))[0])
    return names


def _header(message: email.message.EmailMessage, name: str) -> str:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    if not any("\udc80" <= sign <= "\udcff" for sign in raw):
        return tidy(str(message.get(name) or ""))
    # a header in the sender's own code page, without a word about it
    data = raw.encode("utf-8", "surrogateescape")
    try:
        return tidy(decode(data)[0])
    except UndecodableText:
        return tidy(data.decode("utf-8", "replace"))


def _date(message: email.message.EmailMessage) -> str:
    try:
        stated: datetime = parsedate_to_datetime(str(message.get("Date") or ""))
    except _FAULTS:
        return ""
    return stated.isoformat()
