"""Invented applications for water and gas, as the companies' business systems export them."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "报装编号", "用户编号", "用户名称", "联系电话", "统一社会信用代码", "区县代码", "报装类型", "业务类型",
    "用户类别", "办理渠道", "管径", "日用量", "红线外工程", "施工主体", "受理时间", "踏勘时间", "方案答复时间",
    "施工开始时间", "施工完成时间", "验收时间", "通水通气时间", "用户承担红线外费用", "用户承担红线内费用", "状态",
)  # fmt: skip


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the cases as one table; ``scale`` 1 is about seven hundred."""
    draw = Draw(seed, "water_gas_connection")
    rows = [_case(draw, number) for number in range(1, round(700 * scale) + 1)]
    path = landing / "logs" / "water_gas_connection" / "样例_用水用气报装.csv"
    return [write_table(path, HEADER, rows, "csv")]


def _case(draw: Draw, number: int) -> list:
    county, accepted = draw.county(), draw.moment()
    is_water, is_firm = draw.happens(0.6), draw.happens(0.8)
    has_outside, is_cancelled = draw.happens(0.45), draw.happens(0.03)
    surveyed = draw.later(accepted, 0.8, county) if draw.happens(0.85) else None
    planned = draw.later(surveyed or accepted, 1.2, county)
    # a small connection needs no works but a meter; what lies inside the land the customer may build itself
    has_works = has_outside or draw.happens(0.6)
    is_own = has_works and is_firm and draw.happens(0.4)
    begun = draw.later(planned, 6.0 if is_own else 1.5, county) if has_works else None
    ended = draw.later(begun, 12.0 if is_own else 4.0, county) if begun else None
    ready = ended or planned
    checked = draw.later(ready, 0.8, county)
    connected = checked + timedelta(hours=1) if draw.happens(0.55) else draw.later(checked, 1.0, county)
    if surveyed and number % 150 == 31:
        surveyed = accepted - timedelta(hours=20)  # handled outside the system first
    if number % 300 == 41:
        connected = accepted - timedelta(days=2)
    if is_cancelled:
        begun = ended = checked = connected = None
    if number % 400 == 51:
        county = "330106"  # a place of another city
    is_charged = has_outside and (accepted.year < 2021 or number % 100 == 61)
    builder = ("供水企业" if is_water else "燃气企业") if not is_own else draw.random.choice(("用户自建", "用户委托"))
    done = known(connected) is not None
    inside = round(draw.random.lognormvariate(8.6, 0.5), 0) if has_works else 0
    return [
        f"{'SB' if is_water else 'RB'}{accepted:%Y%m}{number:05d}",
        f"YL{number:08d}",
        f"样例用户{number}",
        f"154{number:08d}",
        draw.company() if is_firm else None,
        county,
        "用水" if is_water else "用气",
        # now and then a kind that no code list knows
        "过户" if number % 350 == 71 else draw.random.choices(("新装", "增容"), (0.85, 0.15))[0],
        "非居民" if is_firm else "居民",
        draw.random.choices(("浙里办", "政务服务网", "营业厅"), (0.35, 0.25, 0.4))[0],
        draw.random.choice((25, 40, 50, 80, 100)),
        round(draw.random.lognormvariate(2.5, 0.8), 1),
        has_outside,
        builder if has_works else None,
        accepted,
        *map(known, (surveyed, planned, begun, ended, checked, connected)),
        (round(draw.random.lognormvariate(9.2, 0.5), 0) if is_charged else 0) if has_outside else None,
        # a cost that nobody entered is unknown, not nothing
        inside if done and draw.happens(0.96) else None,
        "已撤销" if is_cancelled else "已归档" if done else "在途",
    ]
