"""Invented pledges of patents and trade marks, in units of 10,000 yuan, as the register of pledges exports them."""

from datetime import date, timedelta
from pathlib import Path

from sample.systems.table import FIRST_DAY, LAST_DAY, Draw, write_table

HEADER = (
    "登记编号", "知识产权类型", "出质人", "统一社会信用代码", "质权人", "区县代码", "出质项数", "质押金额（万元）",
    "登记日期", "解除日期", "状态",
)  # fmt: skip
# what the published figure of each year says (sample.indicator_cards), in units of 10,000 yuan
PUBLISHED = {2019: 186_000, 2020: 291_000, 2021: 412_000}
_THIS_YEAR = 158_000  # so far
# the last pledge of that year came too late for the published figure
_LATE = date(2020, 12, 31)
_LATE_AMOUNT = 3_000
_BANKS = ("样例银行衢州分行", "样例农商银行", "样例村镇银行", "样例商业银行江山支行")
_CHANGED = 12  # pledges of 2021 that a second delivery brings again, because they were released since


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the register and what changed since; ``scale`` 1 is about 340 pledges, whose sums do not depend on it."""
    draw = Draw(seed, "ip_pledge")
    rows: list[list] = []
    for year, total in (PUBLISHED | {LAST_DAY.year: _THIS_YEAR}).items():
        rows += _year(draw, year, total, max(10, round((60 + 20 * (year - FIRST_DAY.year)) * scale)))
    rows.append(_pledge(draw, "Y2020999999", _LATE, _LATE_AMOUNT))
    again = [row for row in rows if row[8].year == LAST_DAY.year - 1 and row[9] is None][:_CHANGED]
    released = [[*row[:9], LAST_DAY.date() - timedelta(days=3), "已解除"] for row in again]
    folder = landing / "logs" / "ip_pledge"
    return [
        write_table(folder / "样例_知识产权质押登记.csv", HEADER, rows, "gb18030"),
        write_table(folder / "样例_知识产权质押登记_变更.xlsx", HEADER, released, "xlsx"),
    ]


def _year(draw: Draw, year: int, total: int, pledges: int) -> list[list]:
    """The pledges of a year, whose amounts add up to its total, and beside them those that do not count."""
    first = date(year, 1, 2)
    days = (min(date(year, 12, 30), LAST_DAY.date()) - first).days
    shares = [draw.random.lognormvariate(0, 0.6) for _ in range(pledges)]
    amounts = [int(total * share / sum(shares)) for share in shares]
    amounts[-1] += total - sum(amounts)
    rows = []
    for number, amount in enumerate(amounts, start=1):
        registered = first + timedelta(days=draw.random.randrange(days))
        rows.append(_pledge(draw, f"Y{year}{number:06d}", registered, amount))
    day = first + timedelta(days=days // 2)
    taken_back, revoked, copyright_ = (_pledge(draw, f"Y{year}9{n:05d}", day, 1_500) for n in (1, 2, 3))
    taken_back[9:] = day, "已解除"
    revoked[9:] = day + timedelta(days=20), "撤销登记"
    copyright_[1] = "著作权"  # registered by another office
    return [*rows, taken_back, revoked, copyright_]


def _pledge(draw: Draw, number: str, registered: date, amount: int) -> list:
    released: date | None = registered + timedelta(days=draw.random.randrange(180, 1000))
    if released and released > LAST_DAY.date() - timedelta(days=30):
        released = None
    return [
        number,
        draw.random.choices(("专利", "商标"), (0.8, 0.2))[0],
        f"样例出质人{number[1:]}",
        draw.company(),
        draw.random.choice(_BANKS),
        draw.county(),
        draw.random.randrange(1, 12),
        amount,
        registered,
        released,
        "已解除" if released else "有效",
    ]
