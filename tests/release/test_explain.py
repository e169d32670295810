"""Every number of the sample's release is walked back to its files, and every file to its numbers."""

import json
from collections.abc import Callable

import pytest

from release.current import current_release
from release.errors import ReleaseError
from release.explain import Explanation, explain, uses
from release.reading import ReleaseTables
from tests.conftest import SampleRun
from tests.e2e.child import Outcome

pytestmark = pytest.mark.slow
CITY, YEAR, NATIONAL = "330800", "2021", "national_2020"


@pytest.fixture(scope="module")
def tables(sample_home: SampleRun) -> ReleaseTables:
    return ReleaseTables(current_release(sample_home.home / "releases"))


def measures(tables: ReleaseTables) -> list[str]:
    rows = tables.rows(
        "select code from {catalogue} where indicator_set = ? and level = 'measure' and weight is not null",
        [NATIONAL],
    )
    return sorted(code for (code,) in rows)


def leaves(one: Explanation) -> list[Explanation]:
    return [one] if not one.parts else [leaf for part in one.parts for leaf in leaves(part)]


def test_all_87_are_traced_to_a_file_or_named_as_a_gap(tables: ReleaseTables) -> None:
    codes = measures(tables)
    assert len(codes) == 87
    for code in codes:
        (found,) = explain(tables, code, CITY, YEAR, NATIONAL)
        assert found.score["name_zh"] and found.score["name_en"]
        for leaf in leaves(found):
            if leaf.score["score"] is None:
                assert leaf.gaps or leaf.score["score_basis"] == "not_applicable", leaf.score["measure_code"]
                continue
            (scored,) = (figure for figure in leaf.figures if figure.value["is_scored"])
            assert scored.value["value_id"] == leaf.score["value_id"]
            assert scored.sources, leaf.score["measure_code"]
            for source in scored.sources:
                assert source["file_name"] and len(source["file_sha256"]) == 64 and source["locator"]


def test_points_of_an_indicator_add_up_to_its_score(tables: ReleaseTables) -> None:
    for (indicator,) in tables.rows(
        "select code from {catalogue} where indicator_set = ? and level = 'indicator'", [NATIONAL]
    ):
        found = explain(tables, indicator, CITY, YEAR, NATIONAL)
        points = [one.contribution for one in found if one.contribution is not None]
        score = found[0].score["indicator_score"]
        if score is not None:
            assert sum(points) == pytest.approx(score, abs=1e-9)


def test_the_arithmetic_shown_gives_the_score(tables: ReleaseTables) -> None:
    for one in explain(tables, "I06", CITY, YEAR, NATIONAL):
        score = one.score
        if score["score_basis"] == "own":
            share = (score["worst"] - score["value"]) / (score["worst"] - score["best"])
            assert 100 * min(max(share, 0), 1) ** score["power"] == pytest.approx(score["score"], abs=1e-9)


def test_a_file_leads_to_every_number_that_stands_on_it(tables: ReleaseTables) -> None:
    (name,) = tables.rows("select file_name from {ingest_summary} where source_id = 'company_opening'")[0]
    by_name = uses(tables, name)
    (sha,) = tables.rows("select file_sha256 from {ingest_summary} where file_name = ?", [name])[0]
    assert uses(tables, sha[:12]) == by_name == uses(tables, name.rsplit("/", 1)[-1])
    assert {row["measure_code"] for row in by_name} == {"I01-1", "I01-2", "I01-3", "I01-4"}
    back = {
        (row["measure_code"], row["region_code"], row["period"])
        for row in by_name
        if row["region_code"] == CITY and row["period"] == YEAR
    }
    assert back == {(code, CITY, YEAR) for code in ("I01-1", "I01-2", "I01-3", "I01-4")}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("I99", CITY, YEAR), "no such measure"),
        (("I06-2", "110000", YEAR), "330800"),
        (("I06-2", CITY, "1999"), "2021"),
    ],
)
def test_unknown_names_are_answered_with_what_there_is(tables: ReleaseTables, asked: tuple, words: str) -> None:
    with pytest.raises(ReleaseError, match=words):
        explain(tables, *asked)


def test_an_unknown_file_is_an_error(tables: ReleaseTables) -> None:
    with pytest.raises(ReleaseError, match="no such file"):
        uses(tables, "no such file.csv")


def test_the_command_says_score_arithmetic_and_file(run_bizenv: Callable[..., Outcome], sample_home: SampleRun) -> None:
    asked = ("I06-2", "--region", CITY, "--period", YEAR, "--home", sample_home.home)
    said = run_bizenv("explain", *asked)
    assert said.code == 0
    assert "获得电力时间" in said.out and "clip(" in said.out and "样例_用电报装.csv" in said.out
    told = json.loads(run_bizenv("explain", *asked, "--json").out)
    assert told[0]["score"]["measure_code"] == "I06-2"
    assert run_bizenv("explain", "I99", *asked[1:]).code == 2
    assert run_bizenv("uses", "样例_用电报装.csv", "--home", sample_home.home).out.count("I06-2") > 3
