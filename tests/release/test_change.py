"""Why scores differ between two releases: the parts add up in any world, and each change has its name."""

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release.change import OVERALL, Frontier, Method, Scored, World, decompose, moves, score_changes, under_method
from release.reading import ReleaseTables
from tests.release.made_build import publish_made

INDICATORS = ("I1", "I2")
CODES = tuple(f"{indicator}-{number}" for indicator in INDICATORS for number in (1, 2, 3))
TIGHT = {"abs_tol": 1e-9, "rel_tol": 0}

weights = st.floats(0.01, 1.0)
# more often than not, so that worlds have something to compare
likely = st.integers(0, 3).map(bool)
frontiers = st.tuples(st.floats(-50, 50), st.floats(0.5, 100), st.booleans(), st.sampled_from([1.0, 0.8, 0.5])).map(
    lambda f: Frontier(f[0], f[0] + (f[1] if f[2] else -f[1]), f[3])
)


@st.composite
def methods(draw: st.DrawFn) -> Method:
    """A method that may lack a measure, an indicator or a frontier."""
    measures = [code for code in CODES if draw(likely)]
    return Method(
        {name: draw(weights) for name in INDICATORS if draw(likely)},
        {code: draw(weights) for code in measures},
        {code: draw(frontiers) for code in measures if draw(likely)},
    )


@st.composite
def worlds(draw: st.DrawFn, method: Method) -> World:
    """Some figures under a method: scored by their value, by no practice, by parts, or not yet scored."""
    measures = {}
    for code, weight in method.measure_weights.items():
        frontier, kind = method.frontiers.get(code), draw(st.sampled_from(["own", "parts", "no_practice", "absent"]))
        if kind == "no_practice":
            measures[code] = Scored(code[:2], weight, 0.0, None, kind, frontier)
        elif kind == "parts" and frontier:
            measures[code] = Scored(code[:2], weight, draw(st.floats(0, 100)), None, kind, frontier)
        elif kind == "own":
            value = draw(st.floats(-100, 100))
            score = frontier.score(value) if frontier else None
            measures[code] = Scored(code[:2], weight, score, value, "own" if frontier else "no_frontier", frontier)
    return World(measures, {name: w for name, w in method.indicator_weights.items() if draw(likely)})


def total(world: World, of: str) -> float:
    """The score by hand: weighted means of weighted means."""
    scores = {}
    for indicator in INDICATORS:
        scored = [m for m in world.measures.values() if m.indicator == indicator and m.score is not None]
        if scored:
            scores[indicator] = sum(m.weight * m.score for m in scored) / sum(m.weight for m in scored)
    if of != OVERALL:
        return scores.get(of, 0.0)
    counted = {name: weight for name, weight in world.indicator_weights.items() if name in scores}
    return sum(w * scores[name] for name, w in counted.items()) / sum(counted.values()) if counted else 0.0


@given(st.data(), st.sampled_from((*INDICATORS, OVERALL)))
def test_the_parts_add_up_in_any_two_worlds(data: st.DataObject, of: str) -> None:
    before = data.draw(methods().flatmap(worlds))
    method = data.draw(methods())
    after = data.draw(worlds(method))
    changes = decompose(before, method, after, of)
    parts = math.fsum(c.method + c.data + c.coverage for c in changes.values())
    assert math.isclose(parts, total(after, of) - total(before, of), **TIGHT)


@given(st.data(), st.sampled_from((*INDICATORS, OVERALL)))
def test_the_way_back_has_the_same_parts_with_the_other_sign(data: st.DataObject, of: str) -> None:
    before, after = (data.draw(methods().flatmap(worlds)).parts(of) for _ in range(2))
    back = {code: (by_score, by_share) for code, by_score, by_share in moves(after, before)}
    for code, by_score, by_share in moves(before, after):
        assert math.isclose(by_score, -back[code][0], **TIGHT)
        assert math.isclose(by_share, -back[code][1], **TIGHT)


@given(st.data())
def test_under_one_method_nothing_is_put_down_to_it(data: st.DataObject) -> None:
    method = data.draw(methods())
    before, after = (data.draw(worlds(method)) for _ in range(2))
    before = World(
        before.measures, {k: v for k, v in before.indicator_weights.items() if k in method.indicator_weights}
    )
    for of in (*INDICATORS, OVERALL):
        assert all(c.method == 0.0 for c in decompose(before, method, after, of).values())


STEEP, FLAT = Frontier(0.0, 100.0, 1.0), Frontier(0.0, 200.0, 1.0)
TWO = {"I1-1": 0.5, "I1-2": 0.5}


