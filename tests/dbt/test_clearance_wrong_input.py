"""Declarations as nobody should deliver them, through the real contract: each fault is named, and the rest counts."""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.dbt.conftest import build_warehouse

SELECTED = (
    "build", "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable", "--select",
    "+cross_border_clearance", "+cross_border_rate", "+gap_clearance", "+gap_quarantine",
)  # fmt: skip
# an invented firm of the city: its code has the right check character
FIRM = "91330800MA6218097B"
SOUND = {
    "海关编号": "", "进出口标志": "进口", "提运单号": "", "申报地海关": "2916", "进出境关别": "3104",
    "境内收发货人统一社会信用代码": FIRM, "注册地区县代码": "330802", "运输方式": "水路运输", "监管方式": "0110",
    "商品编号": "8708299000", "毛重": "100", "统计美元值": "5000", "制单开始时间": "2021-05-01 08:00:00",
    "申报时间": "2021-05-01 09:00:00", "抵港时间": "2021-05-01 10:00:00", "运抵时间": "",
    "接受申报时间": "2021-05-01 09:10:00", "是否查验": "否", "缴税时间": "", "放行时间": "2021-05-01 20:00:00",
    "提离时间": "2021-05-02 10:00:00", "离港时间": "", "口岸收费": "", "代理报关费": "", "单证费": "", "状态": "已结关",
}  # fmt: skip


def declaration(number: int, **changed: str) -> dict[str, str]:
    return {**SOUND, "海关编号": f"29162021100000{number:04d}", "提运单号": f"BILL{number}", **changed}


FIRST = [
    *(declaration(number) for number in range(1, 6)),
    declaration(10, 放行时间="2021-05-01 09:00:00"),
    declaration(11, 进出境关别="3199"),
    declaration(12, 申报地海关="北仑"),
    # corrected under another number: the value was wrong, the weight was not; the earlier was never deleted
    declaration(13, 提运单号="BILL-X", 统计美元值="50"),
    declaration(14, 提运单号="BILL-X", 申报时间="2021-05-01 09:05:00"),
    # two parts of one bill
    declaration(15, 提运单号="BILL-Y", 毛重="1", 统计美元值="1"),
    declaration(16, 提运单号="BILL-Y", 毛重="2", 统计美元值="2"),
    declaration(17, 抵港时间=""),
    declaration(18, 提离时间="2021-05-01 09:30:00"),
    declaration(19, 状态="删单"),
]
# delivered later: the release of the first one was an hour late
LATER = [declaration(1, 放行时间="2021-05-01 21:00:00")]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("customs")
    for name, rows in (("2021-05.csv", FIRST), ("2021-06.csv", LATER)):
        _write(folder / "landing" / "logs" / "customs_declaration" / name, rows)
    build = build_warehouse(folder / "landing", folder / "home", SELECTED)
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        yield connection


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.DictWriter(stream, list(SOUND))
        writer.writeheader()
        writer.writerows(rows)


def test_what_counts_and_for_how_long(database: duckdb.DuckDBPyConnection) -> None:
    figures = database.execute(
        "select definition_code, n, mean_hours, median_hours, status from submission.cross_border_clearance"
        " where region_code = '330800' and period = '2021' and group_kind = 'all' order by 1"
    ).fetchall()
    # five, two with strange codes, the corrected one, two parts; ten hours each, and eleven for the one delivered again
    assert figures == [
        ("logistics", 10, pytest.approx(24), pytest.approx(24), "A"),
        ("overall", 10, pytest.approx(10.1), pytest.approx(10), "A"),
    ]


def test_unknown_codes_keep_their_declarations(database: duckdb.DuckDBPyConnection) -> None:
    groups = database.execute(
        "select group_kind, group_code, group_name_zh, n from submission.cross_border_clearance"
        " where region_code = '330800' and period = '2021' and definition_code = 'overall'"
        " and group_kind in ('border_port', 'customs_district', 'lane') order by 1, 2"
    ).fetchall()
    assert groups == [
        ("border_port", "3104", "北仑海关", 9), ("border_port", "3199", "3199", 1),
        ("customs_district", "2916", "衢州海关", 9), ("customs_district", "北仑", "北仑", 1),
        ("lane", "ningbo", "宁波", 10),
    ]  # fmt: skip


def test_every_fault_is_named_with_its_declaration(database: duckdb.DuckDBPyConnection) -> None:
    found = {
        (code, cause): detail
        for code, cause, detail in database.execute(
            "select gap_code, cause_key, detail from gaps.gap_clearance"
        ).fetchall()
    }
    assert set(found) == {
        ("customs_code_unknown", "3199"), ("customs_code_unknown", "北仑"), ("declaration_duplicate", "declared_again"),
        ("clearance_time_fault", "left_before_arrival"), ("clearance_moment_missing", "import arrive 2021"),
    }  # fmt: skip
    assert "291620211000000011" in found["customs_code_unknown", "3199"]
    assert "291620211000000013 → 291620211000000014" in found["declaration_duplicate", "declared_again"]
    assert "291620211000000018" in found["clearance_time_fault", "left_before_arrival"]
    # of eleven that count and one that cannot be timed
    assert "12 份中 1 份" in found["clearance_moment_missing", "import arrive 2021"]


def test_a_release_before_acceptance_is_held_back_and_shown(database: duckdb.DuckDBPyConnection) -> None:
    details = database.execute("select detail from gaps.gap_quarantine").fetchall()
    # the first line holds the headers
    assert [detail for (detail,) in details if "第 7 行" in detail and "release_at" in detail]
    counts = database.execute("select count(*) from staging.stg_customs_declaration").fetchone()
    assert counts == (len(FIRST) - 1,)


def test_a_field_that_nobody_delivers_gives_no_rate(database: duckdb.DuckDBPyConnection) -> None:
    rates = database.execute(
        "select rate_code, numerator, denominator, rate_percent, status, reason from submission.cross_border_rate"
        " where region_code = '330800' and period = '2021' order by 1"
    ).fetchall()
    assert rates == [
        ("advance_declaration", 11, 11, 100.0, "A", None),
        ("hit", 0, 0, None, "O", "no_inspection"),
        ("inspection", 0, 12, 0.0, "A", None),
        ("paperless", 0, 0, None, "O", "field_absent"),
        ("single_window", 0, 0, None, "O", "field_absent"),
        ("two_step", 0, 0, None, "O", "field_absent"),
    ]
