"""Invented checklist answers: each lead department fills in the office's list of items for 2020 and 2021.

The city's points for what national law decides add up to those that Doing Business 2020 published for China; which
single items earn them is invented, as is all else. Left in as real forms have them: items left blank, one answer above
its maximum, one item that no list has, one document that is not delivered.
"""

import csv
from pathlib import Path
from typing import NamedTuple

from sample.systems.table import Draw, write_table

HEADER = ("清单项编码", "地区代码", "期间", "得分", "状态", "佐证文件", "佐证页码", "填报人", "填报日期", "说明")
CITY = "330800"
_FORM = Path(__file__).parents[2] / "dbt" / "seeds" / "methodology"
_DOSSIER = "样例_营商环境佐证材料汇编.txt"
_DOSSIER_TEXT = """样例文件，内容为虚构

衢州市营商环境建设办公室文件

衢营商办〔2022〕9号

衢州市营商环境建设办公室
关于印发清单填报佐证材料汇编的通知

市级有关单位：
　　现将2020年、2021年清单填报所附佐证材料汇编印发给你们，请对照页码核对本单位所报内容。

　　　　　　　　　　　　　　　　衢州市营商环境建设办公室
　　　　　　　　　　　　　　　　2022年2月28日
"""
# what Doing Business 2020 published for China: decided by national law, and alike in every city
_BY_LAW = {
    "I09-1": 4, "I09-2": 8, "I10-1": 10, "I10-2": 4, "I10-3": 5, "I10-4": 5, "I10-5": 6, "I10-6": 6,
    "I14-3": 16.5, "I15-4": 13.5,
}  # fmt: skip
_FIGURES = {
    "I06-4-saidi": (3.42, 2.57), "I06-4-saifi": (1.31, 0.98), "I06-4-minimum": (3, 3), "I09-2-coverage": (96.4, 97.8),
}  # fmt: skip
_NO_PRACTICE, _NOT_APPLICABLE = ("I06-4-05",), ("I04-4-4",)
_ABOVE_MAXIMUM, _NOT_DELIVERED = "I03-4-04", "I03-4-10"


class Item(NamedTuple):
    """One line of the office's form."""

    measure: str
    code: str
    kind: str
    least: float
    most: float
    step: float
    department: str


def form() -> list[Item]:
    """The list of items as the office hands it out, each with the department that leads its measure."""
    with (_FORM / "measure.csv").open(encoding="utf-8", newline="") as lines:
        department = {row["measure_code"]: row["lead_department"] for row in csv.DictReader(lines)}
    with (_FORM / "checklist_item.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Item(
                row["measure_code"],
                row["item_code"],
                row["kind"],
                *(float(row[name] or 0) for name in ("min_points", "max_points", "step")),
                department[row["measure_code"]],
            )
            for row in csv.DictReader(lines)
        ]


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write one workbook a department below ``checklists``, and the document they point to.

    A form has as many lines as there are items, whatever the ``scale``.
    """
    draw = Draw(seed, "checklists")
    left = dict(_BY_LAW)
    sheets: dict[str, list[list]] = {}
    for item in form():
        if item.kind != "derived":
            sheets.setdefault(item.department, []).extend(_answers(draw, item, left))
    sheets["housing"].append(["I03-4-99", CITY, "2021年", 1, "", "", "", "样例填报岗", "2022-01-20", "虚构样例"])
    dossier = landing / "documents" / _DOSSIER
    dossier.parent.mkdir(parents=True, exist_ok=True)
    dossier.write_text(_DOSSIER_TEXT, encoding="utf-8", newline="\n")
    folder = landing / "checklists"
    return [
        *(write_table(folder / d / f"样例_清单填报_{d}.xlsx", HEADER, rows, "xlsx") for d, rows in sheets.items()),
        dossier,
    ]


def _answers(draw: Draw, item: Item, left: dict[str, float]) -> list[list]:
    later = _points(draw, item, left)
    # a city seldom unlearns, and law was the same the year before
    keeps = item.measure in _BY_LAW or item.kind == "input" or item.least < 0 or draw.happens(0.8)
    earlier = later if keeps else max(item.least, later - item.step)
    if item.code in _FIGURES:
        earlier, later = _FIGURES[item.code]
    page = draw.random.randrange(2, 180)
    return [_row(draw, item, 2020, earlier, page), _row(draw, item, 2021, later, page)]


def _points(draw: Draw, item: Item, left: dict[str, float]) -> float:
    if item.kind == "input":
        return 0
    if item.measure in left:
        given = min(item.most, left[item.measure])
        # a half point goes to the first item that has halves
        given = left[item.measure] % 1 or given if item.step == 0.5 else given // item.step * item.step
        left[item.measure] -= given
        return given
    steps = round((item.most - item.least) / item.step)
    lost = draw.random.choices(range(steps + 1), (0.82, *(0.18 / steps for _ in range(steps))))[0]
    # equal rights cost nobody a point
    return item.most if item.least < 0 else item.most - lost * item.step


def _row(draw: Draw, item: Item, year: int, value: float, page: int) -> list:
    state, shown, document = "", f"{value:g}", _DOSSIER
    if item.code in _NO_PRACTICE:
        state, shown, document = "无此做法", "", ""
    elif item.code in _NOT_APPLICABLE:
        shown, document = "不适用", ""
    elif item.measure not in _BY_LAW and item.kind == "points" and draw.happens(0.03):
        shown, document = draw.random.choice(("", "未报")), ""
    elif item.code == "I06-4-06":
        document = "衢政办发[2022]21号"
    elif draw.happens(0.02):
        document = ""
    if year == 2021 and item.code == _ABOVE_MAXIMUM:
        shown = f"{item.most + 1:g}"
    if year == 2021 and item.code == _NOT_DELIVERED:
        document = f"{_DOSSIER}；衢建〔2021〕199号"
    return [
        item.code,
        CITY,
        f"{year}年",
        shown,
        state,
        document,
        page if document else "",
        "样例填报岗",
        f"{year + 1}-01-20",
        "虚构样例",
    ]
