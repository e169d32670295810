"""Invented refunds of tax and corrections of tax returns, as the electronic tax bureau exports them."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "申请流水号", "统一社会信用代码", "办税人", "区县代码", "税种", "业务类型", "所属期", "申请时间", "受理时间",
    "审核时间", "国库到账时间", "办结时间", "退税金额", "办理渠道", "状态", "出口企业管理类别",
)  # fmt: skip
_CLASSES, _CLASS_WEIGHTS = ("一类", "二类", "三类", "四类", None), (0.15, 0.45, 0.3, 0.06, 0.04)
KINDS = (("增值税", "留抵退税"), ("增值税", "出口退税"), ("增值税", "多缴退税"), ("企业所得税", "更正申报"))


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the applications as one CSV table; ``scale`` 1 is about nine hundred."""
    draw, of_class = Draw(seed, "tax_refund"), Draw(seed, "tax_refund/class")
    rows = [_application(draw, number) for number in range(1, round(900 * scale) + 1)]
    for row in rows:
        row.append(of_class.random.choices(_CLASSES, _CLASS_WEIGHTS)[0] if row[5] == "出口退税" else None)
    path = landing / "logs" / "tax_refund" / "样例_退税与更正申报.csv"
    return [write_table(path, HEADER, rows)]


def _application(draw: Draw, number: int) -> list:
    county, applied = draw.county(), draw.moment()
    tax, kind = draw.random.choices(KINDS, (0.52, 0.12, 0.06, 0.3))[0]
    is_refund = kind != "更正申报"
    accepted = draw.later(applied, 0.4, county)
    # a correction is seldom looked into
    checked = 5.0 if is_refund else 18.0 if draw.happens(0.15) else 0.2
    approved = draw.later(accepted, checked, county)
    paid = draw.later(approved, 3.0, county) if is_refund else None
    closed = paid or approved
    state = draw.random.choices(("已办结", "已撤回", "不予退税"), (0.95, 0.03, 0.02 if is_refund else 0))[0]
    if state == "已办结" and known(closed) is None:
        state = "办理中"
    if state in ("已撤回", "不予退税"):
        paid = closed = None
    if closed and draw.happens(0.004):
        closed = applied - timedelta(days=3)  # closed before it was asked for
    company = draw.company()
    return [
        f"TS{applied:%Y%m}{number:06d}",
        company[:-1] + "Z" if draw.happens(0.004) else company,
        f"样例办税人{number}",
        county,
        tax,
        "即征即退" if draw.happens(0.002) else kind,  # a kind of refund that the code list does not have
        f"{applied:%Y-%m}",
        applied,
        *map(known, (accepted, approved, paid, closed)),
        round(draw.random.lognormvariate(11.5, 1.1), 2) if is_refund else None,
        draw.random.choices(("电子税务局", "办税服务厅"), (0.8 + 0.05 * (applied.year - 2019), 0.15))[0],
        state,
    ]
