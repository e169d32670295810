"""Deliveries that are wrong in many ways at once, and options that cannot be used."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.child import Outcome
from tests.e2e.histories import Troubled
from tests.e2e.landings import GOOD, LACKING, ODD_VALUE, OUTCOMES, TRUNCATED, TWIN, UNKNOWN_KIND

SAMPLE_FILES = 62


def test_no_bad_delivery_stops_the_others(troubled_history: Troubled) -> None:
    bad = troubled_history.bad
    assert bad.outcome.code == 0, bad.outcome.err
    # the good file's value is in the release, and so is the sound row of the file with a bad one
    assert ("I16-2", 91.5) in bad.cards
    assert ("I18-2", 88.0) in bad.cards
    assert not [value for code, value in bad.cards if code == "I18-1" and value is not None]
    assert not [code for code, _ in bad.cards if code.startswith("I11")]


def test_each_delivery_has_exactly_one_line_in_the_summary(troubled_history: Troubled) -> None:
    deliveries = troubled_history.bad.deliveries
    assert len(deliveries) == len({name for name, *_ in deliveries}) == SAMPLE_FILES + len(OUTCOMES)
    assert {name: outcome for name, outcome, *_ in deliveries if name in OUTCOMES} == OUTCOMES


def test_each_trouble_is_named_once_on_the_screen_of_results(troubled_history: Troubled) -> None:
    lines = troubled_history.bad.outcome.out.splitlines()
    for name in OUTCOMES:
        shown = [line for line in lines if f": {name}: " in line]
        assert len(shown) == (0 if name == GOOD else 1), (name, shown)
    by_name = {name: message for name, _, _, _, message in troubled_history.bad.deliveries}
    assert "required column missing: 单位" in by_name[LACKING]
    assert "export again" in by_name[TRUNCATED]
    assert "样例_指标数据卡.xlsx" in by_name[TWIN]
    assert "not a number" in by_name[ODD_VALUE]
    assert "no source contract" in by_name[UNKNOWN_KIND]


def test_a_corrected_delivery_takes_effect_and_the_refused_one_stays_on_record(troubled_history: Troubled) -> None:
    corrected = troubled_history.corrected
    assert corrected.outcome.code == 0, corrected.outcome.err
    assert corrected.release != troubled_history.bad.release
    assert ("I11-1", 42.0) in corrected.cards
    lines = sorted((outcome, is_current) for name, outcome, is_current, *_ in corrected.deliveries if name == LACKING)
    assert lines == [("refused", False), ("written", True)]
    others = [line for line in corrected.deliveries if line[0] != LACKING]
    assert others == [line for line in troubled_history.bad.deliveries if line[0] != LACKING]


def test_an_empty_landing_zone_is_said_and_still_published(troubled_history: Troubled) -> None:
    empty = troubled_history.empty
    assert empty.outcome.code == 0, empty.outcome.err
    assert [(name, outcome) for name, outcome, *_ in empty.deliveries] == [("(landing)", "empty_landing")]
    assert "empty_landing" in empty.outcome.out
    # nothing delivered: everything is missing
    assert sum(gap["gap_code"] == "missing_value" for gap in empty.tables["gap"]) == 87


@pytest.mark.parametrize("make", [None, "file"])
def test_a_landing_zone_that_is_no_folder_is_refused(
    run_bizenv: Callable[..., Outcome], tmp_path: Path, make: str | None
) -> None:
    landing = tmp_path / "landing"
    if make:
        landing.write_text("not a folder")
    refused(run_bizenv("run", "--landing", landing, "--home", tmp_path / "home"), str(landing))
    assert not (tmp_path / "home").exists()


def test_options_that_cannot_be_used_are_refused(run_bizenv: Callable[..., Outcome], tmp_path: Path) -> None:
    landing, home = tmp_path / "landing", tmp_path / "home"
    landing.mkdir()
    folders = ("run", "--landing", landing, "--home", home)
    refused(run_bizenv(*folders, "--as-of", "2022-13-40"), "2022-13-40")
    refused(run_bizenv(*folders, "--as-of", "22.6.2022"), "YYYY-MM-DD")
    refused(run_bizenv(*folders, "--indicator-set", "national_1999"), "national_2020")
    assert not home.exists()
    refused(run_bizenv("run", "--landing", landing, "--home", landing / "home"), "--home")
    assert not any(landing.iterdir())


def refused(outcome: Outcome, said: str) -> None:
    """Exit code 2 and one plain sentence, no stack trace."""
    assert outcome.code == 2, outcome
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1
