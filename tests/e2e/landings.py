"""Landing zones in which much is wrong at once."""

import csv
import shutil
from pathlib import Path

CARDS = "statistics/indicator_card"
HEADER = ("指标代码", "地区代码", "期间", "数值", "单位", "发布机构", "发布日期")
GOOD = f"{CARDS}/补充.csv"
ODD_VALUE = f"{CARDS}/数值有误.csv"
LACKING = f"{CARDS}/缺列.csv"
TRUNCATED = f"{CARDS}/截断.xlsx"
TWIN = f"{CARDS}/重复报送.xlsx"
EMPTY = "logs/electricity_connection/空文件.csv"
UNKNOWN_KIND = "杂项/录音.m4a"
UNKNOWN_PLACE = "statistics/某局/季度表.csv"

OUTCOMES = {
    GOOD: "written",
    ODD_VALUE: "written",
    LACKING: "refused",
    TRUNCATED: "unreadable",
    TWIN: "duplicate",
    EMPTY: "unreadable",
    UNKNOWN_KIND: "unmatched",
    UNKNOWN_PLACE: "unmatched",
}


def add_troubles(landing: Path) -> None:
    """Add to a sample landing zone one delivery of each kind in ``OUTCOMES``."""
    book = (landing / CARDS / "样例_指标数据卡.xlsx").read_bytes()
    card(landing / GOOD, ("I16-2", "330800", "2016年", "91.5", "%", "衢州市市场监督管理局", "2022-02-18"))
    card(
        landing / ODD_VALUE,
        ("I18-1", "330800", "2016年", "约百分之九十", "%", "衢州市营商办", "2022-02-18"),
        ("I18-2", "330800", "2016年", "88", "%", "衢州市营商办", "2022-02-18"),
    )
    card(landing / LACKING, ("I11-1", "330800", "2016年", "42", "衢州市营商办", "2022-02-18"), header=without_unit())
    (landing / TRUNCATED).write_bytes(book[: len(book) // 2])
    shutil.copyfile(landing / CARDS / "样例_指标数据卡.xlsx", landing / TWIN)
    (landing / EMPTY).write_bytes(b"")
    for name, content in ((UNKNOWN_KIND, b"\0\1\2"), (UNKNOWN_PLACE, b"a,b\n1,2\n")):
        (landing / name).parent.mkdir(parents=True, exist_ok=True)
        (landing / name).write_bytes(content)


def correct(landing: Path) -> None:
    """Deliver again, whole, the file that lacked a column."""
    card(landing / LACKING, ("I11-1", "330800", "2016年", "42", "%", "衢州市营商办", "2022-02-18"))


def card(path: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> None:
    """Write indicator cards as a CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def without_unit() -> tuple[str, ...]:
    """The header without its mandatory unit."""
    return tuple(name for name in HEADER if name != "单位")
