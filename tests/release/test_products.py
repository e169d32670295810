"""Every product opened again with a reader other than its writer."""

import stat
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow.parquet
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from release.errors import ReleaseError
from release.labels import COLUMNS, HANDLING_STATUSES
from release.readiness import read_readiness
from release.sheet import open_book, write_table
from release.tables import REQUIRED
from release.workbook import MEASURES, write_scores
from tests.release.made_build import make_facts, publish_made
from tests.release.made_rows import ATTACK, GE_TIME_CHINA, gaps


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_made(tmp_path_factory.mktemp("products"))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]


def test_the_database_holds_the_submission_schema_only_as_read_only_tables(sealed: Path) -> None:
    path = sealed / "warehouse.duckdb"
    assert not stat.S_IMODE(path.stat().st_mode) & 0o222
    with duckdb.connect(str(path), read_only=True) as con:
        kinds = con.execute("select table_schema, table_type, table_name from information_schema.tables").fetchall()
        assert {(schema, kind) for schema, kind, _ in kinds} == {("submission", "BASE TABLE")}
        assert {name for *_, name in kinds} == {*REQUIRED, "extra_view"}
        comment = con.execute("select comment from duckdb_columns() where comment is not null").fetchall()
        assert comment == [("stable across runs; it's the key",)]
        version = con.execute("select tags from duckdb_databases() where database_name = 'warehouse'").fetchall()
    assert version[0][0]["storage_version"].startswith("v1.0.0")


def test_parquet_files_are_the_tables(sealed: Path) -> None:
    with duckdb.connect(str(sealed / "warehouse.duckdb"), read_only=True) as con:
        for name in (*REQUIRED, "extra_view"):
            file = pyarrow.parquet.ParquetFile(sealed / "tables" / f"{name}.parquet")
            count = con.execute(f"select count(*) from submission.{name}").fetchall()[0][0]  # noqa: S608
            assert file.metadata.num_rows == count
            if count:
                assert file.metadata.row_group(0).column(0).compression == "ZSTD"


def test_equal_inputs_give_equal_bytes(sealed: Path, tmp_path: Path) -> None:
    again = publish_made(tmp_path)
    names = [path.relative_to(sealed) for path in sorted(sealed.rglob("*")) if path.is_file()]
    assert names == [path.relative_to(again) for path in sorted(again.rglob("*")) if path.is_file()]
    differing = [str(name) for name in names if (sealed / name).read_bytes() != (again / name).read_bytes()]
    # DuckDB does not promise equal bytes for equal tables, and the manifest holds the hash of its file.
    assert set(differing) <= {"manifest.json", "warehouse.duckdb"}


def test_row_order_of_the_build_does_not_show(sealed: Path, tmp_path: Path) -> None:
    again = publish_made(tmp_path, changed={"gap": gaps()[::-1]})
    for name in ("tables/gap.parquet", "workbooks/gaps.xlsx"):
        assert (sealed / name).read_bytes() == (again / name).read_bytes()


def test_scores_are_live_formulas_with_their_value_stored(sealed: Path) -> None:
    path = sealed / "workbooks" / "scores.xlsx"
    sheet = "指标 doing_business_2020"
    formulas = {(row["region_code"], row["measure_code"]): row for row in table(openpyxl.load_workbook(path)[sheet])}
    stored = table(openpyxl.load_workbook(path, data_only=True)[sheet])
    china = formulas["CHIN", "GE-time"]
    value, best, worst, score = (MEASURES.index(name) for name in ("value", "best", "worst", "score"))
    letters = [chr(65 + place) for place in (value, best, worst)]
    x, b, w = (f"{letter}3" for letter in letters)
    assert china["score"] == f"=MAX(0,MIN(1,({w}-{x})/({w}-{b})))*100"
    assert (china["value"], china["best"], china["worst"]) == (32, 18, 248)
    first = next(row for row in stored if row["region_code"] == "CHIN")
    assert first["score"] == pytest.approx((248 - 32) / (248 - 18) * 100, abs=1e-9)
    clipped = next(row for row in stored if (row["region_code"], row["measure_code"]) == ("E01", "GE-time"))
    assert clipped["score"] == 100
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
    assert rows[2][score] == pytest.approx(GE_TIME_CHINA, abs=1e-9)


