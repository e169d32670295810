"""Invented indicator cards of Quzhou: a workbook such as a statistics bureau sends, with a title above the header."""

from datetime import date, datetime
from pathlib import Path

import xlsxwriter

HEADER = ("指标代码", "地区代码", "期间", "数值", "单位", "分子", "分母", "发布机构", "发布日期", "备注")
_NOTE = "虚构样例"
CARDS = (
    ("income_per_capita", "330800", "2020年", 44_000, "元", None, None, "衢州市统计局", date(2021, 3, 1), _NOTE),
    ("income_per_capita", "330800", "2021年", 48_000, "元", None, None, "衢州市统计局", date(2022, 3, 1), _NOTE),
    ("I09-3", "330800", "2021年", "未报", "%", None, None, "衢州市金融办", date(2022, 3, 15), _NOTE),
    ("I16-1", "330800", "2021年", 96.5, "%", 193, 200, "衢州市市场监督管理局", date(2022, 2, 18), _NOTE),
    ("I17-3", "330800", "2020年", 98.1, "%", None, None, "衢州市营商办", date(2021, 1, 20), _NOTE),
    ("I17-3", "330800", "2021年", 98.9, "%", None, None, "衢州市营商办", date(2022, 1, 20), _NOTE),
)


def write_cards(path: Path) -> Path:
    """Write the workbook; the same bytes each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2022, 6, 22)})
    sheet = book.add_worksheet("指标数据卡")
    sheet.write(0, 0, "衢州市营商环境指标数据卡（样例文件，内容为虚构）")
    sheet.write_row(2, 0, HEADER)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, card in enumerate(CARDS, start=3):
        for column, value in enumerate(card):
            if isinstance(value, date):
                sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                sheet.write(number, column, value)
    sheet.set_column(0, len(HEADER) - 1, 16)
    book.close()
    return path
