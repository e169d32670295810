"""Published and hand-derived reliability figures: small files of outages through contract, staging and models.

Everything stands in one small log, each example in a county or years of its own:
330802 in 2015  the distribution system of Billinton and Allan, ch. 7 (six load points, four events)
330803 in 2016  five days with a daily SAIDI of 0.5, 1, 2, 4 and 8 minutes, and the days of 2017 judged by them
330822 in 2014  a feeder of 2,000 customers with seven outages of stated length, as in the example of IEEE 1366
330825 in 2019  ten days with any numbers, for a threshold computed a second time
330824 in 2018  steps, momentary outages, restriction, open and impossible outages
"""

import csv
from datetime import datetime, timedelta
from math import exp, log
from pathlib import Path
from statistics import mean, stdev

import duckdb
import pytest

from tests.dbt.conftest import build_run, take_in
from warehouse.home import Build, Home

HEADER = (
    "停电编号", "负荷点编号", "步骤序号", "区县代码", "馈线编号", "停电类型", "外部影响", "停电开始时间",
    "恢复供电时间", "停电时长", "停电户数", "总户数", "停电容量", "停电负荷", "限电比例", "短时停电", "短时停电次数",
)  # fmt: skip
SERVED_HEADER = ("期间", "区县代码", "馈线编号", "用户数", "容量", "受停电影响户数")
TABLES = (
    "electricity_reliability", "electricity_major_event_day", "electricity_reliability_index", "gap_outage",
    "stg_quarantine",
)  # fmt: skip
MODELS = ("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", "--select",
          *(f"+{table}" for table in TABLES))  # fmt: skip


def outage(number: str, county: str, began: str, minutes: float | None, customers: int, **more: object) -> dict:
    """One row of the log; ``minutes`` None: not restored."""
    begin = datetime.fromisoformat(began)
    ended = None if minutes is None else begin + timedelta(minutes=minutes)
    row = {"停电编号": number, "区县代码": county, "停电类型": "故障", "停电开始时间": begin, "恢复供电时间": ended}
    return row | {"停电户数": customers} | more


def write(path: Path, header: tuple[str, ...], rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, header, restval="")
        writer.writeheader()
        writer.writerows(rows)


