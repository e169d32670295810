"""Invented ratings of government services (好差评), as the rating platform exports them."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from sample.logs.city import identity_numbers
from sample.systems.table import PACE, Draw, known, write_table

HEADER = (
    "projNo", "assessNumber", "serviceCode", "serviceName", "serviceDepartmentCode", "regionCode", "applicantName",
    "applicantCardNumber", "evaluateChannel", "satisfaction", "isDefault", "transactionTime", "evaluateTime",
    "callbackTime", "rectifyTime", "writingEvaluation",
)  # fmt: skip
_LEVELS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
_CHANNELS = ("窗口评价器", "浙里办", "政务服务网", "二维码", "短信", "自助终端")
_DEFAULT_AFTER = timedelta(days=5)  # when nobody answers, the system enters 非常满意


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the ratings as JSON lines; ``scale`` 1 is about a thousand cases."""
    draw = Draw(seed, "service_rating")
    rows = [row for number in range(1, round(1000 * scale) + 1) for row in _ratings(draw, number)]
    path = landing / "logs" / "service_rating" / "样例_政务服务好差评.jsonl"
    return [write_table(path, HEADER, rows, "jsonl")]


def _ratings(draw: Draw, number: int) -> list[list]:
    """The ratings of one case: a default one, a real one, or a real one with second thoughts."""
    county, transacted = draw.county(), draw.moment()
    is_default = draw.happens(0.35 - 0.05 * (transacted.year - 2019))
    evaluated = transacted + (_DEFAULT_AFTER if is_default else timedelta(minutes=draw.random.randrange(3, 2880)))
    if draw.happens(0.003):  # rated before the case was finished
        evaluated = transacted - timedelta(hours=2)
    item = draw.random.randrange(1, 200)
    head, check = identity_numbers(np.array([number]))
    case = [
        f"YL{number:010d}",
        item,
        f"样例事项{item:03d}",
        f"样例申请人{number}",
        f"{head[0]}{check[0]}",
        transacted,
        county,
    ]
    bad = 0.05 * PACE[county] - 0.008 * (transacted.year - 2019)
    level = draw.random.choices(_LEVELS, (0.8, 0.12, 0.08 - bad, 0.7 * bad, 0.3 * bad))[0]
    rows = [_row(draw, case, 1, "非常满意" if is_default else level, is_default, evaluated)]
    if draw.happens(0.04):
        later = evaluated + timedelta(days=draw.random.randrange(1, 20))
        rows.append(_row(draw, case, 2, draw.random.choice(_LEVELS[:4]), False, later))
    return [row for row in rows if row is not None]


def _row(draw: Draw, case: list, rating: int, level: str, is_default: bool, evaluated: datetime) -> list | None:
    case_no, item, name, person, identity, transacted, county = case
    if known(evaluated) is None:
        return None
    is_bad = level in _LEVELS[3:]
    called = draw.later(evaluated, 0.8, county) if is_bad and draw.happens(0.95) else None
    mended = draw.later(called, 6, county) if called and draw.happens(0.9) else None
    told = (
        draw.random.choice(("窗口人员耐心", "排队时间较长", "一次办成", "材料要求不清楚"))
        if draw.happens(0.2)
        else None
    )
    return [
        case_no,
        rating,
        f"GS{item:03d}",
        name,
        f"QZ{item % 30 + 1:02d}",
        county,
        person,
        identity,
        "系统" if is_default else draw.random.choice(_CHANNELS),
        "一般" if draw.happens(0.002) else level,  # a level that the standard does not know
        is_default,
        transacted,
        evaluated,
        known(called),
        known(mended),
        told,
    ]
