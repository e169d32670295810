"""`gaps.xlsx` and one workbook per department: the list of what is missing, to be filled in and sent back."""

import re
from functools import partial
from pathlib import Path

import duckdb
from xlsxwriter.worksheet import Worksheet

from release.database import records, stream
from release.errors import ReleaseError
from release.facts import ReleaseFacts
from release.labels import HANDLING_STATUSES, SHEETS
from release.queries import GAP_DEPARTMENTS_SQL, GAPS_SQL
from release.readiness import Readiness
from release.sheet import HEAD_ROWS, MAX_ROWS, open_book, write_table
from release.workbook import write_read_me

GAPS = [
    "gap_id", "severity", "points_at_stake", "title_zh", "detail", "remedy_zh", "due_date",
    "department_name_zh", "handling_status", "handler", "handling_note", "measure_code",
    "measure_name_zh", "indicator_set", "region_name_zh", "period", "source_name_zh", "file_name",
    "gap_code", "first_seen", "last_seen", "status", "waiver", "title_en", "remedy_en",
    "department_code", "source_id",
]  # fmt: skip
# The key by which a returned workbook is matched: hidden, so that nobody sorts it away or types over it.
KEY = frozenset({"gap_id"})
PRINTED = GAPS.index("measure_code")  # what a department works with; the rest is for filters
TO_FILL_IN = frozenset({"handling_status", "handler", "handling_note"})
_FILE_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def write_gaps(
    con: duckdb.DuckDBPyConnection,
    workbooks: Path,
    facts: ReleaseFacts,
    readiness: Readiness,
    max_rows: int = MAX_ROWS,
) -> None:
    """Write `gaps.xlsx` and `gaps_by_department/<code>.xlsx`; gaps of nobody go to `unassigned.xlsx`.

    Raises ReleaseError when a department code cannot name a file.
    """
    _write_list(con, workbooks / "gaps.xlsx", facts, readiness, None, max_rows)
    folder = workbooks / "gaps_by_department"
    folder.mkdir()
    for row in records(con, GAP_DEPARTMENTS_SQL):
        code = row["department_code"]
        if not _FILE_SAFE.fullmatch(code):
            raise ReleaseError(
                f"gap.department_code {code!r}: 不能作文件名,请改部门代码"
                " / cannot name a file: use ASCII letters, digits, '_' and '-' in the department list"
            )
        _write_list(con, folder / f"{code}.xlsx", facts, readiness, code, max_rows)


def _write_list(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    facts: ReleaseFacts,
    readiness: Readiness,
    department: str | None,
    max_rows: int,
) -> None:
    with open_book(path, facts) as book:
        write = partial(
            write_table, book, source_table="gap", hidden=KEY, editable=TO_FILL_IN, printed=PRINTED, max_rows=max_rows
        )
        for key, is_open in (("gaps", True), ("closed", False)):
            rows = stream(
                con,
                GAPS_SQL,
                {
                    "is_open": is_open,
                    "department": department,
                    "focus": readiness.focus_region,
                    "period": readiness.focus_period,
                },
            )
            write(SHEETS[key][0], GAPS, rows, before_close=_aids if is_open else None)
        write_read_me(book, facts, readiness, ["gaps", "closed"])


def _aids(sheet: Worksheet, last_row: int) -> None:
    """Drop-down for the handling status, data bars on the points."""
    status, points = GAPS.index("handling_status"), GAPS.index("points_at_stake")
    sheet.data_validation(
        HEAD_ROWS,
        status,
        last_row,
        status,
        {
            "validate": "list",
            "source": list(HANDLING_STATUSES),
            "error_title": "处理状态",
            "error_message": "请从下拉列表选择 / choose from the list",
        },
    )
    sheet.conditional_format(
        HEAD_ROWS,
        points,
        last_row,
        points,
        {"type": "data_bar", "bar_color": "#F4B183", "min_type": "num", "min_value": 0},
    )
