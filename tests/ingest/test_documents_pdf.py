"""PDF files: text as paragraphs with places, tables, what is read by OCR, and what is refused."""

import random
import re
import time
from collections import Counter
from datetime import date

import pdfplumber
import pytest

from ingest.documents import pdf as pdf_module
from ingest.documents.model import REASON_CODES, Block, Box, squeeze
from ingest.documents.official_fields import official_fields
from ingest.documents.page_lines import PageLines
from ingest.documents.pdf import read_pdf
from ingest.documents.read import UnreadableDocument, read_document
from tests.ingest.pdf_by_hand import HandPage, assemble, pdf, picture, rule, rules

# 28 ideographs of 16 points: a line from margin to margin
FULL = "为进一步优化营商环境降低企业用电成本提高服务水平现将有关"
LEFT, EM = 73.5, 16


@pytest.fixture
def drawn(monkeypatch) -> list[int]:
    """Pages given to OCR, which here reads 印章 on each of them."""
    pages: list[int] = []

    def read(pixels, number, cache):
        pages.append(number)
        line = Block("印章", page=number, box=Box(0.1, 0.1, 0.2, 0.12), confidence=0.9)
        return PageLines(number, (line,))

    monkeypatch.setattr(pdf_module, "read_picture", read)
    return pages


@pytest.fixture
def written(tmp_path):
    def write(*pages: HandPage, **options):
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf(list(pages), **options))
        return path

    return write


def refusal(path) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    return caught.value


def test_the_notice_comes_out_paragraph_by_paragraph(shared_data):
    document = read_document(shared_data / "word_doc" / "通知.pdf")
    typed = (shared_data / "word_doc" / "通知.expected.txt").read_text(encoding="utf-8")
    # the colon hangs over the margin, and the program that made the PDF left it out
    typed = typed.replace("联系电话：", "联系电话")
    assert [squeeze(line) for line in document.paragraphs] == [squeeze(x) for x in typed.splitlines() if squeeze(x)]
    assert [block.text for block in document.blocks if block.kind == "page_footer"] == ["1", "2", "3"]
    assert "2019年7月8日" in document.paragraphs and document.reader == "pdfium"
    assert (document.properties["author"], document.properties["created"]) == ("匿名用户", "2026-11-23T11:48:08")
    assert document.title_hint is None, "the name of a template is no title"
    first = document.blocks[0]
    assert (first.text, first.page) == ("中共浙江省淳安县委组织部", 1)
    # as measured on the picture of the same page: 150 to 779 of 924 across, 160 to 212 of 1307 down
    assert (first.box.left, first.box.right) == pytest.approx((0.16, 0.843), abs=0.01)
    assert first.box.top < 0.125 and 0.155 < first.box.bottom < 0.17


def test_the_fields_of_the_notice(shared_data):
    found = official_fields(read_document(shared_data / "word_doc" / "通知.pdf"))
    assert (found.document_number, found.issuer, found.issued_on) == (None, "中共淳安县委组织部", date(2019, 7, 8))
    assert found.title.endswith("关于开展专业岗位领导干部遴选工作的通知")


def test_narrow_blanks_are_print_and_wide_ones_are_columns(written):
    row = [
        (LEFT, 700, EM, "2022"),
        (LEFT + 36, 700, EM, "年度"),
        (LEFT + 72, 700, EM, "6"),
        (LEFT + 84, 700, EM, "月份"),
    ]
    cells = [(LEFT, 600, EM, "衢州市"), (LEFT + 96, 600, EM, "12"), (LEFT + 160, 600, EM, "天内")]
    document = read_pdf(written(HandPage(row + cells)))
    assert document.paragraphs == ("2022年度6月份", "衢州市 12 天内")


def test_a_lone_ideograph_of_an_absent_font_is_not_lost(written):
    """pdfium gives it no width on a machine without Chinese fonts, and leaves it out."""
    row = [(LEFT, 700, EM, "2022"), (LEFT + 36, 700, EM, "年"), (LEFT + 56, 700, EM, "6"), (LEFT + 68, 700, EM, "月")]
    assert read_pdf(written(HandPage([*row, (LEFT, 600, EM, FULL)]))).paragraphs == ("2022年6月", FULL)


