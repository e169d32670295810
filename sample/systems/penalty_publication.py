"""Invented decisions of enforcement agencies, and when they were published."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import PACE, Draw, known, write_table

HEADER = (
    "决定书文号", "决定类别", "区县代码", "执法部门", "当事人", "统一社会信用代码", "决定时间", "公示时间", "撤回时间",
    "撤回原因",
)  # fmt: skip
_KINDS = {"行政处罚": 3.0, "行政许可": 2.0, "行政强制": 7.0, "行政检查": 8.0}  # days until most are published
_WORD = {"行政处罚": "罚", "行政许可": "许", "行政强制": "强", "行政检查": "检"}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the decisions as one GB18030 table; ``scale`` 1 is about nine hundred."""
    draw = Draw(seed, "penalty_publication")
    rows = [_decision(draw, number) for number in range(1, round(900 * scale) + 1)]
    path = landing / "logs" / "penalty_publication" / "样例_行政执法决定公示.csv"
    return [write_table(path, HEADER, rows, "gb18030")]


def _decision(draw: Draw, number: int) -> list:
    county, decided = draw.county(), draw.moment()
    kind = draw.random.choices(tuple(_KINDS), (0.6, 0.2, 0.08, 0.12))[0]
    published = draw.later(decided, _KINDS[kind], county)
    if draw.happens(0.05 * PACE[county]):  # forgotten for weeks
        published = draw.later(decided, 45, county)
    if draw.happens(0.004):  # published before it was decided
        published = decided - timedelta(days=365)
    withdrawn, reason = None, None
    if draw.happens(0.02):  # annulled before anybody published it
        published, withdrawn, reason = None, draw.later(decided, 3, county), "决定撤销"
    elif draw.happens(0.08):  # after half a year a company may have its name cleared
        withdrawn, reason = draw.later(published, 200, county), "信用修复"
    elif draw.happens(0.03):
        published = None
    if known(withdrawn) is None:
        reason = None
    return [
        f"衢样{_WORD[kind]}决字〔{decided.year}〕第{number:05d}号",
        "行政约谈" if draw.happens(0.003) else kind,  # a kind that is no decision
        county,
        draw.random.choice(("市场监督管理局", "综合行政执法局", "生态环境局", "应急管理局", "交通运输局")),
        f"样例当事人{number}",
        draw.company(),
        decided,
        known(published),
        known(withdrawn),
        reason,
    ]
