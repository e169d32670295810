"""Decoding: what departments send is read, all else is refused and never becomes mojibake."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encoding import UndecodableText, decode

SENTENCE = "衢州市营商环境建设办公室关于进一步压减办电时间的通知，各县（市、区）营商办：\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
    ],
)
def test_the_usual_encodings_are_read(codec, name):
    assert decode(SENTENCE.encode(codec)) == (SENTENCE, name)


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert decode("指标".encode("utf-8-sig"))[0] == "指标"
    assert decode(b"\xfe\xff" + "指标".encode("utf-16-be"))[0] == "指标"


def test_real_statistics_are_gb18030(shared_data):
    files = sorted((shared_data / "statistics_nbs").glob("分省年度数据*.csv"))
    read = {path.name: decode(path.read_bytes()) for path in files}
    raw = [text for text, name in read.values() if name == "gb18030"]
    assert len(raw) >= 4
    assert all("数据库：分省年度数据" in text for text in raw)


@pytest.mark.parametrize("place", ["衢州", "衢江区,12", "柯城区\t开化县", "姓名,张犇\n"])
def test_short_texts_with_rare_characters_are_believed(place):
    assert decode(place.encode("gb18030")) == (place, "gb18030")


def test_traditional_text_in_big5_is_not_taken_for_gb18030():
    text = "臺灣地區的電力供應與營商環境評估報告，優化服務流程，降低企業成本。" * 3
    assert decode(text.encode("big5")) == (text, "big5")


def test_no_text_at_all_decodes_to_nothing():
    assert decode(b"") == ("", "utf-8")


@pytest.mark.parametrize("size", [40, 400, 40_000])
@pytest.mark.parametrize("low", [0x00, 0x20, 0x81])
def test_random_bytes_are_refused(size, low):
    source = random.Random(size + low)
    for _ in range(30):
        with pytest.raises(UndecodableText):
            decode(bytes(source.randrange(low, 0xFF) for _ in range(size)))


def test_binary_data_inside_ascii_is_refused():
    for junk in (b"\0", b"\x01\x02\x03\x04"):
        with pytest.raises(UndecodableText, match="UTF-8"):
            decode(b"name,value\n" + junk + b"\n")


def test_utf16_without_its_mark_is_refused_with_the_remedy():
    with pytest.raises(UndecodableText, match="UTF-16 without its mark; save as UTF-8"):
        decode("value,1".encode("utf-16-le"))


def test_a_broken_marked_file_is_refused():
    with pytest.raises(UndecodableText, match="utf-8-sig"):
        decode(b"\xef\xbb\xbf" + SENTENCE.encode("gb18030"))


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF, exclude_categories=("Cs", "Cc"))))
def test_every_utf8_text_comes_back_unchanged(text):
    data = text.encode("utf-8")
    expected = text.removeprefix("\ufeff") if data.startswith(b"\xef\xbb\xbf") else text
    assert decode(data)[0] == expected
