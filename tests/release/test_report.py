"""The page must say the truth plainly, look nowhere outside and run nothing that data brings along."""

import re
from pathlib import Path

import pytest

from release.publish import publish
from tests.release.made_build import make_audit, make_build, make_facts, publish_made
from tests.release.made_rows import ATTACK, D, N


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return (publish_made(tmp_path_factory.mktemp("page")) / "report.html").read_text(encoding="utf-8")


def test_it_looks_nowhere_outside(page: str) -> None:
    assert "http:" not in page
    assert "https:" not in page
    assert not re.search(r"\s(src|href)\s*=|@import|url\(", page)
    assert "default-src 'none'" in page


def test_data_is_escaped(page: str) -> None:
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.csv" in page
    assert ATTACK.replace("'", "&#39;") in page


def test_the_verdict_and_its_reason_stand_on_top(page: str) -> None:
    banner = page[page.index("<h1>") : page.index("<h2>")]
    assert "不可提交" in banner
    assert "红色缺口未关闭（2 项）" in banner
    assert "red gaps are open (2)" in banner


def test_a_ready_build_says_so(tmp_path: Path) -> None:
    page = (publish_made(tmp_path, changed={"submission_readiness": []}) / "report.html").read_text(encoding="utf-8")
    banner = page[page.index("<h1>") : page.index("<h2>")]
    assert "<strong>可提交</strong>" in banner
    assert "不可提交" not in banner
    assert "衢州市" in banner


def test_a_nearly_empty_set_says_so_plainly(page: str) -> None:
    assert "3 项二级指标中有得分的 1 项" in page
    assert "本体系数据远不足" in page
    assert "总分暂不能计算" in page


def test_an_empty_build_is_still_a_page(tmp_path: Path) -> None:
    empty = [
        "measure_value",
        "measure_score",
        "indicator_score",
        "overall_score",
        "value_lineage",
        "conflict",
        "gap",
        "ingest_summary",
        "source_freshness",
        "catalogue",
        "period_directory",
        "region_directory",
        "reported_score",
    ]
    blocker = {
        "round_code": "r",
        "blocker_code": "no_round",
        "blocker_zh": "没有评价轮次",
        "blocker_en": "no round",
    }
    changed = {**{name: [] for name in empty}, "submission_readiness": [blocker]}
    page = (publish_made(tmp_path, changed=changed) / "report.html").read_text(encoding="utf-8")
    assert "没有评价轮次" in page
    assert page.count("还没有任何数值") == 2
    assert "没有未关闭的缺口" in page


def test_a_full_set_shows_score_bars_and_rank(tmp_path: Path) -> None:
    place = {"indicator_set": N, "period": "2021", "region_code": "330800"}
    indicator = {
        **place,
        "indicator_code": "I06",
        "score": 88.5,
        "weight_covered": 1.0,
        "rank": 2,
        "rank_of": 15,
    }
    overall = {**place, "score": 81.25, "weight_covered": 1.0, "rank": 2, "rank_of": 15, "peer_group": "p"}
    changed = {"indicator_score": [indicator], "overall_score": [overall]}
    page = (publish_made(tmp_path, changed=changed) / "report.html").read_text(encoding="utf-8")
    assert "width: 88.5%" in page
    assert "81.25" in page
    assert "第 2 名 / 15" in page


def test_the_ranking_extract_holds_the_ten_best_and_the_three_names(page: str) -> None:
    extract = page[page.index("参考排名") : page.index("数据来源及时性")]
    assert all(f"E{number:02d}" in extract for number in range(1, 11))
    assert "E11" not in extract
    assert "中国" in extract
    assert "北京" in extract
    assert D not in extract


def test_gaps_sources_files_conflicts_and_provenance_are_there(page: str) -> None:
    assert page.index("4.000") < page.index("9.000")
    assert "供电公司" in page
    assert "海关通关" in page
    assert "从未报送 never" in page
    assert "无法识别 unmatched" in page
    assert "采用系统日志" in page
    assert "rows 2-313" in page
    assert "b" * 12 in page


def test_a_region_that_is_asked_for_is_the_one_shown(tmp_path: Path) -> None:
    build = make_build(tmp_path / "b.duckdb")
    sealed = publish(build, tmp_path, facts=make_facts(focus_region="CHIN"), audit=make_audit())
    page = (sealed / "report.html").read_text(encoding="utf-8")
    assert "中国 China" in page
    assert "77.93" in page[page.index("<h2>得分") : page.index("<h2>缺口")]
