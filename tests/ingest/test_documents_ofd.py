"""OFD: text by its place on the page, what is not text, and containers made to hurt."""

import random

import pytest

from ingest.documents import ofd as ofd_module
from ingest.documents import ofd_objects, ofd_package, ofd_pictures
from ingest.documents.model import REASON_CODES, Block, Box, DocumentText
from ingest.documents.official_fields import official_fields
from ingest.documents.read import UnreadableDocument, read_document
from tests.ingest.ofd_files import doc_body, element, page, parts, text, write


@pytest.fixture
def read(tmp_path):
    return lambda content: read_document(write(tmp_path / "a.ofd", content))


def refused(read, content) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(content)
    return caught.value


def lines(read, *pages: str, **more: str) -> tuple[str, ...]:
    return read(parts(*pages, **more)).paragraphs


def test_lines_are_ordered_by_place_and_not_by_the_file(read):
    assert lines(read, page(text("第二行", 10, 40), text("右", 60, 20), text("左", 10, 20))) == ("左 右", "第二行")


def test_neighbouring_pieces_join_without_a_blank_and_words_keep_theirs(read):
    assert lines(read, page(text("衢政办发〔2022", 10, 20, step=5), text("〕21号", 50, 20))) == (
        "衢政办发〔2022〕21号",
    )
    assert lines(read, page(text("Web", 10, 20, step=2.5), text("API", 19.5, 20, step=2.5))) == ("Web API",)


def test_the_head_of_an_official_letter_is_read(read):
    letter = page(
        text("路桥区卫生局文件", 40, 15, size=10),
        text("路卫发", 60, 30),
        text("〔2011〕", 75, 30, code={"DeltaX": "5 g 3 2.5 2.5"}),
        text("76号", 96, 30, code={"DeltaX": "g 1 2.5 2.5"}),
        text("关于做好卫生工作的通知", 50, 45),
        text("各医疗单位：", 10, 55),
    )
    fields = official_fields(read(parts(letter)))
    assert (fields.document_number, fields.issuer) == ("路卫发〔2011〕76号", "路桥区卫生局")
    assert fields.title == "关于做好卫生工作的通知"


def test_the_matrix_places_and_sizes_the_text(read):
    moved = text("下", 10, 20, code={"X": 0, "Y": 100}, CTM="0.5 0 0 0.5 0 0")
    document = read(parts(page(moved, text("上", 10, 40))))
    assert document.paragraphs == ("上", "下")
    # base line at 20 + 0.5 * 100 mm of a page of 200 by 100 mm, type of 2.5 mm
    box = document.blocks[1].box
    assert (box.left, box.right) == pytest.approx((0.05, 0.0625))
    assert (box.top, box.bottom) == pytest.approx((0.678, 0.703))


def test_pages_have_points_and_their_own_size(read):
    document = read(parts(page(text("一", 10, 20)), page(text("二", 10, 20), area="0 0 210 297")))
    assert [(round(p.number), round(p.width), round(p.height)) for p in document.pages] == [
        (1, 567, 283),
        (2, 595, 842),
    ]
    assert [(b.text, b.page) for b in document.blocks] == [("一", 1), ("二", 2)]


def test_a_code_that_goes_on_below_is_cut_and_one_sign_below_another_is_not(read):
    wrapped = text("2023年底前完成", 10, 20, code={"DeltaX": "5 5 5 5 -20 5 5 5", "DeltaY": "g 4 0 8 0 0 0"})
    assert lines(read, page(wrapped)) == ("2023年", "底前完成")
    upright = text("购买方", 10, 20, code={"DeltaX": "0 0", "DeltaY": "6 6"})
    assert lines(read, page(upright, text("名称", 20, 26))) == ("购买方", "名称")


