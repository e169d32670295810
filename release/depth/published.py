"""What benchmark cities publish: one row a measure, one column a place, with the edition and the source."""

from typing import Any

import duckdb

from release.database import records
from release.depth.section import Table, named

# The newest value of each place; the frontier is no city, and stands last.
_VALUES = """
select b.measure_code, b.place_code, b.place_zh as name_zh, b.place_en as name_en, b.period, b.value, b.source,
    c.name_zh as measure_name_zh, coalesce(c.unit_name_zh, b.unit) as unit
from benchmark_value as b
left join catalogue as c
    on c.indicator_set = 'doing_business_2020' and c.level = 'measure' and c.code = b.measure_code
where b.indicator_code = $published
qualify row_number() over (partition by b.measure_code, b.place_code order by b.period desc) = 1
order by c.sort_order nulls last, b.measure_code, b.place_code in ('best', 'frontier'), b.place_code
"""

_ONE = """
select place_zh as name_zh, place_en as name_en, period, value
from benchmark_value where measure_code = $measure
qualify row_number() over (partition by place_code order by period desc) = 1
order by value, place_code
"""


def published_of(con: duckdb.DuckDBPyConnection, measure: str) -> list[dict[str, Any]]:
    """Name (with the edition) and value of each place that has published the measure, best first."""
    found = records(con, _ONE, {"measure": measure})
    return [{"name": f"{named(row)} {row['period']}", "value": row["value"]} for row in found]


def published_values(con: duckdb.DuckDBPyConnection, indicator: str) -> Table:
    """Published values of the Doing Business indicator `indicator`; no rows where none is on record."""
    found = records(con, _VALUES, {"published": indicator})
    places = {row["place_code"]: named(row) for row in found}
    rows: dict[str, dict[str, str]] = {}
    for row in found:
        line = rows.setdefault(
            row["measure_code"], {"measure": f"{row['measure_code']} {row['measure_name_zh'] or ''}"}
        )
        line["unit"] = row["unit"] or ""
        line[row["place_code"]] = f"{row['value']:g}（{row['period']}）"
    sources = ";".join(sorted({row["source"] for row in found}))
    title = (
        f"标杆城市公布值(年份见括号){'。出处：' + sources if sources else ''}",
        "Published values, edition in brackets",
    )
    lines = [{**dict.fromkeys(places, "—"), **line} for line in rows.values()]
    return Table(title, {"measure": "指标 measure", "unit": "单位 unit", **places}, lines)
