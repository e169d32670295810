"""Pictures as documents: pages, camera's day, bounds; what OCR makes of them is tested beside it."""

import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from ingest.documents import image as image_module
from ingest.documents.image import pixels_of
from ingest.documents.model import Block, Box
from ingest.documents.page_lines import PageLines
from ingest.documents.read import UnreadableDocument, read_document


@pytest.fixture
def seen(monkeypatch) -> list[np.ndarray]:
    """The pixels given to OCR, which here reads 样例 on each page that is not of one colour."""
    pictures: list[np.ndarray] = []

    def read(pixels, number, cache):
        pictures.append(pixels)
        line = Block("样例", page=number, box=Box(0.1, 0.1, 0.4, 0.2), confidence=0.8)
        return PageLines(number, (line,) if pixels.min() < pixels.max() else ())

    monkeypatch.setattr(image_module, "read_picture", read)
    return pictures


def drawing(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """White, with a black square in the upper left."""
    picture = Image.new(mode, (width, height), "white")
    picture.paste("black", (0, 0, 10, 10))
    return picture


def refusal(path) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(path)
    return caught.value


@pytest.mark.parametrize(
    ("form", "media_type"),
    [(form, f"image/{form.lower()}") for form in ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")],
)
def test_formats_are_known_by_content(tmp_path, seen, form, media_type):
    path = tmp_path / "a.pdf"
    drawing().save(path, form)
    document = read_document(path)
    assert (document.media_type, document.reader, document.text) == (media_type, "ocr", "样例")
    page = document.pages[0]
    assert (page.width, page.height, page.text_source) == (60, 40, "ocr")
    assert document.blocks[0].confidence == 0.8


def test_a_tiff_has_its_pages_and_an_animation_its_first(tmp_path, seen):
    frames = [drawing(), Image.new("1", (30, 50), 1), drawing(20, 20, "L")]
    path = tmp_path / "a.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    document = read_document(path)
    assert [(page.number, page.width, page.text_source) for page in document.pages] == [
        (1, 60, "ocr"),
        (2, 30, "none"),
        (3, 20, "ocr"),
    ]
    assert [block.page for block in document.blocks] == [1, 3]
    assert document.notes == ("page 2 holds no text that OCR can read",)
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])
    document = read_document(tmp_path / "a.gif")
    assert (len(document.pages), document.notes) == (1, ("the first of 2 pictures was read",))


def test_a_picture_without_text_is_evidence_all_the_same(tmp_path, seen):
    Image.new("RGB", (50, 50), "black").save(tmp_path / "a.png")
    document = read_document(tmp_path / "a.png")
    assert (document.text, document.pages[0].text_source) == ("", "none")
    assert "no text" in document.notes[0]


def test_the_camera_s_day_is_kept_and_its_place_is_not(tmp_path, seen):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Mr Zhang"
    exif.get_ifd(0x8769)[0x9003] = "2022:06:22 08:30:00"
    exif.get_ifd(0x8825)[2] = (28.0, 56.0, 12.0)
    drawing().save(tmp_path / "a.jpg", exif=exif)
    document = read_document(tmp_path / "a.jpg")
    assert document.properties == {"taken_on": "2022-06-22"}
    # turned to the right: the black corner is now the upper right one
    assert (document.pages[0].width, document.pages[0].height) == (40, 60)
    assert seen[0][5, 35].max() < 60 and seen[0][5, 5].min() > 200


@pytest.mark.parametrize("stated", ["0000:00:00 00:00:00", "yesterday", ""])
def test_a_day_that_is_none_is_left_out(tmp_path, seen, stated):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = stated
    drawing().save(tmp_path / "a.jpg", exif=exif)
    assert read_document(tmp_path / "a.jpg").properties == {}


