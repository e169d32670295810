"""A small built database of every table of schema `submission`, and how to publish it.

Tables without made rows are there and empty.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from release.facts import ReleaseFacts
from release.publish import publish
from release.tables import REQUIRED
from tests.release.made_depth import DEPTH_TYPES
from tests.release.made_rows import AS_OF, SHA, D, N, rows

_TYPES = {
    "double": "value numerator denominator best worst power score weight effective_weight weight_covered target_gap"
    " benchmark_score benchmark_gap points_to_second points_to_first score_previous score_change"
    " measure_score_previous measure_score share_previous share own coverage benchmark_least_change"
    " benchmark_value_needed overall_least_change overall_value_needed points_per_unit"
    " overall_points_per_unit least_change value_needed value_a value_b difference tolerance"
    " reported_score computed_score points_at_stake mean_work_days median_work_days p90_work_days"
    " median_calendar_days p90_calendar_days on_time_share early_share instant_share online_share"
    " first_pass_share withdrawn_share refused_share mean_corrections mean_steps median_age_days"
    " p90_age_days points max_points figure mean estimate interval_low interval_high redistributed_weight factor"
    " saidi_minutes saidi_hours saifi caidi_minutes asai caifi ctaidi_minutes maifi asifi asidi_minutes t_med_minutes"
    " alpha beta points_lost",
    "bigint": "n rank rank_of reported_rank page files promised_cycle_days late_by_days rows_read rows_written"
    " rows_quarantined rows_repeated values_read values_written values_quarantined sort_order items"
    " rank_previous places_to_second places_to_first places_won places_own places_others n_decided paused"
    " overdue oldest_age_days asked minimum_n documents_named documents_delivered row_number"
    " outages open_interruptions n_days n_years",
    "boolean": "is_scored reachable benchmark_reachable overall_reachable in_force is_current is_major is_met",
    "date": "due_date first_seen last_seen last_delivery received_on as_of day",
}
TYPE_OF = DEPTH_TYPES | {column: kind for kind, columns in _TYPES.items() for column in columns.split()}


def make_build(path: Path, changed: dict[str, list[dict[str, Any]]] | None = None, drop: Sequence[str] = ()) -> Path:
    """Write the database; `changed` replaces the rows of whole tables, `drop` leaves tables out."""
    content = {**rows(), **(changed or {})}
    with duckdb.connect(str(path)) as con:
        con.execute("create schema submission")
        for table, columns in REQUIRED.items():
            if table in drop:
                continue
            names = columns.split()
            declared = ", ".join(f'"{name}" {TYPE_OF.get(name, "varchar")}' for name in names)
            con.execute(f"create table submission.{table} ({declared})")
            filled = content.get(table, [])
            values = [[row.get(name) for name in names] for row in filled]
            unknown = {name for row in filled for name in row} - set(names)
            if unknown:
                raise ValueError(f"{table} has no column {sorted(unknown)}")
            if values:
                marks = ", ".join("?" * len(names))
                con.executemany(f"insert into submission.{table} values ({marks})", values)  # noqa: S608
        if "gap" not in drop:
            con.execute("create view submission.extra_view as select gap_id from submission.gap")
            con.execute("comment on column submission.gap.gap_id is 'stable across runs; it''s the key'")
        con.execute("create schema staging; create table staging.secret as select 1 as x")
    return path


def make_facts(release_id: str = "r1", **changes: Any) -> ReleaseFacts:
    """Facts of the made build."""
    values: dict[str, Any] = {
        "release_id": release_id,
        "run_id": "run-1",
        "as_of": AS_OF,
        "indicator_sets": [N, D],
        "methodology": {"frontier.csv": SHA},
        "inputs_fingerprint": "f" * 64,
        "inputs": [{"file_name": "用电报装.csv", "sha256": "b" * 64}],
        "code_version": "abc1234",
        "created_at": "2022-07-01T02:00:00+08:00",
    }
    return ReleaseFacts(**{**values, **changes})


def make_audit(**changes: Any) -> dict[str, Any]:
    """Audit that passed."""
    return {
        "passed": True,
        "run_id": "run-1",
        "checks": [{"name": "rows conserved", "passed": True}],
        **changes,
    }


def publish_made(folder: Path, release_id: str = "r1", **build: Any) -> Path:
    """Build and publish into `folder/releases`; `build` goes to `make_build`."""
    folder.mkdir(parents=True, exist_ok=True)
    database = make_build(folder / f"{release_id}.duckdb", **build)
    return publish(database, folder / "releases", facts=make_facts(release_id), audit=make_audit())
