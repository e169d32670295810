"""Getting electricity in depth: the wait and its stages, limits, cost, reliability, the index's lost points."""

from typing import Any

import duckdb

from release.charts.drawing import Caption
from release.charts.months import monthly_reliability
from release.charts.places import county_comparison
from release.charts.waits import distribution_with_benchmark, stage_waterfall
from release.database import records
from release.depth import electricity_queries as queries
from release.depth.published import published_of, published_values
from release.depth.section import Section, Table, coded, figure, named, share
from release.depth.standing import standing

INDICATOR, TIME, PUBLISHED = "I06", "I06-2", "GE"
_DAYS = ("天", "days")


def electricity_section(con: duckdb.DuckDBPyConnection, place: dict[str, Any]) -> Section:
    """Section of the focus region and period of `place`; what the build does not hold is said, not left out."""
    section = Section(
        ("获得电力", "Getting electricity"), standing(con, place, INDICATOR), published_values(con, PUBLISHED)
    )
    _stages(con, place, section)
    _times(con, place, section)
    _limits_and_cost(con, place, section)
    _reliability(con, place, section)
    _index(con, place, section)
    return section


def _stages(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    found = records(con, queries.STAGES, place)
    rows = [{**row, "name": named(row), "side": coded("owner", row["owner"])} for row in found]
    if rows:
        worst = max(rows, key=lambda row: row["value"])
        section.say(
            f"等待最久的环节是{worst['name_zh']}：平均每件 {figure(worst['value'])} 天，"
            f"占全程 {share(worst['share'])}。",
            f"The longest stage is {worst['name_en']}: {figure(worst['value'])} days a case,"
            f" {share(worst['share'])} of the whole.",
        )
    caption = Caption(
        "办电全程：每个环节平均占几天", "From application to power: days per stage, averaged over all cases", *_DAYS,
        n=max((row["cases"] for row in rows), default=None),
    )  # fmt: skip
    section.pictures.append(stage_waterfall(rows, caption))


def _times(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    cutoff = section.standing.cutoff(TIME)
    groups = [{**row, "name": coded("group_code", row["group_code"])} for row in records(con, queries.TIMES, place)]
    cities = published_of(con, "GE-time")
    whole = next((row["n"] for row in groups if row["group_kind"] == "all"), None)
    words = ("办电全程用时分布与标杆城市公布值", "Whole process: spread, beside published values", *_DAYS)
    section.pictures.append(
        distribution_with_benchmark(groups, cities if groups else [], cutoff, Caption(*words, n=whole))
    )
    words = ("各县(市、区)办电全程用时中位数", "Whole process by county: median", *_DAYS)
    counties = records(con, queries.COUNTIES, place)
    total = next((row["n"] for row in counties if row["is_city"]), None)
    section.pictures.append(county_comparison(counties, cutoff, Caption(*words, n=total)))


def _limits_and_cost(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    limits = [
        {
            **row,
            "limit_set": coded("limit_set", row["limit_set"]),
            "node": coded("node_code", row["node_code"]),
            "rate": share(row["pass_rate"]),
        }
        for row in records(con, queries.LIMITS, place)
    ]
    columns = {"limit_set": "规则 rule", "node": "环节 node", "limit": "时限 limit", "n": "件数 n",
               "rate": "达标率 within limit", "p90_days": "九成内(天) P90 days"}  # fmt: skip
    section.tables.append(Table(("时限达标情况", "Limits kept"), columns, limits))
    for row in records(con, queries.COST, place):
        if row["status"] == "A":
            section.say(
                f"用户平均承担 {figure(row['mean_user_cost_cny'], 0)} 元，"
                f"为人均收入的 {figure(row['cost_pct_income'])}%(n={row['n_user_cost']})；"
                f"红线外由用户承担的比例 {share(row['user_share_outside'])}。",
                f"A customer pays {figure(row['mean_user_cost_cny'], 0)} yuan on average,"
                f" {figure(row['cost_pct_income'])} % of income per head (n={row['n_user_cost']}); the user's share"
                f" outside the red line is {share(row['user_share_outside'])}.",
            )
        else:
            section.say(*_reason("费用", "Cost", row["reason"]))


def _reliability(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    for row in records(con, queries.RELIABILITY, place):
        if row["saidi"] is None:
            section.say(*_reason("供电可靠性", "Reliability", row["reason"]))
            continue
        section.say(
            f"系统平均停电时间 {figure(row['saidi'], 2)} 小时/户、停电 {figure(row['saifi'], 2)} 次/户(n={row['n']})；"
            f"剔除重大事件日后 {figure(row['saidi_without'], 2)} 小时/户。",
            f"SAIDI {figure(row['saidi'], 2)} hours and SAIFI {figure(row['saifi'], 2)} per customer (n={row['n']});"
            f" without major event days SAIDI {figure(row['saidi_without'], 2)} hours.",
        )
    months = records(con, queries.MONTHS, place)
    caption = Caption(
        "每月系统平均停电时间(▲ 重大事件日数)", "SAIDI by month (▲ major event days)", "小时/户", "hours a customer",
        n=sum(row["n"] or 0 for row in months) or None,
    )  # fmt: skip
    section.pictures.append(monthly_reliability(months, caption))


def _index(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    rows = records(con, queries.INDEX, place)
    lost = [row for row in rows if row["points_lost"] and row["kind"] != "index"]
    if lost:
        zh = "；".join(f"{row['name_zh']} 失 {row['points_lost']:g} 分({row['reason_zh']})" for row in lost)
        en = "; ".join(f"{row['name_en']} -{row['points_lost']:g} ({row['reason_en']})" for row in lost)
        section.say(f"供电可靠性和电费透明度指数失分：{zh}。", f"Points lost in the reliability index: {en}.")
    columns = {"name_zh": "项目 item", "points": "得分 points", "max_points": "满分 of", "points_lost": "失分 lost",
               "reason_zh": "原因 reason"}  # fmt: skip
    section.tables.append(Table(("供电可靠性和电费透明度指数", "Reliability and transparency index"), columns, rows))


def _reason(subject_zh: str, subject_en: str, reason: str | None) -> tuple[str, str]:
    zh, _, en = (reason or "没有数据 / no figures").partition(" / ")
    return f"{subject_zh}:{zh}。", f"{subject_en}: {en}."
