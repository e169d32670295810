"""``bizenv why`` on two made releases: the figure that was corrected, and the parts that add up."""

import json
import re
from pathlib import Path

import pytest

from bizenv.screen import Screen
from bizenv.why import show_changes
from tests.release.made_build import publish_made

PLACE = {"indicator_set": "national_2020", "period": "2021", "region_code": "330800", "indicator_code": "I06"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Releases `a` and `b`: I06-2 of 41 days, then of 64 days, between 18 and 248."""
    for name, score in (("a", 90.0), ("b", 80.0)):
        measure = {**PLACE, "measure_code": "I06-2", "value": 248 - 2.3 * score, "status": "A", "best": 18.0,
                   "worst": 248.0, "power": 1.0, "score": score, "weight": 1.0, "score_basis": "own"}  # fmt: skip
        whole = {key: value for key, value in PLACE.items() if key != "indicator_code"}
        publish_made(tmp_path, name, changed={
            "measure_score": [measure],
            "indicator_score": [{**PLACE, "score": score, "weight": 1.0, "weight_covered": 1.0}],
            "overall_score": [{**whole, "score": score, "weight_covered": 1.0}],
            "catalogue": [
                {"indicator_set": "national_2020", "level": "indicator", "code": "I06", "name_zh": "获得电力",
                 "weight": 1.0},
                {"indicator_set": "national_2020", "level": "measure", "code": "I06-2", "name_zh": "获得电力时间",
                 "weight": 1.0, "best": 18.0, "worst": 248.0},
            ],
        })  # fmt: skip
    return tmp_path


def why(home: Path, *names: str, indicator: str | None = None, as_json: bool = False) -> int:
    return show_changes(home, *names, None, None, indicator, as_json, Screen())


def test_the_overall_score_of_the_round_with_its_parts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert why(home, "a", "b", as_json=True) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["indicator_code"], found["before"], found["after"]) == ("ALL", 90, 80)
    assert (found["method"], found["data"], found["coverage"]) == pytest.approx((0, -10, 0))
    assert [part["measure_code"] for part in found["measures"]] == ["I06-2"]


def test_an_indicator_for_people(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert why(home, "a", str(home / "releases" / "b"), indicator="I06") == 0
    shown = capsys.readouterr().out
    assert "获得电力: 90.000 → 80.000 (-10.000)" in shown
    assert "获得电力时间" in shown and "-10.000" in shown


def test_what_is_not_there(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert why(home, "a", "20220622-never") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert re.search("20220622-never: 没有此发布.*no such release.*there are: a b$", said)
    assert why(home / "empty", "a", "b") == 1
    assert "a: 没有此发布" in capsys.readouterr().err
    assert why(home, "a", "b", indicator="I99") == 2
    assert "I99" in capsys.readouterr().err
