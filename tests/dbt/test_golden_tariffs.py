"""Tariff notices through contract, staging and models, with answers derived by hand.

The city's years tell one story each: 2016 before the register begins, 2017 announced in time, 2018 with a county's own
price, 2019 announced late, 2020 exactly one cycle ahead, 2021 with everything that goes wrong. The checklist answers
otherwise in 2017 and in 2019.
"""

import pytest

from tests.dbt.conftest import build_run, take_in
from tests.dbt.test_golden_outages import HEADER, SERVED_HEADER, ask, outage, write
from warehouse.home import Build, Home

CITY, KECHENG, QUJIANG, KAIHUA, JIANGSHAN, ZHEJIANG = "330800", "330802", "330803", "330824", "330881", "330000"
NOTICE_HEADER = (
    "公告编号", "公告类型", "公告标题", "发布日期", "执行日期", "失效日期", "发布渠道", "网址", "计费周期（天）",
    "用户类别", "地区代码",
)  # fmt: skip
TABLES = ("electricity_tariff_notice", "electricity_reliability_index", "gap_tariff", "stg_quarantine")
MODELS = ("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", "--select",
          *(f"+{table}" for table in TABLES))  # fmt: skip
YEARS = range(2016, 2022)


def notice(number: str, kind: str, published: str, effective: str, region: str = ZHEJIANG, **more: object) -> dict:
    row = {
        "公告编号": number,
        "公告类型": kind,
        "公告标题": f"样例{kind}公告",
        "发布日期": published,
        "执行日期": effective,
    }
    row |= {"发布渠道": "网站、营业厅", "网址": f"https://example.cn/{number}", "地区代码": region}
    return row | more


HALL = {"发布渠道": "营业厅", "网址": ""}
NOTICES = [
    notice("S17", "销售电价调整", "2016-11-20", "2017-01-01"),  # 42 days
    notice("S19", "目录销售电价", "2019-05-12", "2019-06-01"),  # 20 days: late
    notice("T20", "峰谷分时", "2020-05-02", "2020-06-01", 发布渠道="营业厅、网上国网APP", 网址=""),  # 30 days
    notice("R20", "基金及附加", "2020-06-03", "2020-07-01", CITY, **{"计费周期（天）": 28}),  # 28 days of 28
    notice("A11", "代理购电价格", "2021-10-30", "2021-11-01"),  # 2 of 3 days: late
    notice("A12", "代理购电价格", "2021-11-28", "2021-12-01"),  # 3 of 3 days; holds for December
    notice("A01", "代理购电", "2021-12-29", "2022-01-01"),
    notice("C21", "收费项目", "2021-06-01", "2021-07-01", KAIHUA, **HALL),  # 30 days, in the hall alone
    notice("B21", "政府性基金及附加", "2021-08-20", "2021-08-01", QUJIANG),  # 19 days after its effect
    notice("W21", "输配电价", "2021-01-01", "2021-03-01", JIANGSHAN, 发布渠道="网站", 网址="无"),  # 59 days, no address
    # a class of its own, for which the notice for everybody of 2019 took the place of the older one
    notice("S18", "销售电价", "2017-10-01", "2018-01-01", KECHENG, 用户类别="大工业", **HALL),
    notice("S18b", "销售电价", "2018-10-01", "2018-12-01", KECHENG),
    notice("X1", "销售电价", "2016-01-01", "2016-05-01", "999999"),
    notice("Q1", "票据样式", "2021-01-01", "2021-03-01"),
    notice("Q2", "销售电价", "", "2021-03-01"),
]
ANSWERED = dict(zip(YEARS, (1, 0, 1, 1, 1, 0), strict=True))


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("tariffs")
    landing, home = folder / "landing", Home((folder / "home").resolve())
    # 300 of 4,000 customers for an hour a year: 4.5 minutes, three points
    outages = [outage(f"E{year}", KECHENG, f"{year}-03-01 08:00", 60, 300) for year in YEARS]
    served = [{"期间": str(year), "区县代码": KECHENG, "用户数": 4000} for year in YEARS]
    answers = [
        {
            "清单项编码": f"I06-4-0{item}",
            "地区代码": CITY,
            "期间": str(year),
            "得分": ANSWERED[year] if item == 6 else 1,
        }
        for year in YEARS
        for item in range(2, 7)
    ]
    write(landing / "logs/electricity_outage/停电事件.csv", HEADER, outages)
    write(landing / "registers/供电用户数.csv", SERVED_HEADER, served)
    write(landing / "registers/2021/电价公告台账.csv", NOTICE_HEADER, NOTICES)
    write(landing / "checklists/清单.csv", tuple(answers[0]), answers)
    take_in(landing, home)
    return build_run(home, "run", MODELS)


def test_days_of_notice_against_the_rule_of_the_kind(build: Build) -> None:
    rows = ask(build, "select * from submission.electricity_tariff_notice where region_code <> '999999'")
    found = {
        row["notice_no"]: (row["days_of_notice"], row["required_days"], row["is_in_time"], row["is_online"])
        for row in rows
    }
    assert found == {
        "S17": (42, 30, True, True),
        "S18": (92, 30, True, False),
        "S18b": (61, 30, True, True),
        "S19": (20, 30, False, True),
        "T20": (30, 30, True, True),
        "R20": (28, 28, True, True),
        "A11": (2, 3, False, True),
        "A12": (3, 3, True, True),
        "A01": (3, 3, True, True),
        "C21": (30, 30, True, False),
        "B21": (-19, 30, False, True),
        "W21": (59, 30, True, False),
    }
    told = {row["notice_no"]: row for row in rows}
    assert str(told["A12"]["last_day"]) == "2021-12-31" and told["S19"]["last_day"] is None
    assert (told["A12"]["is_cycle_ahead"], told["R20"]["is_cycle_ahead"]) == (False, True)
    assert told["S18"]["customer_class"] == "large_industry" and told["S19"]["customer_class"] == "all"


