"""``bizenv log``: what it says of a file, and that it leaves nothing behind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.child import Outcome

Bizenv = Callable[..., Outcome]
DIRTY = """case:concept:name,concept:name,time:timestamp,start_timestamp,org:resource,备注
1,受理,2022-01-01 00:00:00,,王小明,x
1,受理,2022-01-01 00:00:00,,王小明,x
1,办结,2022-01-03 00:00:00,2022-01-02,王小明,
2,受理,2022-01-01 12:00:00,,李,
2,办结,2022-01-02 12:00:00,2022-01-05,李,
,受理,2022-01-01,,,
3,受理,昨天,,,
4,受理,2022-02-01,,,
"""


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "脏 'log'.csv"
    path.write_text(DIRTY, encoding="gb18030")
    return path


def test_figures_for_machines(run_bizenv: Bizenv, dirty: Path) -> None:
    outcome = run_bizenv("log", dirty, "--json")
    assert outcome.code == 0, outcome.err
    profile = json.loads(outcome.out)
    wanted = {
        "contract": "process_log",
        "format": "delimited text, ','",
        "encoding": "gb18030",
        "columns_unknown": ["备注"],
        "rows_read": 8,
        "rows_written": 5,
        "rows_quarantined": 3,
        "rows_repeated": 0,
        "reasons": {"empty_key": 1, "finish_before_start": 1, "unparsable_time": 1},
        "cases": 3,
        "events": 5,
        "activities": 2,
        "variants": 2,
        "first_event": "2022-01-01 00:00:00",
        "last_event": "2022-02-01 00:00:00",
        "duration_median_seconds": 0.0,
        "top_activities": [
            {"activity": "受理", "events": 4, "cases": 3},
            {"activity": "办结", "events": 1, "cases": 1},
        ],
    }
    assert {key: profile[key] for key in wanted} == wanted
    assert profile["duration_p90_seconds"] == pytest.approx(0.8 * 2 * 86400)  # of 0, 0 and two days
    assert profile["columns"]["resource"] == "org:resource"
    assert "王小明" not in outcome.out + outcome.err


def test_people_read_it_in_both_languages(run_bizenv: Bizenv, dirty: Path) -> None:
    outcome = run_bizenv("log", dirty)
    assert outcome.code == 0, outcome.err
    for words in ("读入 read 8", "unparsable_time", "第 8 行 / row, occurred_at: 昨天", "案件 / cases 3", "备注"):
        assert words in outcome.out


def test_nothing_is_left_behind(
    run_bizenv: Bizenv, dirty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    assert run_bizenv("log", dirty).code == 0
    assert list(scratch.rglob("*.parquet")) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([dirty.name, "scratch"])


def test_a_table_of_cases_has_an_activity_per_column(run_bizenv: Bizenv, tmp_path: Path) -> None:
    from tests.ingest.deliveries import CASE_HEADER, case, csv_text

    path = tmp_path / "cases.csv"
    path.write_text(csv_text([CASE_HEADER, case("QZ0001"), case("QZ0002", 送电时间="")]), encoding="utf-8")
    outcome = run_bizenv("log", path, "--contract", "electricity_connection", "--json")
    profile = json.loads(outcome.out)
    assert (profile["cases"], profile["variants"], profile["rows_written"]) == (2, 2, 2)
    assert profile["events"] == 2 * profile["activities"] - 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("none.csv",), 2, "not a file"),
        (("a.csv", "--contract", "nothing"), 2, "no such contract"),
        (("a.csv", "--contract", "waiver"), 2, "not log"),
        (("a.csv", "--contract", "none.yml"), 2, "none.yml"),
        (("a.csv",), 1, "case:concept:name"),
        (("empty.xes",), 1, "no data rows"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(
    run_bizenv: Bizenv, tmp_path: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    (tmp_path / "empty.xes").write_text("<log/>")
    outcome = run_bizenv("log", tmp_path / arguments[0], *arguments[1:])
    assert outcome.code == code
    assert words in outcome.err
    assert "Traceback" not in outcome.err
