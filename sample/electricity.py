"""Invented electricity-connection cases of Quzhou, as a marketing system would export them."""

import csv
import io
import random
from datetime import datetime, timedelta
from pathlib import Path

from sample.electricity_details import DETAILS, details, energised_all_the_same

HEADER = (
    "工单编号", "户号", "户名", "联系电话", "区县代码", "业务类型", "电压等级", "报装容量", "三零服务", "申请渠道",
    "受理时间", "现场勘查时间", "方案答复时间", "合同签订时间", "工程完工时间", "竣工检验时间", "装表时间", "送电时间",
    "用户承担外部工程费", "用户承担内部工程费", "状态", *DETAILS,
)  # fmt: skip
COUNTIES = ("330802", "330803", "330822", "330824", "330825", "330881", "3308Z1")
FIRST_DAY = datetime(2020, 1, 6, 8, 30)
LAST_DAY = datetime(2022, 6, 15, 17, 0)
_OFF_SYSTEM = 60  # every so manieth case was surveyed before it was put on the system


def write_cases(path: Path, cases: int = 600, seed: int = 20220622) -> Path:
    """Write ``cases`` cases as a GB18030 CSV; the same seed gives the same bytes."""
    draw = random.Random(seed)  # noqa: S311 - invented data, nothing secret
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for number in range(1, cases + 1):
        writer.writerow(_case(draw, number, seed))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _case(draw: random.Random, number: int, seed: int) -> list[str]:
    is_small = draw.random() < 0.7
    accept = _working_hour(draw, FIRST_DAY + (LAST_DAY - FIRST_DAY) * draw.random())
    moments = _low_voltage(draw, accept) if is_small else _high_voltage(draw, accept)
    if number % _OFF_SYSTEM == 0 and "现场勘查时间" in moments:
        moments["现场勘查时间"] = accept - timedelta(days=2)
    state = "已撤销" if draw.random() < 0.03 else ("在途" if max(moments.values()) > LAST_DAY else "已归档")
    if state == "已撤销":
        moments = dict(list(moments.items())[:2])
    elif state == "在途":
        moments = {name: moment for name, moment in moments.items() if moment <= LAST_DAY}
    row = [
        f"YB{accept:%Y%m}{number:05d}",
        f"58{number:08d}",
        f"样例企业{number:04d}（虚构）",
        f"1390570{number % 10000:04d}",
        draw.choice(COUNTIES),
        draw.choice(("新装", "新装", "增容")),
        "380V" if is_small else "10kV",
        str(draw.choice((15, 30, 50, 80, 100, 140, 160)) if is_small else draw.choice((200, 315, 400, 630, 1000))),
        "是" if is_small else "否",
        draw.choice(("网上国网", "浙里办", "营业厅", "政务服务中心")),
        *("" if name not in moments else f"{moments[name]:%Y-%m-%d %H:%M:%S}" for name in HEADER[10:18]),
        "0" if is_small else str(draw.choice((0, 0, 0, 12000, 26000))),
        "0" if is_small else str(draw.randrange(40_000, 180_000, 1000)),
        state,
    ]
    # what older exports do not hold has a random stream of its own: the columns above stay as they are without it
    own = random.Random(f"{seed}-{number}")  # noqa: S311
    if state == "已撤销":
        row[HEADER.index("送电时间")] = energised_all_the_same(own, accept, LAST_DAY)
    return [*row, *details(own, dict(zip(HEADER, row, strict=False)), moments, LAST_DAY)]


def _low_voltage(draw: random.Random, accept: datetime) -> dict[str, datetime]:
    """Two contacts: applying with the contract signed, then connecting."""
    energise = _working_hour(draw, accept + timedelta(days=draw.lognormvariate(1.4, 0.5)))
    return {
        "受理时间": accept,
        "合同签订时间": accept + timedelta(minutes=20),
        "竣工检验时间": energise - timedelta(hours=1),
        "装表时间": energise - timedelta(minutes=30),
        "送电时间": energise,
    }


def _high_voltage(draw: random.Random, accept: datetime) -> dict[str, datetime]:
    """Three contacts, with the customer's own works between plan and check."""
    survey = _working_hour(draw, accept + timedelta(days=draw.uniform(1, 3)))
    plan = _working_hour(draw, survey + timedelta(days=draw.uniform(2, 9)))
    works = _working_hour(draw, plan + timedelta(days=draw.lognormvariate(3.0, 0.45)))
    check = _working_hour(draw, works + timedelta(days=draw.uniform(1, 4)))
    meter = _working_hour(draw, check + timedelta(days=draw.uniform(0.5, 3)))
    return {
        "受理时间": accept,
        "现场勘查时间": survey,
        "方案答复时间": plan,
        "合同签订时间": plan + timedelta(hours=2),
        "工程完工时间": works,
        "竣工检验时间": check,
        "装表时间": meter,
        "送电时间": meter + timedelta(hours=3),
    }


def _working_hour(draw: random.Random, moment: datetime) -> datetime:
    """The moment moved into office hours, so that it looks like a case handled by people."""
    return moment.replace(hour=draw.randrange(9, 17), minute=draw.randrange(60), second=0, microsecond=0)