def test_a_turned_page_is_read_as_upright_text_and_slanted_writing_as_a_watermark(read):
    document = read(parts(page(text("正文", 10, 20), text("样张", 50, 50, CTM="0.7 0.7 -0.7 0.7 0 0"))))
    assert document.paragraphs == ("正文",)
    assert document.notes == ("watermark kept out on page 1: 样张",)


def test_the_same_drawn_twice_for_bold_is_read_once(read):
    assert lines(read, page(text("通知", 10, 20), text("通知", 10.3, 20))) == ("通知",)


def test_a_large_sign_beside_small_lines_does_not_join_them(read):
    seal = text("章", 80, 40, size=30)
    assert lines(read, page(seal, text("第一行", 10, 20), text("第二行", 10, 30))) == ("章", "第一行", "第二行")


def test_templates_are_part_of_the_page_and_may_name_each_other(read):
    template = page(text("姓名", 10, 20), before=element("Template", TemplateID=9))
    common = element("TemplatePage", ID=9, BaseLoc="T.xml")
    filled = page(text("张三", 30, 20), before=element("Template", TemplateID=9))
    document = read({**parts(filled, common=common), "Doc_0/T.xml": template})
    assert document.paragraphs == ("姓名 张三",)


def test_composite_objects_are_drawn_from_the_resources_and_may_hold_themselves(read):
    unit = element("Content", text("组合", 0, 5) + element("CompositeObject", ResourceID=7, Boundary="0 0 1 1"))
    resources = element("Res", element("CompositeGraphicUnits", element("CompositeGraphicUnit", unit, ID=7)))
    drawn = page(element("CompositeObject", ResourceID=7, Boundary="10 10 50 50"))
    content = parts(drawn, common=element("PublicRes", "R.xml"))
    assert read({**content, "Doc_0/R.xml": resources}).paragraphs == ("组合",)


def test_invisible_objects_are_no_text(read):
    assert lines(read, page(text("见", 10, 20), text("不见", 10, 40, Visible="false"))) == ("见",)


def test_private_signs_are_not_text_read(read):
    document = read(parts(page(text("\ue11e\ue236览器", 10, 20)), page(text("正文", 10, 20))))
    assert document.paragraphs == ("正文",)
    assert [p.text_source for p in document.pages] == ["none", "text"]
    assert document.notes == (
        "page 1: 2 of 4 signs are private ones of its fonts",
        "no readable text on page 1: needs OCR",
    )


def test_a_private_bullet_goes_and_a_private_sign_inside_is_marked(read):
    words = "电力接入工程费用按规定分担执行并公开"
    document = read(parts(page(text(f"\uf06c{words}", 10, 20), text(f"限时1\ue0015天，{words}", 10, 40))))
    assert document.paragraphs == (words, f"限时1〓5天，{words}")
    assert document.notes == ("page 1: 1 private signs shown as 〓",)


def test_a_page_of_pictures_needs_ocr_and_a_file_of_them_is_empty(read):
    picture = page(element("ImageObject", ResourceID=3, Boundary="0 0 200 100"))
    document = read(parts(page(text("文", 10, 20)), picture))
    assert [p.text_source for p in document.pages] == ["text", "none"]
    assert document.notes == ("no readable text on page 2: needs OCR",)
    assert refused(read, parts(picture)).reason_code == "empty"


def scanned(*more: str, size: str = "100 0 0 50") -> dict[str, str]:
    media = element("MultiMedia", element("MediaFile", "p.png"), ID=3, Type="Image")
    picture = element("ImageObject", ResourceID=3, Boundary="20 10 100 50", CTM=f"{size} 0 0")
    resources = element("Res", element("MultiMedias", media), BaseLoc="Res")
    return {
        **parts(page(picture, *more), common=element("DocumentRes", "R.xml")),
        "Doc_0/R.xml": resources,
        "Doc_0/Res/p.png": "pixels",
    }


def ocr(path) -> DocumentText:
    assert path.read_bytes() == b"pixels"
    line = Block("关于电价的通知", box=Box(0.0, 0.0, 0.5, 0.2), confidence=0.9)
    return DocumentText("image/png", None, None, (line,), {"文号": "衢政〔2022〕1号"})


