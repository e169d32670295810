"""The door for documents: any file in, its text out, or a refusal with the remedy."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from ingest.documents.archive import open_archive
from ingest.documents.detect import detect, detect_ole2, detect_zip
from ingest.documents.docx import read_docx
from ingest.documents.html import read_html
from ingest.documents.image import read_image
from ingest.documents.mail import read_mail
from ingest.documents.model import MAX_ARCHIVE_BYTES, MAX_TEXT_BYTES, DocumentText, UnreadableDocument
from ingest.documents.ofd import read_ofd
from ingest.documents.old_word import read_old_word
from ingest.documents.pdf import read_pdf
from ingest.documents.text import read_text
from ingest.documents.workbook import is_spreadsheet, read_workbook_document
from ingest.encoding import UndecodableText

__all__ = ["DocumentText", "UnreadableDocument", "read_document"]

_FROM_BYTES: dict[str, Callable[[bytes], DocumentText]] = {"text": read_text, "html": read_html, "mail": read_mail}
_FROM_OLE2: dict[str, Callable[[bytes], DocumentText]] = {"doc": read_old_word}
_FROM_ARCHIVE: dict[str, Callable[[zipfile.ZipFile], DocumentText]] = {"docx": read_docx, "ofd": read_ofd}
# formats made of pages, read from the file itself
_FROM_PAGES: dict[str, Callable[[Path], DocumentText]] = {"pdf": read_pdf, "image": read_image}

# format: its name in both languages, and what the department can do
_UNSUPPORTED = {
    "ole2": ("旧版 Office 文件（OLE2）", "old Office file (OLE2)", "请另存为 .docx", "save as .docx"),
    "rtf": ("RTF 文件", "RTF file", "请另存为 .docx", "save as .docx"),
    "heic": ("HEIC/AVIF 图片", "HEIC or AVIF picture", "请另存为 JPG 或 PNG", "save it as JPG or PNG"),
    "slides": ("演示文稿", "presentation", "请提供 DOCX 或 TXT", "deliver DOCX or TXT"),
    "opendocument": ("OpenDocument 文件", "OpenDocument file", "请另存为 .docx", "save as .docx"),
    "archive": ("压缩包", "archive", "请解压后逐个报送", "unpack it and deliver the files"),
    "xml": ("XML 数据", "XML data", "请提供 DOCX、HTML 或 TXT", "deliver DOCX, HTML or TXT"),
    "unknown": (
        "无法识别的格式或编码",
        "unknown format or encoding",
        "请另存为 DOCX 或 UTF-8 文本",
        "save as DOCX or as UTF-8 text",
    ),
}


def read_document(path: Path) -> DocumentText:
    """Read one document, whatever its suffix says.

    Formats: TXT/MD/CSV, HTML, DOCX, DOC/WPS, OFD, PDF, workbooks, mail, saved pages, pictures; archives of them are for
    :mod:`ingest.documents.bundle`. Raises :class:`UnreadableDocument` with a code of ``REASON_CODES`` for every
    other content, and ``OSError`` when the file itself cannot be opened. No network; sizes are bounded.
    """
    try:
        document = _read(path, detect(path))
    except UndecodableText as error:
        raise _unsupported("unknown", str(error)).of_file(path.name) from error
    except UnreadableDocument as error:
        raise error.of_file(path.name) from error
    # pages that were looked at and hold no text are evidence all the same: a screenshot, a photograph
    is_seen = any(page.text_source == "none" for page in document.pages)
    if not document.paragraphs and not document.labelled and not is_seen:
        raise UnreadableDocument(
            "empty", "没有文字（可能只有图片），请提供文本", "no text (pictures only?); deliver the text"
        ).of_file(path.name)
    return document


def _read(path: Path, kind: str) -> DocumentText:
    if reader := _FROM_BYTES.get(kind):
        _check_size(path, MAX_TEXT_BYTES)
        return reader(path.read_bytes())
    if reader := _FROM_PAGES.get(kind):
        _check_size(path, MAX_ARCHIVE_BYTES)
        return reader(path)
    if kind == "zip":
        _check_size(path, MAX_ARCHIVE_BYTES)
        with open_archive(path) as archive:
            kind = detect_zip(set(archive.namelist()))
            if reader := _FROM_ARCHIVE.get(kind):
                return reader(archive)
            if kind == "opendocument" and is_spreadsheet(archive):
                kind = "workbook"
    if kind == "ole2":
        with path.open("rb") as stream:
            data = stream.read(MAX_ARCHIVE_BYTES)
        kind = detect_ole2(data)
        if reader := _FROM_OLE2.get(kind):
            return reader(data)
    if kind == "workbook":
        _check_size(path, MAX_TEXT_BYTES)
        return read_workbook_document(path)
    if kind == "empty":
        raise UnreadableDocument("empty", "文件为空，请重新报送", "the file is empty; deliver it again")
    if kind == "encrypted":
        raise UnreadableDocument(
            "encrypted",
            "Office 文件已加密，请去除密码后报送",
            "password-protected Office file; remove the password",
        )
    raise _unsupported(kind)


def _unsupported(kind: str, detail: str = "") -> UnreadableDocument:
    name_zh, name_en, remedy_zh, remedy_en = _UNSUPPORTED[kind]
    more = f" ({detail})" if detail else ""
    return UnreadableDocument(
        "unsupported_format",
        f"{name_zh}暂不支持，{remedy_zh}",
        f"{name_en} is not supported{more}; {remedy_en}",
    )


def _check_size(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise UnreadableDocument(
            "too_large",
            f"文件 {size:,} 字节，超过上限 {limit:,}，请拆分或去除图片",
            f"{size:,} bytes, more than {limit:,}; split it or take the pictures out",
        )