def test_head_lines_stay_apart_and_text_is_joined_over_pages(written):
    first = HandPage(
        [
            (230, 760, EM, "衢政办发〔2022〕15号"),
            (150, 720, 22, "关于优化用电服务的通知"),
            (LEFT, 680, EM, "各县（市、区）人民政府："),
            (LEFT + 2 * EM, 652, EM, FULL[:26]),
            (LEFT, 624, EM, FULL),
            (LEFT, 596, EM, "事项通知如下。"),
            (LEFT + 2 * EM, 568, EM, "一、压缩办电时间"),
            (LEFT + 2 * EM, 540, EM, FULL[:26]),
            (290, 40, 14, "— 1 —"),
        ]
    )
    second = HandPage(
        [
            (LEFT, 760, EM, "措施落实到位。"),
            (LEFT + 2 * EM, 732, EM, FULL[:26]),
            (LEFT + 2 * EM, 704, EM, "另起一段。"),
            (350, 640, EM, "衢州市人民政府办公室"),
            (370, 612, EM, "2022年6月22日"),
            (290, 40, 14, "— 2 —"),
        ]
    )
    document = read_pdf(written(first, second))
    assert document.paragraphs == (
        "衢政办发〔2022〕15号",
        "关于优化用电服务的通知",
        "各县（市、区）人民政府：",
        FULL[:26] + FULL + "事项通知如下。",
        "一、压缩办电时间",
        FULL[:26] + "措施落实到位。",
        FULL[:26],
        "另起一段。",
        "衢州市人民政府办公室",
        "2022年6月22日",
    )
    found = official_fields(document)
    assert (found.document_number, found.issuer) == ("衢政办发〔2022〕15号", "衢州市人民政府办公室")
    assert (found.title, found.issued_on) == ("关于优化用电服务的通知", date(2022, 6, 22))


def test_what_pages_repeat_is_furniture_and_a_figure_is_not(written):
    pages = [
        HandPage(
            [
                (LEFT, 800, 10, "衢州市营商环境报告"),
                (LEFT, 400, EM, f"本页讲第{'甲乙丙丁'[n]}项。"),
                (290, 60, EM, ("980", "17", "653", "42")[n]),
                (290, 30, 10, f"{n + 7}"),
            ]
        )
        for n in range(4)
    ]
    document = read_pdf(written(*pages))
    kinds = {(block.text, block.kind) for block in document.blocks}
    assert ("衢州市营商环境报告", "page_header") in kinds
    assert {("7", "page_footer"), ("10", "page_footer")} <= kinds
    assert {("980", "paragraph"), ("42", "paragraph"), ("本页讲第甲项。", "paragraph")} <= kinds


def test_boxes_are_those_of_the_page_as_it_is_shown(written):
    # on its side: what is written up the left edge is shown along the upper one
    page = HandPage(
        drawing=f"BT /F 20 Tf 0 1 -1 0 60 100 Tm <{'供电可靠性'.encode('utf-16-be').hex()}> Tj ET", rotate=90
    )
    document = read_pdf(written(page))
    assert (document.pages[0].width, document.pages[0].height) == (842, 595)
    box = document.blocks[0].box
    assert (box.left, box.right) == pytest.approx((100 / 842, 200 / 842), abs=0.01)
    assert box.top < 60 / 595 < box.bottom + 0.01 and box.bottom < 0.12


def test_a_ruled_table_with_a_merged_cell(written):
    grid = rules([100, 200, 300], [500, 530, 560]) + "\n" + rule(100, 590, 300, 590)
    grid += rule(100, 560, 100, 590) + rule(300, 560, 300, 590)
    texts = [
        (100, 650, 12, "表一"),
        (180, 570, 12, "获得电力"),
        (110, 540, 12, "环节"),
        (210, 540, 12, "天数"),
        (110, 510, 12, "2"),
        (210, 510, 12, "15"),
        (100, 400, 12, "表后文字"),
    ]
    document = read_pdf(written(HandPage(texts, grid)))
    assert [table.rows for table in document.tables] == [(("获得电力", "获得电力"), ("环节", "天数"), ("2", "15"))]
    cells = [block.text for block in document.blocks if block.kind == "cell"]
    assert cells == ["获得电力", "环节", "天数", "2", "15"]
    assert document.paragraphs == ("表一", *cells, "表后文字")
    box = document.tables[0].box
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(
        (100 / 595, (842 - 590) / 842, 300 / 595, (842 - 500) / 842), abs=0.003
    )


