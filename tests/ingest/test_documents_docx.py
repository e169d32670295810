"""Word files: what counts as text, and containers made to hurt."""

import io
import struct
import zipfile

import pytest

from ingest.documents import archive as archive_module
from ingest.documents import docx_body
from ingest.documents import tables as tables_module
from ingest.documents.docx_numbering import written
from ingest.documents.model import DocumentTable
from ingest.documents.official_fields import official_fields
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
    monkeypatch.setattr(docx_body, "MAX_PARAGRAPHS", 10)
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


def kinds(document) -> list[tuple[str, str]]:
    return [(block.text, block.kind) for block in document.blocks]


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text) if text else ''}</w:p></w:tc>"


def test_merged_cells_repeat_their_text_in_the_table_and_stand_once_in_the_text(read):
    rows = (
        cell("类别", '<w:vMerge w:val="restart"/>') + cell("费用", '<w:gridSpan w:val="2"/>'),
        cell("", "<w:vMerge/>") + cell("用户") + cell("企业"),
        cell("低压") + cell("0") + cell("100%"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    document = read({"word/document.xml": part(f"<w:p>{run('见下表')}</w:p>{table}")})
    assert document.tables == (
        DocumentTable(1, (("类别", "费用", "费用"), ("类别", "用户", "企业"), ("低压", "0", "100%"))),
    )
    cells = ["类别", "费用", "用户", "企业", "低压", "0", "100%"]
    assert kinds(document) == [("见下表", "paragraph"), *((text, "cell") for text in cells)]


def test_a_table_in_a_cell_is_one_of_its_own(read):
    inner = f"<w:tbl><w:tr>{cell('内')}</w:tr></w:tbl>"
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('外')}</w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    document = read({"word/document.xml": part(table)})
    assert [table.rows for table in document.tables] == [(("外",),), (("内",),)]


def test_merged_cells_without_end_are_refused(read, monkeypatch):
    monkeypatch.setattr(tables_module, "MAX_CHARACTERS", 1000)
    row = "<w:tr>" + cell("长" * 100, '<w:gridSpan w:val="999999999"/>') + "</w:tr>"
    assert refused(read, {"word/document.xml": part(f"<w:tbl>{row}</w:tbl>")}) == "too_large"


STYLES = """<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="公文标题"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="paragraph" w:styleId="l"><w:name w:val="条"/>
<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="r"><w:name w:val="环"/><w:basedOn w:val="r"/></w:style>"""


def numbered(list_id: int, text: str, level: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr>{run(text)}</w:p>"


def styled(style: str, text: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{run(text)}</w:p>'


def of_root(root: str, body: str) -> str:
    return f'<w:{root} xmlns:w="{W}">{body}</w:{root}>'


def level(at: int, form: str, pattern: str, start: int = 1) -> str:
    said = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{at}">{said}</w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCounting", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%3.%4")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCountingThousand", "第%1条 ", start=10)
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + level(0, "bullet", "\uf06c")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    + "</w:lvlOverride></w:num>"
)


def test_numbers_that_word_makes_stand_before_their_paragraphs(read):
    xml = (
        numbered(1, "总体要求")
        + numbered(1, "目标", 1)
        + numbered(1, "5G网络", 2)
        + numbered(1, "深度", 3)
        + numbered(1, "任务", 1)
        + numbered(1, "保障")
        + numbered(1, "分工", 1)
        + styled("l", "罚则")
        + styled("l", "附则")
        + styled("l", "不编号", '<w:numPr><w:numId w:val="0"/></w:numPr>')
        + numbered(3, "点")
        + numbered(4, "重新开始")
        + numbered(9, "无此列表")
    )
    parts = {
        "word/document.xml": part(xml),
        "word/numbering.xml": of_root("numbering", NUMBERING),
        "word/styles.xml": of_root("styles", STYLES),
    }
    assert read(parts).paragraphs == (
        "一、总体要求",
        "（一）目标",
        "1. 5G网络",
        "1.1深度",
        "（二）任务",
        "二、保障",
        "（一）分工",
        "第十条罚则",
        "第十一条附则",
        "不编号",
        "点",
        "一、重新开始",
        "无此列表",
    )


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (105, "chineseCounting", "105"),
        (3, "ideographTraditional", "丙"),
        (12, "decimalEnclosedCircle", "⑫"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "lowerRoman", "iv"),
        (49, "upperRoman", "XLIX"),
        (2, "upperLetter", "B"),
        (7, "decimalZero", "07"),
        (3, "hebrew1", "3"),
    ],
)
def test_forms_of_numbers(number, form, expected):
    assert written(number, form) == expected