def test_what_is_transparent_gives_way_to_the_writing():
    for ink, ground in (((0, 0, 0), 255), ((255, 255, 255), 0)):
        picture = Image.new("RGBA", (20, 20), (*ink, 0))
        picture.paste((*ink, 255), (0, 0, 5, 5))
        pixels = pixels_of(picture)
        assert (int(pixels[2, 2, 0]), int(pixels[15, 15, 0])) == (ink[0], ground)


def test_every_mode_becomes_three_channels_of_eight_bits():
    deep = Image.fromarray(np.array([[0, 30_000], [40_000, 65_535]], dtype=np.uint16))
    assert pixels_of(deep)[:, :, 0].tolist() == [[0, 116], [155, 255]]
    for mode in ("1", "L", "P", "LA", "CMYK", "YCbCr", "RGB", "RGBA", "I", "F"):
        pixels = pixels_of(drawing().convert("L").convert(mode) if mode in "IFLA1P" else drawing().convert(mode))
        assert pixels.shape == (40, 60, 3) and pixels.dtype == np.uint8
    red = pixels_of(Image.new("RGB", (3, 3), (255, 0, 0)))
    assert red[0, 0].tolist() == [0, 0, 255], "blue comes first"


def test_gigapixels_are_refused_by_their_head(tmp_path, monkeypatch):
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    (tmp_path / "a.png").write_bytes(data + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT")))
    assert refusal(tmp_path / "a.png").reason_code == "too_large"
    monkeypatch.setattr(image_module, "MAX_PIXELS", 2_000)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded all the same"))
    (tmp_path / "b.bmp").write_bytes(_bmp(60, 40))
    error = refusal(tmp_path / "b.bmp")
    assert (error.reason_code, "60 × 40 pixels" in error.message_en) == ("too_large", True)


def _bmp(width: int, height: int) -> bytes:
    pixels = bytes(width * height * 3)
    head = struct.pack("<2sIHHI", b"BM", 54 + len(pixels), 0, 0, 54)
    return head + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 0, 0, 0, 0) + pixels


def test_later_pages_of_a_tiff_are_bounded_too(tmp_path, seen, monkeypatch):
    drawing(10, 10).save(tmp_path / "a.tif", save_all=True, append_images=[drawing(60, 40)])
    monkeypatch.setattr(image_module, "MAX_PIXELS", 2_000)
    assert refusal(tmp_path / "a.tif").reason_code == "too_large"
    monkeypatch.setattr(image_module, "MAX_PIXELS", 20_000)
    monkeypatch.setattr(image_module, "MAX_PAGES", 1)
    assert "2 pages" in refusal(tmp_path / "a.tif").message_en


def test_a_tiff_whose_pages_go_round_in_a_ring_ends(tmp_path, seen):
    Image.new("L", (4, 4)).save(tmp_path / "a.tif")
    data = bytearray((tmp_path / "a.tif").read_bytes())
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    # the next directory is this one again
    struct.pack_into("<I", data, first + 2 + 12 * entries, first)
    (tmp_path / "a.tif").write_bytes(data)
    try:
        assert len(read_document(tmp_path / "a.tif").pages) == 1
    except UnreadableDocument as error:
        assert error.reason_code == "damaged"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_a_picture_cut_short_is_damaged(tmp_path, seen, form):
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 255, (80, 80, 3), dtype=np.uint8))
    path = tmp_path / "a.png"
    noise.save(path, form)
    whole = path.read_bytes()
    for share in (0.02, 0.3, 0.8):
        path.write_bytes(whole[: max(16, int(len(whole) * share))])
        error = refusal(path)
        assert error.reason_code == "damaged" and str(tmp_path) not in error.message_en


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_the_telephone_s_own_format_names_the_remedy(tmp_path, brand):
    (tmp_path / "a.jpg").write_bytes(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + bytes(100))
    error = refusal(tmp_path / "a.jpg")
    assert error.reason_code == "unsupported_format"
    assert "JPG" in error.message_en and "另存为 JPG" in error.message_zh
