"""What newer exports of the marketing system add to a connection case: further nodes, pauses, payers, satisfaction.

Planted: archives filled in one go at the end of 2021, cancelled cases with power, users charged for works outside the
red line, works without a record of who pays, pauses for reasons that do not stop the supplier's clock.
"""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta

_MOMENTS = (
    "设计文件受理时间", "设计审查时间", "外线许可受理时间", "外线许可办结时间", "外部工程开工时间", "外部工程完工时间",
    "中间检查申请时间", "中间检查时间", "竣工报验时间", "归档时间", "暂停开始时间", "暂停恢复时间",
)  # fmt: skip
DETAILS = (
    "用电类别", "供电电源", *_MOMENTS, "暂停原因", "供电企业承担外部工程费", "政府承担外部工程费", "园区承担外部工程费",
    "外部工程位置", "费用分担记录", "费用分担依据", "满意度",
)  # fmt: skip
_REASONS = ("客户申请暂缓", "客户补充资料", "外线许可", "电网停电计划", "电网物资")
_YEAR_END = datetime(2021, 12, 31, 23, 50)
_REVIEWED_FROM = 630  # kVA


def energised_all_the_same(draw: random.Random, accept: datetime, last_day: datetime) -> str:
    """Power of a cancelled case: every second one has it."""
    energised = accept + timedelta(days=draw.randrange(5, 20))
    return f"{energised:%Y-%m-%d %H:%M:%S}" if draw.random() < 0.5 and energised <= last_day else ""


def details(
    draw: random.Random, row: Mapping[str, str], moments: Mapping[str, datetime], last_day: datetime
) -> list[str]:
    """The further columns of a case, in the order of ``DETAILS``."""
    is_small, is_done = row["三零服务"] == "是", row["状态"] == "已归档"
    further = {} if row["状态"] == "已撤销" else _further(draw, row, moments)
    if is_done:
        power = moments["送电时间"]
        further["归档时间"] = (
            _YEAR_END if power.year == _YEAR_END.year else power + timedelta(days=draw.randrange(1, 4))
        )
    told = {name: f"{at:%Y-%m-%d %H:%M}:00" for name, at in further.items() if at <= last_day}
    if "暂停开始时间" in told:
        told["暂停原因"] = draw.choice(_REASONS)
    told |= _payers(draw, row, is_small) if is_done else {}
    told["用电类别"] = "一般工商业" if is_small else "大工业"
    told["供电电源"] = "单电源" if is_small or draw.random() < 0.8 else "双电源"
    if is_done and draw.random() < 0.7:
        told["满意度"] = str(draw.choice((3, 4, 5, 5)))
    return [told.get(name, "") for name in DETAILS]


def _further(draw: random.Random, row: Mapping[str, str], moments: Mapping[str, datetime]) -> dict[str, datetime]:
    """Nodes between those of the older export, each at a share of the span in which it lies."""
    found = {}
    accept, power = moments["受理时间"], moments.get("送电时间")
    plan, works, check = (moments.get(name) for name in ("方案答复时间", "工程完工时间", "竣工检验时间"))
    if plan and works:
        if float(row["报装容量"]) >= _REVIEWED_FROM:
            found["设计文件受理时间"] = _between(plan, works, 0.1)
            found["设计审查时间"] = _between(plan, works, draw.choice((0.15, 0.2, 0.6)))
            found["中间检查申请时间"] = _between(plan, works, 0.7)
            found["中间检查时间"] = _between(plan, works, draw.choice((0.75, 0.8, 0.95)))
        if draw.random() < 0.5:
            found["外线许可受理时间"] = _between(plan, works, 0.15)
            found["外线许可办结时间"] = _between(plan, works, draw.uniform(0.2, 0.45))
        found["外部工程开工时间"] = _between(plan, works, 0.5)
        found["外部工程完工时间"] = _between(plan, works, 0.9)
    if works and check:
        found["竣工报验时间"] = _between(works, check, draw.uniform(0, 0.4))
    whole = plan or power
    if whole and draw.random() < 0.15:
        found["暂停开始时间"] = _between(accept, whole, 0.2)
        found["暂停恢复时间"] = _between(accept, whole, draw.uniform(0.3, 0.8))
    return found


def _between(begin: datetime, end: datetime, share: float) -> datetime:
    return begin + (end - begin) * share


def _payers(draw: random.Random, row: Mapping[str, str], is_small: bool) -> dict[str, str]:
    user = float(row["用户承担外部工程费"] or 0)
    outside = draw.random() < (0.3 if user else 0.9)
    has_record = draw.random() < 0.8
    government = draw.choice((0, 0, 15_000, 30_000)) if not is_small else 0
    return {
        "供电企业承担外部工程费": str(
            draw.randrange(3_000, 9_000, 500) if is_small else draw.randrange(20_000, 90_000, 1000)
        ),
        "政府承担外部工程费": str(government) if government else "",
        "园区承担外部工程费": "" if is_small or draw.random() < 0.7 else "20000",
        "外部工程位置": "红线外" if outside else "红线内",
        "费用分担记录": "是" if has_record else "否",
        "费用分担依据": "国办函〔2020〕129号" if has_record else "",
    }
