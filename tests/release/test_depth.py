"""The two benchmark indicators on the page and in their workbook: what is there is told, what is not is said."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from release.depth.sheets import ELECTRICITY, TRADE
from release.depth.tables import DEPTH_TABLES
from release.labels import COLUMNS, SHEETS
from tests.conftest import SampleRun
from tests.release.made_build import publish_made
from tests.release.made_depth import depth_rows
from tests.release.made_rows import ATTACK


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_made(tmp_path_factory.mktemp("depth"), changed=depth_rows())


@pytest.fixture(scope="module")
def page(sealed: Path) -> str:
    return (sealed / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def told(page: str) -> str:
    """The section as a reader sees it."""
    section = page[page.index("<h2>两项标杆指标") : page.index("<h2>缺口")]
    return " ".join(html.fromstring(f"<div>{section}</div>").text_content().split())


def rows(sealed: Path, table: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(sealed / "workbooks" / "benchmarks.xlsx")
    _, names, *found = book[SHEETS[table][0]].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in found]


def test_the_page_stays_closed_to_the_outside_and_runs_nothing(page: str) -> None:
    assert "http:" not in page
    assert "https:" not in page
    assert not re.search(r"\s(src|href)\s*=|@import|url\(|<script", page)
    assert page.count('<svg class="chart"') == 9


def test_the_longest_stage_is_named_with_its_share(told: str) -> None:
    # forty days for half of the cases are twenty for all of them
    assert "等待最久的环节是用户设计与施工：平均每件 20.0 天，占全程 80.0%。" in told
    assert "进口等待最久的环节是到港(运抵)后申报 declaration：平均 49.0 小时，占全程 70.0%。" in told
    # what runs beside the works is no part of the wait
    assert "外线行政许可" not in told


def test_reliability_is_told_with_and_without_major_event_days(told: str) -> None:
    assert "系统平均停电时间 4.50 小时/户、停电 1.25 次/户(n=70)；剔除重大事件日后 3.25 小时/户。" in told
    assert "▲1" in told


def test_points_lost_are_named_with_their_reason(told: str) -> None:
    assert "指数失分：停电的经济约束 失 1 分(无此做法)。" in told
    assert "financial deterrent -1 (no such practice)" in told


def test_published_values_are_the_newest_with_their_source(told: str) -> None:
    assert "32（2020）" in told
    assert "34（2019）" not in told
    assert "出处：Doing Business 2020" in told
    # nothing is on record for trade
    assert "没有收录标杆城市的公布值" in told


def test_cost_clearance_charges_and_measures_are_sentences(told: str) -> None:
    assert "用户平均承担 12,000 元，为人均收入的 25.0%(n=20)；红线外由用户承担的比例 12.5%。" in told
    assert "平均 48.7 小时，中位 40.0 小时(n=50)，比 2017-12 基线压缩 50.0%。" in told
    assert "清单外收费占 5.0%" in told
    assert "“进口提前申报率达到 90%”：40.0 → 31.0 小时，一级指标 +0.50 分，名次 8 → 7。" in told
    assert "整体通关比其他企业快 6.5 小时(n=10)" in told


def test_the_least_change_that_enters_the_benchmarks_is_there(tmp_path: Path) -> None:
    lever = {
        "indicator_set": "national_2020", "period": "2021", "region_code": "330800", "indicator_code": "I06",
        "measure_code": "I06-2", "unit": "days", "value": 20.5, "score": 98.9, "benchmark_value_needed": 13.25,
        "benchmark_least_change": -7.25,
    }  # fmt: skip
    score = {
        "indicator_set": "national_2020", "period": "2021", "region_code": "330800", "indicator_code": "I06",
        "score": 91.0, "rank": 4, "rank_of": 8, "benchmark_score": 93.5, "benchmark_gap": 2.5, "weight_covered": 1.0,
    }  # fmt: skip
    changed = {**depth_rows(), "lever": [lever], "indicator_score": [score]}
    page = (publish_made(tmp_path, changed=changed) / "report.html").read_text(encoding="utf-8")
    section = page[page.index("<h2>两项标杆指标") : page.index("<h2>缺口")]
    assert "距标杆线 93.50 分还差 <b>2.50</b> 分" in section
    assert '<td class="n">13.25</td><td class="n">-7.25</td>' in section
    # the same value stands as a line in the pictures of time
    assert section.count("进入标杆需达到 needed 13.2") == 2


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    changed: dict[str, list[dict[str, Any]]] = {table: [] for table in DEPTH_TABLES}
    page = (publish_made(tmp_path, changed=changed) / "report.html").read_text(encoding="utf-8")
    section = page[page.index("<h2>两项标杆指标") : page.index("<h2>缺口")]
    assert "<svg" not in section
    assert section.count("本发布没有可画的数据") == 12
    assert section.count("本发布没有这张表的数据") == 5
    assert section.count("没有收录标杆城市的公布值") == 2
    assert section.count("暂无得分") == 2


def test_every_table_is_a_sheet_with_chinese_heads(sealed: Path) -> None:
    book = openpyxl.load_workbook(sealed / "workbooks" / "benchmarks.xlsx")
    sheets = [*ELECTRICITY, *TRADE]
    assert {sheet.table for sheet in sheets} | {"benchmark_value"} == set(DEPTH_TABLES)
    for sheet in sheets:
        heads, names = (
            [cell.value for cell in row] for row in book[SHEETS[sheet.table][0]].iter_rows(min_row=1, max_row=2)
        )
        assert names == sheet.columns
        assert heads == [COLUMNS[name].zh for name in sheet.columns]
    assert all(re.search("[\u4e00-\u9fff]", COLUMNS[name].zh) for sheet in sheets for name in sheet.columns)


def test_codes_are_worded_and_formulas_stay_text(sealed: Path) -> None:
    first = rows(sealed, "electricity_connection_time")[0]
    assert (first["region_name_zh"], first["group_code"], first["n"]) == ("衢州市", "全部 all", 30)
    assert first["clock"] == "供电企业计时 supplier"
    assert [row["evidence"] for row in rows(sealed, "electricity_reliability_index")] == [ATTACK, None]
    notice = rows(sealed, "electricity_tariff_notice")[0]
    assert (notice["notice_kind"], notice["customer_class"]) == ("代理购电价格 agency_price", "工商业 business")
    assert (notice["title"], notice["url"]) == (ATTACK, "=HYPERLINK(1)")
    assert (notice["days_of_notice"], notice["is_cycle_ahead"]) == (3, "否 no")
    assert rows(sealed, "cross_border_rate")[0]["reason"] == "没有查验 no_inspection"


def test_sheets_list_groups_by_year_only(tmp_path: Path) -> None:
    quarter = {"region_code": "330800", "period_kind": "quarter", "period": "2021-Q3", "clock": "supplier", "n": 9}
    made = [{**quarter, "group_kind": kind, "group_code": code} for kind, code in (("all", "all"), ("voltage", "hv"))]
    sealed = publish_made(tmp_path, changed={"electricity_connection_time": made})
    assert [row["group_code"] for row in rows(sealed, "electricity_connection_time")] == ["全部 all"]


def test_pictures_are_excel_charts_with_their_rows(sealed: Path) -> None:
    sheet = openpyxl.load_workbook(sealed / "workbooks" / "benchmarks.xlsx")[SHEETS["depth_charts"][0]]
    assert len(sheet._charts) == 9
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "供电方案答复<script> plan" in cells
    assert cells.count("没有数据 no data") == 3


@pytest.mark.slow
def test_the_sample_tells_both_indicators(sample_home: SampleRun) -> None:
    current = sample_home.home / "releases" / "current"
    page = (current / "report.html").read_text(encoding="utf-8")
    section = page[page.index("<h2>两项标杆指标") : page.index("<h2>缺口")]
    assert "暂无得分" not in section
    assert section.count("等待最久的环节是") == 3  # electricity, export, import
    assert section.count('<svg class="chart"') + section.count("本发布没有可画的数据") == 12
    assert section.count('<svg class="chart"') >= 9
    book = openpyxl.load_workbook(current / "workbooks" / "benchmarks.xlsx", read_only=True)
    tables = [SHEETS[sheet.table][0] for sheet in (*ELECTRICITY, *TRADE)]
    assert [title for title in tables if len(list(book[title].iter_rows(max_row=3, values_only=True))) < 3] == []


def test_equal_builds_give_equal_bytes(sealed: Path, tmp_path: Path) -> None:
    again = publish_made(tmp_path, changed=depth_rows())
    for name in ("report.html", "workbooks/benchmarks.xlsx"):
        assert (sealed / name).read_bytes() == (again / name).read_bytes()
