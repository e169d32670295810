"""Trading across borders in depth: clearance by definition, stages, rates, measures, charges, compliance, refunds."""

from typing import Any

import duckdb

from release.charts.drawing import Caption
from release.charts.months import clearance_trend
from release.charts.places import county_comparison
from release.charts.waits import distribution_with_benchmark, simulation, stage_waterfall
from release.database import records
from release.depth import trade_queries as queries
from release.depth.published import published_of, published_values
from release.depth.section import Section, Table, coded, figure, most, named, percent, share
from release.depth.standing import standing

INDICATOR, PUBLISHED = "I12", "TAB"
# Border times of Doing Business hold the way out of the port, as the whole time of logistics does.
_PUBLISHED_TIME = {"export": "TAB-export-border-time", "import": "TAB-import-border-time"}
_TIMES = {"export": "I12-1", "import": "I12-5"}
_FLOWS = {"export": ("出口", "export"), "import": ("进口", "import")}
_HOURS = ("小时", "hours")


def trade_section(con: duckdb.DuckDBPyConnection, place: dict[str, Any]) -> Section:
    """Section of the focus region and period of `place`; what the build does not hold is said, not left out."""
    section = Section(
        ("跨境贸易", "Trading across borders"), standing(con, place, INDICATOR), published_values(con, PUBLISHED)
    )
    _clearance(con, place, section)
    for flow in _FLOWS:
        _flow(con, {**place, "flow": flow}, section)
    _scenarios(con, place, section)
    _costs(con, place, section)
    _tables(con, place, section)
    return section


