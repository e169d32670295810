"""Invented labour disputes, as the mediation and arbitration system exports them."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "案件编号", "区县代码", "申请人", "申请人证件号码", "联系电话", "用人单位统一社会信用代码", "争议类型", "申请时间",
    "受理时间", "调解结果", "裁决时间", "送达时间", "结案时间", "涉案金额", "涉及劳动者人数", "状态",
)  # fmt: skip
TYPES = {"劳动报酬": 0.5, "经济补偿": 0.2, "工伤待遇": 0.15, "社会保险": 0.05, "其他": 0.1}
_FAULTS = {
    66: ("调解结果", "和解"),
    166: ("用人单位统一社会信用代码", "91330800MA0000000I"),
    366: ("区县代码", "330199"),
}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the cases as one GB18030 table; ``scale`` 1 is nine hundred."""
    draw = Draw(seed, "labour_dispute")
    rows = [_case(draw, number) for number in range(1, round(900 * scale) + 1)]
    for number, (header, value) in _FAULTS.items():
        if number <= len(rows):
            rows[number - 1][HEADER.index(header)] = value
    path = landing / "logs" / "labour_dispute" / "样例_劳动人事争议案件.csv"
    return [write_table(path, HEADER, rows, "gb18030")]


def _case(draw: Draw, number: int) -> list:
    county, applied = draw.county(), draw.moment()
    state = draw.random.choices(("已结案", "已撤回", "不予受理"), (0.91, 0.07, 0.02))[0]
    accepted = draw.later(applied, 3, county)
    years = applied.year - 2019
    result = draw.random.choices(("调解成功", "调解不成", "未经调解"), (0.5 + 0.1 * years, 0.3, 0.15))[0]
    is_awarded = result != "调解成功" and state == "已结案"
    award = draw.later(accepted, 32, county) if is_awarded else None
    served = draw.later(award, 4, county) if award else None
    if award and number % 150 == 0:  # typed in wrongly: the award before the acceptance
        award = accepted - timedelta(days=1)
    closed = served or draw.later(accepted, 14, county)
    if state == "不予受理":
        accepted, result = None, "未经调解"
    elif known(closed) is None:
        state = "在办"
    if known(closed) is None or draw.happens(0.01):  # now and then nobody entered the result
        result = None
    return [
        f"YLLD{applied:%Y}{number:05d}",
        county,
        f"样例劳动者{number}",
        "",
        f"154{number:08d}",
        draw.company(),
        draw.random.choices(list(TYPES), list(TYPES.values()))[0],
        applied,
        known(accepted),
        result,
        *map(known, (award, served, closed)),
        round(draw.random.lognormvariate(9.8, 0.9), 2),
        draw.random.choices((1, 2, 3, 12), (0.85, 0.08, 0.05, 0.02))[0],
        state,
    ]