CUSTOMERS = {"LP1": 1000, "LP2": 800, "LP3": 600, "LP4": 800, "LP5": 500, "LP6": 300}
LOADS = {"LP1": 5000, "LP2": 3600, "LP3": 2800, "LP4": 3400, "LP5": 2400, "LP6": 1800}
EVENTS = (("LP2 LP3", 3), ("LP6", 2), ("LP3", 1), ("LP5 LP6", 1.5))
BILLINTON = [
    outage(
        f"B{number}", "330802", f"2015-0{number + 1}-03 08:00", 60 * hours, CUSTOMERS[point],
        负荷点编号=point, 停电负荷=LOADS[point],
    )
    for number, (points, hours) in enumerate(EVENTS, start=1)
    for point in points.split()
]  # fmt: skip
# a thousand customers: SAIDI x 1,000 minutes lost, ten minutes each
DAILY = [
    outage(f"D16{day}", "330803", f"2016-03-{day:02d} 23:58", 10, round(100 * saidi))
    for day, saidi in enumerate((0.5, 1, 2, 4, 8), start=1)
]
ZERO_DAYS = [outage(f"D160{day}", "330803", f"2016-05-{day:02d} 12:00", 30, 0) for day in range(1, 8)]
JUDGED = [
    outage("D17a", "330803", "2017-06-01 09:00", 31, 1000),
    outage("D17b", "330803", "2017-06-02 09:00", 30.9, 1000),
    outage("D17c", "330803", "2017-06-03 09:00", 4, 1000),  # momentary: no part of the daily SAIDI
]
IEEE = [
    outage(
        f"I{number}", "330822", f"2014-0{number}-05 18:12:20", None, customers,
        停电时长=minutes, 停电容量=kva, 馈线编号="7075",
    )
    for number, (minutes, customers, kva) in enumerate(
        ((8.17, 200, 800), (71.3, 600, 1600), (30.3, 25, 1800), (267.2, 90, 500), (120, 700, 2100), (10, 1500, 3000),
         (40, 100, 1700)), start=1,
    )
]  # fmt: skip
TEN = [37 + 91 * day * day % 800 for day in range(1, 11)]
ANY_DAYS = [
    *(outage(f"T{day}", "330825", f"2019-02-{day:02d} 10:00", 12, n) for day, n in enumerate(TEN, start=1)),
    outage("T99", "330825", "2020-01-05 10:00", 60, 500),
]
AT = {"county": "330824"}
MOMENTARY = {"负荷点编号": "P6", "短时停电": "否", "短时停电次数": 3}
RESTRICTED = {"负荷点编号": "P7", "停电类型": "限电", "限电比例": 25}
FAULTS = [
    # a staged restoration: 300 customers off for an hour, then 100 of them for another
    outage("S1", began="2018-01-10 08:00", minutes=60, customers=300, 负荷点编号="P1", 步骤序号=1, **AT),
    outage("S1", began="2018-01-10 09:00", minutes=60, customers=100, 负荷点编号="P1", 步骤序号=2, **AT),
    # two groups restored at different times
    outage("S2", began="2018-02-10 08:00", minutes=30, customers=40, 负荷点编号="P1", 步骤序号=1, **AT),
    outage("S2", began="2018-02-10 08:00", minutes=90, customers=60, 负荷点编号="P1", 步骤序号=2, **AT),
    # steps that overlap by half an hour
    outage("S3", began="2018-03-10 08:00", minutes=60, customers=100, 负荷点编号="P2", 步骤序号=1, **AT),
    outage("S3", began="2018-03-10 08:30", minutes=60, customers=100, 负荷点编号="P2", 步骤序号=2, **AT),
    outage("S4", began="2018-04-10 08:00", minutes=None, customers=50, 负荷点编号="P3", **AT),
    outage("S5", began="2018-05-10 08:00", minutes=20, customers=900, 总户数=400, 负荷点编号="P4", **AT),
    outage("S6", began="2018-05-11 08:00", minutes=60 * 24 * 500, customers=10, 负荷点编号="P5", **AT),
    outage("S7", began="2018-05-12 08:00", minutes=60, customers=-10, 负荷点编号="P5", **AT),
    outage("S8", began="2018-06-10 08:00", minutes=5, customers=80, **MOMENTARY, **AT),
    outage("S9", began="2018-06-11 08:00", minutes=120, customers=100, **RESTRICTED, **AT),
    outage("S10", began="2018-06-12 08:00", minutes=100, customers=200, 负荷点编号="P8", 停电类型="计划停电", **AT),
    outage("S11", began="2018-06-13 08:00", minutes=100, customers=30, 负荷点编号="P9", 外部影响="是", **AT),
]
SERVED = [
    {"期间": "2015", "区县代码": "330802", "用户数": 4000},
    {"期间": "2016", "区县代码": "330803", "用户数": 1000},
    {"期间": "2017", "区县代码": "330803", "用户数": 1000},
    {"期间": "2014", "区县代码": "330822", "用户数": 2000, "容量": 4000, "受停电影响户数": 1800},
    {"期间": "2018", "区县代码": "330824", "用户数": 1000},
    {"期间": "2019", "区县代码": "330825", "用户数": 5000},
    {"期间": "2020", "区县代码": "330825", "用户数": 5000},
]
ANSWERS = [
    {
        "清单项编码": f"I06-4-0{item}", "地区代码": "330802", "期间": "2015", "得分": points, "佐证文件": "佐证.pdf",
        "佐证页码": item,
    }
    for item, points in ((2, 1), (3, 1), (4, 1), (5, 1), (6, 0))
]  # fmt: skip


def warehouse_of(
    folder: Path, outages: list[dict], served: list[dict], answers: list[dict] = (), header: tuple[str, ...] = HEADER
) -> Build:
    """A warehouse of these rows alone."""
    landing = folder / "landing"
    write(landing / "logs/electricity_outage/停电事件.csv", header, outages)
    write(landing / "registers/供电用户数.csv", SERVED_HEADER, served)
    if answers:
        write(landing / "checklists/清单.csv", tuple(answers[0]), list(answers))
    home = Home((folder / "home").resolve())
    take_in(landing, home)
    return build_run(home, "run", MODELS)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    rows = [*IEEE, *BILLINTON, *DAILY, *ZERO_DAYS, *JUDGED, *ANY_DAYS, *FAULTS]
    return warehouse_of(tmp_path_factory.mktemp("outages"), rows, SERVED, ANSWERS)