def test_curved_scores_have_their_power_and_unscored_rows_no_formula(sealed: Path) -> None:
    path, sheet = sealed / "workbooks" / "scores.xlsx", "指标 doing_business_2020"
    live = {(r["region_code"], r["measure_code"]): r["score"] for r in table(openpyxl.load_workbook(path)[sheet])}
    stored = {
        (r["region_code"], r["measure_code"]): r["score"]
        for r in table(openpyxl.load_workbook(path, data_only=True)[sheet])
    }
    assert "^0.8*100" in live["CHN_Beij", "PT-rate"]
    # published for Beijing, DB2020: 57.35677 from an unrounded rate
    assert stored["CHN_Beij", "PT-rate"] == pytest.approx(57.35677, abs=0.2)
    assert live["E02", "GE-time"] == 0
    national = openpyxl.load_workbook(path)["指标 national_2020"]
    assert {row["measure_code"]: row["score"] for row in table(national)}["I06-1"] is None


def test_every_sheet_has_its_two_row_head(sealed: Path) -> None:
    for path in sorted((sealed / "workbooks").rglob("*.xlsx")):
        for sheet in openpyxl.load_workbook(path):
            if sheet.title.startswith(("读我", "图")):
                continue
            labels, names = ([cell.value for cell in sheet[row]] for row in (1, 2))
            assert labels == [COLUMNS[name].zh for name in names]
            assert sheet.freeze_panes == "A3"
            assert sheet.auto_filter.ref.startswith("A2:")
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            fonts = {(cell.font.name, cell.font.scheme) for row in sheet.iter_rows() for cell in row}
            assert fonts == {("等线", None)}


def test_the_focus_region_comes_first_and_scores_are_there(sealed: Path) -> None:
    book = openpyxl.load_workbook(sealed / "workbooks" / "scores.xlsx")
    assert book.sheetnames == [
        "读我 Read me",
        "总览 Summary",
        "指标 national_2020",
        "指标 doing_business_2020",
        "提分空间 Levers",
        "得分变化 Score change",
        "清单得分 Checklists",
        "问卷结果 Surveys",
        "佐证覆盖 Coverage",
        "佐证材料 Evidence",
        "文件目录 Documents",
        "数据来源 Lineage",
        "冲突 Conflicts",
        "报告值对照 Reported",
        "办件时效 Case times",
        "在办件 Open cases",
    ]
    summary = table(book["总览 Summary"])
    assert [row["region_code"] for row in summary[:3]] == ["330800", "330800", "CHIN"]
    assert summary[0]["level"] == "总分 overall"
    measures = {row["measure_code"]: row for row in table(book["指标 national_2020"])}
    assert measures["I06-2"]["n"] == 312
    assert measures["I06-2"]["department_name_zh"] == "供电公司"
    assert [row["value_id"] for row in table(book["数据来源 Lineage"])] == ["v2", "v1"]
    assert table(book["冲突 Conflicts"])[0]["difference"] == 2.5
    [item] = table(book["清单得分 Checklists"])
    assert (item["item_name_zh"], item["state"], item["points"], item["max_points"]) == (
        "停电时间与频率", "已答 answered", 2, 3,
    )  # fmt: skip
    [answers] = table(book["问卷结果 Surveys"])
    assert (answers["n"], answers["estimate"], answers["interval_low"], answers["interval_high"]) == (75, 82.5, 80, 85)
    assert table(book["冲突 Conflicts"])[0]["comparison"] == "同一口径,相互矛盾 same_thing"
    [times] = table(book["办件时效 Case times"])  # years only
    assert (times["source_name_zh"], times["period"], times["on_time_share"]) == ("用电报装", "2021", 0.984)
    assert table(book["在办件 Open cases"])[0]["oldest_age_days"] == 40
    assert table(book["报告值对照 Reported"])[0]["reported_score"] == 93.91304


def test_the_read_me_says_whether_it_may_be_submitted_and_why_not(sealed: Path, tmp_path: Path) -> None:
    def text(folder: Path) -> str:
        sheet = openpyxl.load_workbook(folder / "workbooks" / "scores.xlsx")["读我 Read me"]
        return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row)

    assert "不可提交" in text(sealed)
    assert "红色缺口未关闭 (2)" in text(sealed)
    ready = text(publish_made(tmp_path, changed={"submission_readiness": []}))
    assert "不可提交" not in ready
    assert "可提交" in ready