def world(first: float | None, second: float | None, frontier: Frontier = STEEP, indicator: float = 1.0) -> World:
    """Indicator I1 with two measures of equal weight, by value; None: no figure."""
    figures = {code: value for code, value in zip(TWO, (first, second), strict=True) if value is not None}
    measures = {c: Scored("I1", 0.5, frontier.score(v), v, "own", frontier) for c, v in figures.items()}
    return World(measures, {"I1": indicator})


def parts(before: World, method: Method, after: World) -> dict[str, tuple[float, float, float]]:
    """Method, data and coverage per measure."""
    return {code: (c.method, c.data, c.coverage) for code, c in decompose(before, method, after, "I1").items()}


def test_a_figure_that_was_corrected_is_data() -> None:
    method = Method({"I1": 1.0}, TWO, dict.fromkeys(TWO, STEEP))
    assert parts(world(40, 60), method, world(20, 60)) == {"I1-1": (0, 10, 0), "I1-2": (0, 0, 0)}


def test_a_frontier_that_was_moved_is_method() -> None:
    method = Method({"I1": 1.0}, TWO, dict.fromkeys(TWO, FLAT))
    # 40 of 100 scores 60, of 200 it scores 80
    assert parts(world(40, 40), method, world(40, 40, FLAT)) == {"I1-1": (10, 0, 0), "I1-2": (10, 0, 0)}


def test_weights_that_changed_are_method() -> None:
    method = Method({"I1": 1.0}, {"I1-1": 0.75, "I1-2": 0.25}, dict.fromkeys(TWO, STEEP))
    after = World(
        {"I1-1": Scored("I1", 0.75, 100.0, 0, "own", STEEP), "I1-2": Scored("I1", 0.25, 0.0, 100, "own", STEEP)},
        {"I1": 1.0},
    )
    # 50 becomes 75: the better measure gains a quarter of the whole, the worse loses it
    assert parts(world(0, 100), method, after) == {"I1-1": (9.375, 0, 0), "I1-2": (15.625, 0, 0)}


def test_a_figure_that_came_is_coverage() -> None:
    method = Method({"I1": 1.0}, TWO, dict.fromkeys(TWO, STEEP))
    # 60 becomes 40: a new 20 at half the weight, against a middle of 50
    assert parts(world(40, None), method, world(40, 80)) == {"I1-1": (0, 0, -5), "I1-2": (0, 0, -15)}


def test_a_mean_of_parts_moves_with_its_frontier() -> None:
    before = World({"I1-1": Scored("I1", 1.0, 60.0, None, "parts", STEEP)}, {"I1": 1.0})
    between = under_method(before, Method({"I1": 1.0}, {"I1-1": 1.0}, {"I1-1": FLAT}))
    assert between.measures["I1-1"].score == pytest.approx(80.0)


def test_a_measure_without_frontier_is_left_out() -> None:
    between = under_method(world(40, 60), Method({"I1": 1.0}, TWO, {"I1-1": STEEP}))
    assert between.parts("I1") == {"I1-1": (1.0, 60.0)}


def test_two_releases(tmp_path: Path) -> None:
    """I06-2 of the made release at 20.5 and at 43.5 days, under a frontier of 18 and 248 and one of 18 and 478."""

    def release(name: str, value: float, worst: float) -> ReleaseTables:
        place = {"indicator_set": "s", "period": "2021", "region_code": "330800"}
        score = 100 * (worst - value) / (worst - 18)
        changed = {
            "measure_score": [
                {**place, "indicator_code": "I", "measure_code": "m", "value": value, "status": "A", "best": 18.0,
                 "worst": worst, "power": 1.0, "score": score, "weight": 1.0, "score_basis": "own"},
            ],
            "indicator_score": [{**place, "indicator_code": "I", "score": score, "weight": 1.0, "weight_covered": 1.0}],
            "overall_score": [{**place, "score": score, "weight_covered": 1.0}],
            "catalogue": [
                {"indicator_set": "s", "level": "set", "code": "s"},
                {"indicator_set": "s", "level": "indicator", "code": "I", "weight": 1.0},
                {"indicator_set": "s", "level": "measure", "code": "m", "indicator_code": "I", "weight": 1.0,
                 "best": 18.0, "worst": worst},
            ],
        }  # fmt: skip
        return ReleaseTables(publish_made(tmp_path / name, name, changed=changed))

    found = score_changes(release("a", 41.0, 248.0), release("b", 64.0, 478.0), region="330800")
    assert [(one.indicator_code, one.before, one.after) for one in found] == [("ALL", 90, 90), ("I", 90, 90)]
    # 41 of 478 is 95: five points by the frontier; 23 days more take them away
    for one in found:
        assert (one.total("method"), one.total("data"), one.total("coverage")) == pytest.approx((5, -5, 0))
