"""Figures of a text: how they are written, what bounds them, what is none, and a real regulation read by hand."""

import csv
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.figures import BOUNDS, KINDS, figures_of
from ingest.documents.not_figures import blank_out
from ingest.documents.numerals import value_of
from ingest.documents.read import read_document
from ingest.documents.units import unit_codes
from tests.conftest import PROJECT


def told(text: str) -> list[tuple]:
    return [(f.value, f.value_upto, f.unit, f.bound) for f in figures_of(text)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("二十二", 22), ("一百二十", 120), ("两百零八", 208), ("两", 2), ("十", 10), ("廿三", 23), ("〇", 0),
        ("二〇二二", 2022), ("一百二", 120), ("三千五", 3500), ("百", 100), ("一亿零三百", 100_000_300),
        ("一亿二", 120_000_000), ("三万五", 35_000),
        ("三十二点六", Decimal("32.6")), ("12,345.67", Decimal("12345.67")), ("１２．５", Decimal("12.5")),
        ("1.2万", 12_000), ("3.5亿", 350_000_000), ("2万亿", 2 * 10**12), ("3亿5000万", 350_000_000), ("5千", 5000),
        ("-3.5", Decimal("-3.5")), ("三五", None), ("两三", None), ("abc", None),
    ],
)  # fmt: skip
def test_numbers_as_they_are_written(written, value):
    assert value_of(written) == value


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_in_chinese_numerals_comes_back(number):
    numeral = cn2an.an2cn(number)
    assert value_of(numeral) == number
    # spoken Chinese says 两 for a two before a large place, and an older hand writes the zero as a circle
    assert value_of(numeral.replace("二千", "两千").replace("二百", "两百").replace("零", "〇")) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_with_thousands_separators_comes_back(number):
    assert value_of(f"{number:,}") == value_of(f"{number}") == number
    assert value_of(f"{number}万") == number * 10**4


@given(
    st.integers(min_value=2, max_value=9999),
    st.sampled_from(["户", "个工作日", "元", "%", "分钟", "项", "万元", "亿千瓦时"]),
)
def test_arabic_and_chinese_spelling_are_one_figure(number, unit):
    [arabic] = figures_of(f"办理{number}{unit}。")
    [chinese] = figures_of(f"办理{cn2an.an2cn(number)}{unit}。") if unit != "%" else [arabic]
    assert (arabic.value, arabic.unit, arabic.unit_code) == (chinese.value, chinese.unit, chinese.unit_code)


@given(
    st.text(
        alphabet="一二两三十百千万亿点〇成分之倍翻番0123456789.,，-—%％年月日个第约不超过以上内元户工作〔〕（）：:+/",
        max_size=40,
    )
)
def test_any_text_is_read_without_an_error_and_every_figure_stands_in_it(text):
    for figure in figures_of(text):
        assert text[figure.start : figure.start + len(figure.written)] == figure.written
        assert figure.written and figure.kind in KINDS and figure.bound in (None, *BOUNDS)
        assert figure.value_upto is None or figure.value_upto > figure.value
    assert len(blank_out(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("新增1.2万户", [(12_000, None, "户", None)]),
        ("投资3.5亿元", [(350_000_000, None, "元", None)]),
        ("占百分之三十二点六", [(32.6, None, "%", None)]),
        ("万人占千分之三", [(10_000, None, "人", None), (3, None, "‰", None)]),
        ("压减三成以上", [(30, None, "%", "at_least")]),
        ("三分之一以上", [(1 / 3, None, None, "at_least")]),
        ("增长2倍，翻两番", [(2, None, "倍", None), (4, None, "倍", None)]),
        ("提高0.5个百分点", [(0.5, None, "个百分点", None)]),
        ("增长-3.5%", [(-3.5, None, "%", None)]),
        ("30至50个", [(30, 50, "个", None)]),
        ("3—5个工作日内", [(3, 5, "个工作日", "at_most")]),
        ("10%～15%", [(10, 15, "%", None)]),
        ("3—5万元", [(30_000, 50_000, "元", None)]),
        ("1000元至2万元", [(1000, 20_000, "元", None)]),
        ("10至5个", [(10, None, "个", None), (5, None, "个", None)]),
        ("由18个降至5个", [(18, None, "个", None), (5, None, "个", None)]),
        ("不能超过48个月", [(48, None, "个月", "at_most")]),
        ("超过48个月", [(48, None, "个月", "at_least")]),
        ("不少于20家", [(20, None, "家", "at_least")]),
        ("不低于总数的5%", [(5, None, "%", "at_least")]),
        ("160千瓦及以下", [(160, None, "千瓦", "at_most")]),
        ("三千瓦", [(3, None, "千瓦", None)]),
        ("约3000人", [(3000, None, "人", "about")]),
        ("近三年", [(3, None, "年", None)]),
        ("15万左右", [(150_000, None, None, "about")]),
        ("20余家", [(20, None, "家", "at_least")]),
        ("最多跑一次，建设一个平台", [(1, None, "次", "at_most")]),
        ("一年内办结", [(1, None, "年", "at_most")]),
        ("受理之日起20日内", [(20, None, "日", "at_most")]),
        ("1倍以上5倍以下", [(1, None, "倍", "at_least"), (5, None, "倍", "at_most")]),
        ("分别不超过3个、5个、15个工作日", [(d, None, "个工作日", "at_most") for d in (3, 5, 15)]),
        ("35,371.28", [(35371.28, None, None, None)]),
        ("20 个工作日", [(20, None, "个工作日", None)]),
        ("“百名局长坐窗口”、“四个意识”", [(100, None, "名", None)]),
    ],
)  # fmt: skip
def test_values_units_and_bounds(text, figures):
    assert told(text) == [(pytest.approx(value), *rest) for value, *rest in figures]


