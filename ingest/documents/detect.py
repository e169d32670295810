"""Which format a file has, by its content: suffixes are often wrong (a web page saved as .doc)."""

import codecs
import re
from pathlib import Path

_HEAD = 8192
_PREAMBLE = re.compile(r"^(?:\s|\ufeff|<!--.*?-->|<\?.*?\?>)+", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html|<(?:html|head|body|meta|title|table|div|p)[\s>/]", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|!doctype|[A-Za-z_][\w.:-]*[\s/>])", re.IGNORECASE)

_HEADER_FIELD = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):(?=[ \t\r\n])", re.MULTILINE)
_SURE_FIELDS = frozenset((b"mime-version", b"received", b"return-path", b"message-id", b"x-mailer"))
_MAIL_FIELDS = _SURE_FIELDS | {b"from", b"to", b"subject", b"date", b"content-type", b"cc"}

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole2"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"II+\x00", "image"),
    (b"MM\x00+", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_ZIP_PARTS = (
    ("word/document.xml", "docx"),
    ("OFD.xml", "ofd"),
    ("xl/workbook.xml", "workbook"),
    ("xl/workbook.bin", "workbook"),
    ("ppt/presentation.xml", "slides"),
    ("content.xml", "opendocument"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "workbook"),
    ("Book", "workbook"),
    ("WORKBOOK", "workbook"),
    ("BOOK", "workbook"),
    ("PowerPoint Document", "slides"),
)


def detect(path: Path) -> str:
    """One word for the format: text, html, zip, ole2, pdf, rtf, image, heic, archive, mail, xml or empty."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head:
        return "empty"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or (head[:2] == b"BM" and head[6:10] == bytes(4)):
        return "image"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "heic"
    return _markup(head) or ("mail" if _is_mail(head) else "text")


def detect_zip(names: set[str]) -> str:
    """What a ZIP container is, by its parts: docx, ofd, workbook, slides, opendocument or archive."""
    # some writers use the separator of Windows
    parts = {name.replace("\\", "/") for name in names}
    return next((kind for part, kind in _ZIP_PARTS if part in parts), "archive")


def detect_ole2(data: bytes) -> str:
    """What an OLE2 file is, by its stream names: encrypted, doc, workbook, slides or ole2."""
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return kind
    return "ole2"


def _is_mail(head: bytes) -> bool:
    """Whether a file begins with the header of a mail or of a saved page: known fields, one of them a sure sign."""
    block = re.split(rb"\r?\n\r?\n", head.removeprefix(codecs.BOM_UTF8), maxsplit=1)[0]
    if not _HEADER_FIELD.match(block):
        return False
    fields = {match[1].lower() for match in _HEADER_FIELD.finditer(block)}
    return len(fields & _MAIL_FIELDS) >= 3 and bool(fields & _SURE_FIELDS)


def _markup(head: bytes) -> str | None:
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # only ASCII marks are looked for: any other encoding keeps them in their place
    text = head.decode("utf-16", "ignore") if wide else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    start = _PREAMBLE.sub("", text)
    if not start.startswith("<"):
        return "xml" if text.lstrip().startswith("<?xml") else None
    if _HTML.match(start):
        return "html"
    return "xml" if _XML.match(start) else None
