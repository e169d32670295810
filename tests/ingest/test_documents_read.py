"""The door for documents: what is read, and what is refused with a reason, by content and never by suffix."""

import random
import socket
import time

import pytest

from ingest.documents import read as read_module
from ingest.documents.model import REASON_CODES
from ingest.documents.read import UnreadableDocument, read_document
from sample.notices import MARKER, write_notices


def refusal(path) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    return caught.value


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("network access")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


# scans, pictures and difficult PDF files have tests of their own
@pytest.mark.parametrize("folder", ["xml_hostile", "workbook_difficult", "word_doc", "ofd"])
def test_every_difficult_file_is_read_or_refused_with_a_reason(shared_data, no_network, folder):
    files = sorted(path for path in (shared_data / folder).iterdir() if path.is_file())
    assert files
    for path in files:
        began = time.monotonic()
        try:
            assert read_document(path).text
        except UnreadableDocument as error:
            assert error.reason_code in REASON_CODES
            assert path.name in error.message_zh and path.name in error.message_en
        assert time.monotonic() - began < 5, path.name


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("workbook_difficult/pass_protected.xlsx", "encrypted", "password"),
        ("workbook_difficult/issue_594_dos.ods", "too_large", "safety limit"),
        ("ofd/Page5.ofd", "empty", "no readable text"),
        ("xml_hostile/xmlbomb.xml", "unsupported_format", "XML"),
        ("pdf_difficult/empty.pdf", "empty", "empty"),
    ],
)
def test_the_refusal_names_format_and_remedy(shared_data, name, code, words):
    error = refusal(shared_data / name)
    assert error.reason_code == code
    assert words in error.message_en
    assert "请" in error.message_zh


def test_a_web_page_is_known_by_content_not_by_suffix(tmp_path):
    path = tmp_path / "通知.doc"
    path.write_text("<!-- 导出 -->\n<HTML><body><p>关于电价的通知</p></body></HTML>", encoding="gb18030")
    document = read_document(path)
    assert (document.media_type, document.encoding) == ("text/html", "gb18030")
    assert document.paragraphs == ("关于电价的通知",)


def test_text_that_speaks_of_html_is_text(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("说明：网页以 <html> 开头。", encoding="utf-8")
    assert read_document(path).media_type == "text/plain"


def test_text_paragraphs_are_tidy(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("　　第一段\u00a0\u200b文字  一。\r\n\r\n\t\r\n第二段。".encode())
    assert read_document(path).paragraphs == ("第一段 文字 一。", "第二段。")


def test_labelled_lines_of_a_text_become_pairs(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("发文机关：衢州市财政局\n发文字号：衢财〔2022〕1号\n\n正文。", encoding="utf-8")
    document = read_document(path)
    assert document.labelled == {"发文机关": "衢州市财政局", "发文字号": "衢财〔2022〕1号"}
    assert document.paragraphs == ("正文。",)


def test_one_labelled_line_alone_stays_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("发文单位：各科室\n正文。", encoding="utf-8")
    assert read_document(path).labelled == {}
    assert read_document(path).paragraphs == ("发文单位：各科室", "正文。")


@pytest.mark.parametrize("content", [b"", b"\n \t\n", b"<html><body><img src='a.png'></body></html>"])
def test_a_file_without_text_is_empty(tmp_path, content):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert refusal(path).reason_code == "empty"


def test_binary_data_is_refused_as_unknown(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(random.Random(5).randbytes(3000))
    assert refusal(path).reason_code == "unsupported_format"


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(read_module, "MAX_TEXT_BYTES", 100)
    path = tmp_path / "a.txt"
    path.write_text("长" * 100, encoding="utf-8")
    monkeypatch.setattr(type(path), "read_bytes", lambda self: pytest.fail("read all the same"))
    assert refusal(path).reason_code == "too_large"


def test_an_absent_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_document(tmp_path / "none.txt")


def test_the_sample_notices_are_invented_and_always_the_same(tmp_path):
    first, second = write_notices(tmp_path / "a"), write_notices(tmp_path / "b")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    documents = [read_document(path) for path in first]
    assert all(document.paragraphs[0] == MARKER for document in documents)
    assert [document.encoding for document in documents] == ["gb18030", "utf-8", None, "utf-8"]
    assert len(documents) == 4


def test_damage_anywhere_never_escapes_as_another_error(tmp_path):
    source = random.Random(7)
    path = tmp_path / "damaged"
    for original in [p.read_bytes() for p in write_notices(tmp_path)]:
        for _ in range(60):
            data = bytearray(original[: source.randrange(1, len(original))] if source.random() < 0.3 else original)
            for _ in range(source.choice((1, 5, 50))):
                # the end of a ZIP is its directory
                reach = min(len(data), 2500) if source.random() < 0.5 else len(data)
                data[-source.randrange(1, reach + 1)] = source.randrange(256)
            path.write_bytes(data)
            try:
                read_document(path)
            except UnreadableDocument as error:
                assert error.reason_code in REASON_CODES