def test_a_page_that_is_a_picture_is_read_by_ocr_and_its_lines_are_placed(read, monkeypatch):
    monkeypatch.setattr(ofd_pictures, "read_image", ocr)
    document = read(scanned())
    (block,) = document.blocks
    assert (block.text, block.confidence, document.reader) == ("关于电价的通知", 0.9, "ofd+ocr")
    # on a page of 200 by 100 mm
    assert (block.box.left, block.box.top, block.box.right, block.box.bottom) == pytest.approx((0.1, 0.1, 0.35, 0.2))
    assert document.pages[0].text_source == "ocr"
    assert document.labelled == {"文号": "衢政〔2022〕1号"}


def test_ocr_is_for_pages_of_large_pictures_without_any_text(read, monkeypatch):
    monkeypatch.setattr(ofd_pictures, "read_image", lambda path: pytest.fail("read all the same"))
    assert read(scanned(text("正文", 10, 20))).paragraphs == ("正文",)
    assert refused(read, scanned(text("\ue000\ue001", 10, 20))).reason_code == "empty"
    assert refused(read, scanned(size="20 0 0 20")).reason_code == "empty"


def test_a_picture_that_cannot_be_opened_is_noted(read):
    content = scanned()
    content["Doc_0/Document.xml"] = content["Doc_0/Document.xml"].replace(
        "</ofd:Pages>", element("Page", ID=2, BaseLoc="Pages/P2/Content.xml") + "</ofd:Pages>"
    )
    document = read({**content, "Doc_0/Pages/P2/Content.xml": page(text("文", 10, 20))})
    assert document.notes[0].startswith("page 1: Doc_0/Res/p.png: damaged")
    assert document.notes[1] == "no readable text on page 1: needs OCR"


def test_a_missing_page_is_said_and_the_others_are_read(read):
    content = parts(page(text("一", 10, 20)), page(text("二", 10, 20)))
    del content["Doc_0/Pages/P1/Content.xml"]
    document = read(content)
    assert document.paragraphs == ("二",)
    assert document.notes[0] == "page 1: Pages/P1/Content.xml is missing in the file"


def annotated(*annotations: str) -> dict[str, str]:
    listed = element("Annotations", element("Page", element("FileLoc", "/Doc_0/A1.xml"), PageID=1))
    root = element("Annotations", "A.xml")
    return {
        **parts(page(text("正文", 10, 40)), root=root),
        "Doc_0/A.xml": listed,
        "Doc_0/A1.xml": element("PageAnnot", "".join(annotations)),
    }


def annotation(words: str, kind: str) -> str:
    return element("Annot", element("Appearance", text(words, 0, 5), Boundary="10 10 50 50"), Type=kind)


def test_watermarks_stay_out_and_remarks_are_notes(read):
    document = read(annotated(annotation("测试水印", "Watermark"), annotation("已阅", "Stamp")))
    assert [(block.text, block.kind) for block in document.blocks] == [("正文", "paragraph"), ("已阅", "note")]
    assert document.notes == ("watermark kept out on page 1: 测试水印",)


def test_a_watermark_of_secrecy_is_found_as_a_mark(read):
    assert official_fields(read(annotated(annotation("机密", "Watermark")))).security_mark == "机密"


