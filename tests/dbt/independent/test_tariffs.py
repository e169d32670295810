"""电价公告 recomputed in plain Python from the sample's register: days of notice, and the city's point year by year."""

from datetime import date, timedelta

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from tests.dbt.independent.raw_files import delivered
from warehouse.home import Build

DEFAULT_CYCLE, AHEAD = 30, {"代理购电价格": 3}
CHARGES = {"政府性基金及附加", "收费项目及标准"}


@pytest.fixture(scope="module")
def notices(sample_build: Build) -> list[dict]:
    (path,) = (path for path in delivered(sample_build, "registers") if "电价公告" in path.name)
    header, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    found = [dict(zip(header, row, strict=True)) for row in rows]
    for row in found:
        published, begins = (date.fromisoformat(row[name]) for name in ("发布日期", "执行日期"))
        cycle = int(row["计费周期（天）"] or DEFAULT_CYCLE)
        ends = date.fromisoformat(row["失效日期"]) if row["失效日期"] else None
        if row["公告类型"] in AHEAD:
            # the price of one month, which holds to its end
            ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        row |= {
            "days": (begins - published).days,
            "in_time": (begins - published).days >= AHEAD.get(row["公告类型"], cycle),
            "online": row["网址"].startswith("http") or any(word in row["发布渠道"] for word in ("APP", "公众号")),
            "published": published, "begins": begins, "ends": ends,
        }  # fmt: skip
    return found


def test_the_sample_has_every_kind_of_trouble(notices: list[dict]) -> None:
    assert sum(not row["in_time"] for row in notices) == 3
    assert sum(row["days"] < 0 for row in notices) == 1
    assert sum(not row["online"] for row in notices) == 1


def test_each_notice(sample_build: Build, notices: list[dict]) -> None:
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        rows = connection.sql(
            "select notice_no, days_of_notice, is_in_time, is_online from submission.electricity_tariff_notice"
        ).fetchall()
    assert sorted(rows) == sorted((row["公告编号"], row["days"], row["in_time"], row["online"]) for row in notices)


@pytest.mark.parametrize("year", [2019, 2020, 2021])
def test_the_point_of_the_year(sample_build: Build, notices: list[dict], year: int) -> None:
    last = date(year, 12, 31)
    begun = [row for row in notices if row["begins"] <= last]
    in_force = [
        row
        for row in begun
        if (row["ends"] is None or row["ends"] >= last)
        and not any(
            other["公告类型"] == row["公告类型"]
            and other["用户类别"] in (row["用户类别"], "")
            and other["begins"] > row["begins"]
            for other in begun
        )
    ]
    changes = [row for row in begun if row["begins"].year == year]
    online = [row for row in in_force if row["online"] and row["published"] <= last]
    assert any(row["公告类型"] not in CHARGES for row in in_force)
    earned = len(online) == len(in_force) and all(row["in_time"] for row in changes)
    with duckdb.connect(str(sample_build.warehouse), read_only=True) as connection:
        found = connection.execute(
            "select n_in_force, n_online, n_changes, n_in_time, points from electricity.tariff_transparency"
            " where region_code = '330800' and period = ?",
            [str(year)],
        ).fetchone()
        (basis, points) = connection.execute(
            "select basis, points from submission.electricity_reliability_index"
            " where region_code = '330800' and period = ? and item_code = 'I06-4-06'",
            [str(year)],
        ).fetchone()
    counts = (len(in_force), len(online), len(changes), sum(row["in_time"] for row in changes))
    assert found == (*counts, float(earned))
    assert (basis, points) == ("register", float(earned))
