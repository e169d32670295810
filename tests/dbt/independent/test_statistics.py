"""知识产权 and 包容普惠创新 read again in plain Python from the sample's indicator cards."""

import csv
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import delivered, value_of
from warehouse.home import DBT_PROJECT, Build

MODEL = {"I09": "getting_credit", "I11": "intellectual_property", "I18": "inclusive_innovation"}
Figures = dict[tuple[str, str, str], tuple[float | None, str]]


@pytest.fixture(scope="module")
def cards(sample_build: Build) -> Figures:
    """Value and unit by measure, region and period; of several files that name one figure the last counts."""
    found: Figures = {}
    for path in delivered(sample_build, "statistics/indicator_card"):
        for code, region, period, value, unit, *_ in _rows(path):
            year, quarter = period.split("年")
            when = f"{year}-Q{quarter[1]}" if quarter else year
            try:
                found[code, region, when] = (float(value), unit)
            except (TypeError, ValueError):  # 未报, a dash or nothing
                found[code, region, when] = (None, unit)
    return found


def _rows(path: Path) -> list[tuple]:
    if path.suffix == ".xlsx":
        return list(openpyxl.load_workbook(path, read_only=True).active.iter_rows(min_row=4, values_only=True))
    encoding = "gb18030" if "补报" in path.name else "utf-8-sig"
    return [tuple(row) for row in csv.reader(path.read_text(encoding).splitlines())][1:]


@pytest.mark.parametrize("region", ["330800", "330824", "330300"])
@pytest.mark.parametrize("period", ["2021", "2021-Q3"])
def test_figures_are_those_of_the_cards(sample_build: Build, cards: Figures, region: str, period: str) -> None:
    asked = {key: card for key, card in cards.items() if key[0][:3] in MODEL and key[1:] == (region, period)}
    # another city publishes years only
    assert bool(asked) == ((region, period) != ("330300", "2021-Q3"))
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for (measure, _, _), (value, unit) in asked.items():
            assert unit != "万元", "compared as delivered"
            assert value_of(connection, MODEL[measure[:3]], measure, region, period, "statistic") == (value, None), (
                measure
            )


def test_what_was_planted_is_found(sample_build: Build, cards: Figures) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:

        def figure(measure: str, region: str, period: str) -> tuple | None:
            return value_of(connection, MODEL[measure[:3]], measure, region, period, "statistic")

        assert figure("I11-1", "330800", "2021") == (15.3, None), "the card that came last"
        assert figure("I18-3-a", "330800", "2021") == (27.5, None), "a revision"
        assert figure("I11-1", "330824", "2021") == (None, None), "an ellipsis is no figure"
        assert figure("I18-5-b", "330803", "2021-Q3") is None, "a county that did not report"
        assert figure("I09-3", "330800", "2021") == (78.3, None), "reported after all"
        assert figure("I11-4", "330800", "2020") == (pytest.approx(2.91e9), None), "ten thousands of yuan"
        assert cards["I11-4", "330800", "2020"] == (291000.0, "万元")
        for measure, region, period in (("I11-3", "330800", "2020"), ("I17-4", "330822", "2021")):
            (status,) = connection.execute(
                "select status from submission.measure_value "
                "where measure_code = ? and region_code = ? and period = ? and route = 'statistic'",
                [measure, region, period],
            ).fetchone()
            assert status == "U", "a share where a count is wanted, and 0.98 among percentages, are held"
        conflicts = connection.execute(
            "select measure_code from submission.conflict where region_code = '330800' and source_a = 'indicator_card'"
        ).fetchall()
        assert conflicts == [("I18-5-b",)], "15.3 and 15.26 agree; so do 万元 and 元"


@pytest.mark.parametrize("region", ["330800", "330300", "331100"])
def test_the_environment_index_is_the_mean_score_of_its_parts(sample_build: Build, cards: Figures, region: str) -> None:
    frontier = DBT_PROJECT / "seeds" / "methodology" / "frontier.csv"
    scores = []
    for row in csv.DictReader(frontier.read_text("utf-8").splitlines()):
        card = cards.get((row["measure_code"], region, "2021"))
        if row["measure_code"].startswith("I18-5-") and card is not None:
            best, worst = float(row["best"]), float(row["worst"])
            scores.append(100 * min(max((card[0] - worst) / (best - worst), 0), 1))
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        (value,) = connection.execute(
            "select value from submission.measure_score "
            "where measure_code = 'I18-5' and region_code = ? and period = '2021'",
            [region],
        ).fetchone()
    assert value == pytest.approx(sum(scores) / len(scores), abs=1e-9)
