"""Pictures of a wait: where the time goes, how it is spread, what a measure would win."""

from collections.abc import Sequence
from itertools import accumulate

import altair as alt

from release.charts.drawing import (
    DARK,
    LIGHT,
    LINE,
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

_SPREAD = {"median": "中位数 median", "mean": "平均数 mean", "p90": "九成内 P90"}
_STATES = {"before": "现状 now", "after": "采取措施后 then"}
_OUTLINE = {"filled": True, "opacity": 1, "stroke": LINE, "strokeWidth": 0.5}


def stage_waterfall(rows: Sequence[Row], caption: Caption) -> Picture:
    """Stages of a wait one after another.

    Rows: `name`, `value`, `share` (of the whole, nought to one), `side` (who keeps the time), `n`.
    """

    def chart() -> alt.LayerChart:
        ends = list(accumulate(row["value"] for row in rows))
        bars = [
            {**row, "start": end - row["value"], "end": end, "text": f"{number(row['value'])}{_part(row['share'])}"}
            for row, end in zip(rows, ends, strict=True)
        ]
        base = alt.Chart(source(bars)).encode(y=names())
        bar = base.mark_bar(height=STEP - 14, stroke=LINE, strokeWidth=0.4).encode(
            x=alt.X("start:Q", title=caption.unit, scale=alt.Scale(domain=[0, (ends[-1] or 1) * 1.15], nice=False)),
            x2="end:Q",
            color=kinds("side", list(dict.fromkeys(row["side"] for row in rows))),
        )
        label = base.mark_text(align="left", dx=4, fontSize=11).encode(x="end:Q", text="text:N")
        return alt.layer(bar, label).properties(width=WIDTH, height=alt.Step(STEP))

    columns = {
        "name": "环节 stage", "side": "由谁掌握 whose time", "value": "用时 time", "share": "占全程 share",
        "n": "件数 n",
    }  # fmt: skip
    # behind the picture a share is read in per cent
    told = [{**row, "share": None if row["share"] is None else f"{row['share']:.1%}"} for row in rows]
    return picture(caption, columns, told, chart, series=["value"])


def distribution_with_benchmark(
    rows: Sequence[Row], published: Sequence[Row], cutoff: Row | None, caption: Caption
) -> Picture:
    """Median, mean and nine tenths of each group beside what must be reached and what other cities publish.

    Rows: `name`, `median`, `mean`, `p90`, `n`. Published: `name`, `value`. Cut-off: `name`, `value`.
    """

    def chart() -> alt.LayerChart:
        points = [
            {"name": row["name"], "kind": kind, "at": row[key]}
            for row in rows
            for key, kind in _SPREAD.items()
            if row[key] is not None
        ]
        others = [{**row, "text": number(row["value"])} for row in published]
        x, labels = alt.X("median:Q", title=caption.unit, scale=alt.Scale(zero=True)), list(_SPREAD.values())
        span = alt.Chart(source(rows)).mark_rule(strokeWidth=6, color=LIGHT).encode(x=x, x2="p90:Q", y=names())
        shape = alt.Shape("kind:N", scale=alt.Scale(domain=labels, range=["circle", "diamond", "square"]))
        mark = alt.Chart(source(points)).mark_point(size=75, **_OUTLINE)
        mark = mark.encode(x="at:Q", y=names(), color=kinds("kind", labels, (DARK, MIDDLE, LIGHT)), shape=shape)
        city = alt.Chart(source(others)).encode(x="value:Q", y=names())
        tick, said = city.mark_tick(thickness=3, size=16, color=LINE), city.mark_text(align="left", dx=6, fontSize=11)
        layers = [span, mark, *([tick, said.encode(text="text:N")] if others else [])]
        if cutoff:
            layers += cutoff_line(cutoff["name"], cutoff["value"])
        return alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP))

    columns = {"name": "分组 group", **_SPREAD, "value": "公布值 published", "n": "件数 n"}
    return picture(caption, columns, [*rows, *published], chart, series=list(_SPREAD))


def simulation(rows: Sequence[Row], caption: Caption) -> Picture:
    """Hours now and after a measure. Rows: `name`, `before`, `after`, `n`."""

    def chart() -> alt.LayerChart:
        points = [
            {
                "name": row["name"],
                "state": state,
                "at": row[key],
                "text": number(row[key]),
                "is_low": (row["after"] < row["before"]) == (key == "after"),
            }
            for row in rows
            for key, state in _STATES.items()
        ]
        labels = list(_STATES.values())
        x = alt.X("before:Q", title=caption.unit, scale=alt.Scale(zero=True))
        move = alt.Chart(source(rows)).mark_rule(color=LINE, strokeWidth=1.5).encode(x=x, x2="after:Q", y=names())
        base = alt.Chart(source(points)).encode(x="at:Q", y=names())
        shape = alt.Shape("state:N", scale=alt.Scale(domain=labels, range=["circle", "square"]))
        end = base.mark_point(size=90, **_OUTLINE).encode(color=kinds("state", labels, (LIGHT, DARK)), shape=shape)
        # the smaller figure to the left, the larger to the right: near ends must not cover each other
        low, high = (
            base.transform_filter(f"datum.is_low === {flag}").mark_text(align=align, dx=dx, fontSize=11)
            for flag, align, dx in (("true", "right", -8), ("false", "left", 8))
        )
        layers = [move, end, *(text.encode(text="text:N") for text in (low, high))]
        return alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP))

    columns = {"name": "措施 scenario", "before": "现状 now", "after": "之后 then", "n": "单数 n"}
    return picture(caption, columns, rows, chart, series=list(_STATES))


def _part(share: float | None) -> str:
    return "" if share is None else f"（{share:.0%}）"
