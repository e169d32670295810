"""Checklists recomputed in plain Python from the departments' workbooks and the office's list of items."""

import csv
from fractions import Fraction

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import delivered, value_of
from warehouse.home import SEEDS, Build

NOTHING_EARNED = ("", "未报", "无此做法")
# the indicator's model of each measure looked at: an index with an answer above its maximum, one made of figures, one
# with items that take points away, and a share with an item that does not apply
MODELS = {
    "I03-4": "construction_permits",
    "I06-4": "getting_electricity",
    "I08-4": "registering_property",
    "I04-4": "government_procurement",
}


@pytest.fixture(scope="module")
def items() -> dict[str, dict[str, str]]:
    with (SEEDS / "methodology" / "checklist_item.csv").open(encoding="utf-8", newline="") as lines:
        return {row["item_code"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def answers(sample_build: Build) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of all workbooks by item and year."""
    found = {}
    for path in delivered(sample_build, "checklists"):
        (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
        header, *rows = sheet.iter_rows(values_only=True)
        for row in rows:
            texts = dict(zip(header, ("" if cell is None else str(cell) for cell in row), strict=True))
            found[texts["清单项编码"], texts["期间"].removesuffix("年")] = texts
    return found


def earned(item: dict[str, str], answer: dict[str, str] | None) -> tuple[Fraction, Fraction, bool] | None:
    """Points, maximum and whether it was answered; None where the item does not apply."""
    least, most, step = (Fraction(item[name]) for name in ("min_points", "max_points", "step"))
    if answer is None:
        return least, most, False
    if "不适用" in (answer["得分"], answer["状态"]):
        return None
    if answer["状态"] == "无此做法" or answer["得分"] in NOTHING_EARNED:
        return least, most, "无此做法" in (answer["得分"], answer["状态"])
    points = Fraction(answer["得分"])
    if not least <= points <= most or points % step:
        return least, most, False
    return points, most, True


@pytest.mark.parametrize("year", ["2020", "2021"])
@pytest.mark.parametrize("measure", MODELS)
def test_points_are_those_of_the_workbooks(sample_build: Build, items, answers, measure: str, year: str) -> None:
    of_measure = [item for item in items.values() if item["measure_code"] == measure]
    found = [earned(item, answers.get((item["item_code"], year))) for item in of_measure if item["kind"] == "points"]
    if measure == "I06-4":
        hours, times, minutes = (
            float(answers[f"I06-4-{name}", year]["得分"]) for name in ("saidi", "saifi", "minimum")
        )
        assert hours <= 100 and times <= 100 and minutes <= 5
        points = next((p for p, bound in ((3, 1), (2, 4), (1, 12)) if hours <= bound and times <= bound), 0)
        found.append((Fraction(points), Fraction(3), True))
    counted = [entry for entry in found if entry]
    value = sum(points for points, _, _ in counted) / sum(most for _, most, _ in counted)
    value *= 100 if measure == "I04-4" else {"I03-4": 15, "I06-4": 8, "I08-4": 30}[measure]
    n = len(found) - sum(1 for entry in counted if not entry[2])
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        result = value_of(connection, MODELS[measure], measure, "330800", year, route="checklist")
        (status,) = connection.execute(
            "select status from indicators.checklist_measure where measure_code = ? and period = ?", [measure, year]
        ).fetchone()
    assert result == (pytest.approx(float(value), abs=1e-9), n)
    assert status == ("A" if n == len(found) else "P")


def test_a_missing_document_and_an_answer_above_its_maximum_are_gaps(sample_build: Build) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select gap_code, cause_key, detail from gaps.gap_checklist "
            "where measure_code = 'I03-4' and period = '2021' or measure_code is null"
        ).fetchall()
    kinds = {(code, key): detail for code, key, detail in found}
    assert "分值超出该项范围" in kinds["checklist_answer_invalid", "I03-4-04"]
    assert "I03-4-10" in kinds["checklist_evidence_missing", "not_delivered"]
    assert "no such item" in kinds["checklist_answer_invalid", "I03-4-99"]


def test_every_checklist_value_leads_to_its_answers_and_documents(sample_build: Build) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        (without,) = connection.execute(
            "select count(*) from submission.measure_value as v where route = 'checklist' and not exists ("
            "select 1 from submission.value_lineage as l "
            "where v.value_id = l.value_id and source_id = 'checklist_answer')"
        ).fetchone()
        (documents,) = connection.execute(
            "select count(distinct file_name) from submission.value_lineage where method = 'evidence of the checklist'"
        ).fetchone()
    assert without == 0
    assert documents == 2
