"""What the sheets of the benchmark workbook leave to the tables of the release."""

import duckdb

from release.depth.sheets import ELECTRICITY


def test_reliability_sheet_leaves_out_what_nobody_scrolls_through() -> None:
    (sheet,) = (sheet for sheet in ELECTRICITY if sheet.table == "electricity_reliability")
    rows = {
        (period_kind, group_kind, scope): (period_kind, "2021", "a", group_kind, "g", scope, "with")
        for period_kind in ("month", "year", "rolling_year")
        for group_kind in ("all", "feeder", "voltage")
        for scope in ("all", "fault")
    }
    with duckdb.connect() as con:
        con.execute("create table region_directory as select 'a' as region_code, '甲' as name_zh")
        con.execute(
            "create table electricity_reliability"
            " (period_kind text, period text, region_code text, group_kind text, group_code text, scope text, med text)"
        )
        con.executemany("insert into electricity_reliability values (?, ?, ?, ?, ?, ?, ?)", list(rows.values()))
        found = con.execute(sheet.sql, {"focus": "a", "period": "2021"})
        names = [column[0] for column in found.description]
        kept = {
            tuple(row[names.index(name)] for name in ("period_kind", "group_kind", "scope")) for row in found.fetchall()
        }
    assert kept == {
        ("month", "all", "all"),
        ("year", "all", "all"), ("year", "all", "fault"),
        ("year", "voltage", "all"), ("year", "voltage", "fault"),
        ("year", "feeder", "all"),
    }  # fmt: skip
