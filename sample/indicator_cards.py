"""Invented indicator cards: of the city and its counties, of what came later, and of other cities."""

import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from sample.logs.city import COUNTIES
from sample.systems.ip_pledge import PUBLISHED
from sample.systems.table import write_table
from sample.typical_figures import TYPICAL

HEADER = (
    "指标代码", "地区代码", "期间", "数值", "单位", "分子", "分母", "发布机构", "发布日期", "修订次数", "备注",
)  # fmt: skip
CITY = "330800"
YEARS = (2019, 2020, 2021)
_NOTE = "样例（虚构）"
_PUBLISHERS = {
    "I01": "市场监督管理局", "I02": "人力资源和社会保障局", "I03": "住房和城乡建设局", "I08": "自然资源和规划局",
    "I09": "金融工作办公室", "I11": "市场监督管理局", "I12": "商务局", "I13": "税务局", "I14": "中级人民法院",
    "I16": "市场监督管理局", "I17": "营商环境建设办公室", "I18": "发展和改革委员会",
}  # fmt: skip
# the city's own figures of 2019, 2020 and 2021; empty: that year is not reported
_OF_THE_CITY = {
    "I02-4": (27.6, 26.4, 25.2), "I09-3": (61.2, 70.4, "未报"), "I11-1": (11.90, 13.48, 15.26), "I11-3": (5, 7, 9),
    "I11-4": tuple(10_000 * amount for amount in PUBLISHED.values()), "I13-1": (8, 8, 7), "I13-3": (60.2, 58.9, 57.8),
    "I16-3": (86.1, 88.4, 90.2), "I16-4": (82.0, 84.1, 86.3), "I16-5": (86.4, 93.7, 97.2), "I17-4": (88.0, 95.1, 98.4),
    "I18-1-a": (78.4, 80.9, 86.9), "I18-1-b": (1.62, 1.83, 2.14), "I18-1-c": (41.5, 52.3, 64.8),
    "I18-3-a": (20.1, 22.4, 26.8), "I18-3-b": (0.31, 0.28, 0.35), "I18-5-a": (92.6, 95.9, 95.3),
    "I18-5-b": (31.2, 26.1, 26.4), "I18-5-c": (100, 100, 100), "I18-5-d": (91.5, 93.0, 94.6),
    "I18-5-e": (71.5, 71.6, 71.7), "I18-6-a": (16.8, 17.5, 18.1), "I18-6-b": (268, 268, 312),
    "I18-6-c": (8.6, 9.1, 9.7),
    # what a log or a checklist answers as well is reported for the year of the evaluation only
    "I01-3": (None, None, 0.06), "I03-3": (None, None, 1.86), "I08-3": (None, None, 3.42), "I09-4": (None, None, 71.5),
    "I12-2": (None, None, 142), "I12-6": (None, None, 205), "I14-2": (None, None, 16.2), "I17-1": (None, None, 91.3),
    "I17-2-c": (None, None, 71.5), "I18-2": (None, None, 78.6), "I18-4": (None, None, 83.9),
}  # fmt: skip
_OF_COUNTIES = ("I11-1", "I16-4", "I17-4", "I18-1-a", "I18-5-a", "I18-5-b", "I18-5-e")
_OF_QUARTERS = ("I16-5", "I17-4", "I18-1-a", "I18-5-a", "I18-5-b")
_QUARTERS = tuple((year, quarter) for year in (2019, 2020, 2021, 2022) for quarter in (1, 2, 3, 4))[:13]
_FLOWS = ("I18-1-a",)  # what a quarter adds; the others are states
_MONEY = {
    "income_per_capita": (40_900, 44_000, 48_000),
    "cny_per_usd": (6.8985, 6.8976, 6.4515),
    "lending_rate": (4.31, 3.85, 3.8),
}
_MONEY_UNIT = {"income_per_capita": "元", "cny_per_usd": "元/美元", "lending_rate": "%"}
_MONEY_PUBLISHER = {
    "income_per_capita": "衢州市统计局",
    "cny_per_usd": "国家外汇管理局",
    "lending_rate": "全国银行间同业拆借中心",
}
_PEERS = ("330300", "330400", "330500", "330600", "330700", "330900", "331000", "331100")
_RETICENT = "330900"  # publishes too little to be ranked
Card = tuple[Any, ...]


def write_cards(landing: Path, seed: int) -> list[Path]:
    """Write the three files below ``landing``; the same bytes each time."""
    folder = landing / "statistics" / "indicator_card"
    source = random.Random(f"{seed}/indicator_card")  # noqa: S311 - invented data, nothing secret
    own = [*_money(), *_city(), *_counties(source), *_quarters(source)]
    return [
        write_table(folder / "样例_各市公布数据.csv", HEADER, _peers(source)),
        _write_book(folder / "样例_指标数据卡.xlsx", own),
        write_table(folder / "样例_指标数据卡_补报.csv", HEADER, _later(), "gb18030"),
    ]


def _card(code: str, region: str, period: str, value: Any, unit: str, published: date, **more: Any) -> Card:
    publisher = more.get("publisher") or f"衢州市{_PUBLISHERS[code[:3]]}"
    shown = (more.get("numerator"), more.get("denominator"), publisher, published, more.get("revision"), _NOTE)
    return (code, region, period, value, unit, *shown)


def _money() -> list[Card]:
    return [
        _card(
            series,
            CITY,
            f"{year}年",
            value,
            _MONEY_UNIT[series],
            date(year + 1, 3, 1),
            publisher=_MONEY_PUBLISHER[series],
        )
        for series, values in _MONEY.items()
        for year, value in zip(YEARS, values, strict=True)
    ]