def test_each_year_of_the_city(build: Build) -> None:
    names = ("is_eligible", "points", "n_tariffs", "n_in_force", "n_online", "n_changes", "n_in_time",
             "n_by_shorter_rule")  # fmt: skip
    rows = ask(build, "select * from electricity.tariff_transparency where region_code = ?", CITY)
    assert {row["period"]: tuple(row[name] for name in names) for row in rows} == {
        # Kecheng's price for large industry stands in the hall alone until that for everybody takes its place
        "2017": (True, 1, 1, 1, 1, 1, 1, 0),
        "2018": (True, 1, 2, 2, 2, 2, 2, 0),
        "2019": (True, 0, 2, 2, 2, 1, 0, 0),
        "2020": (True, 1, 3, 4, 4, 2, 2, 0),
        "2021": (True, 0, 5, 8, 6, 5, 3, 1),
    }


def test_a_county_has_the_notices_of_those_above_it_and_its_own(build: Build) -> None:
    rows = ask(build, "select * from electricity.tariff_transparency where period = '2021'")
    found = {row["region_code"]: (row["n_in_force"], row["n_online"], row["n_changes"], row["points"]) for row in rows}
    assert found[QUJIANG] == (5, 5, 3, 0)  # S19, T20, R20, A12, B21; A11, A12, B21
    assert found[KAIHUA] == (5, 4, 3, 0)
    assert found["3308Z1"] == (4, 4, 2, 0)
    # another city of the province has no surcharge of this one
    assert found["330100"] == (3, 3, 2, 0)
    assert "CHIN" not in found
    # nothing changed there in 2018: what was in force was online, and nobody had to be told
    rows = ask(
        build, "select * from electricity.tariff_transparency where period = '2018' and region_code = ?", QUJIANG
    )
    assert [(row["n_in_force"], row["n_changes"], row["points"]) for row in rows] == [(1, 0, 1)]


def index(build: Build, year: int, region: str = CITY) -> dict[str, dict]:
    query = "select * from submission.electricity_reliability_index where region_code = ? and period = ?"
    rows = ask(build, query, region, str(year))
    return {row["item_code"]: row for row in rows}


@pytest.mark.parametrize(
    ("year", "basis", "points", "whole"),
    [(2016, "checklist", 1, 8), (2017, "register", 1, 8), (2018, "register", 1, 8), (2019, "register", 0, 7),
     (2020, "register", 1, 8), (2021, "register", 0, 7)],
)  # fmt: skip
def test_the_point_of_the_index(build: Build, year: int, basis: str, points: int, whole: int) -> None:
    found = index(build, year)
    item = found["I06-4-06"]
    assert (item["basis"], item["points"], item["max_points"]) == (basis, points, 1)
    assert (found["I06-4"]["points"], found["I06-4"]["n"], found["I06-4"]["basis"]) == (whole, 6, "log")
    if points == 0:
        assert item["reason_en"].startswith("a tariff that is not online, or a change announced late")
        assert "0 of 1 changes in time" in item["evidence"] or "3 of 5 changes in time" in item["evidence"]


def test_the_checklists_own_score_stays_as_it_was_answered(build: Build) -> None:
    rows = ask(build, "select period, points from intermediate.int_checklist_item where item_code = 'I06-4-06'")
    assert {int(row["period"]): row["points"] for row in rows} == ANSWERED


def test_a_county_without_answers_has_its_parts_and_no_index(build: Build) -> None:
    found = index(build, 2020, KECHENG)
    assert found["I06-4-06"]["points"] == 1 and "I06-4" not in found


def test_findings_name_file_rows_and_remedy(build: Build) -> None:
    rows = ask(build, "select * from gaps.gap_tariff")
    found = {(row["gap_code"], row["period"]): row for row in rows}
    assert set(found) == {
        ("tariff_notice_late", None), ("tariff_not_online", None), ("unknown_region", None),
        ("tariff_in_force_unknown", "2016"), ("tariff_answer_contradicted", "2017"),
        ("tariff_answer_contradicted", "2019"),
    }  # fmt: skip
    late, offline = found["tariff_notice_late", None], found["tariff_not_online", None]
    assert late["file_name"] == offline["file_name"] == "registers/2021/电价公告台账.csv"
    assert "row 3 S19 (20 of 30 days ahead), row 6 A11 (2 of 3 days ahead)" in late["detail"]
    assert "row 10 B21 (19 days after its effect instead of 30 ahead)" in late["detail"]
    assert "第 9 行 C21（营业厅，无网址）" in offline["detail"] and "3 in all" in offline["detail"]
    assert found["unknown_region", None]["region_code"] == "999999"
    assert found["tariff_in_force_unknown", "2016"]["region_code"] == CITY
    told = found["tariff_answer_contradicted", "2019"]
    assert "清单第 21 行 I06-4-06 填报 1 分，台账 0 分" in told["detail"] and told["file_name"] == "checklists/清单.csv"
    assert (told["measure_code"], told["department_code"]) == ("I06-4", "power_supply")


def test_what_cannot_be_read_is_held_back_with_its_place(build: Build) -> None:
    rows = ask(build, "select * from staging.stg_quarantine where source_id = 'tariff_notice' order by row_number")
    assert [(row["row_number"], row["column_name"]) for row in rows] == [(15, "notice_kind"), (16, "published_on")]
