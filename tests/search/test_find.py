"""Questions and their answers: every part of a text is found, and nothing that is not there."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.documents.read import read_document
from search.answer import answer
from search.find import Hit
from search.question import UnusableQuestion
from search.signs import signs
from tests.search.texts import Office, notice, real_pages

LONG = "一、分担范围。" + "城镇规划建设用地范围内的供电接入工程，" * 30 + "红线外部分由供电企业承担。"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("office"))
    made.deliver(
        body=notice("关于做好有关工作的通知", "电力接入费用按规定分担。", number="衢政办发〔2022〕21号"),
        title=notice("关于电力接入费用分担的通知", "现就有关事项通知如下。", day="2021年3月1日"),
        apart=notice("关于其他事项的通知", "电力接入从简。", *["各单位要抓好落实。" * 40] * 3, "费用另行分担。"),
        newer=notice("关于用水的通知甲", "供水接入一体办理，O2O 服务占比1.8%。", day="2022年6月1日"),
        older=notice("关于用水的通知乙", "供水接入一体办理，O2O 服务占比18%。", day="2020年6月1日"),
        secret="\n".join(("机密", notice("关于密件的通知", "电力接入绝密事项。"))),
        long=notice("关于长段的通知", LONG),
    )
    return made


def found(office: Office, query: str, limit: int = 0) -> list[Hit]:
    return answer(office.home, query, limit).hits


def names(office: Office, query: str) -> list[str]:
    return [Path(hit.file_name).stem for hit in found(office, query)]


def test_all_words_in_one_document_titles_first_then_together(office: Office) -> None:
    assert names(office, "电力接入 分担") == ["title", "body", "apart"]
    assert names(office, "电力接入 用水") == []


@pytest.mark.parametrize("query", ["衢政办发〔2022〕21号", "衢政办发[2022]21号", "（２０２２）21号", "2022〕 21号"])
def test_a_number_is_found_however_its_brackets_are_written(office: Office, query: str) -> None:
    assert names(office, query) == ["body"]


def test_two_characters_figures_and_latin_letters(office: Office) -> None:
    assert set(names(office, "用水")) == {"newer", "older"}
    assert names(office, "1.8") == ["newer"]
    assert names(office, "18%") == ["older"]
    assert set(names(office, "ｏ2o")) == {"newer", "older"}


def test_a_word_in_the_title_counts_more_than_words_together(tmp_path: Path) -> None:
    made = Office(tmp_path)
    far = ["各单位要抓好落实。" * 60] * 2
    made.deliver(
        together=notice("关于有关工作的通知", "报装费用分担，报装费用分担。"),
        titled=notice("关于报装费用的通知", "从简。", *far, "另行分担。"),
    )
    assert names(made, "报装费用 分担") == ["titled", "together"]


def test_words_together_count_more_than_words_often(tmp_path: Path) -> None:
    made = Office(tmp_path)
    filler = "各单位要抓好落实。" * 60
    made.deliver(
        together=notice("关于甲项工作的通知", f"报装费用分担。{filler}"),
        often=notice("关于乙项工作的通知", "报装费用。" * 20, filler, filler, "分担。" * 20),
        neither=notice("关于丙项工作的通知", filler, filler),
    )
    assert names(made, "报装费用 分担") == ["together", "often"]


def test_the_newer_document_first_when_all_else_is_equal(tmp_path: Path) -> None:
    made = Office(tmp_path)
    years = {"e": 2022, "b": 2021, "f": 2020, "a": 2019, "d": 2018, "c": 2017}
    made.deliver(**{name: notice("关于用水的通知", f"第{name}号。", day=f"{n}年6月1日") for name, n in years.items()})
    assert names(made, "关于用水") == list(years)


def test_a_word_may_be_excluded_and_a_phrase_hold_blanks(office: Office) -> None:
    assert set(names(office, "电力接入 -有关")) == {"apart"}
    assert names(office, '供水接入 -"占比 18%"') == ["newer"]
    assert names(office, "“o2o 服务” 占比1.8") == ["newer"]


def test_a_hit_names_document_page_block_and_passage(office: Office) -> None:
    (hit,) = [hit for hit in found(office, "电力接入 分担") if hit.file_name.endswith("body.txt")]
    assert hit.title.endswith("关于做好有关工作的通知") and hit.document_number == "衢政办发〔2022〕21号"
    assert (hit.issued_on, hit.source_id, hit.row_number, hit.excerpt.page) == ("2022-05-18", "policy_document", 1, 1)
    lines = read_document(office.landing / hit.file_name).blocks
    assert lines[hit.excerpt.block_number - 1].text == "电力接入费用按规定分担。"
    assert "«电力接入»费用按规定«分担»。" in hit.excerpt.marked()


def test_a_hit_in_the_title_alone_shows_the_title(office: Office) -> None:
    (hit,) = [hit for hit in found(office, "电力接入费用分担的通知") if hit.file_name.endswith("title.txt")]
    assert "«电力接入费用分担的通知»" in hit.excerpt.marked()


def test_a_phrase_longer_than_the_index_reaches(office: Office) -> None:
    at = signs(LONG).index("红线外") - 100
    phrase = signs(LONG)[at : at + 110]
    assert names(office, phrase) == ["long"]
    assert names(office, phrase[:-1] + "网") == []
    (hit,) = found(office, phrase)
    assert hit.excerpt.marks and "红线外部分由" in hit.excerpt.text


def test_what_is_held_back_is_not_found(office: Office) -> None:
    assert names(office, "绝密事项") == []


def test_only_so_many_are_shown_and_all_are_counted(office: Office) -> None:
    few = answer(office.home, "通知", 2)
    assert (len(few.hits), few.matching, few.searched) == (2, 6, 6)


def test_a_question_without_a_word_is_refused(office: Office) -> None:
    with pytest.raises(UnusableQuestion):
        answer(office.home, "-电力")


@pytest.mark.parametrize("query", ["'", '"; drop table file; --', "NEAR(电 力)", "signs:电力", "电力*", "^电力", "AND"])
def test_signs_of_the_engine_are_text_like_any_other(office: Office, query: str) -> None:
    try:
        assert names(office, query) == []
    except UnusableQuestion:
        assert not signs(query)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Office:
    made = Office(tmp_path_factory.mktemp("real"))
    assert real_pages(made, shared_data) == 30
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_part_of_a_real_page_is_found_in_exactly_the_pages_that_hold_it(real: Office, data) -> None:
    """Held against a plain search through the signs of every page, paragraph after paragraph."""
    paragraphs, texts = _signs_of_pages(real.landing / "documents")
    name = data.draw(st.sampled_from(sorted(paragraphs)))
    line = data.draw(st.sampled_from([line for line in paragraphs[name] if line]))
    start = data.draw(st.integers(0, len(line) - 1))
    phrase = line[start : start + data.draw(st.integers(1, 60))]
    if not phrase.strip("-\x1f"):
        return
    expected = {name for name, lines in paragraphs.items() if any(phrase.strip("\x1f") in one for one in lines)}
    hits = {hit.file_name for hit in answer(real.home, f'"{phrase}"').hits}
    joined = {name for name, one in texts.items() if phrase.strip("\x1f") in one}
    # title, number and issuer of a metadata table stand in no paragraph
    assert expected <= hits
    assert all(file in joined or _head(real, file, phrase) for file in hits)


@cache
def _signs_of_pages(folder: Path) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Of each page the signs of its paragraphs, and of the whole."""
    pages = {f"documents/{path.name}": read_document(path) for path in sorted(folder.iterdir())}
    paragraphs = {name: [signs(line) for line in page.paragraphs] for name, page in pages.items()}
    return paragraphs, {name: signs(page.text) for name, page in pages.items()}


def _head(real: Office, file: str, phrase: str) -> bool:
    (hit,) = [hit for hit in answer(real.home, f'"{phrase}"').hits if hit.file_name == file]
    return any(phrase.strip("\x1f") in signs(head) for head in (hit.title, hit.document_number, hit.issuer) if head)
