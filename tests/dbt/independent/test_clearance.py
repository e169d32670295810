"""通关时间 recomputed in plain Python from the sample's raw file: both definitions, stages, rates, gaps, scenarios."""

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator

import duckdb
import numpy as np
import pytest

from tests.dbt.independent.customs_rows import hours, released_declarations
from warehouse.home import Build

ENDS = {"overall": "releaseTime", "logistics": "over"}
FLOWS = {"I": "import", "E": "export"}
LANES = {"29": "home", "31": "ningbo", "22": "shanghai"}
MODES = {"2": "water", "3": "rail", "4": "road", "5": "air"}
SIZES = {"大型": "large", "中型": "medium", "小型": "small", "微型": "micro"}
GROUPS: dict[str, Callable[[dict], str]] = {
    "all": lambda row: "all",
    "customs_district": lambda row: row["customMaster"],
    "border_port": lambda row: row["iePort"],
    "transport_mode": lambda row: MODES[row["cusTrafMode"]],
    "supervision_mode": lambda row: row["supvModeCdde"],
    "lane": lambda row: LANES.get(row["iePort"][:2], "other"),
    "company_size": lambda row: SIZES[row["companySize"]],
    "aeo": lambda row: "aeo" if row["aeoLevel"] == "高级认证企业" else "other",
    "inspection": lambda row: "inspected" if row["inspected"] == "是" else "not_inspected",
    # a wrong code is withheld
    "place": lambda row: "no_code" if "?" in row["tradeScc"] else "registered_here",
}


@pytest.fixture(scope="module")
def declarations(sample_build: Build) -> list[dict[str, str]]:
    return [row for row in released_declarations(sample_build) if row["releaseTime"]]


@pytest.fixture(scope="module")
def database(sample_build: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        yield connection


def is_sound(row: dict[str, str]) -> bool:
    """Whether the moments of the row can be true."""
    if not row["arrived"]:
        return True
    departed_early = row["cusIEFlag"] == "E" and row["over"] and row["over"] < row["releaseTime"]
    return (
        row["releaseTime"] >= row["arrived"]
        and not departed_early
        and not (row["over"] and row["over"] < row["arrived"])
    )


def periods(row: dict[str, str]) -> tuple[str, str, str]:
    """Month, quarter and year of the release."""
    month = row["releaseTime"][:7]
    return month, f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}", month[:4]


def test_every_published_time_is_that_of_the_raw_file(
    declarations: list[dict[str, str]], database: duckdb.DuckDBPyConnection
) -> None:
    expected: dict[tuple, list[float]] = defaultdict(list)
    for row in filter(is_sound, declarations):
        for definition, end in ENDS.items():
            if not (row["arrived"] and row[end]):
                continue
            for period in periods(row):
                key = (definition, period, FLOWS[row["cusIEFlag"]])
                expected[(*key, row["tradeCounty"], "all", "all")].append(hours(row, "arrived", end))
                for kind, code in GROUPS.items():
                    expected[(*key, "330800", kind, code(row))].append(hours(row, "arrived", end))
    found = database.execute(
        "select definition_code, period, flow, region_code, group_kind, group_code, n, status, mean_hours,"
        " median_hours, p90_hours, trimmed_mean_hours from submission.cross_border_clearance"
    ).fetchall()
    assert {tuple(row[:6]): row[6] for row in found} == {key: len(values) for key, values in expected.items()}
    assert sum(row[7] == "A" for row in found) > 500
    for *key, n, status, mean, median, p90, trimmed in found:
        values = np.sort(expected[tuple(key)])
        if n < 5:
            assert (status, mean, median, p90, trimmed) == ("Q", None, None, None, None), key
            continue
        cut = int(0.05 * n)
        assert mean == pytest.approx(values.mean(), abs=1e-9), key
        # declarations of one minute share their mean
        assert median == pytest.approx(np.quantile(values, 0.5), abs=1 / 60), key
        assert p90 == pytest.approx(np.quantile(values, 0.9), abs=1 / 60), key
        assert trimmed == pytest.approx(values[cut : n - cut].mean(), abs=1 / 60), key


def test_a_year_before_and_the_base_stand_beside(database: duckdb.DuckDBPyConnection) -> None:
    figures = database.execute(
        "select period, definition_code, flow, mean_hours, mean_hours_previous, change_percent, compression_percent"
        " from submission.cross_border_clearance where region_code = '330800' and group_kind = 'all'"
    ).fetchall()
    means = {(period, definition, flow): mean for period, definition, flow, mean, *_ in figures}
    base = {("overall", "import"): 97.39, ("overall", "export"): 12.29}
    for period, definition, flow, mean, previous, change, compression in figures:
        assert previous == means.get((f"{int(period[:4]) - 1}{period[4:]}", definition, flow))
        if mean and previous:
            assert change == pytest.approx(100 * (mean - previous) / previous)
        if mean and (definition, flow) in base:
            assert compression == pytest.approx(100 * (1 - mean / base[definition, flow]))
        else:
            assert compression is None
    assert any(previous for *_, previous, _, _ in figures)