def test_open_gaps_are_sorted_by_severity_then_points(sealed: Path) -> None:
    book = openpyxl.load_workbook(sealed / "workbooks" / "gaps.xlsx")
    sheet = book["缺口清单 Gaps"]
    assert [row["gap_id"] for row in table(sheet)] == [
        "g-red-4",
        "g-red-1",
        "g-amber-9",
        "g-unknown-status",
        "g-info",
    ]
    assert [row["gap_id"] for row in table(book["已关闭 Closed"])] == ["g-closed"]
    assert sheet.column_dimensions["A"].hidden
    (drop_down,) = sheet.data_validations.dataValidation
    assert str(drop_down.sqref) == "I3:I7"
    assert sheet["I2"].value == "handling_status"
    assert drop_down.formula1 == f'"{",".join(HANDLING_STATUSES)}"'
    bars = [rule.type for found in sheet.conditional_formatting for rule in found.rules]
    assert bars == ["dataBar"]
    assert sheet["G3"].number_format == "yyyy-mm-dd"


def test_each_department_gets_its_own_gaps_and_nothing_is_nobodys(sealed: Path) -> None:
    found = {
        path.stem: [row["gap_id"] for row in table(openpyxl.load_workbook(path)["缺口清单 Gaps"])]
        for path in (sealed / "workbooks" / "gaps_by_department").iterdir()
    }
    assert found == {
        "power_supply": ["g-red-4", "g-red-1"],
        "customs": ["g-amber-9", "g-unknown-status"],
        "unassigned": ["g-info"],
    }


def test_a_department_code_that_is_a_path_is_refused(tmp_path: Path) -> None:
    changed = {"gap": [{**gaps()[0], "department_code": "../../escape"}]}
    with pytest.raises(ReleaseError, match="escape"):
        publish_made(tmp_path, changed=changed)


def test_a_cell_that_looks_like_a_formula_stays_text(sealed: Path) -> None:
    places = {
        "scores.xlsx": ("数据来源 Lineage", "file_name", 0),
        "gaps.xlsx": ("缺口清单 Gaps", "detail", 1),
        "gaps_by_department/power_supply.xlsx": ("缺口清单 Gaps", "detail", 1),
    }
    for name, (title, column, place) in places.items():
        sheet = openpyxl.load_workbook(sealed / "workbooks" / name)[title]
        position = [cell.value for cell in sheet[2]].index(column) + 1
        cell = sheet.cell(3 + place, position)
        assert cell.value == ATTACK
        assert cell.data_type != "f", name
        rows = CalamineWorkbook.from_path(str(sealed / "workbooks" / name)).get_sheet_by_name(title).to_python()
        assert rows[2 + place][position - 1] == ATTACK


def test_odd_values_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "odd.xlsx"
    odd = [
        "0012",
        "http://x.example/",
        "+1",
        "@SUM(A1)",
        10**18,
        float("nan"),
        float("inf"),
        True,
        "界" * 40_000,
    ]
    with open_book(path, make_facts()) as book:
        write_table(book, "odd", ["detail"], ({"detail": value} for value in odd), source_table="gap")
    cells = [row["detail"] for row in table(openpyxl.load_workbook(path)["odd"])]
    assert cells[:8] == ["0012", "http://x.example/", "+1", "@SUM(A1)", str(10**18), "nan", "inf", "是 yes"]
    assert cells[8].endswith("界…")
    assert len(cells[8]) < 32_767


def test_a_sheet_that_is_cut_says_so(sealed: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(sealed / "warehouse.duckdb"), read_only=True) as con:
        con.execute("set schema = 'submission'")
        facts = make_facts()
        write_scores(con, tmp_path / "cut.xlsx", facts, read_readiness(con, facts), max_rows=2)
    rows = list(openpyxl.load_workbook(tmp_path / "cut.xlsx")["总览 Summary"].iter_rows(values_only=True))
    assert len(rows) == 2 + 2 + 1
    assert "tables/indicator_score.parquet" in rows[-1][0]