def _clearance(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    whole, months = (
        [
            {**row, "flow": coded("flow", row["flow"]), "definition": coded("definition_code", row["definition_code"])}
            for row in records(con, sql, place)
        ]
        for sql in (queries.WHOLE, queries.MONTHS)
    )
    for row in whole:
        if row["mean_hours"] is None:
            continue
        base = row["compression_percent"] is not None
        section.say(
            f"{row['flow']} {row['definition']}：平均 {figure(row['mean_hours'])} 小时，"
            f"中位 {figure(row['median_hours'])} 小时(n={row['n']})"
            + (f"，比 {row['baseline_period']} 基线压缩 {percent(row['compression_percent'])}。" if base else "。"),
            f"{row['definition_code']} time: mean {figure(row['mean_hours'])} hours,"
            f" median {figure(row['median_hours'])}"
            + (f"; {percent(row['compression_percent'])} below the base of {row['baseline_period']}." if base else "."),
        )
    words = ("两种口径的通关时间(逐月平均)", "Clearance time by its two definitions, monthly mean", *_HOURS)
    # a declaration has both definitions: it counts once
    released = sum(row["n"] for row in months if row["definition_code"] == "overall")
    caption = Caption(*words, n=released or None)
    section.pictures.append(clearance_trend(months, [row for row in whole if row["value"] is not None], caption))


def _flow(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    flow, (zh, en) = place["flow"], _FLOWS[place["flow"]]
    stages = [
        {**row, "name": coded("stage_code", row["stage_code"]), "side": f"{zh} {en}"}
        for row in records(con, queries.STAGES, place)
    ]
    if stages:
        worst = max(stages, key=lambda row: row["value"])
        section.say(
            f"{zh}等待最久的环节是{worst['name']}：平均 {figure(worst['value'])} 小时，"
            f"占全程 {share(worst['share'])}。",
            f"The longest stage of {en}, {worst['stage_code']}: {figure(worst['value'])} hours,"
            f" {share(worst['share'])} of the whole.",
        )
    caption = Caption(f"{zh}全程：每个环节平均几小时", f"Whole time of {en}: hours per stage", *_HOURS, n=most(stages))
    section.pictures.append(stage_waterfall(stages, caption))
    spread = [{**row, "name": named(row)} for row in records(con, queries.SPREAD, place)]
    cities, cutoff = published_of(con, _PUBLISHED_TIME[flow]), section.standing.cutoff(_TIMES[flow])
    caption = Caption(
        f"{zh}通关物流全程时间分布与标杆城市公布值(世行边境合规时间)",
        f"Whole time of {en}: spread, beside published border times", *_HOURS, n=most(spread),
    )  # fmt: skip
    section.pictures.append(distribution_with_benchmark(spread, cities if spread else [], cutoff, caption))
    counties = records(con, queries.COUNTIES, place)
    caption = Caption(f"各县(市、区){zh}整体通关时间", f"Clearance of {en} by county: mean", *_HOURS, n=most(counties))
    section.pictures.append(county_comparison(counties, None, caption))


def _scenarios(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    rows = [{**row, "name": named(row)} for row in records(con, queries.SCENARIOS, place)]
    won = [row for row in rows if row["topic_score_then"] is not None and row["topic_score_now"] is not None]
    if won:
        best = max(won, key=lambda row: row["topic_score_then"])
        gain = best["topic_score_then"] - best["topic_score_now"]
        section.say(
            f"测算中得分提高最多的措施是“{best['name_zh']}”：{figure(best['before'])} → {figure(best['after'])} 小时，"
            f"一级指标 +{figure(gain, 2)} 分，名次 {best['place_now'] or '—'} → {best['place_then'] or '—'}。",
            f"The measure worth most: {best['name_en']}, {figure(gain, 2)} points of the indicator.",
        )
    words = ("措施测算：用时现状与采取措施后", "What measures would win: hours now and then", *_HOURS)
    section.pictures.append(simulation(rows, Caption(*words, n=most(rows))))


def _costs(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    for row in records(con, queries.CHARGES, place):
        zh, en = _FLOWS.get(row["flow"], ("未注明进出口", "flow not stated"))
        section.say(
            f"{zh}口岸收费：每箱平均 {figure(row['mean_usd_per_container'])} 美元(n={row['n']})；目录清单外收费占"
            f" {share(row['outside_list_share'])}，高于公示标准的占 {share(row['above_list_share'])}。",
            f"Port charges, {en}: {figure(row['mean_usd_per_container'])} USD a container;"
            f" {share(row['outside_list_share'])} outside the published lists.",
        )
    for row in records(con, queries.AEO, place):
        zh, en = _FLOWS[row["flow"]]
        section.say(
            f"{zh}：高级认证(AEO)企业报关单占 {percent(row['aeo_declaration_percent'])}，整体通关比其他企业"
            f"{'快' if row['difference_hours'] < 0 else '慢'} {figure(abs(row['difference_hours']))} 小时"
            f"(n={row['n_aeo']})。",
            f"AEO firms clear {en} {figure(abs(row['difference_hours']))} hours"
            f" {'faster' if row['difference_hours'] < 0 else 'slower'} than others.",
        )


def _tables(con: duckdb.DuckDBPyConnection, place: dict[str, Any], section: Section) -> None:
    rates = [
        {**row, "name": named(row), "flow": coded("flow", row["flow"]), "rate": percent(row["rate_percent"]),
         "previous": percent(row["rate_percent_previous"]), "note": _reason(row)}
        for row in records(con, queries.RATES, place)
    ]  # fmt: skip
    columns = {"name": "比率 rate", "flow": "进出口 flow", "rate": "数值 value", "previous": "上年 year before",
               "denominator": "分母单数 n", "note": "说明 note"}  # fmt: skip
    section.tables.append(Table(("通关便利化比率", "Rates"), columns, rates))
    compliance = [
        {**row, "name": f"{coded('flow', row['flow'])} {coded('component', row['component'])}"
                        f" {coded('quantity', row['quantity'])}",
         "source": coded("source_code", row["source_code"]), "note": _reason(row)}
        for row in records(con, queries.COMPLIANCE, place)
    ]  # fmt: skip
    columns = {"name": "组成 component", "value": "数值 value", "unit": "单位 unit", "n": "样本 n",
               "source": "来源 source", "scored_value": "计分值 scored", "note": "缺数原因 why none"}  # fmt: skip
    section.tables.append(
        Table(("合规时间与费用(世行口径八项)", "The eight components of compliance"), columns, compliance)
    )
    refunds = [
        {**row, "class": coded("firm_class", row["firm_class"]), "clock": coded("clock", row["clock"]),
         "rate": share(row["within_limit_share"])}
        for row in records(con, queries.REFUNDS, place)
    ]  # fmt: skip
    columns = {"class": "企业类别 class", "clock": "计时 clock", "n": "件数 n", "mean_days": "平均工作日 mean",
               "median_days": "中位 median", "limit_days": "时限 limit", "rate": "时限内 within"}  # fmt: skip
    section.tables.append(Table(("出口退税", "Export refunds"), columns, refunds))


def _reason(row: dict[str, Any]) -> str:
    return "" if row["reason"] is None else coded("reason", row["reason"])
