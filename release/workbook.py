"""`scores.xlsx`: scores, measures with live formulas, sources, conflicts and reported figures."""

from pathlib import Path
from typing import Any

import duckdb

from release.database import records, stream
from release.evidence_sheets import EVIDENCE_TABLES
from release.facts import ReleaseFacts
from release.labels import SHEETS
from release.queries import (
    CASE_BACKLOG_SQL,
    CASE_STATISTIC_SQL,
    CHECKLIST_SQL,
    CONFLICT_SQL,
    LEVER_SQL,
    LINEAGE_SQL,
    MEASURE_SETS_SQL,
    MEASURES_SQL,
    REPORTED_SQL,
    SCORE_CHANGE_SQL,
    SUMMARY_SQL,
    SURVEY_SQL,
)
from release.readiness import Readiness
from release.sheet import MAX_ROWS, TEXT_FONT, Book, Formula, open_book, print_on_a4, write_table

SUMMARY = [
    "indicator_set", "period", "period_state", "region_code", "region_name_zh", "level", "code", "name_zh", "score",
    "weight", "weight_covered", "peer_group", "rank", "rank_of", "rank_note", "target_kind",
    "target_gap", "benchmark_gap", "places_to_second", "points_to_second", "places_to_first", "points_to_first",
    "score_previous", "rank_previous", "score_change",
]  # fmt: skip
MEASURES = [
    "period", "region_code", "region_name_zh", "indicator_code", "indicator_name_zh", "measure_code",
    "measure_name_zh", "value", "unit_name_zh", "status", "best", "worst", "score", "score_basis",
    "weight", "effective_weight", "n", "route", "statistic", "department_name_zh", "value_id",
]  # fmt: skip
LEVER = [
    "indicator_set", "period", "period_state", "region_code", "region_name_zh", "measure_code", "measure_name_zh",
    "value", "unit_name_zh", "score", "points_per_unit", "overall_points_per_unit", "least_change", "value_needed",
    "note", "benchmark_least_change", "benchmark_value_needed", "benchmark_note", "overall_least_change",
    "overall_value_needed", "overall_note",
]  # fmt: skip
SCORE_CHANGE = [
    "indicator_set", "period", "period_state", "previous_period", "region_code", "region_name_zh", "indicator_code",
    "indicator_name_zh", "measure_code", "measure_name_zh", "measure_score_previous", "measure_score",
    "share_previous", "share", "own", "coverage", "route_change", "score_change",
]  # fmt: skip
LINEAGE = [
    "indicator_set", "period", "region_code", "region_name_zh", "measure_code", "measure_name_zh", "value",
    "unit_name_zh", "source_name_zh", "file_name", "locator", "method", "value_id", "source_id", "file_sha256",
]  # fmt: skip
CHECKLIST = [
    "period", "region_code", "region_name_zh", "measure_code", "measure_name_zh", "item_code", "item_name_zh",
    "scoring_zh", "state", "points", "max_points", "figure", "evidence", "evidence_page", "documents_named",
    "documents_delivered", "file_name", "row_number", "value_id",
]  # fmt: skip
SURVEY = [
    "period", "region_code", "region_name_zh", "measure_code", "measure_name_zh", "estimate", "unit_name_zh",
    "interval_low", "interval_high", "n", "minimum_n", "asked", "mean", "weighting", "redistributed_weight", "status",
    "value_id",
]  # fmt: skip
CONFLICT = [
    "indicator_set", "level", "measure_code", "measure_name_zh", "region_code", "region_name_zh", "period",
    "unit_name_zh", "source_a", "file_a", "value_a", "source_b", "file_b", "value_b", "comparison", "difference",
    "tolerance", "precedence_rule", "decision", "conflict_id",
]  # fmt: skip
REPORTED = [
    "indicator_set", "period", "region_code", "region_name_zh", "level", "code", "name_zh",
    "reported_score", "computed_score", "difference", "reported_rank",
]  # fmt: skip
CASE_STATISTIC = [
    "source_name_zh", "item_code", "matter_name_zh", "region_code", "region_name_zh", "period", "n", "n_decided",
    "status",
    "mean_work_days", "median_work_days", "p90_work_days", "median_calendar_days", "p90_calendar_days",
    "on_time_share", "early_share", "instant_share", "online_share", "first_pass_share", "withdrawn_share",
    "refused_share", "mean_corrections", "mean_steps", "source_id",
]  # fmt: skip
CASE_BACKLOG = [
    "source_name_zh", "item_code", "matter_name_zh", "region_code", "region_name_zh", "n", "status", "paused",
    "overdue",
    "median_age_days", "p90_age_days", "oldest_age_days", "source_id",
]  # fmt: skip


