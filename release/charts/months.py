"""Pictures along time: outages month by month, clearance by definition."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from release.charts.drawing import LINE, WIDTH, Caption, Picture, Row, kinds, picture, source

_CAUSES = {"fault": "故障 fault", "planned": "预安排 planned", "limit": "限电 limit"}
_DASHES = ([1, 0], [7, 3], [2, 2])


def monthly_reliability(rows: Sequence[Row], caption: Caption) -> Picture:
    """Stacked by cause; a triangle where a month holds a major event day.

    Rows: `period`, `fault`, `planned`, `limit`, `med_days`, `n`.
    """

    def chart() -> alt.LayerChart:
        parts = [
            {"period": row["period"], "cause": cause, "value": row[key], "place": place}
            for row in rows
            for place, (key, cause) in enumerate(_CAUSES.items())
            if row[key] is not None
        ]
        marked = [
            {"period": row["period"], "top": sum(row[key] or 0 for key in _CAUSES), "text": f"▲{row['med_days']}"}
            for row in rows
            if row["med_days"]
        ]
        bar = (
            alt.Chart(source(parts))
            .mark_bar(stroke=LINE, strokeWidth=0.4)
            .encode(x=_periods(), y=_times(caption), color=kinds("cause", list(_CAUSES.values())), order="place:O")
        )
        event = alt.Chart(source(marked)).mark_text(dy=-7, fontSize=11).encode(x=_periods(), y="top:Q", text="text:N")
        return alt.layer(bar, event).properties(width=WIDTH + 170, height=200)

    columns = {"period": "月份 month", **_CAUSES, "med_days": "重大事件日数 major event days", "n": "停电次数 n"}
    return picture(caption, columns, rows, chart, series=list(_CAUSES), form="stacked")


def clearance_trend(rows: Sequence[Row], baselines: Sequence[Row], caption: Caption) -> Picture:
    """One panel a flow, one line a definition, the baseline of each as a thin dashed line.

    Rows: `period`, `flow`, `definition`, `value`, `n`. Baselines: `flow`, `definition`, `value`.
    """

    def chart() -> alt.FacetChart:
        definitions = list(dict.fromkeys(row["definition"] for row in rows))
        shown = {(row["flow"], row["definition"]) for row in rows}
        # one table for both parts: a facet cuts a single source into its panels
        parts = [
            *({**row, "part": "line"} for row in rows),
            *({**row, "part": "base"} for row in baselines if (row["flow"], row["definition"]) in shown),
        ]
        colour = kinds("definition", definitions)
        scale = alt.Scale(domain=definitions, range=list(_DASHES[: len(definitions)]))
        line = (
            alt.Chart()
            .mark_line(point=alt.OverlayMarkDef(size=26), strokeWidth=2)
            .encode(
                x=_periods(), y=_times(caption), color=colour, strokeDash=alt.StrokeDash("definition:N", scale=scale)
            )
            .transform_filter("datum.part === 'line'")
        )
        base = (
            alt.Chart()
            .mark_rule(strokeDash=[3, 3])
            .encode(y="value:Q", color=colour)
            .transform_filter("datum.part === 'base'")
        )
        panels = alt.layer(line, base, data=source(parts)).properties(width=WIDTH // 2 + 40, height=190)
        return panels.facet(column=alt.Column("flow:N", sort=None)).resolve_scale(y="independent")

    columns, table = _by_period(rows, baselines)
    return picture(caption, columns, table, chart, series=[key for key in columns if key.startswith("v")], form="line")


def _by_period(rows: Sequence[Row], baselines: Sequence[Row]) -> tuple[dict[str, str], list[Row]]:
    """One row a period, a time and its n for each line; the baselines below."""
    lines = dict.fromkeys((row["flow"], row["definition"]) for row in rows)
    keys = {line: number for number, line in enumerate(lines)}
    columns = {"period": "期间 period"}
    for (flow, definition), number in keys.items():
        columns |= {f"v{number}": f"{flow} · {definition}", f"n{number}": "n"}
    table: dict[str, dict[str, Any]] = {}
    for row in (*rows, *({"period": "基线 baseline", **row} for row in baselines)):
        number = keys.get((row["flow"], row["definition"]))
        if number is not None:
            line = table.setdefault(row["period"], {"period": row["period"]})
            line |= {f"v{number}": row["value"], f"n{number}": row.get("n")}
    return columns, [{**dict.fromkeys(columns), **line} for line in table.values()]


def _periods() -> alt.X:
    return alt.X("period:O", title=None, axis=alt.Axis(labelAngle=-60))


def _times(caption: Caption) -> alt.Y:
    return alt.Y("value:Q", title=caption.unit, axis=alt.Axis(minExtent=42, maxExtent=42, titlePadding=6))
