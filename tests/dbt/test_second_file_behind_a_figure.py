"""A figure that two files tell names both: projects and their matters, trials and their enforcement."""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.dbt.conftest import build_warehouse
from warehouse.home import Build

SELECTED = ("build", "--exclude-resource-type", "unit_test", "--select", "+value_lineage")
BUILDABLE = ("--indirect-selection", "buildable")
PLACE = "330802"
NUMBERS = (1, 2, 3, 4, 5)  # as many as a figure needs


def _write(path: Path, rows: list[dict[str, str]], headers: str) -> None:
    """A table with ``headers``, empty where a row says nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, headers.split(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


PROJECT = (
    "项目代码 区县代码 项目类别 土地用途 土地合同签订时间 交地时间 立项用地规划许可受理时间 "
    "立项用地规划许可办结时间 工程建设许可受理时间 工程建设许可办结时间 施工许可受理时间 施工许可办结时间 "
    "联合验收受理时间 联合验收办结时间 办理事项数 规费(万元) 图审费(万元) 测绘费(万元) 监理费(万元) "
    "工程造价(万元) 状态"
)
MATTER = "办理信息主键 审批事项实例编码 项目代码 审批事项编码 行政区划代码 办理状态 办理时间"
CASE = "案号 原审案号 区县代码 案由 案件类型代字 收案日期 立案日期 结案日期 结案方式 诉讼标的金额"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Five projects of one matter each, five disputes of one enforcement each, every kind of row in its own file."""
    folder = tmp_path_factory.mktemp("two-files")
    logs = folder / "landing" / "logs"
    projects = [
        {
            "项目代码": f"XM{number}", "区县代码": PLACE, "项目类别": "一般工业", "土地用途": "工业", "办理事项数": "1",
            "联合验收受理时间": "2021-05-06 09:00:00", "联合验收办结时间": "2021-05-10 09:00:00", "状态": "已竣工",
        }
        for number in NUMBERS
    ]  # fmt: skip
    _write(logs / "construction_project" / "projects.csv", projects, PROJECT)
    matters = [
        {
            "办理信息主键": f"SJ{number}{state}", "审批事项实例编码": f"SP{number}", "项目代码": f"XM{number}",
            "审批事项编码": "CA001", "行政区划代码": PLACE, "办理状态": state, "办理时间": at,
        }
        for number in NUMBERS
        for state, at in (("3", "2021-05-06 09:00:00"), ("11", "2021-05-08 09:00:00"))
    ]  # fmt: skip
    _write(logs / "construction_approval" / "matters.csv", matters, MATTER)
    trials = [
        {
            "案号": f"(2021)样0802民初{number}号", "区县代码": PLACE, "案由": "买卖合同纠纷", "案件类型代字": "民初",
            "收案日期": "2021-01-04", "立案日期": "2021-01-04", "结案日期": "2021-03-05", "结案方式": "判决",
            "诉讼标的金额": "1000",
        }
        for number in NUMBERS
    ]  # fmt: skip
    _write(logs / "court_case" / "trials.csv", trials, CASE)
    enforcements = [
        {
            "案号": f"(2021)样0802执{number}号", "原审案号": f"(2021)样0802民初{number}号", "区县代码": PLACE,
            "案由": "买卖合同纠纷", "案件类型代字": "执", "收案日期": "2021-04-01", "立案日期": "2021-04-01",
            "结案日期": "2021-05-31", "结案方式": "执行完毕", "诉讼标的金额": "1000",
        }
        for number in NUMBERS
    ]  # fmt: skip
    _write(logs / "court_case" / "enforcement.csv", enforcements, CASE)
    return build_warehouse(folder / "landing", folder / "home", (*SELECTED, *BUILDABLE))


@pytest.mark.parametrize(
    ("measure", "value", "file", "locator"),
    [
        ("I03-2", 2.0, "logs/construction_project/projects.csv", "5 cases, XM1 to XM5"),
        ("I03-2", 2.0, "logs/construction_approval/matters.csv", "5 matters, SP1 to SP5"),
        ("I14-1", 120.0, "logs/court_case/trials.csv", "5 cases, (2021)样0802民初1号 to (2021)样0802民初5号"),
        (
            "I14-1",
            120.0,
            "logs/court_case/enforcement.csv",
            "5 enforcement cases, (2021)样0802执1号 to (2021)样0802执5号",
        ),
    ],
)
def test_each_file_leads_to_the_figure(build: Build, measure: str, value: float, file: str, locator: str) -> None:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select figure.value, source.locator from submission.value_lineage as source "
            "inner join scoring.delivered_value as figure using (value_id) where source.file_name = ? "
            "and measure_code = ? and region_code = ? and period = '2021' and route = 'log'",
            [file, measure, PLACE],
        ).fetchall()
    assert found == [(value, locator)]