def write_scores(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    facts: ReleaseFacts,
    readiness: Readiness,
    max_rows: int = MAX_ROWS,
) -> None:
    """Write `scores.xlsx` from an open release database. `max_rows` bounds every sheet."""
    focus = {"focus": readiness.focus_region, "period": readiness.focus_period}
    tables = [
        ("lever", LEVER, LEVER_SQL, "lever"),
        ("score_change", SCORE_CHANGE, SCORE_CHANGE_SQL, "score_change"),
        ("checklist", CHECKLIST, CHECKLIST_SQL, "checklist_result"),
        ("survey", SURVEY, SURVEY_SQL, "survey_result"),
        *EVIDENCE_TABLES,
        ("lineage", LINEAGE, LINEAGE_SQL, "value_lineage"),
        ("conflict", CONFLICT, CONFLICT_SQL, "conflict"),
        ("reported", REPORTED, REPORTED_SQL, "reported_score"),
        ("case_statistic", CASE_STATISTIC, CASE_STATISTIC_SQL, "case_statistic"),
        ("case_backlog", CASE_BACKLOG, CASE_BACKLOG_SQL, "case_backlog"),
    ]
    with open_book(path, facts) as book:
        sets = [row["indicator_set"] for row in records(con, MEASURE_SETS_SQL, focus)]
        write_read_me(book, facts, readiness, ["summary", "measures", *(key for key, *_ in tables)])
        limits: dict[str, Any] = {"max_rows": max_rows}
        write_table(
            book,
            SHEETS["summary"][0],
            SUMMARY,
            stream(con, SUMMARY_SQL, focus),
            source_table="indicator_score",
            **limits,
        )
        for indicator_set, sheet_name in _measure_sheet_names(sets).items():
            rows = (_with_formula(row) for row in stream(con, MEASURES_SQL, {**focus, "indicator_set": indicator_set}))
            write_table(book, sheet_name, MEASURES, rows, source_table="measure_score", **limits)
        for key, columns, sql, table in tables:
            write_table(book, SHEETS[key][0], columns, stream(con, sql, focus), source_table=table, **limits)


def write_read_me(book: Book, facts: ReleaseFacts, readiness: Readiness, sheets: list[str]) -> None:
    """First sheet: which release this is, whether it may be submitted and why not, what each sheet is."""
    sheet = book.workbook.add_worksheet(SHEETS["read_me"][0])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    print_on_a4(book, sheet)
    title = book.style(bold=True, font_size=14)
    text = book.style(font_name=TEXT_FONT, text_wrap=True, valign="top")
    verdict = "可提交 Ready to submit" if readiness.ready else "不可提交 Not ready to submit"
    lines = [
        ("发布编号 release_id", facts.release_id),
        ("数据截至 as_of", facts.as_of.isoformat()),
        ("指标体系 indicator_sets", "; ".join(facts.indicator_sets)),
        ("重点地区 focus region", readiness.focus_name),
        ("能否提交 submission_ready", verdict),
    ]
    for blocker in readiness.why_not:
        items = "" if blocker["items"] is None else f" ({blocker['items']})"
        lines.append((f"原因 {blocker['blocker_code']}", f"{blocker['zh']}{items} / {blocker['en']}{items}"))
    lines.extend((SHEETS[key][0], SHEETS[key][1]) for key in sheets)
    lines.append(
        (
            "得分公式 score formula",
            "min(1, max(0, (最差值-数值)/(最差值-最优值)))^幂次×100"
            "; 无公式的得分为存储值 / scores without a formula are stored values",
        )
    )
    sheet.write_string(0, 0, "营商环境评价数据发布 Business environment release", title)
    for row, (key, value) in enumerate(lines, start=2):
        sheet.write_string(row, 0, key, book.style(bold=True, valign="top"))
        sheet.write_string(row, 1, value, text)


def _with_formula(row: dict[str, Any]) -> dict[str, Any]:
    if row["is_live"]:
        value, best, worst = (f"{_letter(name)}{{row}}" for name in ("value", "best", "worst"))
        power = "" if row["power"] == 1 else f"^{row['power']!r}"
        template = f"=MAX(0,MIN(1,({worst}-{value})/({worst}-{best}))){power}*100"
        return {**row, "score": Formula(template, row["score"])}
    return row


def _letter(column: str) -> str:
    return chr(ord("A") + MEASURES.index(column))


def _measure_sheet_names(sets: list[str]) -> dict[str, str]:
    """Sheet name per indicator set: at most 31 characters, no two equal without regard to case."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for indicator_set in sets:
        safe = "".join(c for c in indicator_set if c.isalnum() or c in "_-. ")
        base = f"{SHEETS['measures'][0]} {safe}"[:31]
        name, number = base, 1
        while name.lower() in taken:
            number += 1
            name = f"{base[:27]} {number}"
        taken.add(name.lower())
        names[indicator_set] = name
    return names
