"""`report.html`: one page for leaders and the evaluation team, without any outside address."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from release import report_queries as queries
from release.codes import shown
from release.database import records
from release.depth.section import Section
from release.facts import ReleaseFacts
from release.gate import audit_summary
from release.readiness import COMPARATORS, Readiness

TEMPLATES = Path(__file__).parent / "templates"
LISTED = {"gaps": 25, "freshness": 100, "files": 100, "conflicts": 30, "levers": 12, "numbers": 2000}


def write_report(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    facts: ReleaseFacts,
    audit: Mapping[str, Any],
    readiness: Readiness,
    sections: Sequence[Section],
) -> None:
    """Write the page from an open release database, with the `sections` in depth. Lists are cut to `LISTED` rows."""
    # autoescape=True and not by file suffix: the template is called .j2.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"num": _number, "code": shown, "text": _text, "short": _short}
    page = environment.get_template("report.html.j2").render(
        facts=facts,
        audit=audit_summary(audit),
        readiness=readiness,
        sections=sections,
        **_content(con, facts, readiness),
    )
    path.write_text(page, encoding="utf-8")


def _content(con: duckdb.DuckDBPyConnection, facts: ReleaseFacts, readiness: Readiness) -> dict[str, Any]:
    focus = readiness.focus_region
    kinds = records(con, queries.SET_KINDS, {"sets": list(facts.indicator_sets), "focus": focus})
    own = [kind for kind in kinds if kind["focus_period"] or not kind["ranked_period"]]
    reference = [kind for kind in kinds if kind not in own]
    place = {"focus": focus, "period": readiness.focus_period}
    return {
        "own_sets": [_own_set(con, kind, focus, readiness.focus_period) for kind in own],
        "reference_sets": [_reference_set(con, kind) for kind in reference],
        "gap_counts": records(con, queries.GAP_COUNTS, place),
        "gaps": records(con, queries.TOP_GAPS, {**place, "limit": LISTED["gaps"]}),
        "freshness": _listed(con, queries.FRESHNESS, "freshness", "source_freshness"),
        "files": _listed(con, queries.FILES, "files", "ingest_summary"),
        "conflicts": _listed(con, queries.CONFLICTS, "conflicts", "conflict", focus=focus),
    }


def _own_set(
    con: duckdb.DuckDBPyConnection, kind: dict[str, Any], focus: str | None, round_period: str | None
) -> dict[str, Any]:
    place = {
        "indicator_set": kind["indicator_set"],
        "period": round_period or kind["focus_period"],
        "focus": focus,
    }
    coverage = records(con, queries.COVERAGE, place)[0]
    overall = records(con, queries.OVERALL, place)
    return {
        **kind,
        "period": place["period"],
        "overall": overall[0] if overall else None,
        "indicators": records(con, queries.INDICATORS, place),
        "coverage": coverage,
        "is_nearly_empty": coverage["scored"] * 2 < coverage["measures"] or not coverage["measures"],
        "levers": records(con, queries.LEVERS, {**place, "limit": LISTED["levers"]}),
        "numbers": records(con, queries.NUMBERS, {**place, "limit": LISTED["numbers"]}),
    }


def _reference_set(con: duckdb.DuckDBPyConnection, kind: dict[str, Any]) -> dict[str, Any]:
    place = {
        "indicator_set": kind["indicator_set"],
        "period": kind["ranked_period"],
        "comparators": list(COMPARATORS),
    }
    return {**kind, "period": kind["ranked_period"], "ranking": records(con, queries.RANKING, place)}


def _listed(con: duckdb.DuckDBPyConnection, sql: str, name: str, table: str, **parameters: Any) -> dict[str, Any]:
    total = con.table(table).count("*").fetchall()[0][0]
    return {"rows": records(con, sql, {**parameters, "limit": LISTED[name]}), "total": total}


def _number(value: float | None, digits: int = 2) -> str:
    return "—" if value is None else f"{value:,.{digits}f}"


def _short(value: object) -> str:
    """A figure of a table behind a picture: two decimals, or two digits where it is less than a tenth."""
    if not isinstance(value, float):
        return _text(value)
    return f"{value:.2g}" if abs(value) < 0.1 else f"{value:,.2f}".rstrip("0").rstrip(".")


def _text(value: object) -> str:
    if value is None:
        return "—"
    return f"{value:,.6g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
