"""Web pages: main text, cells, metadata table, charset, and pages made to hurt."""

import pytest

from ingest.documents.html import read_html
from ingest.documents.model import DocumentTable, UnreadableDocument


def page(body: str, head: str = '<meta charset="utf-8">') -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


META = """<table><tr><td><b>发文机关：</b></td><td>国务院</td><td>成文日期：</td><td>2018年11月06日</td></tr>
<tr><td>标　　题：</td><td colspan=3>专利代理条例</td></tr><tr><td>主 题 词：</td><td></td></tr></table>"""


def test_metadata_table_becomes_labels_and_leaves_the_text():
    document = read_html(page(META + "<p>正文第一段。</p>"))
    assert document.labelled == {"发文机关": "国务院", "成文日期": "2018年11月06日", "标题": "专利代理条例"}
    assert document.paragraphs == ("正文第一段。",)


def test_an_empty_cell_does_not_take_the_next_text_as_its_value():
    assert "主题词" not in read_html(page(META + "<p>正文。</p>")).labelled


def test_labels_in_lists_and_definition_lists():
    assert read_html(
        page("<ul><li>索引号：<span>A1</span></li><li>发布日期：2022-06-22</li></ul><p>文。</p>")
    ).labelled == {
        "索引号": "A1",
        "发布日期": "2022-06-22",
    }
    assert read_html(
        page("<dl><dt>文号：</dt><dd>衢政〔2022〕1号</dd><dt>发文机关</dt><dd>市政府</dd></dl>")
    ).labelled == {
        "文号": "衢政〔2022〕1号",
        "发文机关": "市政府",
    }


def test_an_ordinary_table_stays_text_cell_by_cell():
    document = read_html(page("<table><tr><th>名称</th><th>文号</th></tr><tr><td>甲</td><td>乙</td></tr></table>"))
    assert document.labelled == {}
    assert document.paragraphs == ("名称", "文号", "甲", "乙")


@pytest.mark.parametrize("rows", [["标题：甲"], ["名称 甲", "标题 乙", "密级 丙"]])
def test_words_of_labels_in_ordinary_tables_stay_text(rows):
    cells = [cell for row in rows for cell in row.replace("：", "： ").split()]
    body = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in zip(cells[::2], cells[1::2], strict=True))
    document = read_html(page(f"<table>{body}</table>"))
    assert (document.labelled, document.paragraphs) == ({}, tuple(cells))


def test_inline_markup_does_not_split_and_breaks_do():
    document = read_html(page("<p>国函〔<span>2006</span>〕<b>38</b>号<br>下一行<!-- 注释 --></p>尾<div>块</div>巴"))
    assert document.paragraphs == ("国函〔2006〕38号", "下一行", "尾", "块", "巴")


def test_scripts_styles_navigation_and_hidden_parts_are_dropped():
    body = (
        "<nav>导航</nav><script>var a='脚本'</script><style>p{}</style><p hidden>藏</p>"
        "<p style='display: none'>隐</p>"
        "<p><del>删去</del>留下</p><footer>页脚</footer>"
    )
    assert read_html(page(body)).paragraphs == ("留下",)


def test_the_container_of_the_document_is_preferred():
    document = read_html(page("<div>站点栏目</div><div id='zoom'><p>正文。</p></div><div>相关链接</div>"))
    assert document.paragraphs == ("正文。",)
    assert read_html(page("<div>全文</div><div id='zoom'> </div>")).paragraphs == ("全文",)


@pytest.mark.parametrize(
    ("stated", "codec", "read_as"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("utf-8", "gb18030", "gb18030"),
        ("iso-8859-1", "gb18030", "gb18030"),
        ("rot13", "utf-8", "utf-8"),
        ("utf-8", "utf-16", "utf-16"),
    ],
)
def test_a_wrong_charset_statement_does_not_garble(stated, codec, read_as):
    text = f"<html><meta charset={stated}><p>衢州市营商环境建设办公室关于用电报装的通知</p></html>"
    document = read_html(text.encode(codec))
    assert document.paragraphs == ("衢州市营商环境建设办公室关于用电报装的通知",)
    assert document.encoding == read_as


