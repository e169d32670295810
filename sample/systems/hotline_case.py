"""Invented appeals to the 12345 hotline, with what the callers answered when they were called back."""

from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import PACE, Draw, known, write_table

HEADER = (
    "诉求编号", "原诉求编号", "来源", "诉求类型", "诉求类别", "一级分类", "二级分类", "标题", "内容", "来电人",
    "联系电话", "事发地址", "区县代码", "承办单位", "办理时限（工作日）", "登记时间", "派单时间", "签收时间",
    "办结时间", "回访时间", "是否响应", "是否解决", "满意度", "事件状态",
)  # fmt: skip
_KINDS = ("咨询", "求助", "投诉", "举报", "建议")
_CONCERNS = ("涉企", "营商环境", "民生", "其他")
_OFFICES = ("市场监督管理局", "人力资源和社会保障局", "税务局", "自然资源和规划局", "经济和信息化局", "交通运输局")
_CLASSES = (("惠企政策", "政策兑现"), ("办事服务", "办理进度"), ("用工社保", "参保缴费"), ("要素保障", "用地用能"))
_NOBODY = ("未接通", "未接通", "未接通")
_REPEATED = 500_000  # numbers of repeated appeals begin behind those of first ones


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the appeals as one GB18030 table; ``scale`` 1 is about a thousand."""
    draw = Draw(seed, "hotline_case")
    rows = []
    for number in range(1, round(950 * scale) + 1):
        county, registered, concern = draw.county(), draw.moment(), draw.random.choices(_CONCERNS, (6, 2, 2, 1))[0]
        appeal = _appeal(draw, number, county, registered, concern)
        rows.append(appeal)
        if draw.happens(0.06) and (later := known(draw.later(registered, 25, county))):
            again = _appeal(draw, _REPEATED + number, county, later, concern)
            again[1] = appeal[0]
            rows.append(again)
    path = landing / "logs" / "hotline_case" / "样例_12345热线诉求.csv"
    return [write_table(path, HEADER, rows, "gb18030")]


def _appeal(draw: Draw, number: int, county: str, registered: datetime, concern: str) -> list:
    dispatched = registered + timedelta(minutes=draw.random.randrange(5, 90))
    signed = draw.later(dispatched, 0.5, county)
    finished = known(draw.later(signed, 4, county))
    state = draw.random.choices(("已办结", "已撤回", "不予受理"), (0.95, 0.03, 0.02))[0]
    if state == "已办结" and finished is None:
        state = "办理中"
    if state != "已办结":
        finished = None
    called = known(draw.later(finished, 1.5, county)) if finished and draw.happens(0.93) else None
    if number % 310 == 17:  # passed on before anybody had called
        dispatched = registered - timedelta(days=1)
    subject, detail = draw.random.choice(_CLASSES)
    return [
        f"DH{registered:%Y%m%d}-{number:06d}",
        None,
        draw.random.choices(("电话", "浙里办", "网站", "微信", "上级转办"), (0.7, 0.12, 0.08, 0.06, 0.04))[0],
        "表扬" if number % 240 == 9 else draw.random.choices(_KINDS, (0.4, 0.25, 0.2, 0.05, 0.1))[0],
        concern,
        subject,
        detail,
        f"样例诉求标题{number}",
        f"样例诉求内容{number}",
        f"样例来电人{number}",
        f"样例电话{number}",
        f"样例地址{number}",
        county,
        draw.random.choice(_OFFICES),
        draw.random.choice((1, 3, 5, 10)),
        registered,
        *map(known, (dispatched, signed)),
        finished,
        called,
        *(_answers(draw, county, registered) if called else (None, None, None)),
        state,
    ]


def _answers(draw: Draw, county: str, registered: datetime) -> tuple[str, str, str]:
    """Whether the office responded, whether the matter is solved, how content the caller is; or nobody there."""
    if draw.happens(0.12):
        return _NOBODY
    bad = 0.06 * PACE[county] - 0.006 * (registered.year - 2019)
    responded, solved = not draw.happens(bad), not draw.happens(2.5 * bad)
    levels = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
    weights = (0.45, 0.35, 0.14, 0.05, 0.01) if responded and solved else (0, 0.05, 0.25, 0.5, 0.2)
    level = "未评价" if draw.happens(0.08) else draw.random.choices(levels, weights)[0]
    return "是" if responded else "否", "是" if responded and solved else "否", level