@pytest.mark.parametrize("flag", FLOWS)
@pytest.mark.parametrize("lane", [None, "ningbo"])
def test_stages_are_those_of_the_raw_file_and_add_up(
    declarations: list[dict[str, str]], database: duckdb.DuckDBPyConnection, flag: str, lane: str | None
) -> None:
    moments = [
        "dDate",
        "acceptTime",
        "inspectEndTime",
        *(["taxPaidTime"] if flag == "I" else []),
        "releaseTime",
        "over",
    ]
    spans: dict[int, list[float]] = defaultdict(list)
    for row in filter(is_sound, declarations):
        if row["cusIEFlag"] != flag or row["releaseTime"][:4] != "2021" or not (row["arrived"] and row["over"]):
            continue
        if lane and GROUPS["lane"](row) != lane:
            continue
        reached = row["arrived"]
        for number, moment in enumerate(moments, start=1):
            row["end"] = min(max(reached, row[moment] or reached), row["over"])
            row["begin"] = reached
            spans[number].append(hours(row, "begin", "end"))
            reached = row["end"]
    found = database.execute(
        "select stage_no, n, mean_hours, whole_hours from submission.cross_border_stage where region_code = '330800'"
        " and period = '2021' and flow = ? and group_kind = ? and group_code = ? order by stage_no",
        [FLOWS[flag], "lane" if lane else "all", lane or "all"],
    ).fetchall()
    assert [number for number, *_ in found] == list(spans)
    for number, n, mean, whole in found:
        assert (n, mean) == (len(spans[number]), pytest.approx(statistics.fmean(spans[number]), abs=1e-9))
        assert whole == pytest.approx(sum(mean for _, _, mean, _ in found), abs=1e-9)


def test_stages_never_run_backwards(database: duckdb.DuckDBPyConnection) -> None:
    (least, worst) = database.execute(
        "select min(mean_hours), max(abs(total - whole_hours)) from (select *, sum(mean_hours) over (partition by"
        " region_code, period, flow, group_kind, group_code) as total from submission.cross_border_stage)"
    ).fetchone()
    assert least >= 0 and worst < 1e-9


@pytest.mark.parametrize("period", ["2020", "2021-Q2", "2021-12"])
@pytest.mark.parametrize("region", ["330800", "330803"])
@pytest.mark.parametrize("flag", FLOWS)
def test_rates_are_those_of_the_raw_file(
    declarations: list[dict[str, str]], database: duckdb.DuckDBPyConnection, period: str, region: str, flag: str
) -> None:
    rows = [r for r in declarations if r["cusIEFlag"] == flag and period in periods(r)]
    rows = [r for r in rows if region in ("330800", r["tradeCounty"])]
    timed = [r for r in rows if r["arrived"]]
    inspected = [r for r in rows if r["inspected"] == "是" and r["inspectResult"]]
    expected = {
        "advance_declaration": (sum(r["dDate"] < r["arrived"] for r in timed), len(timed)),
        "paperless": (sum(r["paperless"] == "是" for r in rows), len(rows)),
        "single_window": (sum(r["singleWindow"] == "是" for r in rows), len(rows)),
        "inspection": (sum(r["inspected"] == "是" for r in rows), len(rows)),
        "hit": (sum(r["inspectResult"] == "异常" for r in inspected), len(inspected)),
    }
    if flag == "I":
        expected["two_step"] = (sum(r["entryType"] in ("X", "Y") for r in rows), len(rows))
    found = database.execute(
        "select rate_code, numerator, denominator, rate_percent from submission.cross_border_rate"
        " where region_code = ? and period = ? and flow = ?",
        [region, period, FLOWS[flag]],
    ).fetchall()
    assert {code: counts for code, *counts, _ in found} == {code: list(counts) for code, counts in expected.items()}
    for code, numerator, denominator, percent in found:
        assert percent == (pytest.approx(100 * numerator / denominator) if denominator >= 5 else None), code