def test_utf8_bytes_that_also_decode_as_the_stated_gb2312():
    data = "<html><meta charset=gb2312><p>用电报装</p><p>办电时间</p></html>".encode()
    assert data.decode("gb18030")  # otherwise this proves nothing
    document = read_html(data)
    assert document.paragraphs == ("用电报装", "办电时间")
    assert document.notes == ("the page says gb18030, its bytes are utf-8",)


def test_no_entity_but_those_of_html_is_expanded():
    data = b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><p>&x;&amp;&nbsp;&lt;b</p></html>'
    text = read_html(data).text
    assert "root:" not in text
    assert "&<b" in text.replace(" ", "") or "&x;&<b" in text.replace(" ", "")


def test_deep_nesting_is_read_or_refused_but_never_loses_text():
    deep = "<div>" * 1500 + "最深处" + "</div>" * 1500
    assert read_html(page(deep + "<p>之后</p>")).paragraphs == ("最深处", "之后")
    with pytest.raises(UnreadableDocument, match="nested too deep"):
        read_html(page("<p>之前</p>" + "<div>" * 5000 + "最深处"))


def test_a_page_of_tags_is_refused():
    with pytest.raises(UnreadableDocument) as caught:
        read_html(page("<p>" * 500_001))
    assert caught.value.reason_code == "too_large"


def test_a_long_embedded_picture_does_not_cut_the_page():
    data = page(f"<img src='data:image/png;base64,{'A' * 12_000_000}'><p>图片之后</p>")
    assert read_html(data).paragraphs == ("图片之后",)


def test_a_table_of_data_repeats_merged_cells_and_its_lines_are_cells():
    table = """<table><tr><th rowspan=2>类别</th><th colspan="2">费用</th></tr>
    <tr><td>用户</td><td>企业<br>比例</td></tr>
    <tr><td>低压</td><td></td><td>100%</td></tr></table>"""
    document = read_html(page(f"<h2>一、标准</h2><p>见下表。</p>{table}<p>完。</p>"))
    assert document.tables == (
        DocumentTable(1, (("类别", "费用", "费用"), ("类别", "用户", "企业\n比例"), ("低压", "", "100%"))),
    )
    assert [(block.text, block.kind) for block in document.blocks] == [
        ("一、标准", "heading"),
        ("见下表。", "paragraph"),
        *((text, "cell") for text in ("类别", "费用", "用户", "企业", "比例", "低压", "100%")),
        ("完。", "paragraph"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td><p>第一段。</p><p>第二段。</p></td></tr></table>",
        "<table><tr><td>左栏</td><td><table><tr><td>正文。</td></tr></table></td></tr></table>",
        f"<table><tr><td>目录</td><td>{'长文。' * 1000}</td></tr></table>",
    ],
)
def test_tables_that_lay_the_page_out_are_no_data(body):
    document = read_html(page(body))
    assert document.tables == ()
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_the_metadata_table_is_no_table_of_data():
    assert read_html(page(META + "<p>正文。</p>")).tables == ()


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999", "9" * 5000])
def test_spans_without_sense_are_bounded(span):
    rows = f"<tr><td colspan={span} rowspan={span}>甲</td><td>乙</td></tr><tr><td>丙</td></tr>"
    (table,) = read_html(page(f"<table>{rows}</table>")).tables
    assert len(table.rows) == 2
    assert max(map(len, table.rows)) <= 1000


def test_merged_cells_without_end_are_refused():
    row = f"<tr><td colspan=1000>{'长' * 1900}</td><td>乙</td></tr>"
    with pytest.raises(UnreadableDocument) as caught:
        read_html(page(f"<table><tr><td>甲</td><td>乙</td></tr>{row * 50}</table>"))
    assert caught.value.reason_code == "too_large"


def test_a_cell_may_reach_down_over_several_rows():
    rows = (
        "<tr><td rowspan=3>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr><tr><td>乙</td><td>4</td></tr>"
    )
    (table,) = read_html(page(f"<table>{rows}</table>")).tables
    assert table.rows == (("甲", "1"), ("甲", "2"), ("甲", "3"), ("乙", "4"))
