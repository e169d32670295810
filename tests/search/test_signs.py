"""The spelling in which index and query meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.question import Question, UnusableQuestion, read_question
from search.signs import GAP, signs, spans, words

ODD = "电力接入2022年aB1.8〔〕()（）“”《》 　\n\t—-～·、。，㎡①⑴…ＡＢ％é\u200b\u00ad\U00020000ß"
TEXT = st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(exclude_characters="\x1e\x1f")), max_size=40)


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("衢政办发〔2022〕21号", "衢政办发[2022]21号"),
        ("衢政办发〔2022〕21号", "衢政办发（２０２２） 21 号"),
        ("衢政办发〔2022〕21号", "衢政办发【2022】21号"),
        ("1.8", "１．８"),
        ("O2O", "ｏ２ｏ"),
        ("“获得电力”服务", "获得 电力\n服务"),
        ("1—10千伏", "1～10 千伏"),
        ("1——10千伏", "1-10千伏"),
        ("160㎡", "160m2"),
        ("getting  electricity", "Getting Electricity"),
    ],
)
def test_variants_of_writing_are_one(written: str, alike: str) -> None:
    assert signs(written) == signs(alike)


@pytest.mark.parametrize(
    ("written", "other"),
    [("1.8", "18"), ("3(2)", "32"), ("now here", "nowhere"), ("电力、供水", "电力供水"), ("1,8", "1.8")],
)
def test_what_means_something_else_is_another(written: str, other: str) -> None:
    assert signs(written) != signs(other)


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_any_part_of_a_text_is_part_of_its_signs(text: str, start: int, end: int) -> None:
    assert signs(text[start:end]) in signs(text)


@given(TEXT)
def test_places_are_those_of_the_signs(text: str) -> None:
    everything = signs(text)
    found = spans(text, everything)
    if not everything:
        assert found == []
        return
    ((start, end, _),) = found
    assert signs(text[start:end]) == everything


@given(TEXT)
def test_each_sign_is_one_word_of_letters_and_digits(text: str) -> None:
    given_words = words(signs(text)).split(" ") if signs(text) else []
    assert len(given_words) == len(signs(text))
    assert all((word.isascii() and word.isalnum()) or "\u4e00" <= word <= "\u9fa5" for word in given_words)


def test_where_a_phrase_stands() -> None:
    text = "落实“获得电力”：衢政办发〔2022〕\n21号，获得 电力。"
    assert [text[start:end] for start, end, _ in spans(text, signs("获得电力"))] == ["获得电力", "获得 电力"]
    assert [text[start:end] for start, end, _ in spans(text, signs("[2022]21号"))] == ["2022〕\n21号"]
    assert [phrase for *_, phrase in spans(text, signs("电力"), "落实")] == ["落实", "电力", "电力"]
    assert spans(text, signs("获得用水")) == [] == spans(text, "")
    assert GAP in signs("2022〕21")


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("电力接入 分担", ("电力接入", "分担"), ()),
        ("电力接入　分担 电力接入", ("电力接入", "分担"), ()),
        ('"getting electricity" -样例', ("getting\x1felectricity",), ("样例",)),
        ("“电力 接入” －“样 例”", ("电力接入",), ("样例",)),
        ("1-10千伏 「红线 外", ("1-10千伏", "红线外"), ()),
        ("衢政办发〔2022〕21号", ("衢政办发2022\x1f21号",), ()),
    ],
)
def test_a_question_is_words(text: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> None:
    assert read_question(text) == Question(wanted, unwanted)


@pytest.mark.parametrize("text", ["", "  ", "-样例", '""', "〔〕", "-", " ".join(f"w{n}" for n in range(40))])
def test_a_question_for_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnusableQuestion):
        read_question(text)
