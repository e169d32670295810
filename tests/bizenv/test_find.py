"""``bizenv search`` and ``bizenv duplicates`` as people type them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.child import Outcome
from tests.search.texts import Office, notice

Bizenv = Callable[..., Outcome]
ITEMS = ("一、低压用户用电报装压减为受理签约、施工接电两个环节。", "二、红线外供电接入工程费用由供电企业分担。" * 4)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    made = Office(tmp_path_factory.mktemp("office") / "home")
    made.deliver(
        first=notice("关于电力接入的通知", *ITEMS, number="衢政办发〔2022〕21号"),
        second=notice("关于电力接入的通知", *ITEMS, number="衢政办发〔2022〕22号"),
        other=notice("关于其他事项的通知", "供电企业按月通报办电时间。联系人手机13957001234。"),
    )
    return made


def test_search_shows_document_page_block_and_passage(run_bizenv: Bizenv, office: Office) -> None:
    outcome = run_bizenv("search", "接入工程 分担", "--home", office.root)
    assert outcome.code == 0, outcome.err
    assert "2 / 3 份文件" in outcome.out
    assert "衢政办发〔2022〕21号" in outcome.out and "2022-05-18" in outcome.out
    assert "«接入工程»费用由供电企业«分担»" in outcome.out.replace("\n", "")


def test_search_as_json_with_a_limit(run_bizenv: Bizenv, office: Office) -> None:
    outcome = run_bizenv("search", "供电企业", "--home", office.root, "--limit", "1", "--json")
    found = json.loads(outcome.out)
    assert (found["matching"], found["searched"], len(found["hits"]), found["outdated"]) == (3, 3, 1, None)
    excerpt = found["hits"][0]["excerpt"]
    start, end = excerpt["marks"][0]
    assert excerpt["text"][start:end] == "供电企业" and excerpt["page"] == 1


def test_a_personal_number_is_not_to_be_found(run_bizenv: Bizenv, office: Office) -> None:
    assert run_bizenv("search", "13957001234", "--home", office.root).code == 1
    assert "[«手机号»]" in run_bizenv("search", "手机号", "--home", office.root).out


def test_nothing_found_and_nothing_asked(run_bizenv: Bizenv, office: Office) -> None:
    nothing = run_bizenv("search", "海关", "--home", office.root)
    assert nothing.code == 1 and "3 份文件中没有" in nothing.out
    unusable = run_bizenv("search", "--home", office.root, "--", "-供电")
    assert unusable.code == 2 and "at least one" in unusable.err


@pytest.mark.parametrize("command", [("search", "电力"), ("duplicates",)])
def test_a_home_without_documents_is_answered_with_advice(run_bizenv: Bizenv, tmp_path: Path, command) -> None:
    outcome = run_bizenv(*command, "--home", tmp_path / "absent")
    assert outcome.code == 1 and "bizenv run" in outcome.err
    assert "Traceback" not in outcome.err
    assert not (tmp_path / "absent").exists()


def test_duplicates_shows_pairs(run_bizenv: Bizenv, office: Office) -> None:
    outcome = run_bizenv("duplicates", "--home", office.root)
    assert outcome.code == 0, outcome.err
    assert "1 对 / pairs" in outcome.out
    (pair,) = json.loads(run_bizenv("duplicates", "--home", office.root, "--json").out)
    assert [pair[side]["document_number"] for side in ("first", "second")] == [
        "衢政办发〔2022〕21号",
        "衢政办发〔2022〕22号",
    ]
    assert 0.75 <= pair["similarity"] < 1