def test_attachments_and_signatures_are_noted(read):
    content = {
        **parts(
            page(text("文", 10, 20)),
            root=element("Attachments", "At.xml"),
            body=element("Signatures", "Doc_0/S.xml"),
            info=element("Title", "通知") + element("Author", "办公室") + element("CreationDate", "2022-05-01"),
        ),
        "Doc_0/At.xml": element(
            "Attachments",
            element("Attachment", Name="表", Format="xlsx") + element("Attachment", Name="b.pdf", Format="pdf"),
        ),
        "Doc_0/S.xml": element("Signatures", element("Signature", BaseLoc="S1/Signature.xml")),
        "Doc_0/S1/Signature.xml": element(
            "Signature",
            element(
                "SignedInfo", element("Provider", Company="某厂") + element("SignatureDateTime", "20220501093000Z")
            ),
        ),
    }
    document = read(content)
    assert document.notes == (
        "2 attachments not read: 表.xlsx; b.pdf",
        "1 signature, not verified: 某厂 20220501093000Z",
    )
    assert (document.title_hint, document.properties) == ("通知", {"creator": "办公室", "created": "2022-05-01"})


def test_several_documents_in_one_file_are_read_one_behind_the_other(read):
    content = parts(page(text("甲", 10, 20)))
    second = {
        name.replace("Doc_0", "Doc_1"): xml for name, xml in parts(page(text("乙", 10, 20))).items() if "Doc" in name
    }
    bodies = doc_body("Doc_0/Document.xml") + doc_body("Doc_1/Document.xml")
    document = read({**content, **second, "OFD.xml": element("OFD", bodies)})
    assert [(block.text, block.page) for block in document.blocks] == [("甲", 1), ("乙", 2)]
    assert document.notes == ("2 documents in one file, one behind the other",)


def test_page_numbers_and_running_heads_are_furniture(read):
    pages = [page(text("内部简报", 80, 5), text(f"正文{n}", 10, 50), text(f"— {n} —", 90, 97)) for n in range(1, 4)]
    document = read(parts(*pages))
    assert document.paragraphs == ("正文1", "正文2", "正文3")
    assert {block.kind for block in document.blocks} == {"page_header", "paragraph", "page_footer"}


def test_a_head_that_stands_once_is_text(read):
    pages = [page(text("衢州市财政局文件", 50, 8)), *(page(text(f"文{n}", 10, 50)) for n in range(3))]
    assert lines(read, *pages)[0] == "衢州市财政局文件"


def test_places_are_names_in_the_file_whatever_they_look_like(read):
    content = parts(page(text("文", 10, 20)))
    for place in ("/Doc_0/Document.xml", "Doc_0\\Document.xml", "../../doc_0/./document.xml"):
        content["OFD.xml"] = element("OFD", doc_body(place))
        assert read(content).paragraphs == ("文",)
    content["OFD.xml"] = element("OFD", doc_body("/etc/passwd"))
    assert refused(read, content).reason_code == "damaged"


@pytest.mark.parametrize("name", ["xmlbomb.xml", "quadratic.xml", "external.xml", "external_file.xml", "cyclic.xml"])
def test_hostile_xml_inside_is_damage(read, shared_data, name):
    bomb = (shared_data / "xml_hostile" / name).read_bytes()
    for part in ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/P1/Content.xml"):
        error = refused(read, {**parts(page(text("文", 10, 20))), part: bomb})
        assert error.reason_code == "damaged"
        assert part in error.message_en


def test_an_encrypted_file_is_refused(read):
    content = {**parts(page(text("文", 10, 20))), "Encryptions.xml": "<a/>"}
    assert refused(read, content).reason_code == "encrypted"


def test_pages_that_name_one_part_again_and_again_are_bounded(read, monkeypatch):
    monkeypatch.setattr(ofd_package, "MAX_PARSED_BYTES", 20_000)
    content = parts(page(*(text("文", 10, 20) for _ in range(30))))
    repeated = element("Page", ID=1, BaseLoc="Pages/P1/Content.xml") * 20
    content["Doc_0/Document.xml"] = element("Document", element("Pages", repeated))
    assert refused(read, content).reason_code == "too_large"


