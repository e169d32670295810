"""OCR: real scans and pictures, pages that lie wrong, and what is kept of a reading."""

import json
from datetime import date
from difflib import SequenceMatcher

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

from ingest.documents import ocr as ocr_module
from ingest.documents.image import pixels_of, read_image
from ingest.documents.model import Box, DocumentText, blocks_of, squeeze
from ingest.documents.ocr import read_picture
from ingest.documents.ocr_cache import OcrCache
from ingest.documents.official_fields import official_fields
from ingest.documents.page_lines import turned
from ingest.documents.pdf import read_pdf


@pytest.fixture(scope="session")
def readings(tmp_path_factory):
    """Where the readings of this session are kept: no picture is read twice."""
    return tmp_path_factory.mktemp("readings")


@pytest.fixture(scope="session")
def scan(shared_data, readings) -> DocumentText:
    return read_pdf(shared_data / "scans" / "通知_scan.pdf", OcrCache(readings))


def test_a_scan_reads_as_what_was_typed(shared_data, scan):
    typed = squeeze((shared_data / "word_doc" / "通知.expected.txt").read_text(encoding="utf-8"))
    ours = squeeze(scan.text)
    assert SequenceMatcher(None, ours, typed, autojunk=False).ratio() > 0.99
    assert [page.text_source for page in scan.pages] == ["ocr"] * 3
    assert (len(scan.paragraphs), scan.reader) == (31, "pdfium+ocr"), "as many lines as were typed"
    assert all(block.confidence > 0.9 for block in scan.blocks)
    assert {block.text for block in scan.blocks if block.kind == "page_footer"} == {"1", "2", "3"}


def test_the_fields_of_the_scan(scan):
    found = official_fields(scan)
    assert (found.document_number, found.issuer, found.issued_on) == (None, "中共淳安县委组织部", date(2019, 7, 8))
    assert found.title.endswith("关于开展专业岗位领导干部遴选工作的通知")


def test_a_page_read_once_is_not_read_again(shared_data, scan, readings, monkeypatch):
    monkeypatch.setattr(ocr_module, "_recognised", lambda pixels: pytest.fail("read again"))
    assert read_pdf(shared_data / "scans" / "通知_scan.pdf", OcrCache(readings)) == scan


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ch_en_num.jpg", "正品促销 大桶装更划算 强力去污符合国标"),
        ("text_rec.jpg", "韩国小馆"),
        ("text_cls.jpg", "怪我咯"),
        ("img_exif_orientation.jpg", "我是中国人"),
        ("black_font_color_transparent.png", "我是中国人"),
        ("issue_170.png", "TEST"),
        ("text_vertical_words.png", "有評是是非非之士師也 是非不得問之人要取之"),
        ("empty_black.jpg", ""),
    ],
)
def test_pictures_of_known_text(shared_data, readings, capfd, name, words):
    document = read_image(shared_data / "ocr_images" / name, OcrCache(readings))
    assert " ".join(document.paragraphs).startswith(words)
    assert document.pages[0].text_source == ("ocr" if words else "none")
    assert capfd.readouterr() == ("", ""), "the engine keeps silent"


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_that_lies_wrong_is_read_from_its_own_top(shared_data, readings, quarters):
    """Half of the notice's first page; boxes are those of the page as it lies."""
    upright = Image.open(shared_data / "scans" / "通知_p1.png").convert("RGB").crop((0, 200, 1654, 1100))
    upright = upright.resize((827, 450))
    pixels = np.rot90(pixels_of(upright), quarters)
    read = read_picture(np.ascontiguousarray(pixels), 1, OcrCache(readings))
    assert [line.text for line in read.lines[:3]] == [
        "中共浙江省淳安县委组织部",
        "关于开展专业岗位领导干部遴选工作的通知",
        "各乡镇党委，县属各单位党组织：",
    ]
    assert read.turn == 4 - quarters
    title = turned(read.lines[1].box, -read.turn)
    assert (title.right - title.left > 0.5) == (quarters == 2), "the line runs along the page's longer side"


