"""Invented registration cases, as the land registry's platform exports them: a workbook with Chinese headers."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "受理编号", "流程实例编号", "区县代码", "登记类型", "登记小类", "不动产单元号", "权利人", "统一社会信用代码",
    "业务来源", "一窗受理", "交易确认时间", "完税时间", "受理时间", "审核时间", "登簿时间", "缮证时间", "发证时间",
    "成交价格", "契税", "印花税", "登记费", "状态",
)  # fmt: skip
_KINDS = (  # type, kind, how often, days from acceptance to the register
    ("转移登记", "存量房买卖", 0.35, 4.0),
    ("转移登记", "企业间转让", 0.15, 3.0),
    ("转移登记", "继承", 0.06, 6.0),
    ("首次登记", "国有建设用地使用权", 0.14, 7.0),
    ("抵押登记", "抵押权首次", 0.25, 0.8),
    ("注销登记", "抵押权注销", 0.05, 0.4),
)
_BULK = 15  # entries that a program made two seconds apart


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the cases as one workbook; ``scale`` 1 is about a thousand."""
    draw = Draw(seed, "property_registration")
    rows = [_case(draw, number) for number in range(1, round(1100 * scale) + 1)]
    path = landing / "logs" / "property_registration" / "样例_不动产登记办件.xlsx"
    return [write_table(path, HEADER, [*rows, *_in_bulk(draw)], "xlsx")]


def _case(draw: Draw, number: int) -> list:
    kind, subtype, _, days = draw.random.choices(_KINDS, [share for *_, share, _ in _KINDS])[0]
    county, accepted = draw.county(), draw.moment()
    is_transfer, is_sale = kind == "转移登记", subtype in ("存量房买卖", "企业间转让")
    state = draw.random.choices(("已办结", "已退件", "已撤回"), (0.95, 0.03, 0.02))[0]
    if draw.happens(0.1 + 0.13 * (accepted.year - 2019)):  # registered while the applicant waits
        reviewed, registered = accepted + timedelta(minutes=25), accepted + timedelta(minutes=40)
    else:
        reviewed = draw.later(accepted, days * 0.6, county)
        registered = draw.later(reviewed, days * 0.4, county)
    made = draw.later(registered, 0.2, county)
    issued = draw.later(made, 0.3, county)
    if state == "已办结" and known(registered) is None:
        state = "在办"
    if state in ("已退件", "已撤回"):
        registered = made = issued = None
    # an entry before the acceptance, as real exports have them
    if registered and number % 400 == 9:
        registered = accepted - timedelta(days=1)
    price = round(draw.random.lognormvariate(14.0, 0.7), 0) if is_sale else None
    is_firm = subtype in ("企业间转让", "国有建设用地使用权")
    rate = 0.03 if is_firm else draw.random.choice((0.01, 0.015, 0.03))
    one_window = draw.happens(min(0.95, 0.55 + 0.15 * (accepted.year - 2019)))
    return [
        f"{accepted:%Y%m%d}-{number:05d}",
        f"gzl{number:08d}",
        county,
        # now and then a type that no code list knows
        "转让" if number % 500 == 21 else kind,
        subtype,
        f"{county}001{number % 900 + 100:03d}GB{number:05d}F00010001",
        f"样例权利人{number}",
        (draw.company()[:-1] + "?" if number % 350 == 5 else draw.company()) if is_firm else None,
        draw.random.choices((0, 1, 2, 4, 5), _origins(accepted.year))[0],
        one_window and is_transfer,
        accepted - timedelta(days=draw.random.randrange(1, 12)) if is_sale else None,
        accepted - timedelta(hours=draw.random.randrange(1, 20)) if is_sale else None,
        accepted,
        *map(known, (reviewed, registered, made, issued)),
        price,
        # a tax that nobody entered is unknown, not nothing
        round(price * rate, 2) if price and draw.happens(0.97) else None,
        round(price * 0.0005, 2) if price and is_firm else 0 if price else None,
        550 if is_firm else 80,
        state,
    ]


def _origins(year: int) -> tuple[float, ...]:
    online = 0.25 + 0.15 * (year - 2019)
    return (1 - online, online * 0.5, online * 0.2, online * 0.1, online * 0.2)


def _in_bulk(draw: Draw) -> list[list]:
    """Mortgages that were entered on paper and fed into the platform in one go."""
    accepted = draw.moment().replace(year=2020)
    rows = []
    for number in range(_BULK):
        row: list = [None] * len(HEADER)
        row[:5] = f"{accepted:%Y%m%d}-9{number:04d}", f"gzl9{number:07d}", "330824", "抵押登记", "抵押权首次"
        row[8:10] = 3, False
        row[12] = accepted
        row[14] = accepted.replace(hour=16, minute=0, second=0) + timedelta(days=1, seconds=2 * number)
        row[-1] = "已办结"
        rows.append(row)
    return rows
