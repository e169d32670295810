"""Invented notices of electricity tariffs since 2018, as the supplier keeps them in a register.

Left in as real registers have them: changes announced too late, one published after its effect, one that hung in the
hall alone, cells that name several channels, and cells left empty.
"""

from datetime import date, timedelta
from pathlib import Path

from sample.systems.table import LAST_DAY, Draw, write_table

HEADER = (
    "公告编号", "公告类型", "公告标题", "发布单位", "发布日期", "执行日期", "失效日期", "发布渠道", "网址",
    "计费周期（天）", "用户类别", "地区代码",
)  # fmt: skip
_PROVINCE, _CITY = "330000", "330800"
_EVERYWHERE, _HALL = "网站、营业厅、网上国网APP、公众号", "营业厅"
_PRICES, _GRID = "样例省发展改革委", "样例供电公司"
# kind, class of customers, published, in force from, last day, billing cycle
_CHANGES = (
    ("销售电价调整", None, date(2018, 11, 20), date(2019, 1, 1), None, None),
    ("销售电价调整", "一般工商业", date(2019, 3, 15), date(2019, 4, 1), None, 30),
    ("销售电价调整", "居民", date(2019, 4, 20), date(2019, 7, 1), None, 60),
    ("销售电价调整", "工商业", date(2020, 2, 25), date(2020, 2, 1), date(2020, 12, 31), 30),
    ("政府性基金及附加", None, date(2020, 11, 15), date(2021, 1, 1), None, None),
    ("输配电价", None, date(2020, 11, 28), date(2021, 1, 1), None, 30),
    ("峰谷分时", "工商业", date(2021, 8, 30), date(2021, 10, 15), None, 30),
)
_FIRST_MONTH, _LATE_MONTH = date(2021, 12, 1), date(2022, 3, 1)


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the register as one workbook; notices are as many as there were changes, whatever the ``scale``."""
    draw = Draw(seed, "tariff_notice")
    rows = [_change(number, *change) for number, change in enumerate(_CHANGES, start=1)]
    rows.append(_charges(len(rows) + 1))
    rows += _monthly(draw)
    return [write_table(landing / "registers" / "样例_电价公告.xlsx", HEADER, rows, "xlsx")]


def _change(
    number: int,
    kind: str,
    customers: str | None,
    published: date,
    effective: date,
    last: date | None,
    cycle: int | None,
) -> list:
    name, address = f"样例价格〔{published:%Y}〕{number}号", f"https://example.cn/tariff/{number}"
    title = f"关于{kind}有关事项的通知（虚构）"
    return [name, kind, title, _PRICES, published, effective, last, _EVERYWHERE, address, cycle, customers, _PROVINCE]


def _charges(number: int) -> list:
    """The city's list of service charges, which hangs in the hall and nowhere else."""
    published, effective = date(2022, 2, 20), date(2022, 4, 1)
    name, title = f"样例供电〔2022〕{number}号", "供电服务收费项目及标准（虚构）"
    return [name, "收费项目及标准", title, _GRID, published, effective, None, _HALL, None, None, None, _CITY]


def _monthly(draw: Draw) -> list[list]:
    """The price of purchase by the grid company, month by month, three to five days ahead but once."""
    rows, month = [], _FIRST_MONTH
    while month <= LAST_DAY.date():
        ahead = 1 if month == _LATE_MONTH else draw.random.randrange(3, 6)
        name, address = f"样例代购{month:%Y%m}", f"https://example.cn/agency/{month:%Y%m}"
        title = f"{month.year}年{month.month}月代理工商业用户购电价格公告（虚构）"
        published = month - timedelta(days=ahead)
        rows.append(
            [
                name,
                "代理购电价格",
                title,
                _GRID,
                published,
                month,
                None,
                "网站；公众号",
                address,
                30,
                "工商业",
                _PROVINCE,
            ]
        )
        month = (month + timedelta(days=31)).replace(day=1)
    return rows
