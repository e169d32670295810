"""Pictures: well-formed, deaf to hostile text, honest about nothing to show, the same bytes each time."""

from collections.abc import Callable

import pytest
from lxml import etree

from release.charts.drawing import Caption, Picture, number
from release.charts.months import clearance_trend, monthly_reliability
from release.charts.places import county_comparison
from release.charts.waits import distribution_with_benchmark, simulation, stage_waterfall

HOSTILE = "施工<script>alert(1)</script>&\"'{{7*7}}"
CAPTION = Caption("各环节用时", "time by stage", "小时", "hours", 30)
CUTOFF = {"name": "进入标杆 benchmark", "value": 12.0}

STAGES = [
    {"name": "受理 acceptance", "value": 10.0, "share": 0.25, "side": "供电企业 supplier", "n": 30},
    {"name": HOSTILE, "value": 30.0, "share": 0.75, "side": "用户 customer", "n": 30},
]
SPREAD = [{"name": HOSTILE, "median": 8.0, "mean": 9.5, "p90": 20.0, "n": 30}]
PLACES = [
    {"name": "开化县", "value": 27.0, "is_city": False, "n": 9},
    {"name": "衢州市", "value": 20.0, "is_city": True, "n": 30},
    {"name": HOSTILE, "value": 16.0, "is_city": False, "n": 21},
]
MONTHS = [
    {"period": "2021-01", "fault": 0.5, "planned": 0.25, "limit": None, "med_days": 0, "n": 7},
    {"period": "2021-02", "fault": 1.5, "planned": 0.25, "limit": 0.1, "med_days": 2, "n": 9},
]
TREND = [
    {"period": period, "flow": "出口 export", "definition": HOSTILE, "value": value, "n": 5}
    for period, value in (("2021-01", 6.0), ("2021-02", 5.0))
]
BASELINES = [{"flow": "出口 export", "definition": HOSTILE, "value": 12.29}]
SCENARIOS = [{"name": HOSTILE, "before": 40.0, "after": 31.0, "n": 100}]

DRAWN: dict[str, Callable[[], Picture]] = {
    "stage_waterfall": lambda: stage_waterfall(STAGES, CAPTION),
    "distribution": lambda: distribution_with_benchmark(SPREAD, [CUTOFF], CUTOFF, CAPTION),
    "county_comparison": lambda: county_comparison(PLACES, CUTOFF, CAPTION),
    "monthly_reliability": lambda: monthly_reliability(MONTHS, CAPTION),
    "clearance_trend": lambda: clearance_trend(TREND, BASELINES, CAPTION),
    "simulation": lambda: simulation(SCENARIOS, CAPTION),
}
EMPTY: dict[str, Callable[[], Picture]] = {
    "stage_waterfall": lambda: stage_waterfall([], CAPTION),
    "distribution": lambda: distribution_with_benchmark([], [], None, CAPTION),
    "county_comparison": lambda: county_comparison([], None, CAPTION),
    "monthly_reliability": lambda: monthly_reliability([], CAPTION),
    "clearance_trend": lambda: clearance_trend([], [], CAPTION),
    "simulation": lambda: simulation([], CAPTION),
}


def svg(drawn: Picture) -> str:
    assert drawn.svg is not None
    return drawn.svg


def tree(drawn: Picture) -> etree._Element:
    return etree.fromstring(svg(drawn))


def texts(drawn: Picture) -> list[str]:
    return [found.text or "" for found in tree(drawn).iter("text")]


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_well_formed_and_carries_nothing_that_runs_or_leads_outside(name: str) -> None:
    drawn = svg(DRAWN[name]())
    root = etree.fromstring(drawn)
    assert (root.tag, root.get("role")) == ("svg", "img")
    assert {element.tag for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "line",
        "text",
        "tspan",
        "rect",
    }
    attributes = {attribute for element in root.iter() for attribute in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name.endswith(("href", "src"))}
    assert "http" not in drawn
    assert "url(" not in drawn


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_says_what_it_is_to_those_who_do_not_see_it(name: str) -> None:
    root = tree(DRAWN[name]())
    title, description = root[0], root[1]
    assert (title.tag, title.text) == ("title", "各环节用时 time by stage")
    assert description.tag == "desc"
    assert (description.text or "").startswith("小时 hours: ")


@pytest.mark.parametrize("name", DRAWN)
def test_equal_rows_give_equal_bytes(name: str) -> None:
    assert DRAWN[name]() == DRAWN[name]()


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_to_show_is_no_picture(name: str) -> None:
    drawn = EMPTY[name]()
    assert drawn.svg is None
    assert not drawn.rows


def test_stages_stand_one_after_another_with_their_part_of_the_whole() -> None:
    drawn = stage_waterfall(STAGES, CAPTION)
    assert "10（25%）" in texts(drawn)
    assert "30（75%）" in texts(drawn)
    first, second = (path for path in tree(drawn).iter("path") if path.get("stroke-width") == "0.4")
    # 46 units to the right of nought: 40 and the fifteen hundredths for the last figure
    assert first.get("d", "").startswith("M0,")
    assert float(second.get("d", "").removeprefix("M").split(",")[0]) == pytest.approx(10 / 46 * 640)


def test_names_stand_in_two_lines_and_are_cut_to_what_fits() -> None:
    long = {
        "name": "进口提前申报率达到 60% advance declarations reach 60 % of all imports",
        "value": 1.0,
        "is_city": False,
    }
    shown = "".join(tree(county_comparison([long], None, CAPTION)).itertext())
    assert "进口提前申报率达到 60%" in shown
    assert "advance declarations reach 60 % of all …" in shown


def test_hostile_text_is_text() -> None:
    assert HOSTILE in texts(county_comparison(PLACES, None, CAPTION))
    assert "<script" not in svg(county_comparison(PLACES, None, CAPTION))


def test_counties_are_sorted_best_first_and_the_benchmark_is_named() -> None:
    drawn = county_comparison(PLACES, CUTOFF, CAPTION)
    assert [row["value"] for row in drawn.rows] == [16.0, 20.0, 27.0]
    assert "进入标杆 benchmark 12" in texts(drawn)
    assert "进入标杆 benchmark 12" not in texts(county_comparison(PLACES, None, CAPTION))


def test_a_month_with_major_event_days_is_marked() -> None:
    assert [text for text in texts(monthly_reliability(MONTHS, CAPTION)) if text.startswith("▲")] == ["▲2"]


def test_the_baseline_stands_in_the_table_too() -> None:
    drawn = clearance_trend(TREND, BASELINES, CAPTION)
    assert [(row["period"], row["v0"], row["n0"]) for row in drawn.rows] == [
        ("2021-01", 6.0, 5),
        ("2021-02", 5.0, 5),
        ("基线 baseline", 12.29, None),
    ]
    assert drawn.columns["v0"] == f"出口 export · {HOSTILE}"


def test_figures_beside_marks_are_short() -> None:
    shown = [number(value) for value in (None, 0.01234, 12.345, 123.4, 12345.6)]
    assert shown == ["—", "0.0123", "12.3", "123", "12,346"]