def test_only_pages_without_readable_text_are_drawn(written, drawn):
    scan = HandPage(drawing="q 595 0 0 842 0 0 cm /Im Do Q")
    stamped = HandPage([(500, 20, 8, "扫描件 001")], "q 595 0 0 842 0 0 cm /Im Do Q")
    hidden = HandPage([(LEFT, 700, EM, FULL), (LEFT, 650, EM, FULL[::-1])], "q 595 0 0 842 0 0 cm /Im Do Q\n3 Tr")
    logo = HandPage([(LEFT, 700, EM, FULL)], "q 60 0 0 60 0 0 cm /Im Do Q")
    path = written(
        HandPage([(LEFT, 700, EM, FULL)]), scan, stamped, hidden, logo, image=picture(8, 8, bytes(range(64)))
    )
    document = read_pdf(path)
    assert drawn == [2, 3, 4]
    assert [page.text_source for page in document.pages] == ["text", "ocr", "ocr", "ocr", "text"]
    assert [block.confidence for block in document.blocks] == [None, 0.9, 0.9, 0.9, None]
    assert document.reader == "pdfium+ocr"


def test_text_found_is_not_text_read(written, drawn):
    """Characters of a font without a table: private use; a few among many are let pass."""
    odd = "".join(chr(0xE000 + n) for n in range(30))
    read_pdf(written(HandPage([(LEFT, 700, EM, odd)]), HandPage([(LEFT, 700, EM, FULL + odd[:3])])))
    assert drawn == [1]


def test_a_page_without_text_is_a_document_all_the_same(written, monkeypatch):
    monkeypatch.setattr(pdf_module, "read_picture", lambda pixels, number, cache: PageLines(number, ()))
    document = read_document(written(HandPage()))
    assert (document.text, document.pages[0].text_source) == ("", "none")


def test_what_a_file_says_of_itself(written):
    info = (
        "/Author (Zhang) /Title <FEFF"
        + "办电指南".encode("utf-16-be").hex()
        + "> /CreationDate (D:20220622083000+08'00')"
    )
    document = read_pdf(written(HandPage([(LEFT, 700, EM, "办电指南")]), info=info))
    assert document.properties == {"author": "Zhang", "title": "办电指南", "created": "2022-06-22T08:30:00"}
    assert document.title_hint == "办电指南"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("annotations.pdf", "4 remark"),
        ("issue-13-151201DSP-Fond-581-90D.pdf", "1 attached"),
        ("issue-90-example.pdf", "a form"),
    ],
)
def test_what_lies_beside_the_text_is_named(shared_data, name, words):
    assert any(words in note for note in read_pdf(shared_data / "pdf_difficult" / name).notes)


@pytest.mark.parametrize(
    "name",
    [
        "cupertino_usd_4-6-16.pdf",
        "2023-06-20-PV.pdf",
        "pr-138-example.pdf",
        "issue-461-example.pdf",
        "issue-33-lorem-ipsum.pdf",
    ],
)
def test_no_character_is_lost_that_another_reader_finds(shared_data, name):
    path = shared_data / "pdf_difficult" / name
    with pdfplumber.open(path) as other:
        theirs = Counter(re.findall(r"\w", "".join(page.extract_text() for page in other.pages)))
    ours = Counter(re.findall(r"\w", "".join(block.text for block in read_pdf(path).blocks)))
    assert theirs.total() > 500 and not theirs - ours


def test_a_published_table_by_its_cells(shared_data):
    """An airline's traffic of 2015, as printed: a row of figures, and a head over seven columns."""
    document = read_pdf(shared_data / "pdf_difficult" / "issue-53-example.pdf")
    rows = document.tables[0].rows
    assert rows[2][1:8] == ("Pax", "y.o.y(%)", "RPK（000's）", "y.o.y(%)", "ASK（000's)", "y.o.y(%)", "L/F(%)")
    assert ("FY15 1st Q TTL", "2,007,367", "108.8", "9,358,245", "108.9", "12,008,829", "102.4", "77.9") in [
        row[:8] for row in rows
    ]
    # the head over seven columns is repeated in each
    assert rows[1][1:8] == ("Intl Pax Traffic",) * 7