@pytest.mark.parametrize(
    "text",
    [
        "第十二条", "第3款", "第五次会议", "十届三次会议", "衢政办发〔2022〕21号", "第706号令", "2022年6月22日",
        "二〇二二年六月二十二日", "6月底前", "2018—2035年", "2021年以来", "4月5日至7日放假", "每月5日前报送",
        "一季度", "下午5：00前", "17时30分", "电话：0570-3080000", "联系电话：64827760。", "1.完善机制",
        "一、总体要求", "（三）加强领导", "3、组织实施", "①受理", "1+18+N机制", "“1、3、5”限时办理",
        "政务服务2.0平台", "5G网络", "DB33/T 2570—2023", "统一年度", "一网通办", "十分重要", "“十四五”规划",
        "千家万户", "三门峡市", "两三天", "2019", "305室",
    ],
)  # fmt: skip
def test_what_is_no_figure(text):
    assert told(text) == []


@pytest.mark.parametrize("line", ["1", "一", "1.", "1,", "一百分之", "第一", "1+", "A ", "不低于", "2022年6月", "百"])
def test_a_line_of_one_sign_takes_no_longer_than_another(line):
    """Quadratic patterns would take minutes here, and hang a whole delivery."""
    assert len(list(figures_of(line * 20_000))) <= 20_000


def test_a_figure_tells_its_sentence_and_its_unit_in_the_methodology():
    figures = list(figures_of("一、目标。年底前压缩至20个工作日；投资不超过3万元。"))
    assert [f.sentence for f in figures] == ["年底前压缩至20个工作日；", "投资不超过3万元。"]
    assert [(f.unit_code, f.kind) for f in figures] == [("working_days", "number"), ("cny", "number")]


def test_every_unit_code_is_one_of_the_methodology():
    with (PROJECT / "dbt" / "seeds" / "methodology" / "unit.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert unit_codes() <= {row["unit"] for row in csv.DictReader(stream)}


def test_a_tax_regulation_read_by_hand(shared_data):
    """国发〔2018〕41号: every figure of its text, read by a person from the page."""
    page = shared_data / "policy_html" / "html" / "zhengce_content_2018_12_22_content_5351181_htm.html"
    found = [(f.value, f.unit, f.bound) for line in read_document(page).paragraphs for f in figures_of(line)]
    assert found == [
        (6, "项", None), (1000, "元", None), (3, "岁", None), (100, "%", None), (50, "%", None), (400, "元", None),
        (48, "个月", "at_most"), (3600, "元", None), (15_000, "元", "at_least"), (80_000, "元", None),
        (1000, "元", None),
        (240, "个月", "at_most"), (100, "%", None), (50, "%", None), (1500, "元", None), (1_000_000, None, "at_least"),
        (1100, "元", None), (1_000_000, None, "at_most"), (800, "元", None), (2000, "元", None), (2000, "元", None),
        (1000, "元", "at_most"), (60, "岁", None), (60, "岁", None), (5, "年", None),
    ]  # fmt: skip
