"""Charges by container, working days of refunds and documentary time, recomputed in plain Python from the raw files."""

import csv
import json
import statistics
from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

import duckdb
import openpyxl
import pytest

from tests.dbt.independent.raw_files import context_figure, delivered, in_period, work_days
from warehouse.home import Build

CITY, COUNTY = "330800", "330802"
FOREIGN = {"美元": "cny_per_usd", "欧元": "cny_per_eur", "港元": "cny_per_hkd"}
FLOWS = {"I": "import", "E": "export"}


def table(build: Build, folder: str, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    (path,) = delivered(build, folder)
    return list(csv.DictReader(path.read_text(encoding).splitlines()))


def asked(build: Build, sql: str, *values: str) -> Any:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        return connection.execute(sql, list(values)).fetchone()


@pytest.fixture(scope="module")
def shipments(sample_build: Build) -> dict[str, dict[str, Any]]:
    """Declarations of the raw file whose moments can be true, by number; when they were over, if they are."""
    (path,) = delivered(sample_build, "logs/customs_declaration")
    found = {}
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        over = row["liftTime"] or row["departTime"]
        later = [row[name] for name in ("inspectStartTime", "inspectEndTime", "taxPaidTime", "releaseTime")]
        possible = all(moment >= row["acceptTime"] for moment in [*later, over] if moment)
        if row["cusIEFlag"] in FLOWS and possible and row["entryStatus"] not in ("退单", "删单"):
            row["over"] = over if row["entryStatus"] in ("已结关", "已放行") else ""
            found[row["entryId"]] = row
    return found


@pytest.fixture(scope="module")
def charges(sample_build: Build) -> list[dict[str, str]]:
    return table(sample_build, "logs/port_charge", "gb18030")


@pytest.fixture(scope="module")
def lists(sample_build: Build) -> dict[str, dict[date, dict[tuple[str, str], float]]]:
    """Standards by port, day of publication, and name and type of container of the item."""
    (path,) = [path for path in delivered(sample_build, "registers") if "收费目录清单" in path.name]
    (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
    header, *rows = sheet.iter_rows(values_only=True)
    found: dict[str, dict] = defaultdict(lambda: defaultdict(dict))
    for row in (dict(zip(header, cells, strict=True)) for cells in rows):
        item = row["收费项目"], row["箱型"] or ""
        found[row["口岸关区代码"]][date.fromisoformat(row["公布日期"])][item] = float(row["收费标准"])
    return found


def in_yuan(connection: duckdb.DuckDBPyConnection, charge: dict[str, str]) -> float | None:
    amount, currency = float(charge["金额"]), charge["币种"]
    if currency == "人民币":
        return amount
    if currency not in FOREIGN or charge["收费日期"] >= "2022":  # nobody delivered the rates of that year
        return None
    return amount * context_figure(connection, FOREIGN[currency], charge["注册地区县代码"], charge["收费日期"][:4])


@pytest.mark.parametrize("region", [CITY, COUNTY])
@pytest.mark.parametrize("period", ["2021", "2021-Q3", "2020"])
@pytest.mark.parametrize("flag", FLOWS)
def test_charges_by_container(
    sample_build: Build, shipments: dict, charges: list[dict[str, str]], region: str, period: str, flag: str
) -> None:
    # a waybill that two declarations share names neither
    named = Counter(row["billNo"] for row in shipments.values())
    by_bill = {row["billNo"]: number for number, row in shipments.items() if named[row["billNo"]] == 1}
    bills: dict[str, list[dict[str, str]]] = defaultdict(list)
    for charge in charges:
        bills[charge["海关编号"] or by_bill.get(charge["提运单号"]) or charge["提运单号"]].append(charge)
    per_container, converted, n_charges = [], 0.0, 0
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        for bill in bills.values():
            first = bill[0]
            chosen = first["进出口标志"] == flag and in_period(first["收费日期"], period)
            if not chosen or region not in (first["注册地区县代码"], CITY):
                continue
            amounts = [in_yuan(connection, charge) for charge in bill]
            n_charges += len(bill)
            converted += sum(amount for amount in amounts if amount is not None)
            if None not in amounts and int(first["集装箱数"]):
                per_container.append(sum(amounts) / int(first["集装箱数"]))
    found = asked(
        sample_build,
        "select n, mean_cny_per_container, median_cny_per_container, n_charges, amount_cny from"
        " submission.cross_border_charge where region_code = ? and period = ? and flow = ? and group_kind = 'all'",
        region,
        period,
        FLOWS[flag],
    )
    assert len(per_container) >= 5
    expected = (statistics.fmean(per_container), statistics.median(per_container))
    assert found == (
        len(per_container),
        pytest.approx(expected[0], abs=1e-6),
        pytest.approx(expected[1], abs=1e-6),
        n_charges,
        pytest.approx(converted, abs=1e-6),
    )


@pytest.mark.parametrize("port", ["3104", "2248", "2905"])
def test_what_no_list_names_and_what_is_dearer(
    sample_build: Build, charges: list[dict[str, str]], lists: dict, port: str
) -> None:
    outside, above, overdue = 0, 0.0, 0
    chosen = [row for row in charges if row["口岸关区代码"] == port and row["收费日期"].startswith("2021")]
    for charge in chosen:
        day = date.fromisoformat(charge["收费日期"])
        published = max(first for first in lists[port] if first <= day)
        items = lists[port][published]
        overdue += (day - published).days > 365
        item = charge["收费项目"], charge["箱型"]
        if item not in items:
            outside += 1
        else:
            above += max(0.0, float(charge["金额"]) - items[item] * float(charge["计费数量"]))
    found = asked(
        sample_build,
        "select sum(n_outside_list), sum(excess_cny), sum(round(list_overdue_share * n_charges)), sum(n_without_list)"
        " from submission.cross_border_charge where region_code = ? and period = '2021' and group_kind = 'port'"
        " and group_code = ?",
        CITY,
        port,
    )
    assert outside > 0
    assert found == (outside, pytest.approx(above, abs=1e-6), overdue, 0)


@pytest.mark.parametrize("clock", ["approval", "payment"])
@pytest.mark.parametrize("region", [CITY, COUNTY])
def test_working_days_of_refunds(sample_build: Build, region: str, clock: str) -> None:
    end = {"approval": "审核时间", "payment": "国库到账时间"}[clock]
    spent = []
    for row in table(sample_build, "logs/tax_refund"):
        moments = [row[name] for name in ("受理时间", "审核时间", "国库到账时间", "办结时间")]
        possible = all(moment >= row["申请时间"] for moment in moments if moment)
        done = row["业务类型"] == "出口退税" and row["状态"] == "已办结" and possible and row[end]
        if done and in_period(row[end], "2021") and region in (row["区县代码"], CITY):
            spent.append(work_days(row["受理时间"], row[end]))
    assert len(spent) >= 5
    found = asked(
        sample_build,
        "select n, mean_days, median_days from submission.cross_border_refund"
        " where region_code = ? and period = '2021' and firm_class = 'all' and clock = ?",
        region,
        clock,
    )
    assert found == (len(spent), pytest.approx(statistics.fmean(spent), abs=1e-9), statistics.median(spent))


@pytest.mark.parametrize("region", [CITY, COUNTY])
@pytest.mark.parametrize("period", ["2021", "2021-Q2"])
@pytest.mark.parametrize("flag", FLOWS)
def test_documentary_time_is_the_longer_of_drafting_and_certificates(
    sample_build: Build, shipments: dict, region: str, period: str, flag: str
) -> None:
    papers: dict[str, list[float]] = defaultdict(list)
    for row in table(sample_build, "logs/trade_certificate"):
        spent = hours(row["申请时间"], row["签发时间"])
        if row["证书类型"] != "检验检疫证书" and spent >= 0:
            papers[row["海关编号"]].append(spent)
    chosen = [
        row for row in shipments.values() if row["over"] and row["cusIEFlag"] == flag and in_period(row["over"], period)
    ]
    chosen = [row for row in chosen if region in (row["tradeCounty"], CITY)]
    drafted = [hours(row["draftTime"], row["dDate"]) for row in chosen if row["draftTime"]]
    drafting = statistics.fmean(drafted)
    longest = [max(papers[row["entryId"]]) for row in chosen if papers.get(row["entryId"])]
    counts = len(longest) / len(chosen) >= 0.2
    expected = max(drafting, statistics.fmean(longest)) if counts else drafting
    found = asked(
        sample_build,
        "select n, value, source_code from submission.cross_border_compliance where region_code = ? and period = ?"
        " and flow = ? and group_kind = 'all' and component = 'documentary' and quantity = 'time'",
        region,
        period,
        FLOWS[flag],
    )
    assert len(drafted) >= 5
    assert found == (len(drafted), pytest.approx(expected, abs=1e-6), "customs_declaration")


@pytest.mark.parametrize("flag", FLOWS)
def test_border_time_adds_clearance_and_handling_and_leaves_rare_inspections_out(
    sample_build: Build, shipments: dict, flag: str
) -> None:
    chosen = [
        row for row in shipments.values() if row["over"] and row["cusIEFlag"] == flag and in_period(row["over"], "2021")
    ]
    seen = defaultdict(list)
    for row in table(sample_build, "logs/trade_certificate"):
        spent = hours(row["申请时间"], row["签发时间"])
        if row["证书类型"] == "检验检疫证书" and spent >= 0:
            seen[row["海关编号"]].append(spent)
    clearance, handling, inspected = [], [], 0
    for row in chosen:
        arrived = row["arrivePortTime"] or row["arriveTime"]
        if not arrived or not row["releaseTime"]:
            continue
        cleared, over = max(arrived, row["releaseTime"]), row["over"]
        if over < arrived:
            continue
        spent = hours(arrived, cleared)
        if row["inspected"] == "是":
            inspected += 1
            spent -= hours(row["inspectStartTime"], row["inspectEndTime"])
        clearance.append(spent)
        if over >= cleared:
            handling.append(hours(cleared, over))
    agencies = [max(seen[row["entryId"]]) for row in chosen if seen.get(row["entryId"])]
    assert inspected / len(chosen) < 0.2
    first = statistics.fmean(clearance)
    if len(agencies) / len(chosen) >= 0.2:
        first = max(first, statistics.fmean(agencies))
    found = asked(
        sample_build,
        "select value from submission.cross_border_compliance where region_code = ? and period = '2021' and flow = ?"
        " and group_kind = 'all' and component = 'border' and quantity = 'time'",
        CITY,
        FLOWS[flag],
    )
    assert found == (pytest.approx(first + statistics.fmean(handling), abs=1e-6),)


def test_every_component_is_there_with_a_value_or_a_reason(sample_build: Build) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select region_code, period, group_kind, count(*), count(value), count(reason)"
            " from submission.cross_border_compliance group by all"
        ).fetchall()
    assert len(rows) > 50
    assert [row for row in rows if row[3] != 8 or row[4] + row[5] != 8] == []


def test_what_is_wrong_in_the_files_is_a_gap(sample_build: Build, charges: list[dict[str, str]]) -> None:
    """Yen of each year, bills without a currency, documents issued too early, lists overdue: each is named."""
    expected = {("currency_without_rate", f"JPY {row['收费日期'][:4]}") for row in charges if row["币种"] == "日元"}
    expected |= {("currency_without_rate", f"none {row['收费日期'][:4]}") for row in charges if not row["币种"]}
    early = sum(row["签发时间"] < row["申请时间"] for row in table(sample_build, "logs/trade_certificate"))
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        gaps = connection.execute(
            "select gap_code, cause_key, detail from gaps.gap_trade_cost where cause_key is not null"
        ).fetchall()
        shown = connection.execute(
            "select count(distinct gap_code) from submission.gap where source_id in"
            " ('port_charge', 'port_charge_list', 'trade_certificate', 'aeo_list') and title_zh is not null"
            " and gap_code in (select gap_code from gaps.gap_trade_cost)"
        ).fetchone()
    assert len(expected) > 3
    assert expected <= {gap[:2] for gap in gaps}
    too_early = [detail for code, _, detail in gaps if code == "certificate_before_application"]
    assert sum(int(detail.split("：")[1].split(" ")[0]) for detail in too_early) == early > 0
    assert {gap[1] for gap in gaps if gap[0] == "charge_list_overdue"} == {"2233", "2901", "2905"}
    assert shown == (6,)


def hours(begin: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() / 3600