def test_the_brackets_of_a_document_number_survive(shared_data, readings):
    """组〔2019〕8 put together from the notice's own characters; the brackets drawn as they are printed."""
    with pdfium.PdfDocument(shared_data / "word_doc" / "通知.pdf") as pdf:
        page = pdf[2]
        text_page = page.get_textpage()
        text, height = text_page.get_text_range(), page.get_height()
        picture = page.render(scale=3).to_pil().convert("RGB")
        start = text.rindex("2019")
        wanted = [text.rindex("委组织部") + n for n in (1, 3)] + [
            None,
            *range(start, start + 4),
            None,
            text.rindex("8"),
        ]
        canvas = Image.new("RGB", (700, 160), "white")
        draw, x = ImageDraw.Draw(canvas), 60
        for at in wanted:
            if at is None:
                side = 1 if x < 250 else -1
                near, far = (x + 34, x + 22) if side > 0 else (x + 14, x + 26)
                draw.line([(near, 50), (far, 60), (far, 94), (near, 104)], fill="black", width=3)
                x += 48
                continue
            left, bottom, right, top = (3 * edge for edge in text_page.get_charbox(at, loose=True))
            glyph = picture.crop((int(left), int(3 * height - top), int(right) + 1, int(3 * height - bottom)))
            canvas.paste(glyph, (x, 98 - glyph.height + 4))
            x += glyph.width
        text_page.close()
        page.close()
    lines = read_picture(pixels_of(canvas), 1, OcrCache(readings)).lines
    assert "".join(line.text for line in lines) == "组部〔2019〕8"


def test_a_long_screen_is_read_in_strips(monkeypatch):
    """Cut where nothing is written; places are those on the whole."""
    pixels = np.full((6000, 600, 3), 255, np.uint8)
    rows = range(100, 5900, 97)
    for top in rows:
        cv2.rectangle(pixels, (50, top), (550, top + 40), (0, 0, 0), -1)
    seen = []

    def recognised(part):
        assert part.shape[0] < 2500
        assert part[:3].min() == part[-3:].min() == 255, "cut through a line"
        dark = (part[:, 100, 0] < 128).astype(int)
        tops = np.flatnonzero(np.diff(dark) == 1) + 1
        seen.extend(tops)
        return 0, [("行", 0.9, 0.1, top / len(part), 0.9, (top + 40) / len(part)) for top in tops]

    monkeypatch.setattr(ocr_module, "_recognised", recognised)
    lines = read_picture(pixels, 1, OcrCache()).lines
    assert len(lines) == len(rows) == len(seen)
    assert [line.box.top for line in lines] == pytest.approx([top / 6000 for top in rows], abs=2e-4)


def noted(folder, *texts: str, document: DocumentText | None = None) -> list[str]:
    cache = OcrCache(folder)
    cache.add("ab12", 0, [(text, 0.9, 0.0, 0.0, 1.0, 1.0) for text in texts])
    cache.keep(document or DocumentText("image/png", None, None, blocks_of(texts)))
    return [path.name for path in folder.rglob("*") if path.is_file()]


def test_readings_are_private_and_hold_no_personal_numbers(tmp_path):
    folder = tmp_path / "cache"
    assert noted(folder, "联系人张三", "电话13957001234") == []
    # broken over two lines
    assert noted(folder, "电话139570", "01234") == []
    assert noted(folder, "衢州市", "办电时间15天") == ["ab12.json"]
    kept = next(folder.rglob("*.json"))
    assert (kept.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_nothing_of_a_secret_document_is_kept(tmp_path):
    secret = DocumentText("image/png", None, None, blocks_of(["秘密★1年", "关于某事的通知", "各单位：", "正文。"]))
    assert noted(tmp_path, "正文。", document=secret) == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"turn": 0, "lines": [["a", 1]]}', '{"turn": "x", "lines": []}'])
def test_a_damaged_reading_is_no_reading(tmp_path, content):
    assert noted(tmp_path, "文字") == ["ab12.json"]
    next(tmp_path.rglob("*.json")).write_text(content, encoding="utf-8")
    assert OcrCache(tmp_path).get("ab12") is None


def test_a_reading_comes_back_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setenv("BIZENV_OCR_CACHE", str(tmp_path / "a"))
    cache = OcrCache()
    cache.add("cd", 3, [("〔2022〕15号", 0.95, 0.1, 0.2, 0.3, 0.4)])
    cache.keep(DocumentText("image/png", None, None, ()))
    assert OcrCache().get("cd") == (3, [("〔2022〕15号", 0.95, 0.1, 0.2, 0.3, 0.4)])
    assert json.loads(next(tmp_path.rglob("*.json")).read_text(encoding="utf-8"))["lines"][0][0] == "〔2022〕15号"


def test_a_folder_that_cannot_be_written_costs_no_reading(tmp_path):
    (tmp_path / "a").write_text("a file", encoding="utf-8")
    cache = OcrCache(tmp_path / "a")
    cache.add("ab", 0, [])
    cache.keep(DocumentText("image/png", None, None, ()))
    assert cache.get("ab") is None


def test_turns_are_undone():
    box = Box(0.1, 0.2, 0.3, 0.4)
    assert turned(box, 1) == Box(0.2, 0.7, 0.4, 0.9)
    for quarters in range(4):
        there_and_back = turned(turned(box, quarters), -quarters)
        assert there_and_back.left == pytest.approx(box.left) and there_and_back.bottom == pytest.approx(box.bottom)
