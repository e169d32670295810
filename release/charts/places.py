"""The counties beside each other, without a map: a value each, the city's own, and what must be reached."""

from collections.abc import Sequence

import altair as alt

from release.charts.drawing import (
    DARK,
    MIDDLE,
    STEP,
    WIDTH,
    Caption,
    Picture,
    Row,
    cutoff_line,
    kinds,
    names,
    number,
    picture,
    source,
)

_KINDS = {True: "全市 city", False: "县(市、区) county"}


def county_comparison(rows: Sequence[Row], cutoff: Row | None, caption: Caption) -> Picture:
    """Sorted by value, best first. Rows: `name`, `value`, `is_city`, `n`; cut-off: `name`, `value`."""
    placed = sorted(rows, key=lambda row: (row["value"], row["name"]))

    def chart() -> alt.LayerChart:
        dots = [{**row, "kind": _KINDS[row["is_city"]], "text": number(row["value"])} for row in placed]
        base = alt.Chart(source(dots)).encode(
            x=alt.X("value:Q", title=caption.unit, scale=alt.Scale(zero=True)), y=names()
        )
        stem = base.mark_bar(size=2, color="#999999")
        shape = alt.Shape("kind:N", scale=alt.Scale(domain=list(_KINDS.values()), range=["diamond", "circle"]))
        dot = base.mark_point(size=90, filled=True, opacity=1).encode(
            color=kinds("kind", list(_KINDS.values()), (MIDDLE, DARK)), shape=shape
        )
        said = base.mark_text(align="left", dx=8, fontSize=11).encode(text="text:N")
        layers = [stem, dot, said, *(cutoff_line(cutoff["name"], cutoff["value"]) if cutoff else [])]
        return alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP - 2))

    columns = {"name": "地区 region", "value": "数值 value", "n": "件数 n"}
    return picture(caption, columns, placed, chart, series=["value"])
