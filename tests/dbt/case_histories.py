"""Random histories of deliveries of case logs: what departments send, correct, take back and send again."""

import csv
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

FIRST_DAY = datetime(2021, 12, 20, 9)
SERVICE_HEAD = ["办件编号", "事项编码", "行政区划", "部门编码", "环节", "办理结果", "办理时间", "承诺期限"]
APPROVAL_HEAD = ["办理信息主键", "审批事项实例编码", "审批事项编码", "行政区划代码", "办理状态", "办理时间"]
PROCESS_HEAD = ["case:concept:name", "concept:name", "time:timestamp", "lifecycle:transition"]
CONNECTION_HEAD = [
    "工单编号", "户号", "区县代码", "业务类型", "电压等级", "报装容量", "三零服务", "申请渠道", "受理时间",
    "现场勘查时间", "方案答复时间", "合同签订时间", "工程完工时间", "竣工检验时间", "装表时间", "送电时间",
    "用户承担外部工程费", "用户承担内部工程费", "状态", "设计文件受理时间", "设计审查时间", "归档时间",
    "暂停开始时间", "暂停恢复时间", "暂停原因",
]  # fmt: skip
REGIONS = ["330802", "330803", "330881", "330800"]


def _moments(rng: random.Random, count: int) -> list[str]:
    """Ascending moments of one case; now and then two alike."""
    moment = FIRST_DAY + timedelta(minutes=rng.randrange(60 * 24 * 20))
    found = []
    for _ in range(count):
        moment += timedelta(minutes=rng.choice([0, 30, 400, 1500, 4000]))
        found.append(moment.isoformat(sep=" "))
    return found


def service_case(rng: random.Random, number: int) -> list[list[str]]:
    stages = [
        "申办",
        "受理",
        *rng.choice([[], ["补正告知", "补正受理"], ["补正告知", "特别程序申请", "补正受理", "特别程序结果"]]),
    ]
    stages += rng.choice([[], ["补正告知"], ["办结"], ["办结"], ["办结", "领证登记"]])
    region, result, days = rng.choice(REGIONS), rng.choice(["10", "10", "13", "07", ""]), str(rng.randrange(6))
    return [
        [
            f"S{number}",
            f"GS00{number % 3 + 1}",
            region,
            f"d{number % 2}",
            stage,
            result if stage == "办结" else "",
            at,
            days,
        ]
        for stage, at in zip(stages, _moments(rng, len(stages)), strict=True)
    ]


def approval_case(rng: random.Random, number: int) -> list[list[str]]:
    codes = [
        "1",
        "3",
        *rng.choice([[], ["6", "7"], ["9", "10"], ["8"]]),
        *rng.choice([[], ["11"], ["13"], ["14"], ["15"]]),
    ]
    return [
        [f"E{number}-{place}", f"A{number}", "CA001", rng.choice(REGIONS), code, at]
        for place, (code, at) in enumerate(zip(codes, _moments(rng, len(codes)), strict=True))
    ]


def process_case(rng: random.Random, number: int) -> list[list[str]]:
    activities = [(name, state) for name in "abc"[: rng.randrange(1, 4)] for state in ("start", "complete")]
    return [
        [f"P{number}", name, at, state]
        for (name, state), at in zip(activities, _moments(rng, len(activities)), strict=True)
    ]


def connection_case(rng: random.Random, number: int) -> list[list[str]]:
    reached = rng.randrange(1, 9)
    moments = [*_moments(rng, reached), *[""] * (8 - reached)]
    state = "已归档" if reached == 8 else rng.choice(["在途", "已撤销"])
    kind = [
        f"W{number}",
        f"H{number}",
        rng.choice(REGIONS[:3]),
        "新装",
        rng.choice(["低压", "10kV"]),
        "100",
        "是",
        "营业厅",
    ]
    # a review inside the works, an archive on the last day, a pause between acceptance and survey
    reviewed = moments[2:4] if reached >= 5 and rng.random() < 0.5 else ["", ""]
    archived = moments[7] and rng.choice(["", moments[7]])
    paused = [*moments[:2], rng.choice(["外线许可", "电网物资", ""])] if rng.random() < 0.5 else ["", "", ""]
    return [[*kind, *moments, "0", rng.choice(["", "10"]), state, *reviewed, archived, *paused]]


LOGS: dict[str, tuple[list[str], Callable[[random.Random, int], list[list[str]]]]] = {
    "government_service": (SERVICE_HEAD, service_case),
    "construction_approval": (APPROVAL_HEAD, approval_case),
    "process_log/town": (PROCESS_HEAD, process_case),
    "electricity_connection": (CONNECTION_HEAD, connection_case),
}


class History:
    """A landing zone in which something happens every day."""

    def __init__(self, landing: Path, seed: int) -> None:
        self.landing = landing
        self.rng = random.Random(seed)
        self.next_case = 0
        self.delivered = 0

    def deliver(self, log: str, name: str | None = None) -> None:
        """New cases, and some old ones as they stand by now."""
        head, make = LOGS[log]
        old = self.rng.sample(range(self.next_case), min(4, self.next_case))
        rows = [row for number in [*old, *range(self.next_case, self.next_case + 12)] for row in make(self.rng, number)]
        self.next_case += 12
        self.delivered += 1
        self._write(self.landing / "logs" / log / (name or f"{self.delivered:03}.csv"), head, rows)

    def replace(self, log: str) -> None:
        """Another content under a name known already."""
        if files := self._files(log):
            self.deliver(log, self.rng.choice(files).name)

    def withdraw(self, log: str) -> None:
        if files := self._files(log):
            self.rng.choice(files).unlink()

    def deliver_again(self, log: str) -> None:
        """An old file under a new name, so that its word is the last."""
        if files := self._files(log):
            self.delivered += 1
            content = files[0].read_bytes()
            (files[0].parent / f"{self.delivered:03}_again.csv").write_bytes(content)
            files[0].unlink()

    def declare_holiday(self) -> None:
        head = ["日历", "日期", "是否上班", "理由", "登记人", "登记日期"]
        row = ["全国", "2022-01-06", "否", "暴雪", "营商办", "2022-01-05"]
        self._write(self.landing / "registers" / "calendar_overrides.csv", head, [row])

    def day(self) -> None:
        """What happens on one day: every log does one thing."""
        for log in LOGS:
            self.rng.choice([self.deliver, self.deliver, self.replace, self.withdraw, self.deliver_again])(log)

    def _files(self, log: str) -> list[Path]:
        return sorted((self.landing / "logs" / log).glob("*.csv"))

    def _write(self, path: Path, head: list[str], rows: list[list[str]]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])