def ask(build: Build, query: str, *values: object) -> list[dict]:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        relation = connection.execute(query, values)
        names = [column[0] for column in relation.description]
        return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


def indices(build: Build, region: str, period: str, scope: str = "all", med: str = "with") -> dict:
    (row,) = ask(
        build,
        "select * from submission.electricity_reliability where region_code = ? and period = ? and scope = ?"
        " and med = ? and group_kind = 'all' and period_kind <> 'rolling_year'",
        region, period, scope, med,
    )  # fmt: skip
    return row


def test_billinton_and_allan(build: Build) -> None:
    found = indices(build, "330802", "2015")
    assert (found["customer_interruptions"], found["customers_interrupted"]) == (3100, 2200)
    assert found["customer_minutes"] == 6600 * 60
    expected = {
        "saifi": 0.775, "caifi": 1.409090909, "saidi_hours": 1.65, "saidi_minutes": 99, "asai": 0.999811644,
        "caidi_minutes": 60 * 2.129032258, "ctaidi_minutes": 180, "energy_not_supplied_kwh": 31_900, "aens_kwh": 7.975,
        "acci_kwh": 14.5, "period_hours": 8760, "n": 6, "outages": 4,
    }  # fmt: skip
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, abs=1e-9 if name != "caidi_minutes" else 1e-7), name
    assert found["status"] == "A"
    # nobody stated a capacity: no index over capacity
    assert found["asifi"] is None and found["asidi_minutes"] is None


def test_the_city_is_its_counties(build: Build) -> None:
    assert indices(build, "330800", "2015")["saidi_minutes"] == pytest.approx(99, abs=1e-9)


def test_the_threshold_of_major_event_days(build: Build) -> None:
    days = ask(build, "select * from submission.electricity_major_event_day where region_code = '330803' order by day")
    judged = {str(row["day"]): row for row in days if str(row["day"]).startswith("2017")}
    assert list(judged) == ["2017-06-01", "2017-06-02"]
    assert [row["is_major"] for row in judged.values()] == [True, False]
    assert [row["saidi_minutes"] for row in judged.values()] == pytest.approx([31.0, 30.9])
    for row in judged.values():
        assert row["alpha"] == pytest.approx(0.693147181, abs=1e-9)
        assert row["beta"] == pytest.approx(1.095962, abs=1e-6)
        assert row["t_med_minutes"] == pytest.approx(30.97102, abs=5e-6)
        assert (row["n_days"], row["n_years"]) == (5, 1)
    # an outage that lasts past midnight belongs to its first day, and a first year has no threshold
    first = {str(row["day"]): row for row in days if row["saidi_minutes"] and str(row["day"]).startswith("2016")}
    assert [row["saidi_minutes"] for row in first.values()] == pytest.approx([0.5, 1, 2, 4, 8])
    assert all(row["t_med_minutes"] is None and row["is_major"] is None for row in first.values())


def test_with_and_without_major_event_days(build: Build) -> None:
    assert indices(build, "330803", "2017")["saidi_minutes"] == pytest.approx(61.9)
    assert indices(build, "330803", "2017", med="without")["saidi_minutes"] == pytest.approx(30.9)
    assert indices(build, "330803", "2017")["maifi"] == pytest.approx(1.0)
    untold = indices(build, "330803", "2016", med="without")
    assert (untold["saidi_minutes"], untold["status"], untold["reason"]) == (None, "O", "no_threshold")


def test_stated_lengths_capacity_and_distinct_customers(build: Build) -> None:
    found = indices(build, "330822", "2014")
    minutes = 172_219.5
    expected = {
        "saifi": 3215 / 2000, "saidi_minutes": minutes / 2000, "caidi_minutes": minutes / 3215, "caifi": 3215 / 1800,
        "ctaidi_minutes": minutes / 1800, "asai": 1 - minutes / 60 / 2000 / 8760, "asifi": 11_500 / 4000,
        "asidi_minutes": 658_756 / 4000,
    }  # fmt: skip
    for name, value in expected.items():
        # lengths are kept in whole seconds: 8.17 minutes are 490.2
        assert found[name] == pytest.approx(value, rel=1e-4), name


