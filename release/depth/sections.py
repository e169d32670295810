"""The two benchmark indicators in depth, told once for the page and for the workbook."""

import duckdb

from release.depth.electricity import electricity_section
from release.depth.section import Section
from release.depth.trade import trade_section
from release.readiness import Readiness


def depth_sections(con: duckdb.DuckDBPyConnection, readiness: Readiness) -> list[Section]:
    """Sections of the focus region in the round's period, from an open release database."""
    place = {"focus": readiness.focus_region, "period": readiness.focus_period}
    return [electricity_section(con, place), trade_section(con, place)]
