"""Word files: what counts as text, and containers made to hurt."""

import io
import struct
import zipfile

import pytest

from ingest.documents import archive as archive_module
from ingest.documents import docx as docx_module
from ingest.documents.read import UnreadableDocument, read_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def part(body: str, root: str = "document", space: str = W) -> str:
    return f'<w:{root} xmlns:w="{space}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:{root}>'


@pytest.fixture
def read(tmp_path):
    def write(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w", method) as container:
            for name, content in parts.items():
                container.writestr(name, content)
        return read_document(path)

    return write


def body(read, xml: str, **more: str) -> tuple[str, ...]:
    return read({"word/document.xml": part(xml), **more}).paragraphs


def test_paragraphs_and_cells_in_order(read):
    table = "<w:tbl><w:tr>" + "".join(f"<w:tc><w:p>{run(t)}</w:p></w:tc>" for t in "甲乙") + "</w:tr></w:tbl>"
    xml = f"<w:p>{run('第一')}{run('段')}</w:p>{table}<w:p>{run('末段')}</w:p><w:p/>"
    assert body(read, xml) == ("第一段", "甲", "乙", "末段")


def test_tracked_insertions_count_and_deletions_do_not(read):
    xml = (
        f"<w:p>{run('办电')}<w:ins>{run('三')}</w:ins><w:del><w:r><w:delText>五</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('移走')}</w:moveFrom>{run('天')}</w:p>"
    )
    document = read({"word/document.xml": part(xml)})
    assert document.paragraphs == ("办电三天",)
    assert document.notes == ("3 tracked changes taken as accepted",)


def test_a_text_box_is_read_once(read):
    box = f"<w:txbxContent><w:p>{run('机密')}</w:p></w:txbxContent>"
    xml = (
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('正文')}</w:p>"
    )
    assert body(read, xml) == ("正文", "机密")


def test_breaks_tabs_and_field_codes(read):
    xml = (
        "<w:p><w:r><w:t>上行</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>行</w:t><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert body(read, xml) == ("上行", "下 行")


def test_headers_come_first_and_once(read):
    header = part(f"<w:p>{run('内部资料')}</w:p>", root="hdr")
    more = {"word/header1.xml": header, "word/header2.xml": header}
    assert body(read, f"<w:p>{run('正文')}</w:p>", **more) == ("内部资料", "正文")


def test_the_strict_variant_is_read(read):
    xml = part(f"<w:p>{run('严格格式')}</w:p>", space=STRICT)
    assert read({"word/document.xml": xml}).paragraphs == ("严格格式",)


def test_core_title_is_a_hint(read):
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>关于电价的通知</dc:title><dc:creator>甲</dc:creator></c>'
    document = read({"word/document.xml": part(f"<w:p>{run('文')}</w:p>"), "docProps/core.xml": core})
    assert document.title_hint == "关于电价的通知"


def refused(read, parts, **options) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(parts, **options)
    return caught.value.reason_code


def test_a_doctype_is_refused(read):
    xml = '<!DOCTYPE a [<!ENTITY x "拉长">]>' + part(f"<w:p>{run('&x;')}</w:p>")
    assert refused(read, {"word/document.xml": xml}) == "damaged"


def test_a_zip_bomb_is_refused_by_its_ratio(read):
    assert refused(read, {"word/document.xml": part(" " * 5_000_000)}) == "too_large"


def test_a_part_above_the_limit_is_refused(read, monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_PART_BYTES", 1000)
    assert refused(read, {"word/document.xml": part(" " * 2000)}, method=zipfile.ZIP_STORED) == "too_large"


def test_an_unpacked_total_above_the_limit_is_refused(read, monkeypatch):
    monkeypatch.setattr(archive_module, "MAX_TOTAL_BYTES", 1000)
    parts = {"word/document.xml": part(run("文")), "a": b"a" * 600, "b": b"b" * 600}
    assert refused(read, parts, method=zipfile.ZIP_STORED) == "too_large"


def test_too_many_members_are_refused_before_the_directory_is_read(tmp_path, monkeypatch):
    path = tmp_path / "many.docx"
    with zipfile.ZipFile(path, "w") as container:
        for n in range(5001):
            container.writestr(f"part{n}", b"")
    monkeypatch.setattr(archive_module.zipfile, "ZipFile", lambda *_: pytest.fail("opened all the same"))
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.reason_code == "too_large"


def test_too_many_paragraphs_are_refused(read, monkeypatch):
    monkeypatch.setattr(docx_module, "MAX_PARAGRAPHS", 10)
    assert refused(read, {"word/document.xml": part("<w:p/>" * 11)}) == "too_large"


def test_an_encrypted_member_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as container:
        container.writestr("word/document.xml", part(""))
    data = bytearray(buffer.getvalue())
    at = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, at + 8, 1)
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    assert caught.value.reason_code == "encrypted"


def test_broken_xml_and_truncation_are_damage(read, tmp_path):
    assert refused(read, {"word/document.xml": part("<w:p>")}) == "damaged"
    whole = (tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableDocument) as caught:
        read_document(tmp_path / "a.docx")
    assert caught.value.reason_code == "damaged"
