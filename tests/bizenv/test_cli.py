"""The commands as people type them; figures come from one run of the sample."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from release.reading import ReleaseTables
from tests.conftest import SampleRun
from tests.e2e.child import Outcome

Bizenv = Callable[..., Outcome]
COMMANDS = ("run", "status", "gaps", "explain", "uses", "why", "log", "search", "duplicates", "dev")


@pytest.mark.parametrize("command", ["run", "status", "gaps", "search", "duplicates", "dev"])
def test_help_of_every_command(run_bizenv: Bizenv, command: str) -> None:
    outcome = run_bizenv(command, "--help")
    assert outcome.code == 0
    assert "--home" in outcome.out
    # Chinese first, English beside it
    assert re.search(r"[\u4e00-\u9fff].* / [a-z]", outcome.out)


def test_help_lists_every_command(run_bizenv: Bizenv) -> None:
    outcome = run_bizenv("--help")
    assert outcome.code == 0
    assert all(re.search(rf"\b{command}\b", outcome.out) for command in COMMANDS)


@pytest.mark.parametrize("command", ["status", "gaps"])
def test_without_a_release_the_answer_is_advice(run_bizenv: Bizenv, tmp_path: Path, command: str) -> None:
    outcome = run_bizenv(command, "--home", tmp_path / "home")
    assert outcome.code == 1
    assert "bizenv run" in outcome.err
    assert "Traceback" not in outcome.err
    assert not (tmp_path / "home").exists()


def counted(sample_home: SampleRun, severity: str) -> int:
    """Open gaps of the release, asked of its table."""
    tables = ReleaseTables(sample_home.home / "releases" / "current")
    sql = "select count(*) from {gap} where status = 'open' and severity = ?"
    return tables.rows(sql, [severity])[0][0]


@pytest.mark.slow
def test_status_tells_release_scores_gaps_and_sources(run_bizenv: Bizenv, sample_home: SampleRun) -> None:
    outcome = run_bizenv("status", "--home", sample_home.home)
    assert outcome.code == 0, outcome.err
    release = (sample_home.home / "releases" / "current").resolve().name
    assert f"release {release}" in outcome.out
    # China as edition 2019 has it, and the city among the prefecture cities of the sample
    assert "73.95" in outcome.out
    assert re.search(r"330800 +│ 衢州市 +│ [0-9]{2}\.[0-9]+ +│ [1-8] +│ 8 ", outcome.out)
    assert f"red {counted(sample_home, 'red')}," in outcome.out
    assert "electricity_connection" in outcome.out
    assert "NOT ready for submission" in outcome.out


@pytest.mark.slow
def test_gaps_are_shown_whole_and_worst_first(run_bizenv: Bizenv, sample_home: SampleRun) -> None:
    everything = listed(run_bizenv("gaps", "--home", sample_home.home, "--limit", "0"))
    assert len(everything) == sum(counted(sample_home, severity) for severity in ("red", "amber", "info")) > 100
    # a waiver needs the whole number of its gap
    assert all(re.fullmatch(r"G-[0-9a-f]{12}", gap) for _, gap, *_ in everything)
    severities = [severity for severity, *_ in everything]
    assert severities == sorted(severities, key=["红 red", "黄 amber", "提示 info"].index)
    # what the round is about, and what concerns everything, before counties and former years; then by points
    order = [
        ((cells[7], cells[8]) != ("衢州市", "2021") and cells[7] != "", -(float(cells[4]) if cells[4] else -1.0))
        for cells in everything
        if cells[0] == "红 red"
    ]
    assert order == sorted(order)
    assert numbers(listed(run_bizenv("gaps", "--home", sample_home.home))) == numbers(everything)[:20]


@pytest.mark.slow
def test_gaps_of_one_department_or_severity(run_bizenv: Bizenv, sample_home: SampleRun) -> None:
    home = ("gaps", "--home", sample_home.home, "--limit", "0")
    everything = listed(run_bizenv(*home))
    court = listed(run_bizenv(*home, "--department", "court"))
    assert numbers(court) == numbers(cells for cells in everything if cells[5] == "court") != []
    amber = listed(run_bizenv(*home, "--severity", "amber"))
    assert numbers(amber) == numbers(cells for cells in everything if cells[0] == "黄 amber")
    assert len(amber) == counted(sample_home, "amber") > 10


@pytest.mark.slow
def test_an_unknown_department_is_answered_with_the_known_ones(run_bizenv: Bizenv, sample_home: SampleRun) -> None:
    outcome = run_bizenv("gaps", "--home", sample_home.home, "--department", "courts")
    assert outcome.code == 2
    assert " court " in outcome.err and "power_supply" in outcome.err


def test_an_unknown_severity_is_refused(run_bizenv: Bizenv, tmp_path: Path) -> None:
    outcome = run_bizenv("gaps", "--home", tmp_path, "--severity", "purple")
    assert outcome.code == 2
    assert "purple" in outcome.err


def listed(outcome: Outcome) -> list[list[str]]:
    """The table's rows, cell by cell; a cell that goes on below belongs to the row above."""
    assert outcome.code == 0, outcome.err
    found = [[cell.strip() for cell in line.split("│")[1:-1]] for line in outcome.out.splitlines() if "│" in line]
    return [cells for cells in found if cells[0]]


def numbers(rows: Iterable[list[str]]) -> list[str]:
    """Gap numbers of rows: how a long text is folded depends on the rows beside it."""
    return [cells[1] for cells in rows]
