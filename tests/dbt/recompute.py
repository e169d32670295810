"""The World Bank's arithmetic, written down a second time from its formulas, to be compared with the warehouse's.

Reads the published wide file by column position; shares no code with the project.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

# measure: column of the published file (from 0), best, worst
TOPICS = {
    "SB": {
        "procedures-men": (11, 1, 18), "time-men": (13, 0.5, 100), "cost-men": (15, 0, 200),
        "procedures-women": (17, 1, 18), "time-women": (19, 0.5, 100), "cost-women": (21, 0, 200),
        "capital": (23, 0, 400),
    },
    "DCP": {"procedures": (28, 5, 30), "time": (30, 26, 373), "cost": (32, 0, 20), "quality": (34, 15, 0)},
    "GE": {"procedures": (45, 3, 9), "time": (47, 18, 248), "cost": (49, 0, 8100), "reliability": (51, 8, 0)},
    "RP": {"procedures": (66, 1, 13), "time": (68, 1, 210), "cost": (70, 0, 15), "quality": (72, 30, 0)},
    "GC": {"rights": (87, 12, 0), "information": (89, 8, 0)},
    "PMI": {
        "disclosure": (97, 10, 0), "liability": (99, 10, 0), "suits": (104, 10, 0), "rights": (106, 6, 0),
        "ownership": (108, 7, 0), "transparency": (110, 7, 0),
    },
    "PT": {"payments": (116, 3, 63), "time": (118, 49, 696), "rate": (120, 26.1, 84)},
    "TAB": {
        "export-doc-time": (137, 1, 170), "import-doc-time": (139, 1, 240), "export-border-time": (141, 1, 160),
        "import-border-time": (143, 1, 280), "export-doc-cost": (145, 0, 400), "import-doc-cost": (147, 0, 700),
        "export-border-cost": (149, 0, 1060), "import-border-cost": (151, 0, 1200),
    },
    "EC": {"time": (170, 120, 1340), "cost": (175, 0.1, 89), "quality": (180, 18, 0)},
    "RI": {"recovery": (191, 92.9, 0), "framework": (193, 16, 0)},
}  # fmt: skip
POSTFILING = {"vat-comply": (125, 0, 50), "vat-obtain": (127, 3.2, 55), "cit-comply": (129, 1.5, 56),
              "cit-complete": (131, 0, 32)}  # fmt: skip
PUBLISHED = {
    "SB": 10,
    "DCP": 26,
    "GE": 43,
    "RP": 64,
    "GC": 80,
    "PMI": 95,
    "PT": 114,
    "TAB": 135,
    "EC": 166,
    "RI": 187,
}
PUBLISHED_OVERALL = 6
DOUBLE = {"SB-capital"}  # a quarter of its topic, the six others an eighth each
POINTS = {"GC": 20, "PMI": 50}  # topics that are a sum of points over the most points
NOT_OFFERED = {"No Practice", "No VAT refund per case study scenario"}
CANNOT_EXIST = {"N/A", "No VAT", "No corporate income tax"}
UNRANKED_ECONOMIES = {"LIE"}

Place = tuple[str, str]  # region code, edition


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Scores by place and topic (``overall`` too), and ranks of the places that are ranked."""

    scores: dict[Place, dict[str, float]]
    ranks: dict[Place, dict[str, int]]
    postfiling: dict[Place, float]
    unranked: frozenset[str]


def read_rows(path: Path) -> list[list[str]]:
    """Rows of the published file without its header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))[1:]


def recompute(folder: Path) -> Recomputed:
    """All scores and ranks from the published inputs in ``folder``."""
    rows = read_rows(folder / "db2016_2019_wide.csv")
    components = {(row[0], row[1]): _components(row) for row in rows}
    cities = _two_city_economies(folder / "two_city_weights.csv", {row[2]: row[0] for row in rows})
    own = dict(components)
    for economy, parts in cities.items():
        for code, year in own:
            if code == economy:
                components[code, year] = {
                    name: _mean([(weight, own[city, year][name]) for city, weight in parts.items()])
                    for name in own[code, year]
                }
    scores = {place: _topic_scores(parts) for place, parts in components.items()}
    unranked = UNRANKED_ECONOMIES | {city for parts in cities.values() for city in parts}
    return Recomputed(
        scores=scores,
        ranks=_ranks(scores, unranked),
        postfiling={place: parts["PT-postfiling"] for place, parts in components.items()},
        unranked=frozenset(unranked),
    )


def _components(row: list[str]) -> dict[str, float | None]:
    found = {
        f"{topic}-{name}": _score(row[column], best, worst, 0.8 if (topic, name) == ("PT", "rate") else 1)
        for topic, measures in TOPICS.items()
        for name, (column, best, worst) in measures.items()
    }
    parts = [_score(row[column], best, worst, 1) for column, best, worst in POSTFILING.values()]
    found["PT-postfiling"] = _mean([(1.0, part) for part in parts])
    return found


def _score(text: str, best: float, worst: float, power: float) -> float | None:
    """Score of one cell; None where it cannot exist. Anything else that is no number is an error of the test."""
    if text in NOT_OFFERED:
        return 0.0
    if text in CANNOT_EXIST:
        return None
    value = float(text)
    share = (value - worst) / (best - worst)
    return 100.0 * (0.0 if share < 0 else 1.0 if share > 1 else share) ** power


def _mean(weighted: list[tuple[float, float | None]]) -> float | None:
    there = [(weight, score) for weight, score in weighted if score is not None]
    return sum(w * s for w, s in there) / sum(w for w, _ in there) if there else None


def _topic_scores(components: dict[str, float | None]) -> dict[str, float]:
    topics = {}
    for topic, measures in TOPICS.items():
        names = [*measures, "postfiling"] if topic == "PT" else list(measures)
        if topic in POINTS:
            points = sum(components[f"{topic}-{n}"] / 100 * measures[n][1] for n in names)
            topics[topic] = 100 * points / POINTS[topic]
        else:
            codes = [f"{topic}-{name}" for name in names]
            topics[topic] = _mean([(2.0 if code in DOUBLE else 1.0, components[code]) for code in codes])
    topics["overall"] = sum(topics.values()) / len(TOPICS)
    return topics


def _two_city_economies(path: Path, code_of: dict[str, str]) -> dict[str, dict[str, float]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return {
            code_of[row["economy"]]: {
                row["main_city_code"]: float(row["main_city_weight"]),
                row["second_city_code"]: float(row["second_city_weight"]),
            }
            for row in csv.DictReader(stream)
        }


def _ranks(scores: dict[Place, dict[str, float]], unranked: set[str]) -> dict[Place, dict[str, int]]:
    """One more than the number of peers that are truly better: 1, 1, 3."""
    ranks: dict[Place, dict[str, int]] = defaultdict(dict)
    for year in {year for _, year in scores}:
        peers = [place for place in scores if place[1] == year and place[0] not in unranked]
        for topic in (*TOPICS, "overall"):
            for place in peers:
                better = sum(scores[peer][topic] > scores[place][topic] + 1e-9 for peer in peers)
                ranks[place][topic] = better + 1
    return dict(ranks)
