"""The submission gate, closed and opened: waivers and sign-offs are files that people deliver."""

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.dbt.conftest import BUILD, build_warehouse, run_dbt
from warehouse.home import Build


def query(build: Build, sql: str) -> list[tuple]:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def blockers(build: Build) -> dict[str, int]:
    return dict(query(build, "select blocker_code, items from submission.submission_readiness"))


def write(path: Path, header: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


# the round is about one place and one year: what is red elsewhere is somebody's work, and blocks nothing
BLOCKING = """
select gap_id from submission.gap
where severity = 'red' and status = 'open' and coalesce(indicator_set, 'national_2020') = 'national_2020'
    and coalesce(region_code, '330800') = '330800' and coalesce(period, '2021') = '2021'
order by 1
"""


@pytest.fixture(scope="module")
def registered(sample_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The sample with every red gap but one waived, one waiver run out, and every indicator signed but one."""
    folder = tmp_path_factory.mktemp("gate")
    shutil.copytree(sample_build.home.root.parent / "landing", folder / "landing")
    red = [gap for (gap,) in query(sample_build, BLOCKING)]
    expired, forgotten, *waived = red
    assert forgotten
    rows = [[gap, "口径待省里明确", "营商办主任", "2022-06-01", "2022-12-31"] for gap in waived]
    rows.append([expired, "已过期", "营商办主任", "2022-01-01", "2022-06-21"])
    head = ["缺口编号", "理由", "批准人", "批准日期", "有效期至"]
    write(folder / "landing" / "registers" / "waivers_2022.csv", head, rows)
    steps = [("部门已签", "2022-06-10"), ("已接受", "2022-06-20")]
    signed = [
        ["national_2021_entry", f"I{number:02d}", state, "牵头单位负责人", day]
        for number in range(1, 18)
        for state, day in steps
    ]
    head = ["评价轮次", "指标代码", "状态", "签字人", "日期"]
    write(folder / "landing" / "registers" / "sign_offs.csv", head, signed)
    return build_warehouse(folder / "landing", folder / "home")


def test_without_registers_everything_blocks(sample_build: Build) -> None:
    blocking = len(query(sample_build, BLOCKING))
    assert blocking > 5
    assert blockers(sample_build) == {"red_gaps": blocking, "sign_off_missing": 18}


def test_live_waivers_and_sign_offs_leave_only_what_is_open(sample_build: Build, registered: Build) -> None:
    assert blockers(registered) == {"red_gaps": 2, "sign_off_missing": 1}
    assert query(registered, "select count(*) from submission.gap where status = 'waived'") == [
        (len(query(sample_build, BLOCKING)) - 2,)
    ]
    shown = query(registered, "select distinct waiver from submission.gap where status = 'waived'")
    assert shown == [("口径待省里明确 (营商办主任, 2022-12-31)",)]


def test_the_gate_opens_when_the_last_gap_is_waived_and_the_last_indicator_signed(registered: Build) -> None:
    registers = registered.home.root.parent / "landing" / "registers"
    head = ["缺口编号", "理由", "批准人", "批准日期", "有效期至"]
    rest = query(registered, BLOCKING)
    rows = [[row[0], "口径待省里明确", "营商办主任", "2022-06-21", "2022-12-31"] for row in rest]
    write(registers / "waivers_late.csv", head, rows)
    head = ["评价轮次", "指标代码", "状态", "签字人", "日期"]
    write(registers / "sign_offs_late.csv", head, [["national_2021_entry", "I18", "已接受", "发改委", "2022-06-21"]])
    again = build_warehouse(registers.parent, registered.home.root)
    assert blockers(again) == {}


def test_the_same_build_twice_gives_the_same_tables(sample_build: Build, tmp_path: Path) -> None:
    twin = Build(tmp_path / "run", sample_build.home)
    shutil.copytree(sample_build.inputs, twin.inputs)
    assert run_dbt(twin, BUILD, twin.dbt_target).returncode == 0
    tables = query(sample_build, "select table_name from duckdb_tables() where schema_name = 'submission'")
    assert len(tables) > 10
    for (table,) in tables:
        rows = f"select * from submission.{table} order by all"  # noqa: S608 - names from the catalogue
        assert query(sample_build, rows) == query(twin, rows), table
