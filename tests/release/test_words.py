"""The office reads Chinese: no cell is a bare code or an English phrase where there is a word for it."""

import csv
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from release.codes import CODES, shown
from release.sheet import HEAD_ROWS
from tests.conftest import SampleRun
from tests.release.made_build import publish_made
from warehouse.home import SEEDS

# columns whose cells are codes or phrases of this program, on whichever sheet they stand
WORDED = {
    "level", "status", "score_basis", "route", "statistic", "weighting", "state", "comparison", "precedence_rule",
    "decision", "source_a", "source_b", "source_name_zh", "unit_name_zh", "peer_group", "rank_note", "target_kind",
    "note", "benchmark_note", "overall_note", "method", "severity",
    # of the two benchmark indicators; a group may be a code of customs or a feeder
    "period_kind", "group_kind", "clock", "day_kind", "owner", "limit_set", "node_code", "stage_code", "scope", "med",
    "flow", "definition_code", "component", "quantity", "source_code", "reason", "difference_reason", "score_reason",
    "firm_class", "aeo_level", "baseline_kind", "kind", "unit", "certainty", "basis", "notice_kind", "customer_class",
    # of evidence
    "document_kind", "document_level", "evidence_state", "level_fit", "remark", "used_by",
}  # fmt: skip


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_made(tmp_path_factory.mktemp("words"))


def sheet(sealed: Path, title: str, book: str = "scores") -> list[dict[str, Any]]:
    found = openpyxl.load_workbook(sealed / "workbooks" / f"{book}.xlsx")[title].iter_rows(values_only=True)
    _, names, *rows = found
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_place_in_a_file_and_a_method_read_in_chinese() -> None:
    assert shown("method", "mean over cases") == "按办件 平均数 mean over cases"
    assert shown("method", "weighted_mean over respondents") == "按答卷 加权平均 weighted_mean over respondents"
    assert shown("method", "figure as delivered, converted from hours") == "按报送数值换算，原单位 converted from hours"
    assert shown("locator", "row 6, income_per_capita") == "第 6 行 row, income_per_capita"
    assert shown("locator", "page 3-4, I01-4-3") == "第 3-4 页 page, I01-4-3"
    assert shown("locator", "285 cases, KB1 to KB9") == "285 件 cases，KB1 至 to KB9"
    assert (
        shown("locator", "41 enforcement cases, (2021)1 to (2021)9") == "41 件 enforcement cases，(2021)1 至 to (2021)9"
    )
    # what nobody has a word for stays as it is
    assert shown("method", "something new") == "something new"
    assert shown("locator", "I01-4-3") == "I01-4-3"
    assert shown("value", 3.5) == 3.5


def test_statuses_have_the_words_of_the_methodology() -> None:
    with (SEEDS / "methodology" / "observation_status.csv").open(encoding="utf-8", newline="") as stream:
        names = {row["status"]: row["name_zh"] for row in csv.DictReader(stream)}
    assert {code: CODES["status"].get(code) for code in names} == names


def test_sources_units_and_items_stand_under_their_names(sealed: Path) -> None:
    v2, v1 = sheet(sealed, "数据来源 Lineage")
    assert (v2["source_name_zh"], v2["source_id"]) == ("用电报装", "electricity_connection")
    assert (v2["region_name_zh"], v2["measure_name_zh"], v2["unit_name_zh"]) == ("衢州市", "获得电力时间", "天")
    assert v1["locator"] == "第 12 行 row"
    (conflict,) = sheet(sealed, "冲突 Conflicts")
    assert (conflict["source_a"], conflict["unit_name_zh"], conflict["value_a"]) == ("用电报装", "工作日", 20.5)
    (times,) = sheet(sealed, "办件时效 Case times")
    assert (times["item_code"], times["matter_name_zh"]) == ("全部 all", None)
    whole, low_voltage = sheet(sealed, "在办件 Open cases")
    assert whole["item_code"] == "全部 all"
    assert (low_voltage["item_code"], low_voltage["matter_name_zh"]) == ("低压 lv", "低压居民")


def test_a_period_is_over_or_running_only_where_it_is_known(sealed: Path) -> None:
    states = {row["period"]: row["period_state"] for row in sheet(sealed, "总览 Summary")}
    assert states == {"2021": "已结束 over", "2020": None}  # no figure of 2020 was delivered


def test_a_held_figure_keeps_the_unit_it_came_in(sealed: Path) -> None:
    rows = {row["measure_code"]: row for row in sheet(sealed, "指标 national_2020")}
    held = rows["I06-1"]
    assert (held["value"], held["unit_name_zh"], held["status"]) == (85.7, "%", "待核实 U")
    assert held["score"] is None
    assert rows["I06-2"]["unit_name_zh"] == "天"
    assert "85.7 %" in (sealed / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_coded_cell_of_the_sample_has_a_chinese_word(sample_home: SampleRun) -> None:
    bare: set[tuple[str, str, str]] = set()
    for name in ("scores", "gaps", "benchmarks"):
        book = openpyxl.load_workbook(
            sample_home.home / "releases" / "current" / "workbooks" / f"{name}.xlsx", read_only=True
        )
        for found in book:
            rows = found.iter_rows(values_only=True)
            if found.title.startswith(("读我", "图")):
                continue
            heads = [next(rows) for _ in range(HEAD_ROWS)][1]
            places = [place for place, head in enumerate(heads) if head in WORDED]
            for row in rows:
                bare |= {
                    (found.title, heads[place], row[place])
                    for place in places
                    if isinstance(row[place], str) and not re.search("[\u4e00-\u9fff%]", row[place])
                }
    assert bare == set()


@pytest.mark.slow
def test_every_gap_of_the_sample_is_told_in_chinese_first(sample_home: SampleRun) -> None:
    book = openpyxl.load_workbook(sample_home.home / "releases" / "current" / "workbooks" / "gaps.xlsx", read_only=True)
    rows = book["缺口清单 Gaps"].iter_rows(values_only=True)
    heads = [next(rows) for _ in range(HEAD_ROWS)][1]
    details = [row[heads.index("detail")] for row in rows]
    assert len(details) > 100
    assert [text for text in details if not re.search("[\u4e00-\u9fff]", text.split(" / ")[0])] == []
    # a status alone, or a unit by its code, is no Chinese: file names are what made such a detail look like it
    with (SEEDS / "methodology" / "unit.csv").open(encoding="utf-8", newline="") as stream:
        codes = {row["unit"] for row in csv.DictReader(stream)}
    halves = [text.split(" / ")[0] for text in details]
    assert "状态" not in halves
    assert [half for half in halves if codes & set(re.findall("[a-z_0-9]+", half))] == []
    # nobody reads a seventh significant digit, and no double shows its noughts
    assert [text for text in details if re.search(r"(?<![\w.-])[0-9]+\.[0-9]{5,}|[0-9]\.0(?![0-9])", text)] == []
