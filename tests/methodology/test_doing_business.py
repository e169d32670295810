"""Frontiers, weights and tolerances against the World Bank's own published inputs and scores."""

import csv
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "dbt" / "seeds" / "methodology"
SET = "doing_business_2020"

# input column by measure, as far as it must be written to be unique; its score stands in the next column
INPUTS = {
    "SB-procedures-men": "Procedures - Men",
    "SB-time-men": "Time - Men",
    "SB-cost-men": "Cost - Men",
    "SB-procedures-women": "Procedures - Women",
    "SB-time-women": "Time - Women",
    "SB-cost-women": "Cost - Women",
    "SB-capital": "Paid-in Minimum capital",
    "DCP-procedures": "Procedures (number)...29",
    "DCP-time": "Time (days)...31",
    "DCP-cost": "Cost (% of Warehouse value)",
    "DCP-quality": "Building quality control index",
    "GE-procedures": "Procedures (number)...46",
    "GE-time": "Time (days)...48",
    "GE-cost": "Cost (% of income per capita)",
    "GE-reliability": "Reliability of supply and transparency of tariff index",
    "RP-procedures": "Procedures (number)...67",
    "RP-time": "Time (days)...69",
    "RP-cost": "Cost (% of property value)",
    "RP-quality": "Quality of land administration index",
    "GC-rights": "Strength of legal rights index (0-12)",
    "GC-information": "Depth of credit information index (0-8)",
    "PMI-disclosure": "Extent of disclosure index",
    "PMI-liability": "Extent of director liability index",
    "PMI-suits": "Ease of shareholder suits index (0-10) (DB15-20",
    "PMI-rights": "Extent of shareholder rights index",
    "PMI-ownership": "Extent of ownership and control index",
    "PMI-transparency": "Extent of corporate transparency index",
    "PT-payments": "Payments (number per year)",
    "PT-time": "Time (hours per year)",
    "PT-rate": "Total tax and contribution rate",
    "PT-vat-comply": "Time to comply with VAT refund",
    "PT-vat-obtain": "Time to obtain VAT refund",
    "PT-cit-comply": "Time to comply with a corporate income tax correction",
    "PT-cit-complete": "Time to complete a corporate income tax correction",
    "TAB-export-doc-time": "Time to export: Documentary compliance",
    "TAB-import-doc-time": "Time to import: Documentary compliance",
    "TAB-export-border-time": "Time to export: Border compliance",
    "TAB-import-border-time": "Time to import: Border compliance",
    "TAB-export-doc-cost": "Cost to export: Documentary compliance",
    "TAB-import-doc-cost": "Cost to import: Documentary compliance",
    "TAB-export-border-cost": "Cost to export: Border compliance",
    "TAB-import-border-cost": "Cost to import: Border compliance",
    "EC-time": "Time (days)...171",
    "EC-cost": "Cost (% of claim)",
    "EC-quality": "Quality of judicial processes index",
    "RI-recovery": "Recovery rate",
    "RI-framework": "Strength of insolvency framework index",
}
TOPICS = {
    "SB": "Score-Starting a business",
    "DCP": "Score-Dealing with construction permits (DB16-20",
    "GE": "Score-Getting electricity (DB16-20",
    "RP": "Score-Registering property (DB17-20",
    "GC": "Score-Getting credit (DB15-20",
    "PMI": "Score-Protecting minority investors (DB15-20",
    "PT": "Score-Paying taxes (DB17-20",
    "TAB": "Score-Trading across borders (DB16-20",
    "EC": "Score-Enforcing contracts (DB17-20",
    "RI": "Score-Resolving insolvency",
}
# published inputs have one decimal; only these components show it in their score
ROUNDED = {
    "SB-cost-men": 0.026, "SB-cost-women": 0.026, "SB-capital": 0.013, "DCP-cost": 0.25, "GE-cost": 0.001,
    "RP-cost": 0.334, "PT-rate": 0.2, "PT-vat-obtain": 0.092, "PT-cit-complete": 0.134, "RI-recovery": 0.054,
}  # fmt: skip
NO_PRACTICE = {"No Practice", "No VAT refund per case study scenario"}


def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row.get("indicator_set", SET) == SET]


@pytest.fixture(scope="module")
def frontier() -> dict[str, tuple[float, float, float]]:
    return {r["measure_code"]: (float(r["best"]), float(r["worst"]), float(r["power"])) for r in seed("frontier")}


@pytest.fixture
def published(shared_data: Path) -> list[dict[str, str]]:
    path = shared_data / "doing_business" / "db2016_2019_wide.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], start: str) -> str:
    (name,) = [header for header in rows[0] if header.startswith(start)]
    return name


def score(value: str, best: float, worst: float, power: float) -> float | None:
    if value in NO_PRACTICE:
        return 0.0
    try:
        share = (worst - float(value)) / (worst - best)
    except ValueError:
        return None
    return 100 * min(1.0, max(0.0, share)) ** power


