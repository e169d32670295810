"""Why a score differs between two releases: by its method, its data or its coverage, measure by measure.

A score is the sum of share x score over its measures. From one release to the other it goes in two steps, over a world
that never was: the figures of the first release under the frontiers and weights of the second. The first step is the
method; in the second, a measure that has a score on both sides changed by its data, and what came, went, or counts for
more since is coverage. The parts add up to the change.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from release.reading import ReleaseTables

OVERALL = "ALL"
# scored by the formula of the frontier, or would be if there were one
_BY_VALUE = frozenset({"own", "sub_measures", "no_frontier"})

Place = tuple[str, str, str]  # indicator set, region, period

_MEASURES = """
select indicator_set, region_code, period, indicator_code, measure_code, value, score, weight, best, worst, power,
    score_basis
from {measure_score}
where weight is not null and (score is not null or (value is not null and score_basis = 'no_frontier'))
"""
_SCORES = """
select indicator_set, region_code, period, indicator_code, score, weight from {indicator_score} where score is not null
union all
select indicator_set, region_code, period, 'ALL', score, null from {overall_score} where score is not null
"""
_CATALOGUE = """
select c.indicator_set, c.level, c.code, c.weight, c.best, c.worst, power.power
from {catalogue} as c
left join (
    select indicator_set, measure_code, max(power) as power from {measure_score} group by all
) as power on c.indicator_set = power.indicator_set and c.code = power.measure_code
where c.level in ('indicator', 'measure') and c.weight is not null
"""


@dataclass(frozen=True, slots=True)
class Frontier:
    """Best and worst value and the power of the scale."""

    best: float
    worst: float
    power: float

    def score(self, value: float) -> float:
        """Distance to the frontier, 0 to 100 (macro frontier_score)."""
        return 100.0 * max(0.0, min(1.0, (self.worst - value) / (self.worst - self.best))) ** self.power

    def value(self, score: float) -> float:
        """The value that has this score."""
        return self.worst - (score / 100.0) ** (1.0 / self.power) * (self.worst - self.best)


@dataclass(frozen=True, slots=True)
class Scored:
    """One measure of one place; `score` is None where it has a value but no frontier."""

    indicator: str
    weight: float
    score: float | None
    value: float | None = None
    basis: str = "own"
    frontier: Frontier | None = None


@dataclass(frozen=True, slots=True)
class Method:
    """Weights and frontiers of one indicator set."""

    indicator_weights: dict[str, float]
    measure_weights: dict[str, float]
    frontiers: dict[str, Frontier]


@dataclass(frozen=True, slots=True)
class World:
    """One place in one release: its measures by code, and the weights of the indicators that have a score."""

    measures: Mapping[str, Scored]
    indicator_weights: Mapping[str, float]

    def parts(self, of: str) -> dict[str, tuple[float, float]]:
        """Share and score of each measure in the score of an indicator, or in the overall score."""
        scored = {code: m for code, m in self.measures.items() if m.score is not None}
        weight_in: dict[str, float] = defaultdict(float)
        for measure in scored.values():
            weight_in[measure.indicator] += measure.weight
        if of == OVERALL:
            weights = {name: w for name, w in self.indicator_weights.items() if weight_in.get(name)}
        else:
            weights = {of: 1.0}
        total = sum(weights.values())
        return {
            code: (weights[m.indicator] / total * m.weight / weight_in[m.indicator], m.score)
            for code, m in scored.items()
            if m.indicator in weights and m.score is not None
        }


@dataclass(slots=True)
class MeasureChange:
    """What one measure did to a score, in points of that score."""

    method: float = 0.0
    data: float = 0.0
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One score in two releases; the parts of its measures add up to `after` - `before`."""

    indicator_set: str
    region_code: str
    period: str
    indicator_code: str
    before: float
    after: float
    measures: Mapping[str, MeasureChange] = field(default_factory=dict)

    def total(self, kind: str) -> float:
        """Points by `method`, `data` or `coverage`, all measures together."""
        return sum(getattr(change, kind) for change in self.measures.values())


def score_changes(
    former: ReleaseTables, latter: ReleaseTables, region: str | None = None, period: str | None = None
) -> list[ScoreChange]:
    """Every score that both releases hold, of one region or period or of all, ordered by its key."""
    methods = _methods(latter, former)
    worlds = [_worlds(tables) for tables in (former, latter)]
    scores = [_scores(tables) for tables in (former, latter)]
    found = []
    for key in sorted(scores[0].keys() & scores[1].keys()):
        indicator_set, place_region, place_period, code = key
        if region not in (None, place_region) or period not in (None, place_period):
            continue
        before, after = (world.get(key[:3], World({}, {})) for world in worlds)
        method = methods.get(indicator_set, Method({}, {}, {}))
        changes = decompose(before, method, after, code)
        found.append(ScoreChange(*key, scores[0][key], scores[1][key], changes))
    return found


