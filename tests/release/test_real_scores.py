"""Published World Bank figures through the whole room: what people open must show the published scores."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.release.made_build import publish_made
from tests.release.made_rows import D

# measure: raw column, score column (both zero-based), best, worst
ELECTRICITY = {
    "GE-procedures": (45, 46, 3.0, 9.0),
    "GE-time": (47, 48, 18.0, 248.0),
    "GE-cost": (49, 50, 0.0, 8100.0),
    "GE-reliability": (51, 52, 8.0, 0.0),
}
FORMULA = "=MAX(0,MIN(1,(L{row}-H{row})/(L{row}-K{row})))*100"


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))[1:]


def electricity(folder: Path) -> tuple[list[dict[str, Any]], dict[tuple[str, str, str], float]]:
    """Rows of `measure_score` and the published score of each (not of the two-city countries)."""
    two_city = {line[0] for line in read_csv(folder / "two_city_weights.csv")}
    scores: list[dict[str, Any]] = []
    published: dict[tuple[str, str, str], float] = {}
    for line in read_csv(folder / "db2016_2019_wide.csv"):
        place = {"indicator_set": D, "period": line[1], "region_code": line[0], "indicator_code": "GE"}
        for measure, (raw, score, best, worst) in ELECTRICITY.items():
            if line[2] in two_city or not line[raw].replace(".", "", 1).isdigit():
                continue
            value = float(line[raw])
            computed = 100 * min(1.0, max(0.0, (worst - value) / (worst - best)))
            figures = {
                "value": value,
                "best": best,
                "worst": worst,
                "power": 1.0,
                "score": computed,
                "score_basis": "own",
            }
            scores.append({**place, "measure_code": measure, **figures})
            published[line[1], line[0], measure] = float(line[score])
    return scores, published


def test_electricity_scores_of_all_economies_reach_the_workbook(shared_data: Path, tmp_path: Path) -> None:
    scores, published = electricity(shared_data / "doing_business")
    assert len(published) > 3_000
    sealed = publish_made(tmp_path, changed={"measure_score": scores})
    path, title = sealed / "workbooks" / "scores.xlsx", f"指标 {D}"
    formulas = list(openpyxl.load_workbook(path)[title].iter_rows(min_row=2, values_only=True))
    stored = list(openpyxl.load_workbook(path, data_only=True)[title].iter_rows(min_row=3, values_only=True))
    names = formulas.pop(0)
    assert len(stored) == len(published)
    for number, (live, row) in enumerate(zip(formulas, stored, strict=True), start=3):
        cells = dict(zip(names, row, strict=True))
        by_hand = max(0, min(1, (row[11] - row[7]) / (row[11] - row[10]))) * 100
        assert live[names.index("score")] == FORMULA.format(row=number)
        assert cells["score"] == pytest.approx(by_hand, abs=1e-9)
        key = cells["period"], cells["region_code"], cells["measure_code"]
        assert cells["score"] == pytest.approx(published[key], abs=0.001)
