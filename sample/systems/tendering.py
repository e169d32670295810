"""Invented sections of tenders, as the public-resource trading platform exports them."""

from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "标段编号", "项目编号", "区县代码", "项目类型", "依法必招", "招标公告时间", "开标时间", "全流程电子化",
    "远程异地评标", "评标专家产生方式", "中标候选人公示时间", "中标通知书发出时间", "合同签订时间", "合同公开时间",
    "中标人统一社会信用代码", "中标人注册地区划", "保证金形式", "保证金退还时间", "CA类型", "招标代理联系人",
    "联系电话", "异议投诉类型", "异议投诉受理时间", "异议投诉处理时间", "状态",
)  # fmt: skip
ELSEWHERE = ("330106", "330203", "330702", "320102", "361102", "310115", "110105")
_FAULTS = {90: ("保证金形式", "支票"), 230: ("中标人统一社会信用代码", "91330800MA0000000I"), 470: ("开标时间", "待定")}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the sections as one CSV; ``scale`` 1 is seven hundred."""
    draw = Draw(seed, "tendering")
    rows = [_section(draw, number) for number in range(1, round(700 * scale) + 1)]
    for number, (header, value) in _FAULTS.items():
        if number <= len(rows):
            rows[number - 1][HEADER.index(header)] = value
    path = landing / "logs" / "tendering" / "样例_招标投标标段.csv"
    return [write_table(path, HEADER, rows)]


def _section(draw: Draw, number: int) -> list:
    county, notice = draw.county(), draw.moment()
    years = notice.year - 2019
    state = draw.random.choices(("已完成", "流标", "终止"), (0.93, 0.05, 0.02))[0]
    opened = draw.later(notice + timedelta(days=20), 2, county)
    candidates = draw.later(opened, 1.5, county)
    award = draw.later(candidates + timedelta(days=3), 3, county)
    signed = draw.later(award, 14, county)
    published = draw.later(signed, 3, county) if draw.happens(0.8) else None
    if state != "已完成":
        candidates = award = signed = published = None
    elif known(signed) is None:
        state = "进行中"
    if number % 400 == 0 and signed:  # typed in wrongly: the contract before the award
        signed = award - timedelta(days=2)
    bond = draw.random.choices(
        ("电子保函", "纸质保函", "保证保险", "银行转账", "免收"),
        (0.25 + 0.15 * years, 0.1, 0.05, 0.5 - 0.12 * years, 0.05),
    )[0]
    refunded = draw.later(signed, 3, county) if signed and bond == "银行转账" and draw.happens(0.95) else None
    return [
        f"YLZB{notice:%Y%m}{number:05d}-1",
        f"YLZB{notice:%Y%m}{number:05d}",
        county,
        draw.random.choices(("房屋建筑", "市政", "交通", "水利", "其他"), (0.3, 0.3, 0.15, 0.15, 0.1))[0],
        draw.happens(0.8),
        notice,
        known(opened),
        draw.happens(0.6 + 0.1 * years) if draw.happens(0.99) else None,
        draw.happens(0.1 + 0.15 * years),
        "随机抽取" if draw.happens(0.98) else "直接确定",
        *map(known, (candidates, award, signed, published)),
        *_winner(draw, known(award), county),
        bond,
        known(refunded),
        draw.random.choice(("样例CA甲", "样例CA乙")),
        f"样例代理人{number}",
        f"154{number:08d}",
        *_objection(draw, opened, county),
        state,
    ]


def _winner(draw: Draw, award: datetime | None, county: str) -> tuple:
    if award is None:
        return None, None
    fate = draw.random.random()
    # of a few the platform knows no place
    place = "不详" if fate < 0.01 else None if fate < 0.03 else county if fate < 0.6 else draw.random.choice(ELSEWHERE)
    return draw.company(), place


def _objection(draw: Draw, opened: datetime, county: str) -> tuple:
    if not draw.happens(0.07):
        return None, None, None
    kind = "异议" if draw.happens(0.7) else "投诉"
    accepted = draw.later(opened, 2, county)
    decided = draw.later(accepted, 2.8 if kind == "异议" else 38, county) if draw.happens(0.92) else None
    return (kind, accepted, known(decided)) if known(accepted) else (None, None, None)