def test_every_difficult_file_is_read_or_refused(shared_data, drawn):
    files = sorted((shared_data / "pdf_difficult").glob("*.pdf"))
    assert len(files) == 41
    refused = {}
    for path in files:
        began = time.monotonic()
        try:
            document = read_document(path)
        except UnreadableDocument as error:
            refused[path.name] = error.reason_code
        else:
            assert document.blocks and len(document.pages) >= 1
            for box in (block.box for block in document.blocks):
                assert 0 <= box.left <= box.right <= 1 and 0 <= box.top <= box.bottom <= 1
        assert time.monotonic() - began < 20, path.name
    assert refused == {"empty.pdf": "empty", "password-example.pdf": "encrypted"}


def test_a_locked_file_names_the_remedy(shared_data):
    error = refusal(shared_data / "pdf_difficult" / "password-example.pdf")
    assert "password" in error.message_en and "去除密码" in error.message_zh


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n" + bytes(range(256)) * 4,
        # a tree of pages that is its own branch, and one that claims a thousand million pages
        assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]),
        assemble([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 1000000000 >>"]),
    ],
)
def test_wrecks_and_loops_end_with_a_reason(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    began = time.monotonic()
    assert refusal(path).reason_code in ("damaged", "too_large")
    assert time.monotonic() - began < 5


def test_too_many_pages_or_scans_are_refused_before_any_is_drawn(written, drawn, monkeypatch):
    path = written(*[HandPage()] * 4)
    monkeypatch.setattr(pdf_module, "MAX_OCR_PAGES", 3)
    assert refusal(path).reason_code == "too_large"
    monkeypatch.setattr(pdf_module, "MAX_PAGES", 3)
    assert "4 pages" in refusal(path).message_en
    assert drawn == []


def test_a_huge_page_is_drawn_small_and_a_huge_picture_not_at_all(written, drawn, monkeypatch):
    shapes = []
    monkeypatch.setattr(
        pdf_module, "read_picture", lambda pixels, number, cache: shapes.append(pixels.shape) or PageLines(number, ())
    )
    read_pdf(written(HandPage(size=(14400, 14400)), HandPage(size=(1, 14400))))
    assert all(height <= 14400 and height * width < 20_000_000 for height, width, _ in shapes) and len(shapes) == 2
    scan = HandPage(drawing="q 595 0 0 842 0 0 cm /Im Do Q")
    error = refusal(written(scan, image=picture(60_000, 60_000, b"")))
    assert (error.reason_code, "page 1" in error.message_en) == ("too_large", True)


@pytest.mark.parametrize("as_one_path", [False, True])
def test_a_grid_beyond_any_table_is_left_alone(written, as_one_path):
    """160,000 cells: the search for tables would compare each with every other."""
    places = [10 + 35.0 * n for n in range(400)]
    grid = rules(places, places)
    grid = grid.replace(" l S", " l") + " S" if as_one_path else grid
    began = time.monotonic()
    document = read_pdf(written(HandPage([(100, 700, EM, FULL)], grid, size=(14400, 14400))))
    assert (document.text, document.tables) == (FULL, ())
    assert time.monotonic() - began < 10


def test_a_file_cut_short_says_so(shared_data, tmp_path, drawn):
    whole = (shared_data / "word_doc" / "通知.pdf").read_bytes()
    path = tmp_path / "a.pdf"
    path.write_bytes(whole[: int(len(whole) * 0.97)])
    try:
        assert any("ends early" in note for note in read_document(path).notes)
    except UnreadableDocument as error:
        assert error.reason_code == "damaged"


def test_damage_anywhere_never_escapes_as_another_error(shared_data, tmp_path, drawn):
    source = random.Random(11)
    originals = [
        (shared_data / "pdf_difficult" / name).read_bytes() for name in ("issue-140-example.pdf", "hello_structure.pdf")
    ]
    originals.append(pdf([HandPage([(LEFT, 700, EM, FULL)], rules([100, 200, 300], [500, 530, 560]))]))
    path = tmp_path / "a.pdf"
    for original in originals:
        for _ in range(25):
            data = bytearray(original[: source.randrange(20, len(original))] if source.random() < 0.3 else original)
            for _ in range(source.choice((1, 20, 200))):
                data[source.randrange(9, len(data))] = source.randrange(256)
            path.write_bytes(data)
            try:
                read_document(path)
            except UnreadableDocument as error:
                assert error.reason_code in REASON_CODES
