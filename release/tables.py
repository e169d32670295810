"""What the dbt room promises to this one: tables and columns of schema `submission`."""

import re

import duckdb

from release.depth.tables import DEPTH_TABLES
from release.errors import ReleaseRefused

SCHEMA = "submission"
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")

REQUIRED: dict[str, str] = {
    "measure_value": (
        "indicator_set period region_code indicator_code measure_code route value unit status n"
        " numerator denominator statistic value_id is_scored delivered_unit delivered_unit_name_zh"
    ),
    "measure_score": (
        "indicator_set period region_code indicator_code measure_code parent_measure_code value status"
        " best worst power score weight effective_weight score_basis value_id"
    ),
    "indicator_score": (
        "indicator_set period region_code indicator_code score weight weight_covered peer_group rank"
        " rank_of rank_note target_kind target_gap benchmark_score benchmark_gap score_previous rank_previous"
        " score_change"
    ),
    "overall_score": (
        "indicator_set period region_code score weight_covered peer_group rank rank_of rank_note places_to_second"
        " places_to_first points_to_second points_to_first score_previous rank_previous score_change"
    ),
    "lever": (
        "indicator_set period region_code indicator_code measure_code unit value score points_per_unit"
        " overall_points_per_unit least_change value_needed reachable note benchmark_least_change"
        " benchmark_value_needed benchmark_reachable benchmark_note overall_least_change overall_value_needed"
        " overall_reachable overall_note"
    ),
    "score_change": (
        "indicator_set region_code period previous_period indicator_code measure_code measure_score_previous"
        " measure_score share_previous share own coverage method score_change"
    ),
    "rank_change": (
        "indicator_set region_code period previous_period indicator_code rank_previous rank places_won places_own"
        " places_others"
    ),
    "checklist_result": (
        "indicator_set indicator_code measure_code region_code period item_code kind name_zh name_en scoring_zh state"
        " points max_points figure evidence evidence_page documents_named documents_delivered file_name row_number"
        " sort_order value_id"
    ),
    "survey_result": (
        "indicator_set indicator_code measure_code region_code period asked n minimum_n mean estimate interval_low"
        " interval_high weighting redistributed_weight status value_id"
    ),
    "measure_method": "indicator_set measure_code route statistic per_series factor minimum_n source certainty",
    "value_lineage": "value_id source_id file_sha256 file_name locator method",
    "conflict": (
        "conflict_id indicator_set level measure_code region_code period unit source_a file_a value_a"
        " source_b file_b value_b comparison difference tolerance precedence_rule decision unit_name_zh"
    ),
    "reported_score": (
        "indicator_set period region_code level code reported_score reported_rank computed_score difference"
    ),
    "gap": (
        "gap_id gap_code severity indicator_set indicator_code measure_code region_code period"
        " source_id file_name department_code title_zh title_en detail remedy_zh remedy_en due_date"
        " points_at_stake first_seen last_seen status waiver department_name_zh"
    ),
    "evidence": (
        "requirement_code indicator_set indicator_code measure_code kind_zh name_zh department_name_zh document_id"
        " document_title document_number file_name document_kind page passage state score rule_zh level_fit in_force"
        " remark is_counted confirmed_by"
    ),
    "evidence_coverage": (
        "indicator_set indicator_code measure_code kind_zh department_name_zh required met proposed missing documents"
    ),
    "evidence_document": (
        "document_id file_name title document_number issuer document_level document_kind issued_on in_force_from"
        " in_force_until in_force is_draft pages reader claims used_by duplicate_of"
    ),
    "source_freshness": (
        "source_id name_zh name_en kind department_code files last_delivery promised_cycle_days late_by_days state"
    ),
    "ingest_summary": (
        "file_name file_sha256 source_id outcome is_current received_on encoding rows_read rows_written"
        " rows_quarantined rows_repeated values_read values_written values_quarantined reasons message_zh message_en"
    ),
    "case_statistic": (
        "source_id item_code region_code department_code period_kind period n n_decided status mean_work_days"
        " median_work_days p90_work_days median_calendar_days p90_calendar_days on_time_share early_share"
        " instant_share online_share first_pass_share withdrawn_share refused_share mean_corrections mean_steps"
    ),
    "case_backlog": (
        "source_id item_code region_code department_code as_of n status paused overdue median_age_days p90_age_days"
        " oldest_age_days"
    ),
    "item_directory": "source_id item_code name_zh",
    "catalogue": (
        "indicator_set level code parent_code indicator_code name_zh name_en unit unit_name_zh"
        " direction route certainty department_code department_name_zh weight effective_weight best"
        " worst frontier_certainty sort_order"
    ),
    "period_directory": "period last_day is_running",
    "region_directory": "region_code name_zh name_en region_level parent_region_code",
    "submission_readiness": ("round_code indicator_set region_code period blocker_code blocker_zh blocker_en items"),
    "release_context": "as_of indicator_sets round_code region_code period",
} | DEPTH_TABLES


def submission_columns(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[str]]:
    """Tables and views of schema `submission` in the attached `database`, each with its columns in order.

    Raises ReleaseRefused naming every required table or column that is absent and every name that is not a
    plain lower-case identifier: names become file names.
    """
    found: dict[str, list[str]] = {}
    query = (
        "select table_name, column_name from duckdb_columns()"
        " where database_name = ? and schema_name = ? order by table_name, column_index"
    )
    for table, column in con.execute(query, [database, SCHEMA]).fetchall():
        found.setdefault(table, []).append(column)
    faults = [f"{SCHEMA}.{table}: 缺表 / table missing" for table in REQUIRED if table not in found]
    for table, columns in REQUIRED.items():
        missing = [column for column in columns.split() if table in found and column not in found[table]]
        faults.extend(f"{SCHEMA}.{table}.{column}: 缺列 / column missing" for column in missing)
    for table, columns in found.items():
        odd = [name for name in (table, *columns) if not NAME.fullmatch(name)]
        faults.extend(f"{SCHEMA}.{table}: 名称不合规 / not a plain identifier: {name!r}" for name in odd)
    if faults:
        raise ReleaseRefused("\n".join(["库表与约定不符,重建 / build it again with the current models:", *faults]))
    return found