def decompose(before: World, method: Method, after: World, of: str) -> dict[str, MeasureChange]:
    """The parts of each measure in the change of one score; `method` is that of `after`."""
    between = under_method(before, method)
    changes: dict[str, MeasureChange] = defaultdict(MeasureChange)
    for code, by_score, by_share in moves(before.parts(of), between.parts(of)):
        changes[code].method += by_score + by_share
    for code, by_score, by_share in moves(between.parts(of), after.parts(of)):
        changes[code].data += by_score
        changes[code].coverage += by_share
    return dict(changes)


def moves(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> Iterator[tuple[str, float, float]]:
    """Per measure, the points by its score and those by its share (model submission.score_change has the same rule).

    Both are taken at the mean of the two sides, so that the way back gives the same parts with the other sign. Shares
    add up to 1 on either side, or to 0 on a side without a measure.
    """
    sides = [sum(share * score for share, score in side.values()) for side in (before, after)]
    centre = sum(sides) / 2 if before and after else 0.0
    for code in sorted(before.keys() | after.keys()):
        if code not in before:
            share, score = after[code]
            yield code, 0.0, share * (score - centre)
        elif code not in after:
            share, score = before[code]
            yield code, 0.0, -share * (score - centre)
        else:
            (share_0, score_0), (share_1, score_1) = before[code], after[code]
            by_score = (share_0 + share_1) / 2 * (score_1 - score_0)
            yield code, by_score, (share_1 - share_0) * ((score_0 + score_1) / 2 - centre)


def under_method(world: World, method: Method) -> World:
    """The figures of a world under another method; what that method does not weigh or cannot score is left out."""
    measures = {
        code: replace(
            measure, weight=method.measure_weights[code], score=_rescored(measure, method.frontiers.get(code))
        )
        for code, measure in world.measures.items()
        if code in method.measure_weights
    }
    weights = {
        name: method.indicator_weights[name] for name in world.indicator_weights if name in method.indicator_weights
    }
    return World(measures, weights)


def _rescored(measure: Scored, frontier: Frontier | None) -> float | None:
    if frontier == measure.frontier or measure.basis == "no_practice":
        return measure.score
    if frontier is None:
        return None
    if measure.basis in _BY_VALUE:
        return None if measure.value is None else frontier.score(measure.value)
    # a mean of the scores of parts: as if they all had the value of that score, which holds wherever none is clipped
    if measure.score is None or measure.frontier is None:
        return measure.score
    return frontier.score(measure.frontier.value(measure.score))


def _methods(tables: ReleaseTables, other: ReleaseTables) -> dict[str, Method]:
    """Method of each set in a release.

    The catalogue does not tell the power: of a measure without a figure it is taken from the other release, else 1.
    """
    powers = {(row["indicator_set"], row["code"]): row["power"] for row in other.records(_CATALOGUE)}
    methods: dict[str, Method] = {}
    for row in tables.records(_CATALOGUE):
        method = methods.setdefault(row["indicator_set"], Method({}, {}, {}))
        if row["level"] == "indicator":
            method.indicator_weights[row["code"]] = row["weight"]
            continue
        method.measure_weights[row["code"]] = row["weight"]
        power = row["power"] or powers.get((row["indicator_set"], row["code"])) or 1.0
        frontier = _frontier({**row, "power": power})
        if frontier:
            method.frontiers[row["code"]] = frontier
    return methods


def _worlds(tables: ReleaseTables) -> dict[Place, World]:
    measures: dict[Place, dict[str, Scored]] = defaultdict(dict)
    for row in tables.records(_MEASURES):
        measures[_place(row)][row["measure_code"]] = Scored(
            row["indicator_code"], row["weight"], row["score"], row["value"], row["score_basis"], _frontier(row)
        )
    weights: dict[Place, dict[str, float]] = defaultdict(dict)
    for row in tables.records(_SCORES):
        if row["indicator_code"] != OVERALL:
            weights[_place(row)][row["indicator_code"]] = row["weight"]
    return {place: World(found, weights[place]) for place, found in measures.items()}


def _scores(tables: ReleaseTables) -> dict[tuple[str, str, str, str], float]:
    return {(*_place(row), row["indicator_code"]): row["score"] for row in tables.records(_SCORES)}


def _place(row: Mapping[str, Any]) -> Place:
    return row["indicator_set"], row["region_code"], row["period"]


def _frontier(row: Mapping[str, Any]) -> Frontier | None:
    if row["best"] is None or row["worst"] is None:
        return None
    return Frontier(row["best"], row["worst"], row["power"] or 1.0)
