"""Power cuts and a damaged raw zone: readers keep the former release, and the next run makes good."""

import math
import signal

import pytest

from tests.e2e.histories import Interrupted, Troubled

TOLERANCE = 1e-9  # sums of doubles depend in their last digits on which thread came first
MOMENTS = ("ingest", "dbt", "publish")


@pytest.mark.parametrize("moment", MOMENTS)
def test_after_a_power_cut_the_former_release_is_current_and_whole(
    interrupted_history: Interrupted, moment: str
) -> None:
    cut = interrupted_history.cuts[moment]
    assert cut.code == -signal.SIGKILL, "the run ended before it could be cut"
    assert cut.release == interrupted_history.release_before
    assert cut.faults == []


def test_the_cut_while_publishing_hit_a_release_half_written(interrupted_history: Interrupted) -> None:
    assert any(name.startswith("releases/.writing-") for name in interrupted_history.cuts["publish"].left_aside)


def test_the_next_run_succeeds_and_clears_up(interrupted_history: Interrupted) -> None:
    finished = interrupted_history.finished
    assert finished.outcome.code == 0, finished.outcome.err
    assert finished.release != interrupted_history.release_before
    assert interrupted_history.left_over == []
    # a run that died in dbt would otherwise stand as started for ever and hold up the scheduler's queue
    assert interrupted_history.unfinished == []


def test_its_tables_equal_those_of_an_uninterrupted_run(
    interrupted_history: Interrupted, troubled_history: Troubled
) -> None:
    ours, undisturbed = interrupted_history.finished.tables, troubled_history.bad.tables
    assert ours.keys() == undisturbed.keys()
    assert [table for table in ours if not same(ours[table], undisturbed[table])] == []


def test_a_damaged_batch_fails_the_audit_and_nothing_is_published(interrupted_history: Interrupted) -> None:
    damaged, finished = interrupted_history.damaged, interrupted_history.finished
    assert damaged.outcome.code == 1
    assert damaged.release == finished.release
    assert damaged.tables == finished.tables
    screen = damaged.outcome.err
    assert "batches_whole" in screen
    assert "113 rows, the register says 120" in screen
    assert "delete this batch and run again" in screen
    assert f"the former release stays current: {finished.release}" in screen


def same(table: list[dict], other: list[dict]) -> bool:
    """Row by row the same texts, dates and counts; measured numbers to the tolerance."""
    return len(table) == len(other) and all(
        row.keys() == twin.keys() and all(equal(row[column], twin[column]) for column in row)
        for row, twin in zip(table, other, strict=True)
    )


def equal(value: object, twin: object) -> bool:
    if isinstance(value, float) and isinstance(twin, float):
        return math.isclose(value, twin, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return value == twin