def test_headings_are_told_by_style_by_inheritance_and_by_level(read):
    xml = (
        styled("1", "甲")
        + styled("a", "乙")
        + styled("r", "丙")
        + f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("丁")}</w:p>'
        + f'<w:p><w:pPr><w:outlineLvl w:val="9"/></w:pPr>{run("戊")}</w:p>'
    )
    document = read({"word/document.xml": part(xml), "word/styles.xml": of_root("styles", STYLES)})
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph", "heading", "paragraph"]


def test_a_red_head_in_the_page_header_is_text_and_other_heads_and_feet_are_not(read):
    head = f"<w:p>{run('衢州市财政局文件')}</w:p><w:p>{run('衢财〔2022〕1号')}</w:p><w:p>{run('营商环境简报')}</w:p>"
    document = read(
        {
            "word/document.xml": part(f"<w:p>{run('正文。')}</w:p>"),
            "word/header1.xml": part(head, root="hdr"),
            "word/footer1.xml": part(f"<w:p>{run('— 1 —')}</w:p>", root="ftr"),
        }
    )
    assert document.paragraphs == ("衢州市财政局文件", "衢财〔2022〕1号", "正文。")
    assert kinds(document)[2:] == [("营商环境简报", "page_header"), ("正文。", "paragraph"), ("— 1 —", "page_footer")]
    fields = official_fields(document)
    assert (fields.issuer, fields.document_number) == ("衢州市财政局", "衢财〔2022〕1号")


def test_notes_are_read_without_their_separators(read):
    notes = f'<w:footnote w:type="separator"><w:p>{run("线")}</w:p></w:footnote>'
    notes += f"<w:footnote><w:p>{run('口径')}</w:p></w:footnote>"
    document = read({"word/document.xml": part(f"<w:p>{run('文')}</w:p>"), "word/footnotes.xml": of_root("x", notes)})
    assert kinds(document) == [("文", "paragraph"), ("口径", "note")]


def test_text_boxes_have_their_kind(read):
    xml = f"<w:p><w:r><w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent></w:r>{run('文')}</w:p>"
    assert kinds(read({"word/document.xml": part(xml)})) == [("文", "paragraph"), ("框", "text_box")]


def test_hidden_text_and_formats_of_earlier_versions_do_not_count(read):
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
    before = '<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange></w:pPr>'
    document = read(
        {
            "word/document.xml": part(f"<w:p>{before}{hidden}{shown}</w:p>"),
            "word/styles.xml": of_root("styles", STYLES),
        }
    )
    assert kinds(document) == [("显", "paragraph")]
    assert document.notes == ()


def test_ticked_boxes_of_forms_are_kept(read):
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    empty = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    assert body(read, f"<w:p>{ticked}{run('是')}{empty}{run('否')}</w:p>") == ("☑是□否",)


def test_a_watermark_stays_out_and_one_of_secrecy_is_a_mark(read):
    mark = '<v:textpath xmlns:v="urn:schemas-microsoft-com:vml" string="{}"/>'
    text = part(f"<w:p>{run('正文。')}</w:p>")
    plain = read({"word/document.xml": text, "word/header1.xml": part(mark.format("样张"), root="hdr")})
    assert (plain.paragraphs, plain.notes) == (("正文。",), ("watermark kept out on page 1: 样张",))
    secret = read(
        {"word/document.xml": text, "word/header1.xml": part(f"<w:p>{mark.format('机密')}</w:p>", root="hdr")}
    )
    assert official_fields(secret).security_mark == "机密"


def test_the_file_says_who_wrote_it_and_when(read):
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:creator>办公室</dc:creator><t:created>2022-05-18T09:00:00Z</t:created></c>"
    )
    document = read({"word/document.xml": part(f"<w:p>{run('文')}</w:p>"), "docProps/core.xml": core})
    assert document.properties == {"creator": "办公室", "created": "2022-05-18T09:00:00Z"}


@pytest.mark.parametrize("name", ["xmlbomb.xml", "quadratic.xml", "external.xml", "cyclic.xml", "dtd.xml"])
@pytest.mark.parametrize("where", ["document", "styles", "numbering", "header1", "footnotes"])
def test_hostile_xml_inside_is_damage(read, shared_data, name, where):
    bomb = (shared_data / "xml_hostile" / name).read_bytes()
    parts = {"word/document.xml": part(f"<w:p>{run('文')}</w:p>"), f"word/{where}.xml": bomb}
    assert refused(read, parts, method=zipfile.ZIP_STORED) == "damaged"


def test_odd_figures_in_lists_and_styles_do_not_stop_the_reading(read):
    lists = NUMBERING.replace('w:ilvl="0"', 'w:ilvl="x"').replace('<w:start w:val="1"/>', '<w:start w:val="-9e9"/>')
    xml = numbered(1, "甲", 99) + numbered(2, "乙") + styled("l", "丙")
    parts = {"word/numbering.xml": of_root("numbering", lists), "word/styles.xml": of_root("styles", STYLES)}
    assert body(read, xml, **parts)[0] == "甲"