@pytest.mark.parametrize("flag", FLOWS)
@pytest.mark.parametrize("definition", ENDS)
def test_certified_firms_are_those_of_the_raw_file(
    declarations: list[dict[str, str]], database: duckdb.DuckDBPyConnection, flag: str, definition: str
) -> None:
    rows = [r for r in filter(is_sound, declarations) if r["cusIEFlag"] == flag and r["releaseTime"][:4] == "2020"]
    rows = [r for r in rows if r["arrived"] and r[ENDS[definition]]]
    firms = {r["tradeScc"] for r in rows if "?" not in r["tradeScc"]}
    certified = {r["tradeScc"] for r in rows if "?" not in r["tradeScc"] and GROUPS["aeo"](r) == "aeo"}
    sides = {
        side: [hours(r, "arrived", ENDS[definition]) for r in rows if GROUPS["aeo"](r) == side]
        for side in ("aeo", "other")
    }
    found = database.execute(
        "select n_firms, n_aeo_firms, n, n_aeo, mean_hours_aeo, mean_hours_other from submission.cross_border_aeo"
        " where region_code = '330800' and period = '2020' and flow = ? and definition_code = ?",
        [FLOWS[flag], definition],
    ).fetchone()
    assert found[:4] == (len(firms), len(certified), len(rows), len(sides["aeo"]))
    assert found[4:] == tuple(pytest.approx(statistics.fmean(sides[side]), abs=1e-9) for side in ("aeo", "other"))


def test_what_was_planted_is_named(sample_build: Build, database: duckdb.DuckDBPyConnection) -> None:
    gaps = database.execute(
        "select gap_code, severity, detail, remedy_zh, remedy_en from submission.gap"
        " where source_id = 'customs_declaration'"
    ).fetchall()
    assert {code for code, *_ in gaps} == {
        "rows_quarantined", "customs_code_unknown", "clearance_time_fault", "declaration_duplicate",
        "clearance_moment_missing", "two_step_incomplete",
    }  # fmt: skip
    assert all(detail and zh and en for _, _, detail, zh, en in gaps)
    superseded = dict(
        database.execute(
            "select entry_id, superseded_by from cross_border.clearance_declaration where superseded_by is not null"
        ).fetchall()
    )
    counted = {row["entryId"] for row in released_declarations(sample_build)}
    assert superseded and not set(superseded) & counted and set(superseded.values()) <= counted
    (detail,) = (detail for code, _, detail, *_ in gaps if code == "declaration_duplicate")
    assert f"{min(superseded)} → {superseded[min(superseded)]}" in detail


def test_a_scenario_moves_the_measure_and_the_topic(database: duckdb.DuckDBPyConnection) -> None:
    rows = database.execute(
        "select measure_code, hours_now, hours_then, measure_score_now, measure_score_then, topic_score_now,"
        " topic_score_then, place_now, place_then, place_of from submission.cross_border_simulation"
        " where topic_score_then is not null and place_now is not null"
    ).fetchall()
    assert len(rows) > 20
    worst = {"I12-1": 160, "I12-5": 280}
    for measure, now, then, score_now, score_then, topic_now, topic_then, place_now, place_then, place_of in rows:
        assert then <= now and place_then <= place_now <= place_of
        for value, score in ((now, score_now), (then, score_then)):
            assert score == pytest.approx(100 * min(1, (worst[measure] - value) / (worst[measure] - 1)), abs=1e-6)
        # one of nine measures of equal weight, and more where some have no score
        assert topic_then - topic_now >= (score_then - score_now) / 9 - 1e-9


def test_hours_of_scenarios_are_those_of_the_raw_file(
    declarations: list[dict[str, str]], database: duckdb.DuckDBPyConnection
) -> None:
    over = [r for r in filter(is_sound, declarations) if r["cusIEFlag"] == "I" and r["arrived"] and r["over"]]
    over = [r for r in over if r["over"][:4] == "2021"]
    whole = [hours(r, "arrived", "over") for r in over]
    late = [max(0.0, hours(r, "releaseTime", "over") - 12) for r in over]
    behind = [r for r in over if r["dDate"] >= r["arrived"]]
    moved_share = (0.8 * len(over) - (len(over) - len(behind))) / len(behind)
    saved = 0.0
    for mode in {r["cusTrafMode"] for r in behind}:
        ahead = [hours(r, "arrived", "over") for r in over if r["cusTrafMode"] == mode and r not in behind]
        others = [hours(r, "arrived", "over") for r in behind if r["cusTrafMode"] == mode]
        if len(ahead) >= 5:
            saved += moved_share * (sum(others) - len(others) * statistics.fmean(ahead))
    expected = {"removal_import_12": sum(late), "ahead_import_80": saved}
    found = database.execute(
        "select scenario_code, n, hours_now, hours_then from submission.cross_border_simulation"
        " where region_code = '330800' and period = '2021' and list_contains(?, scenario_code)",
        [list(expected)],
    ).fetchall()
    assert len(found) == 2
    for scenario, n, now, then in found:
        assert (n, now) == (len(over), pytest.approx(statistics.fmean(whole), abs=1e-3))
        assert now - then == pytest.approx(expected[scenario] / len(over), abs=1e-3)