def single_regions(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Economies and cities with inputs of their own; two-city economies are means of their cities."""
    means = {r["region_code"] for r in seed("region_part")}
    return [row for row in rows if row["code"] not in means]


def test_frontier_equals_the_published_list(shared_data: Path, frontier) -> None:
    with (shared_data / "doing_business" / "best_worst_values_DB16-20.csv").open(encoding="utf-8") as file:
        listed = [(float(r["best"]), float(r["worst"]), float(r["power"])) for r in csv.DictReader(file)]
    assert len(listed) == 35
    sums = {(20.0, 0.0, 1.0): "GC-", (50.0, 0.0, 1.0): "PMI-"}
    for values in listed:
        if values in sums:
            parts = [best for code, (best, *_) in frontier.items() if code.startswith(sums[values])]
            assert sum(parts) == values[0]
        else:
            assert values in frontier.values()
    plain = {v for code, v in frontier.items() if not code.startswith(("GC-", "PMI-", "PT-vat", "PT-cit"))}
    assert plain <= set(listed)


def test_every_component_score_is_reproduced(published, frontier) -> None:
    headers = list(published[0])
    for code, start in INPUTS.items():
        given = column(published, start)
        expected = headers[headers.index(given) + 1]
        assert expected.startswith("Score-"), code
        compared = 0
        for row in single_regions(published):
            mine = score(row[given], *frontier[code])
            if mine is None or row[given] in NO_PRACTICE or row[expected] in ("", ".."):
                continue
            compared += 1
            assert abs(mine - float(row[expected])) <= ROUNDED.get(code, 0.035 if "TAB" in code else 1e-5), row["code"]
        assert compared > 440, code


def test_topics_and_overall_lie_within_the_shipped_tolerance(published, frontier) -> None:
    tolerance = {r["code"]: float(r["tolerance"]) for r in seed("score_tolerance")}
    weight = {(r["level"], r["code"]): float(r["weight"]) for r in seed("weight")}
    worst = dict.fromkeys(tolerance, 0.0)
    for row in single_regions(published):
        scores = {code: score(row[column(published, start)], *frontier[code]) for code, start in INPUTS.items()}
        scores["PT-postfiling"] = mean({c: w for (lv, c), w in weight.items() if lv == "part"}, scores)
        topics = {}
        for topic, start in TOPICS.items():
            own = {c: w for (lv, c), w in weight.items() if lv == "measure" and c.startswith(f"{topic}-")}
            topics[topic] = mean(own, scores)
            published_score = float(row[column(published, start)])
            worst[topic] = max(worst[topic], abs(topics[topic] - published_score))
        overall = mean({t: weight["indicator", t] for t in TOPICS}, topics)
        reported = float(row["Ease of doing business score (DB17-20 methodology)"])
        worst["overall"] = max(worst["overall"], abs(overall - reported))
    assert {code: found for code, found in worst.items() if found > tolerance[code]} == {}


def mean(weights: dict[str, float], scores: dict[str, float | None]) -> float | None:
    """Weighted mean of what is there; a part that does not apply leaves it."""
    there = {code: weight for code, weight in weights.items() if scores[code] is not None}
    if not there:
        return None
    return sum(scores[code] * weight for code, weight in there.items()) / sum(there.values())


def test_two_city_weights_and_codes(shared_data: Path, published) -> None:
    codes = {(r["region_code"], r["part_region_code"]): float(r["weight"]) for r in seed("region_part")}
    names = {r["region_code"]: r["name_en"] for r in seed("region")}
    with (shared_data / "doing_business" / "two_city_weights.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    (economies,) = [{row["Economy"]: row["code"] for row in published}]
    expected = {}
    for row in listed:
        code = economies[row["economy"]]
        assert names[code] == row["economy"]
        expected[code, row["main_city_code"]] = float(row["main_city_weight"])
        expected[code, row["second_city_code"]] = float(row["second_city_weight"])
    assert codes == expected
    assert len(codes) == 22


def test_economies_of_two_cities_are_the_weighted_mean_of_city_scores(published) -> None:
    header = column(published, TOPICS["TAB"])
    scores = {(row["code"], row["Year"]): float(row[header]) for row in published if row[header]}
    parts: dict[str, dict[str, float]] = {}
    for r in seed("region_part"):
        parts.setdefault(r["region_code"], {})[r["part_region_code"]] = float(r["weight"])
    compared = 0
    for code, cities in parts.items():
        for year in ("2016", "2017", "2018", "2019"):
            made = sum(weight * scores[city, year] for city, weight in cities.items())
            assert made == pytest.approx(scores[code, year], abs=2e-5), (code, year)
            compared += 1
    assert compared == 44
