"""The survey recomputed in plain Python from the answers and the frame: means, weights and standard errors."""

import csv
import io
import math
import statistics
from collections import defaultdict
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import delivered, value_of
from warehouse.home import Build

SATISFIED = ("I18-4-1", "I18-4-2", "I18-4-3", "I18-4-4")
HOURS = ("I13-2-1", "I13-2-2", "I13-2-3")


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a table of the sample, whatever its form."""
    if path.suffix == ".xlsx":
        (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
        header, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(header, map(str, row), strict=True)) for row in rows]
    data = path.read_bytes()
    text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def respondents(sample_build: Build) -> list[dict]:
    """Year, county, size and numbers answered of each respondent."""
    found: dict[str, dict] = {}
    for path in delivered(sample_build, "surveys/enterprise_survey"):
        for row in rows_of(path):
            person = found.setdefault(
                row["答卷编号"],
                {"year": row["答卷日期"][:4], "county": row["区县代码"], "size": row["企业规模"], "answers": {}},
            )
            if row["答案"] != "拒答":
                person["answers"][row["题目编号"]] = float(row["答案"])
    assert len(found) == 480
    return list(found.values())


@pytest.fixture(scope="module")
def frame(sample_build: Build) -> dict[tuple[str, str, str], int]:
    (path,) = delivered(sample_build, "surveys/survey_frame")
    return {(row["年份"], row["区县代码"], row["企业规模"]): int(row["企业数"]) for row in rows_of(path)}


def satisfaction(answers: dict[str, float]) -> float | None:
    given = [(answers[code] - 1) * 25 for code in SATISFIED if 1 <= answers.get(code, 0) <= 5]
    return statistics.fmean(given) if given else None


def hours(answers: dict[str, float]) -> float | None:
    return sum(answers[code] for code in HOURS) if all(code in answers for code in HOURS) else None


@pytest.mark.parametrize("region", ["330800", "330802", "3308Z1"])
@pytest.mark.parametrize(
    ("measure", "model", "figure"), [("I18-4", "inclusive_innovation", satisfaction), ("I13-2", "paying_taxes", hours)]
)
def test_stratified_mean_and_error(sample_build: Build, respondents, frame, region, measure, model, figure) -> None:
    strata = defaultdict(list)
    for person in respondents:
        value = figure(person["answers"])
        if person["year"] == "2021" and region in (person["county"], "330800") and value is not None:
            strata[person["county"], person["size"]].append(value)
    populations = {stratum: frame["2021", *stratum] for stratum in strata}
    reached = sum(populations.values())
    n = sum(map(len, strata.values()))
    mean = sum(populations[s] / reached * statistics.fmean(values) for s, values in strata.items())
    inside = sum(statistics.variance(values) * (len(values) - 1) for values in strata.values() if len(values) > 1)
    pooled = inside / sum(len(values) - 1 for values in strata.values())
    variance = sum(
        (populations[s] / reached) ** 2
        * (1 - len(values) / populations[s])
        * (statistics.variance(values) if len(values) > 1 else pooled)
        / len(values)
        for s, values in strata.items()
    )
    everybody = sum(enterprises for (_, county, _), enterprises in frame.items() if region in (county, "330800"))
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        assert value_of(connection, model, measure, region, "2021", route="survey") == (
            pytest.approx(mean, abs=1e-6),
            n,
        )
        result = connection.execute(
            "select mean, standard_error, weighting, redistributed_weight, status from submission.survey_result "
            "where measure_code = ? and region_code = ? and period = '2021'",
            [measure, region],
        ).fetchone()
    assert result == (
        pytest.approx(statistics.fmean(value for values in strata.values() for value in values), abs=1e-6),
        pytest.approx(math.sqrt(variance), abs=1e-6),
        "frame",
        pytest.approx(1 - reached / everybody, abs=1e-9),
        "A" if n >= 30 else "U",
    )
    if region == "3308Z1":
        assert n <= 7


def test_a_year_without_a_frame_is_not_weighted(sample_build: Build, respondents) -> None:
    values = [
        value
        for person in respondents
        if person["year"] == "2020" and (value := satisfaction(person["answers"])) is not None
    ]
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        result = connection.execute(
            "select estimate, standard_error, weighting, n from submission.survey_result "
            "where measure_code = 'I18-4' and region_code = '330800' and period = '2020'"
        ).fetchone()
    error = statistics.stdev(values) / math.sqrt(len(values))
    assert result == (
        pytest.approx(statistics.fmean(values), abs=1e-6), pytest.approx(error, abs=1e-6), "none", len(values),
    )  # fmt: skip


def test_seven_answers_are_held(sample_build: Build) -> None:
    """Held with their number; no gap of the county's, which is not asked for this measure: the city is."""
    place = "measure_code = 'I11-2' and region_code = '3308Z1' and period = '2021'"
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        held = connection.execute(f"select n, status from submission.survey_result where {place}").fetchall()  # noqa: S608
        scored = connection.execute(
            f"select score, score_basis from submission.measure_score where {place}"  # noqa: S608
        ).fetchall()
    assert held == [(7, "U")]
    assert scored == [(None, "not_applicable")]
