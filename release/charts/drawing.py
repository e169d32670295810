"""One look for all pictures, and the way from a chart to SVG that stands inside the page.

Altair describes, vl-convert draws: in this process, without a browser and without the network. Text stays
text, so that the reader's own Chinese font shows it. The colours differ in lightness first: they stay apart
for colour-blind readers and on a grey printer.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import Any

import altair as alt

Row = Mapping[str, Any]

DARK, MIDDLE, LIGHT, LINE = "#1f4e79", "#e08e0b", "#b9c7d6", "#222222"
SHADES = (DARK, MIDDLE, LIGHT)
WIDTH, NAME_WIDTH, STEP = 640, 230, 30
_NAME_UNITS = 40  # what fits beside the axis: a Chinese character is two units wide
_TWO_NAMES = re.compile(r"^(.*?[\u4e00-\u9fff”）)%])\s+([A-Za-z].*)$")
_CONFIG: dict[str, Any] = {
    "aria": False,  # the title, the description and the table behind speak for the whole picture
    "background": None,
    "padding": {"left": 5, "right": 36, "top": 5, "bottom": 5},  # the last figure stands beyond the last mark
    "font": "DengXian, 等线, Microsoft YaHei, Noto Sans CJK SC, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "gridColor": "#e3e3e3"},
    # fixed widths: the picture must not change with the fonts of the machine that draws it
    "axisY": {"labelLimit": 0, "minExtent": NAME_WIDTH, "maxExtent": NAME_WIDTH, "labelLineHeight": 12},
    "legend": {"orient": "top", "title": None, "labelFontSize": 11, "labelLimit": 0, "columnPadding": 64},
    "header": {"title": None, "labelFontSize": 12},
}


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture shows, in which unit, over how many cases (None: not cases)."""

    zh: str
    en: str
    unit_zh: str
    unit_en: str
    n: int | None = None

    @property
    def unit(self) -> str:
        return f"{self.unit_zh} {self.unit_en}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing and the table behind it; without rows there is nothing to draw and `svg` is None.

    `columns` maps a key of the rows to its head, Chinese and English; `series` are the keys that a spreadsheet
    draws against the first column, and `form` how: bar, stacked or line.
    """

    caption: Caption
    columns: Mapping[str, str]
    rows: Sequence[Row]
    series: Sequence[str]
    form: str
    svg: str | None


def picture(
    caption: Caption,
    columns: Mapping[str, str],
    rows: Sequence[Row],
    chart: Callable[[], Any],
    *,
    series: Sequence[str],
    form: str = "bar",
) -> Picture:
    """Draw what `chart` returns; it is not called when there are no rows."""
    svg = _svg(chart().to_dict(), caption, _described(caption, columns, rows)) if rows else None
    return Picture(caption, columns, rows, series, form, svg)


def source(rows: Sequence[Row]) -> alt.Data:
    """Rows as the data of a chart, inside the description itself; names in lines that fit."""
    return alt.Data(values=[{**row, "name": _lines(row["name"])} if "name" in row else dict(row) for row in rows])


def names() -> alt.Y:
    """Names down the left side, in the order of the rows."""
    return alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelExpr=r"split(datum.label, '\n')"))


def kinds(field: str, values: Sequence[str], shades: Sequence[str] = SHADES) -> alt.Color:
    """One shade a kind, in this order."""
    return alt.Color(f"{field}:N", scale=alt.Scale(domain=list(values), range=list(shades[: len(values)])))


def cutoff_line(name: str | None, value: float | None) -> list[alt.Chart]:
    """The value that must be reached, as a dashed line with its name; nothing where it is not known."""
    if value is None:
        return []
    base = alt.Chart(source([{"value": value, "text": f"{name} {number(value)}"}])).encode(x="value:Q")
    label = base.mark_text(align="left", dx=4, dy=-4, fontSize=11, baseline="bottom")
    return [
        base.mark_rule(color=LINE, strokeDash=[5, 3], strokeWidth=1.5),
        label.encode(y=alt.value(0), text="text:N"),
    ]


def number(value: float | None) -> str:
    """A figure as it stands beside a mark: three significant digits, whole from a hundred on."""
    if value is None:
        return "—"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _lines(name: str) -> str:
    """The Chinese name above the English one, each cut to what fits."""
    found = _TWO_NAMES.match(name)
    return "\n".join(_cut(line) for line in (found.groups() if found else (name,)))


def _cut(line: str) -> str:
    ends = list(accumulate(2 if ord(character) > 0x2E7F else 1 for character in line))
    fitting = sum(end <= _NAME_UNITS for end in ends)
    return line if fitting == len(line) else line[: fitting - 1] + "…"


def _svg(specification: dict[str, Any], caption: Caption, description: str) -> str:
    # Imported where it is used: a page without pictures does not load the drawing engine.
    from vl_convert import vegalite_to_svg

    drawn = vegalite_to_svg({**specification, "config": _CONFIG}, allowed_base_urls=[])
    head, body = drawn.split(">", 1)
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', head)
    if found is None:
        raise ValueError(f"the drawing has no size: {head}")
    width, height = found.groups()
    # Inside HTML an SVG needs no namespace; the page names no outside address, not even one nobody calls.
    return (
        f'<svg class="chart" role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<title>{escape(caption.zh)} {escape(caption.en)}</title><desc>{escape(description)}</desc>{body}"
    )


def _described(caption: Caption, columns: Mapping[str, str], rows: Sequence[Row]) -> str:
    """The rows in words, for readers who do not see the picture."""
    lines = (
        ", ".join(f"{head} {_said(row[key])}" for key, head in columns.items() if row.get(key) is not None)
        for row in rows
    )
    return f"{caption.unit}: " + "; ".join(lines)


def _said(value: Any) -> str:
    return number(value) if isinstance(value, float) else str(value)
