"""Connections in depth recomputed in plain Python from the sample's raw file."""

import csv
import statistics
from datetime import datetime

import duckdb
import pytest

from tests.dbt.independent.raw_files import delivered, in_period, work_days
from warehouse.home import Build

Row = dict[str, str]
CITY = "330800"
# the reasons for which the clock stands still
STOPPING = {"客户申请暂缓", "客户补充资料", "外线许可", "不可抗力"}


@pytest.fixture(scope="module")
def connections(sample_build: Build) -> list[Row]:
    """Finished connections of the raw file."""
    (path,) = delivered(sample_build, "logs/electricity_connection")
    rows = csv.DictReader(path.read_text("gb18030").splitlines())
    return [row for row in rows if row["状态"] == "已归档"]


@pytest.fixture(scope="module")
def published(sample_build: Build):
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        yield connection


def days(begin: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds() / 86400


def nodes(row: Row) -> dict[str, tuple[str, str]]:
    """Beginning and end of the supplier's nodes that the case went through."""
    if row["电压等级"] != "10kV":
        return {"connect": (row["受理时间"], row["送电时间"])}
    spans = {
        "plan": (row["受理时间"], row["方案答复时间"]),
        "design_review": (row["设计文件受理时间"], row["设计审查时间"]),
        "mid_check": (row["中间检查申请时间"], row["中间检查时间"]),
        "check": (max(row["工程完工时间"], row["竣工报验时间"]), row["竣工检验时间"]),
        "connect": (max(row["竣工检验时间"], row["合同签订时间"]), row["送电时间"]),
    }
    return {code: span for code, span in spans.items() if all(span)}


def node_work_days(row: Row, code: str) -> int:
    """Working days of a node without the pause inside it; every pause of the sample lies inside one node."""
    begin, end = nodes(row)[code]
    paused = 0
    if row["暂停原因"] in STOPPING and begin <= row["暂停开始时间"] < end:
        paused = work_days(row["暂停开始时间"], min(end, row["暂停恢复时间"] or end))
    return work_days(begin, end) - paused


def group(rows: list[Row], region: str, period: str, voltage: str | None = None) -> list[Row]:
    return [
        row
        for row in rows
        if in_period(row["送电时间"], period)
        and region in (row["区县代码"], CITY)
        and (voltage is None or (row["电压等级"] == "10kV") == (voltage == "hv"))
    ]


@pytest.mark.parametrize(("voltage", "period"), [("hv", "2021"), ("lv", "2021"), ("hv", "2020"), ("lv", "2021-Q2")])
def test_stages(published, connections: list[Row], voltage: str, period: str) -> None:
    rows = group(connections, CITY, period, voltage)
    assert len(rows) >= 5
    total = sum(days(row["受理时间"], row["送电时间"]) for row in rows)
    found = {
        code: figures
        for code, *figures in published.execute(
            "select stage_code, n, median_days, mean_work_days, share_of_time from submission.electricity_stage "
            "where region_code = ? and period = ? and group_kind = 'voltage' and group_code = ?",
            [CITY, period, voltage],
        ).fetchall()
    }
    for code in ("plan", "design_review", "check", "connect"):
        cases = [row for row in rows if code in nodes(row)]
        spans = [days(*nodes(row)[code]) for row in cases]
        if len(spans) < 5:
            assert found.get(code, [0, None, None, None])[1:] == [None, None, None]
            continue
        expected = [
            len(spans),
            statistics.median(spans),
            statistics.fmean(node_work_days(row, code) for row in cases),
            sum(spans) / total,
        ]
        assert found[code] == pytest.approx(expected, abs=1e-9), code


@pytest.mark.parametrize("period", ["2020", "2021"])
def test_limits(published, connections: list[Row], period: str) -> None:
    rows = group(connections, CITY, period, "hv")
    limits = {"plan": 15, "design_review": 10, "mid_check": 5, "check": 5, "connect": 5}

    def kept(row: Row, code: str) -> bool:
        two = row["供电电源"] == "双电源"
        return node_work_days(row, code) <= (30 if two and code == "plan" else limits[code])

    found = {
        code: (n, within)
        for code, n, within in published.execute(
            "select node_code, n, n_within_limit from submission.electricity_limit "
            "where region_code = ? and period = ? and limit_set = 'sg186'",
            [CITY, period],
        ).fetchall()
    }
    expected = {}
    for code in limits:
        cases = [row for row in rows if code in nodes(row)]
        if cases:
            expected[code] = (len(cases), sum(kept(row, code) for row in cases))
    expected["all"] = (len(rows), sum(all(kept(row, code) for code in nodes(row)) for row in rows))
    assert found == expected


@pytest.mark.parametrize("period", ["2020", "2021"])
def test_costs(published, connections: list[Row], period: str) -> None:
    rows = group(connections, CITY, period)
    payers = ("供电企业", "政府", "园区", "用户")
    paid = [[float(row[f"{payer}承担外部工程费"] or 0) for payer in payers] for row in rows]
    outside = [costs for row, costs in zip(rows, paid, strict=True) if row["外部工程位置"] == "红线外"]
    assert len(outside) >= 5
    found = published.execute(
        "select external_cny, saving_cny, user_share_outside, record_share, mean_user_cost_cny "
        "from submission.electricity_cost where region_code = ? and period = ? and group_kind = 'all'",
        [CITY, period],
    ).fetchone()
    expected = (
        sum(map(sum, paid)),
        sum(sum(costs[:3]) for costs in paid),
        sum(costs[3] for costs in outside) / sum(map(sum, outside)),
        statistics.fmean(row["费用分担记录"] == "是" for row in rows),
        statistics.fmean(float(row["用户承担外部工程费"]) + float(row["用户承担内部工程费"]) for row in rows),
    )
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("period", ["2020", "2021"])
def test_the_case_of_140_kva(published, connections: list[Row], period: str) -> None:
    rows = [
        r for r in group(connections, CITY, period) if r["业务类型"] == "新装" and 100 <= float(r["报装容量"]) <= 160
    ]
    found = published.execute(
        "select n, median_days from submission.electricity_connection_time where region_code = ? and period = ? "
        "and group_kind = 'profile' and group_code = 'doing_business' and clock = 'whole_process'",
        [CITY, period],
    ).fetchone()
    median = statistics.median(days(row["受理时间"], row["送电时间"]) for row in rows) if len(rows) >= 5 else None
    assert found == (len(rows), None if median is None else pytest.approx(median, abs=1e-9))


@pytest.mark.parametrize("voltage", ["hv", "lv"])
def test_the_clock_of_the_supplier(published, connections: list[Row], voltage: str) -> None:
    rows = group(connections, CITY, "2021", voltage)
    found = published.execute(
        "select n, mean_days from submission.electricity_connection_time where region_code = ? and period = '2021' "
        "and group_kind = 'voltage' and group_code = ? and clock = 'supplier'",
        [CITY, voltage],
    ).fetchone()
    # nodes of a case follow each other: their sum is their union
    mean = statistics.fmean(sum(node_work_days(row, code) for code in nodes(row)) for row in rows)
    assert found == (len(rows), pytest.approx(mean, abs=1e-9))