def test_staged_restoration_counts_customers_once(build: Build) -> None:
    rows = ask(
        build,
        "select *, customer_seconds / 60 as minutes from electricity.electricity_interruption"
        " where county_code = '330824'",
    )
    found = {row["outage_id"]: row for row in rows}
    assert {name: (row["customers"], float(row["minutes"])) for name, row in found.items()} == {
        "S1": (300, 300 * 60 + 100 * 60),
        "S2": (100, 40 * 30 + 60 * 90),
        "S3": (100, 100 * 90),
        "S4": (50, 0),
        "S5": (400, 400 * 20),
        "S6": (10, 0),
        "S8": (80, 80 * 5),
        "S9": (100, 100 * 30),
        "S10": (200, 200 * 100),
        "S11": (30, 30 * 100),
    }
    for flag, names in {
        "steps_overlap": ["S3"], "is_above_served": ["S5"], "is_length_doubtful": ["S6"], "is_open": ["S4"],
        "is_momentary": ["S8"],
    }.items():  # fmt: skip
        assert [name for name, row in found.items() if row[flag]] == names, flag


def test_scopes(build: Build) -> None:
    def saifi(scope: str) -> float:
        return indices(build, "330824", "2018", scope)["saifi"]

    # S7 is in quarantine, S8 momentary
    assert saifi("all") == pytest.approx((300 + 100 + 100 + 50 + 400 + 10 + 100 + 200 + 30) / 1000)
    assert saifi("without_external") == pytest.approx(saifi("all") - 0.03)
    assert saifi("without_limit") == pytest.approx(saifi("all") - 0.1)
    assert (saifi("planned"), saifi("limit")) == pytest.approx((0.2, 0.1))
    assert saifi("fault") == pytest.approx(saifi("all") - 0.3)
    found = indices(build, "330824", "2018")
    assert (found["maifi"], found["maifi_event"]) == pytest.approx((0.24, 0.08))
    assert (found["open_interruptions"], found["status"]) == (1, "P")


def test_months_and_rolling_years_add_up(build: Build) -> None:
    rows = ask(
        build,
        "select period_kind, period, saidi_minutes from submission.electricity_reliability where region_code = '330824'"
        " and group_kind = 'all' and scope = 'all' and med = 'with'",
    )
    found = {(row["period_kind"], row["period"]): row["saidi_minutes"] for row in rows}
    year = found["year", "2018"]
    assert sum(value for (kind, _), value in found.items() if kind == "month") == pytest.approx(year)
    assert sum(value for (kind, _), value in found.items() if kind == "quarter") == pytest.approx(year)
    # twelve months that end in June 2018, of which the county has customers in six
    assert found["rolling_year", "2018-06"] == pytest.approx(year)


def test_findings_name_file_row_and_remedy(build: Build) -> None:
    found = {row["gap_code"]: row for row in ask(build, "select * from gaps.gap_outage")}
    assert set(found) == {
        "outage_above_served", "outage_steps_overlap", "outage_length_doubtful", "outage_open_long",
        "outage_mark_contradicted",
    }  # fmt: skip
    above = found["outage_above_served"]
    assert "S5" in above["detail"] and "停电事件.csv" in above["file_name"]
    (held,) = ask(build, "select * from staging.stg_quarantine where source_id = 'electricity_outage'")
    assert held["column_name"] == "customers_hit"


def test_the_index_says_what_each_point_stands_on(build: Build) -> None:
    rows = ask(build, "select * from submission.electricity_reliability_index where region_code = '330802'")
    found = {row["item_code"]: row for row in rows}
    assert found["I06-4-saidi"]["figure"] == pytest.approx(1.65) and found["I06-4-saidi"]["basis"] == "log"
    # 1.65 hours and 0.775 times: both at most 4
    assert (found["I06-4-01"]["points"], found["I06-4-01"]["points_lost"]) == (2, 1)
    assert found["I06-4-06"]["reason_en"] == "the condition is not met"
    assert found["I06-4-03"]["evidence"] == "佐证.pdf p. 3"
    assert (found["I06-4"]["points"], found["I06-4"]["max_points"], found["I06-4"]["n"]) == (6, 8, 6)


def test_ten_days_by_a_second_computation(build: Build) -> None:
    (day,) = ask(
        build,
        "select * from submission.electricity_major_event_day"
        " where region_code = '330825' and day >= date '2020-01-01'",
    )
    logs = [log(12 * customers / 5000) for customers in TEN]
    assert day["t_med_minutes"] == pytest.approx(exp(mean(logs) + 2.5 * stdev(logs)), rel=1e-12)
    assert day["n_days"] == 10
