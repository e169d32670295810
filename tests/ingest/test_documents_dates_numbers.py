"""Document numbers and dates: every way they are written gives one reading."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.dates import chinese_number, leading_date, whole_date
from ingest.documents.document_number import normalise_number, own_number


@given(
    st.text(alphabet="国办函发衢营商政财", min_size=1, max_size=8),
    st.integers(1950, 2049),
    st.integers(1, 9999),
    st.sampled_from("〔[(【〖（［﹝{〈《"),
    st.sampled_from("〕])】〗）］﹞}〉》"),
    st.sampled_from(["", "第"]),
    st.sampled_from(["", " ", "　"]),
)
def test_any_bracket_gives_one_spelling(word, year, number, left, right, nth, gap):
    wanted = f"{word}〔{year}〕{number}号"
    written = f"{word}{gap}{left}{year}{right}{gap}{nth}{number:03d}{gap}号"
    assert normalise_number(written) == wanted
    assert own_number([written]) == wanted
    assert normalise_number(wanted) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("国令第706号", "国令第706号"),
        ("中华人民共和国国务院令 第706号", "国令第706号"),
        ("浙江省人民政府令第388号", "浙江省人民政府令第388号"),
        ("国家税务总局公告2022年第5号", "国家税务总局公告2022年第5号"),
        ("第十三届全国人民代表大会第三次会议", None),
        ("2022年第5号", None),
    ],
)
def test_other_forms_of_a_number(written, wanted):
    assert normalise_number(written) == wanted


NUMERALS = "〇一二三四五六七八九"


def in_chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else NUMERALS[tens] + "十") + (NUMERALS[units] if units else "")


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2099, 12, 31)), st.sampled_from("〇○零◯ＯO"))
def test_a_date_in_chinese_numerals_reads_as_the_same_day(day, zero):
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year)).replace("〇", zero)
    assert whole_date(f"{year}年{in_chinese(day.month)}月{in_chinese(day.day)}日") == day
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y年%m月%d日}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y/%m/%d}",
    ):
        assert whole_date(text) == day
        assert leading_date(f"{text} 15:30:00") == day


@given(st.integers(1, 99))
def test_chinese_numbers_of_months_and_days(number):
    assert chinese_number(in_chinese(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "2022年2月30日",
        "二〇二二年十三月一日",
        "2022年6月",
        "自2022年6月22日起施行",
        "2022年6月22日印发",
        "",
        "十",
    ],
)
def test_what_is_no_date(text):
    assert whole_date(text) is None


def test_a_day_with_a_digit_too_many_is_no_date():
    assert leading_date("2022-06-221") is None