def _city() -> list[Card]:
    """Yearly figures; what a department states of measures that a log answers too will not quite agree with it."""
    cards = [
        _card("I16-1", CITY, "2021年", 96.5, "%", date(2022, 2, 18), numerator=193, denominator=200),
        _card("I17-3", CITY, "2020年", 98.1, "%", date(2021, 1, 20)),
        _card("I17-3", CITY, "2021年", 98.9, "%", date(2022, 1, 20)),
    ]
    for code, values in _OF_THE_CITY.items():
        for year, value in zip(YEARS, values, strict=True):
            if value is not None:
                parts = {"numerator": 10 * value, "denominator": 1000} if code in ("I16-5", "I17-4") else {}
                cards.append(_card(code, CITY, f"{year}年", value, TYPICAL[code].unit, date(year + 1, 2, 15), **parts))
    return cards


def _counties(source: random.Random) -> list[Card]:
    """Yearly figures of counties, with the gaps that real ones have: 未报, a dash, an ellipsis, an empty cell."""
    gaps = {
        ("I16-4", "330803"): "未报",
        ("I16-4", "3308Z1"): "—",
        ("I11-1", "330824"): "……",
        ("I18-5-e", "3308Z1"): None,
    }
    cards = []
    for code in _OF_COUNTIES:
        typical = TYPICAL[code]
        for county in COUNTIES:
            pace = 1 + 0.6 * typical.spread * source.uniform(-1, 1)
            for year, value in zip(YEARS, _OF_THE_CITY[code], strict=True):
                figure = round(min(value * pace, typical.most), typical.digits)
                shown = gaps.get((code, county), figure) if year == 2021 else figure
                # one county writes its shares between 0 and 1
                if (code, county, year) == ("I17-4", "330822", 2021):
                    shown = round(figure / 100, 3)
                cards.append(_card(code, county, f"{year}年", shown, typical.unit, date(year + 1, 2, 15)))
    for county, factor in (("330825", 0.93), ("330881", 1.02)):
        for year, value in zip(YEARS, _MONEY["income_per_capita"], strict=True):
            publisher = "龙游县统计局" if county == "330825" else "江山市统计局"
            income = round(value * factor)
            cards.append(
                _card("income_per_capita", county, f"{year}年", income, "元", date(year + 1, 3, 8), publisher=publisher)
            )
    return cards


def _quarters(source: random.Random) -> list[Card]:
    """Quarterly figures of the city, and of counties for the air; one county is missing in one quarter."""
    cards = []
    for code in _OF_QUARTERS:
        typical, share = TYPICAL[code], 0.25 if code in _FLOWS else 1.0
        for year, quarter in _QUARTERS:
            published = date(year + quarter // 4, quarter % 4 * 3 + 1, 20)
            base = _OF_THE_CITY[code][min(year, YEARS[-1]) - YEARS[0]] * share
            for region in (CITY, *(COUNTIES if code == "I18-5-b" else ())):
                if (region, year, quarter) != ("330803", 2021, 3):
                    value = min(base * (1 + 0.3 * typical.spread * source.uniform(-1, 1)), typical.most)
                    period = f"{year}年第{quarter}季度"
                    cards.append(_card(code, region, period, round(value, typical.digits), typical.unit, published))
    return cards


def _later() -> list[Card]:
    """What comes weeks later of the same things: rounded, restated, contradicted, or in another unit."""
    statistics, day = {"publisher": "衢州市统计局"}, date(2022, 4, 12)
    return [
        # 15.26 to one digit: agrees
        _card("I11-1", CITY, "2021年", "15.3", "件/万人", day, **statistics),
        # the same office says otherwise, without notice
        _card("I18-3-a", CITY, "2021年", "27.5", "%", day),
        # another office contradicts
        _card("I18-5-b", CITY, "2021年", "28.9", "微克/立方米", day, **statistics),
        # the same sum in ten thousands
        _card("I11-4", CITY, "2020年", "291000", "万元", day, **statistics),
        # a share where a count is wanted: no conversion
        _card("I11-3", CITY, "2020年", "85.7", "%", day, **statistics),
        # a unit that no list has
        _card("I18-6-b", CITY, "2020年", "268", "公里", day, **statistics),
        # reported after all
        _card("I09-3", CITY, "2021年", "78.3", "%", day, revision=1),
        # nobody's measure
        _card("I19-1", CITY, "2021年", "64.0", "%", day, **statistics),
    ]


def _peers(source: random.Random) -> list[Card]:
    """What eight other cities publish for 2021, each its own choice; one of them is reticent."""
    cards = []
    for city in _PEERS:
        for code, typical in TYPICAL.items():
            figure, is_published = typical.drawn(source), source.random() < (0.4 if city == _RETICENT else 0.94)
            if is_published:
                more = {"publisher": f"样例（虚构）{city}统计公报"}
                cards.append(_card(code, city, "2021年", figure, typical.unit, date(2022, 3, 31), **more))
    return cards


def _write_book(path: Path, cards: list[Card]) -> Path:
    """A workbook such as a statistics bureau sends, with a title above the header."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2022, 6, 22)})
    sheet = book.add_worksheet("指标数据卡")
    sheet.write(0, 0, "衢州市营商环境指标数据卡（样例文件，内容为虚构）")
    sheet.write_row(2, 0, HEADER)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, card in enumerate(cards, start=3):
        for column, value in enumerate(card):
            if isinstance(value, date):
                sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
            elif value is not None:
                sheet.write(number, column, value)
    sheet.set_column(0, len(HEADER) - 1, 16)
    book.close()
    return path
