"""Limits of connection nodes on the real calendar of May 2022, from a delivered file to the published tables.

Holidays 30 April to 4 May; Sunday 24 April and Saturday 7 May are worked. The working days after Thursday 28 April are
29 April, 5, 6, 7, 9 and 10 May; those after Friday 22 April are 24, 25, 26, 27, 28 and 29 April.
"""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.dbt.conftest import build_warehouse

HEADER = (
    "工单编号", "户号", "区县代码", "业务类型", "电压等级", "报装容量", "三零服务", "申请渠道", "受理时间",
    "现场勘查时间",
    "方案答复时间", "合同签订时间", "工程完工时间", "竣工报验时间", "竣工检验时间", "装表时间", "送电时间",
    "暂停开始时间", "暂停恢复时间", "暂停原因", "用户承担外部工程费", "用户承担内部工程费", "状态",
)  # fmt: skip
CHAIN = (
    "build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", "--select",
    "+electricity_limit", "+electricity_connection_time", "+gap_case",
)  # fmt: skip
PAUSE = ("2022-05-05 10:00", "2022-05-07 10:00")
# number: asked for the check, checked, pause with its reason; working days of the check
CASES = {
    "fifth day": ("2022-04-22 10:00", "2022-04-28 10:00", None, 5),
    "sixth day": ("2022-04-22 10:00", "2022-04-29 10:00", None, 6),
    "fourth day, a Saturday": ("2022-04-28 10:00", "2022-05-07 10:00", None, 4),
    "sixth day after the holidays": ("2022-04-28 10:00", "2022-05-10 10:00", None, 6),
    "two days at rest": ("2022-04-28 10:00", "2022-05-10 10:00", "外线许可", 4),
    "the grid's own pause": ("2022-04-28 10:00", "2022-05-10 10:00", "电网物资", 6),
}


def row(number: str, asked: str, checked: str, reason: str | None, **changed: str) -> list[str]:
    """A case at 10 kV: plan on the day after acceptance, works done before the check was asked for."""
    pause = (*PAUSE, reason) if reason else ("", "", "")
    values = (
        number, "H1", "330802", "新装", "10kV", "400", "否", "营业厅", "2022-04-01 09:00", "2022-04-02 09:00",
        "2022-04-06 09:00", "2022-04-06 10:00", "2022-04-20 10:00", asked, checked, checked, "2022-05-11 10:00",
        *pause, "0", "100", "已归档",
    )  # fmt: skip
    return list((dict(zip(HEADER, values, strict=True)) | changed).values())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("connections")
    rows = [row(number, *case[:3]) for number, case in CASES.items()]
    rows += [
        row("cancelled", *CASES["sixth day"][:3], 状态="已撤销"),
        row("checked before it was asked for", "2022-05-06 10:00", "2022-05-05 10:00", None),
    ]
    path = folder / "landing" / "logs" / "electricity_connection" / "cases.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADER, *rows])
    build = build_warehouse(folder / "landing", Path(folder / "home"), CHAIN)
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        yield connection


def test_working_days_of_a_node(built) -> None:
    found = built.sql(
        "select case_no, work_days from electricity.connection_stage where stage_code = 'check'"
    ).fetchall()
    assert dict(found) == {number: case[3] for number, case in CASES.items()}


def test_a_case_passes_only_with_every_node(built) -> None:
    found = built.sql(
        "select node_code, n, n_within_limit, pass_rate from submission.electricity_limit "
        "where limit_set = 'sg186' and region_code = '330800' and period = '2022'"
    ).fetchall()
    rates = {code: (n, within, rate) for code, n, within, rate in found}
    # power came on 11 May: the seventh working day after the first check, the sixth after the second
    assert rates["plan"] == (7, 7, 1.0)
    assert rates["check"] == (6, 3, 0.5)
    assert rates["connect"][:2] == (7, 5)
    assert rates["all"] == (7, 3, pytest.approx(3 / 7))
    assert rates.keys() == {"plan", "check", "connect", "all"}


def test_a_cancelled_case_with_power_is_told_and_counts_nowhere(built) -> None:
    details = dict(built.sql("select gap_code, detail from gaps.gap_case").fetchall())
    assert "已撤销仍送电：1 件，如 cancelled" in details["cancelled_energised"]
    assert built.execute("select max(n) from submission.electricity_connection_time").fetchone() == (7,)