def test_pages_documents_and_pieces_of_text_are_bounded(read, monkeypatch):
    content = parts(page(text("一", 10, 20), text("二", 30, 20)), page(text("三", 10, 20)))
    with monkeypatch.context() as limited:
        limited.setattr(ofd_module, "MAX_PAGES", 1)
        assert refused(read, content).reason_code == "too_large"
    with monkeypatch.context() as limited:
        limited.setattr(ofd_module, "MAX_DOCUMENTS", 0)
        assert refused(read, content).reason_code == "too_large"
    with monkeypatch.context() as limited:
        limited.setattr(ofd_objects, "MAX_RUNS", 1)
        assert refused(read, content).reason_code == "too_large"


def test_blocks_nested_without_end_end_the_reading_and_not_the_program(read):
    deep = "<ofd:PageBlock>" * 20_000 + "</ofd:PageBlock>" * 20_000
    assert lines(read, page(text("文", 10, 20), deep)) == ("文",)


@pytest.mark.parametrize("steps", ["g 999999999999 5", "g", "g x 1", "nan 5", "1e999", "五"])
def test_odd_distances_neither_fill_the_memory_nor_stop_the_reading(read, steps):
    assert "通知" in lines(read, page(text("通知", 10, 20, code={"DeltaX": steps})))[0].replace(" ", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hello.ofd", "但我们没有人根据了“礼尚往来”的仪节，说道：拿来！"),
        ("pattern类型.ofd", "信息系统密码应用测评要求"),
        ("testPathClip.ofd", "证号：C1234567890123123123123"),
        ("testImageNotFound.ofd", "一、探矿权人应在批准的勘查范围内依法进行勘查活动。"),
        ("20240531141733.ofd", "开票日期：2024年05月28日"),
        ("signedFile.ofd", "购买方"),
        ("path_unstd.ofd", "案件名称测试数据AJMC"),
    ],
)
def test_real_files_give_their_lines(shared_data, name, expected):
    assert expected in read_document(shared_data / "ofd" / name).paragraphs


def test_real_files_all_have_text_but_one_of_paths_alone(shared_data):
    unread = []
    for path in sorted((shared_data / "ofd").glob("*.ofd")):
        try:
            document = read_document(path)
        except UnreadableDocument as error:
            unread.append((path.name, error.reason_code))
            continue
        for block in document.blocks:
            assert block.box is None or 0 <= block.box.left <= block.box.right <= 1
            assert block.text == " ".join(block.text.split())
    assert unread == [("Page5.ofd", "empty")]


def test_private_signs_of_a_real_file_are_not_taken_for_text(shared_data):
    document = read_document(shared_data / "ofd" / "ano.ofd")
    assert [p.text_source for p in document.pages] == ["text", "none", "none"]
    assert not any("\ue000" <= sign <= "\uf8ff" for sign in document.text)
    assert "Web应用开发指南" in document.paragraphs


def test_damage_anywhere_never_escapes_as_another_error(read):
    source = random.Random(17)
    common = element("TemplatePage", ID=9, BaseLoc="T.xml") + element("PublicRes", "R.xml")
    content = {
        **annotated(annotation("水印", "Watermark"), annotation("已阅", "Stamp")),
        **parts(
            page(text("正文", 10, 20), before=element("Template", TemplateID=9)),
            common=common,
            root=element("Annotations", "A.xml"),
        ),
        "Doc_0/T.xml": page(text("表头", 10, 5, CTM="1 0 0 1 0 0")),
        "Doc_0/R.xml": element("Res", ""),
    }
    odd = ["nan", "1e308", "-1", "", "0 0", "g", "\ue000", "&#0;", "<", "9" * 400, "正"]
    for _ in range(300):
        damaged = dict(content)
        name = source.choice(sorted(damaged))
        words = damaged[name].split('"')
        words[source.randrange(len(words))] = source.choice(odd)
        damaged[name] = '"'.join(words)
        try:
            document = read(damaged)
        except UnreadableDocument as error:
            assert error.reason_code in REASON_CODES
            continue
        for block in document.blocks:
            assert block.box is None or 0 <= block.box.left <= block.box.right <= 1
