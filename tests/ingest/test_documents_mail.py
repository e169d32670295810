"""Mail and saved web pages: body, headers, attachments, and the charsets that mail programs get wrong."""

import base64
import random
from email.message import EmailMessage

import pytest

from ingest.documents.model import REASON_CODES
from ingest.documents.read import UnreadableDocument, read_document


@pytest.fixture
def read(tmp_path):
    def write(data: bytes | EmailMessage, name: str = "a.eml"):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else bytes(data))
        return read_document(tmp_path / name)

    return write


def mail(subject: str = "关于电价的答复") -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "张三 <zhangsan@example.gov.cn>"
    message["To"] = "office@example.gov.cn"
    message["Date"] = "Wed, 18 May 2022 09:00:00 +0800"
    message["Message-ID"] = "<1@example>"
    return message


def test_the_plain_part_is_the_text_and_the_headers_are_properties(read):
    message = mail()
    message.set_content("各位：\n电价自6月1日起执行。\n")
    message.add_alternative("<p>网页版</p>", subtype="html")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="电价表.pdf")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="b.zip")
    document = read(message)
    assert [(block.text, block.kind) for block in document.blocks] == [
        ("关于电价的答复", "heading"),
        ("各位：", "paragraph"),
        ("电价自6月1日起执行。", "paragraph"),
    ]
    assert document.properties == {
        "subject": "关于电价的答复",
        "from": "张三 <[电子邮箱]>",
        "date": "2022-05-18T09:00:00+08:00",
    }
    assert document.notes == ("2 attachments not read: 电价表.pdf; b.zip",)
    assert (document.media_type, document.title_hint) == ("message/rfc822", "关于电价的答复")


def test_a_mail_of_html_alone_goes_through_the_reader_of_pages(read):
    message = mail()
    message.set_content("<table><tr><th>类别</th><th>时限</th></tr><tr><td>低压</td><td>3天</td></tr></table>", "html")
    document = read(message)
    assert document.tables[0].rows == (("类别", "时限"), ("低压", "3天"))


def test_an_empty_plain_part_gives_way_to_the_other(read):
    message = mail()
    message.set_content("\n")
    message.add_alternative("<p>正文在此</p>", subtype="html")
    assert "正文在此" in read(message).paragraphs


HEAD = b"From: a@b.cn\r\nTo: c@d.cn\r\nMIME-Version: 1.0\r\n"


def test_gb2312_stands_for_its_larger_sets(read):
    subject = base64.b64encode("关于朱镕基路的通知".encode("gb18030"))
    data = HEAD + b"Subject: =?gb2312?B?" + subject + b"?=\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
    page = '<meta charset="gb2312"><p>镕基路电价</p>'.encode("gb18030")
    document = read(data + page)
    assert document.paragraphs == ("关于朱镕基路的通知", "镕基路电价")


def test_a_header_in_a_code_page_of_its_own_is_read(read):
    data = HEAD + "Subject: 关于电价的通知\r\n".encode("gb18030") + b"\r\n" + "电价执行时间为每年六月".encode("gb18030")
    assert read(data).paragraphs == ("关于电价的通知", "电价执行时间为每年六月")


def test_a_saved_page_is_read_as_a_page(read):
    body = base64.b64encode("<html><body><h1>电价公示</h1><p>正文。</p></body></html>".encode()).decode()
    data = f"""From: <Saved by Blink>
Subject: =?utf-8?Q?=E7=94=B5=E4=BB=B7?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html
Content-Transfer-Encoding: base64

{body}
------x
Content-Type: image/png
Content-Location: http://example.com/a.png

abc
------x--
"""
    document = read(data.encode(), "a.mht")
    assert document.paragraphs == ("电价公示", "正文。")
    assert (document.media_type, document.notes, document.title_hint) == ("multipart/related", (), "电价")


def test_a_mail_without_text_names_the_remedy(read):
    message = mail("")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a.pdf")
    with pytest.raises(UnreadableDocument) as caught:
        read(message)
    assert caught.value.reason_code == "empty"


@pytest.mark.parametrize("text", ["From: 某处\n正文。", "Date: x\nSubject: y\n\n正文", "要点: 一\n二"])
def test_text_with_a_colon_is_no_mail(read, text):
    assert read(text.encode()).media_type == "text/plain"


def test_parts_in_parts_without_end_are_damage(read):
    data = HEAD + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(5000)
    )
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    assert caught.value.reason_code in ("damaged", "empty")


def test_damage_anywhere_never_escapes_as_another_error(read):
    source = random.Random(3)
    message = mail()
    message.set_content("电价自6月1日起执行。")
    message.add_attachment(b"PK", maintype="application", subtype="zip", filename="表格.zip")
    original = bytes(message)
    for _ in range(300):
        data = bytearray(original)
        for _ in range(source.choice((1, 5, 30))):
            data[source.randrange(len(data))] = source.randrange(256)
        try:
            read(bytes(data))
        except UnreadableDocument as error:
            assert error.reason_code in REASON_CODES
