"""Invented lots of government procurement, as the provincial procurement platform hands them over by interface."""

from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "标项编号", "项目编号", "区县代码", "采购方式", "预算金额", "采购意向公开时间", "采购公告时间", "开标时间",
    "结果公告时间", "合同签订时间", "合同公告时间", "合同金额", "预付款比例", "履约保证金比例", "履约验收时间",
    "发票开具时间", "资金支付时间", "供应商统一社会信用代码", "供应商规模", "供应商注册地区划", "采购单位联系人",
    "联系电话", "投诉受理时间", "投诉处理决定时间", "状态",
)  # fmt: skip
# days that an invitation must stand at least (twenty for a tender, ten for a consultation, three otherwise), and shares
METHODS = {
    "公开招标": (20, 0.45), "邀请招标": (20, 0.03), "竞争性谈判": (3, 0.12), "竞争性磋商": (10, 0.22),
    "询价": (3, 0.08), "单一来源": (0, 0.1),
}  # fmt: skip
PLACES = ("330802", "330803", "330881", "3308Z1", "330106", "330203", "320102", "")
_FAULTS = {140: ("采购方式", "议标"), 260: ("供应商统一社会信用代码", "91330800MA0000000I"), 410: ("预付款比例", 0.3)}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the lots as one file of JSON lines; ``scale`` 1 is about a thousand."""
    draw = Draw(seed, "government_procurement")
    rows = [_lot(draw, number) for number in range(1, round(1000 * scale) + 1)]
    for number, (header, value) in _FAULTS.items():
        if number <= len(rows):
            rows[number - 1][HEADER.index(header)] = value
    path = landing / "logs" / "government_procurement" / "样例_政府采购标项.jsonl"
    return [write_table(path, HEADER, rows, "jsonl")]


def _lot(draw: Draw, number: int) -> list:
    county, notice = draw.county(), draw.moment()
    method = draw.random.choices(list(METHODS), [share for _, share in METHODS.values()])[0]
    state = draw.random.choices(("已完成", "废标", "终止"), (0.92, 0.05, 0.03))[0]
    opened = draw.later(notice + timedelta(days=METHODS[method][0]), 2, county)
    award = draw.later(opened, 3, county)
    signed = draw.later(award, 12, county)
    published = draw.later(signed, 1, county)
    delivered = draw.later(signed, 45, county)
    invoice = draw.later(delivered, 6, county)
    paid = draw.later(invoice, 6, county)
    complaint = draw.later(award, 5, county) if draw.happens(0.06) else None
    decided = draw.later(complaint, 22, county) if complaint and draw.happens(0.9) else None
    if state != "已完成":
        signed = published = delivered = invoice = paid = None
        award = award if state == "废标" else None
    elif known(paid) is None:
        state = "执行中"
    if number % 450 == 0 and signed:  # typed in wrongly: the contract before the bids were opened
        signed = opened - timedelta(days=1)
    budget = round(draw.random.lognormvariate(13, 1.1), 2)
    return [
        f"YLZC{notice:%Y%m}{number:05d}-1",
        f"YLZC{notice:%Y%m}{number:05d}",
        county,
        method,
        budget,
        draw.office_hour(notice - timedelta(days=draw.random.randrange(31, 60))),
        *((None, None) if method == "单一来源" else map(known, (notice, opened))),
        *map(known, (award, signed, published)),
        *_contract(draw, known(signed), budget),
        *map(known, (delivered, invoice, paid)),
        *_supplier(draw, known(award)),
        f"样例采购人{number}",
        f"154{number:08d}",
        *map(known, (complaint, decided)),
        state,
    ]


def _contract(draw: Draw, signed: datetime | None, budget: float) -> tuple:
    if signed is None:
        return None, None, None
    # more is paid in advance from year to year; now and then nobody enters the share
    shares = (0, 10, 30, 40, 50)
    prepaid = draw.random.choices(shares, (0.5 - 0.12 * (signed.year - 2019), 0.15, 0.2, 0.2, 0.1))[0]
    bond = draw.random.choices((0, 1, 5), (0.6, 0.25, 0.15))[0]
    return round(budget * draw.random.uniform(0.82, 0.99), 2), prepaid if draw.happens(0.97) else None, bond


def _supplier(draw: Draw, award: datetime | None) -> tuple:
    if award is None:
        return None, None, None
    size = draw.random.choices(("大型", "中型", "小型", "微型"), (0.08, 0.22, 0.5, 0.2))[0]
    return draw.company(), size, draw.random.choice(PLACES)
