"""Documents that are nearly the same, and documents that are not."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents.fingerprint import PLACES, fingerprint, places_of
from search.duplicates import near_duplicates, similar_pairs
from tests.search.texts import Office, notice, real_pages

ITEMS = [
    "一、低压用户用电报装压减为受理签约、施工接电两个环节，供电企业办理时间不超过三个工作日。",
    "二、高压用户压减为申请受理、供电方案答复、竣工检验装表接电三个环节，办理时间不超过十五个工作日。",
    "三、涉电道路挖掘、绿化占用等审批实行并联办理，总时限不超过五个工作日。",
    "四、红线外供电接入工程费用由供电企业承担，供气供水接入工程由政府与企业按比例分担。",
]
OTHER = "为掌握企业获得电力的实际感受，定于六月对今年以来完成接电的企业开展回访，现将有关事项通知如下。"


def text(*items: str) -> str:
    return notice("关于压减办电时间的通知", *items)


def test_versions_are_found_and_unrelated_documents_are_not(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.deliver(
        first=text(*ITEMS),
        word=text(ITEMS[0].replace("三个工作日", "两个工作日"), *ITEMS[1:]),
        order=text(ITEMS[1], ITEMS[0], *ITEMS[2:]),
        other=notice("关于开展回访的通知", OTHER, day="2021年1月1日"),
    )
    pairs = near_duplicates(office.home)
    found = {(Path(pair.first["file_name"]).stem, Path(pair.second["file_name"]).stem) for pair in pairs}
    assert found == {("first", "order"), ("first", "word"), ("order", "word")}
    assert [pair.similarity for pair in pairs] == sorted((pair.similarity for pair in pairs), reverse=True)
    assert pairs[0].first["title"].endswith("关于压减办电时间的通知")
    office.withdraw("word")
    assert len(near_duplicates(office.home)) == 1


def test_one_text_in_two_formats_is_a_pair(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.put("documents/page.html", "<html><body>" + "".join(f"<p>{line}</p>" for line in ITEMS) + "</body></html>")
    office.deliver(plain="\n".join(ITEMS))
    (pair,) = near_duplicates(office.home)
    assert pair.similarity == 1.0


def test_real_pages_are_no_pairs_but_their_edited_copies_are(tmp_path: Path, shared_data: Path) -> None:
    office = Office(tmp_path)
    assert real_pages(office, shared_data) == 30
    assert near_duplicates(office.home, 0.5) == []
    pages = sorted((shared_data / "policy_html" / "html").glob("*.html"))
    edited = {page.name: page.read_bytes().decode().replace("国务院办公厅", "省政府办公厅") for page in pages[2:7]}
    for name, content in edited.items():
        assert "省政府办公厅" in content
        office.put(f"documents/edited-{name}", content)
    office.take_in("policy_document")
    pairs = near_duplicates(office.home)
    assert len(pairs) == len(edited)
    for pair in pairs:
        assert pair.first["file_name"].replace("edited-", "") == pair.second["file_name"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="电力接入", min_size=20, max_size=24), min_size=2, max_size=12))
def test_bands_lose_hardly_a_pair_and_find_none_twice(texts: list[str]) -> None:
    prints = [fingerprint(one) for one in texts]
    found = {(left, right): share for left, right, share in similar_pairs(prints, 0.95)}
    assert len(found) == len(list(similar_pairs(prints, 0.95)))
    for left, right in itertools.combinations(range(len(texts)), 2):
        share = (places_of(prints[left]) == places_of(prints[right])).sum() / PLACES
        assert found.get((left, right)) == (share if share >= 0.95 else None)


def test_a_form_filled_in_very_often_stays_linear() -> None:
    same = [fingerprint("各县（市、区）营商办：请按时报送。")] * 5000
    pairs = list(similar_pairs(same, 0.75))
    assert len(pairs) == 4999
    assert {left for left, _, _ in pairs} == {0}


def test_no_documents_no_pairs(tmp_path: Path) -> None:
    assert list(similar_pairs([], 0.75)) == []
    assert near_duplicates(Office(tmp_path).home) == []


@pytest.mark.parametrize("threshold", [0.75, 0.9])
def test_no_pair_below_the_threshold(threshold: float) -> None:
    prints = [fingerprint("".join(ITEMS[:n])) for n in (1, 2, 3, 4)]
    assert all(share >= threshold for *_, share in similar_pairs(prints, threshold))
