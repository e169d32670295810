"""Invented construction approvals: the status-code stream of some hundred matter cases, and a corrected delivery."""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
import xlsxwriter

from sample.logs import city

CHINESE = (
    "办理信息主键", "审批事项实例编码", "项目代码", "工程代码", "审批事项编码", "并联审批实例编码", "行政区划代码",
    "办理部门编码", "办理状态", "办理时间", "事项办理时限", "项目类别", "统一社会信用代码", "办理意见", "办理人",
    "办理人电话",
)  # fmt: skip
STANDARD = (
    "DFSJZJ", "SPSXSLBM", "XMDM", "GCDM", "SPSXBM", "BLSPSLBM", "XZQHDM", "SPBMBM", "BLZT", "BLSJ", "SXBLSX", "XMLB",
    "TYSHXYDM", "BLYJ", "BLR", "BLRDH",
)  # fmt: skip
MATTERS = (("CA001", 5), ("CA002", 7), ("CA003", 3), ("CA004", 7), ("CA005", 10), ("CA006", 5), ("CA007", 7))
CLASSES = ("社会投资简易低风险", "一般工业", "带方案出让")
CUT = datetime(2022, 5, 31, 18)  # the first delivery ends here
_LAST = datetime(2022, 6, 15, 17, 30)
_BATCH_FILED = 24


@dataclass(frozen=True, slots=True)
class Event:
    """One change of state."""

    number: int
    case: int
    project: int
    matter: int
    region: str
    status: str
    at: datetime
    company: str
    memo: str = ""

    def cells(self) -> list[str]:
        """The row as text, in the order of both headers."""
        code, days = MATTERS[self.matter]
        return [
            f"YLSJ{self.number:06d}", f"YLSP{self.case:05d}", f"YLXM{self.project:04d}", f"YLGC{self.project:04d}",
            code, f"YLBL{self.project:04d}", self.region, city.DEPARTMENTS[self.matter], self.status,
            f"{self.at:%Y-%m-%d %H:%M:%S}", str(days), CLASSES[self.project % 3], self.company, self.memo,
            f"样例经办人{self.number % 17:02d}", f"154000{self.number % 100_000:05d}",
        ]  # fmt: skip


def write_construction(folder: Path, cases: int = 300, seed: int = 20220622) -> list[Path]:
    """Write the log until May 2022 as a GB18030 CSV, and June's events with ten corrected rows as a workbook."""
    events = sorted(_events(random.Random(seed), cases), key=lambda event: (event.at, event.number))  # noqa: S311
    former = [event for event in events if event.at <= CUT]
    later = [event for event in events if CUT < event.at <= _LAST]
    corrected = [replace(event, at=event.at.replace(minute=59), memo="更正办理时间") for event in former[100:1000:90]]
    return [
        _write_csv(
            folder / "2022-06-01" / "样例_工程建设审批.csv",
            [_soiled(place, event) for place, event in enumerate(former)],
        ),
        _write_workbook(folder / "2022-06-16" / "样例_工程建设审批_6月及更正.xlsx", corrected + later),
    ]


def _events(draw: random.Random, cases: int) -> Iterator[Event]:
    """The events of all cases; the last 24 were typed in afterwards, in one second."""
    number = 0
    for case in range(1, cases + 1):
        project, matter = (case + 2) // 3, draw.randrange(len(MATTERS))
        company = _company(500_000 + project)
        region = draw.choices(city.COUNTIES, city.COUNTY_WEIGHTS)[0]
        steps = _steps(draw, MATTERS[matter][1])
        if case > cases - _BATCH_FILED:
            steps = [("1", 60_000), ("3", 60_000), ("11", 64_210)]
        for status, minutes in steps:
            number += 1
            second = 0 if case > cases - _BATCH_FILED else draw.randrange(60)
            yield Event(number, case, project, matter, region, status, _at(minutes, second), company)


def _steps(draw: random.Random, promised: int) -> list[tuple[str, float]]:
    """Status codes with office minutes since 2021-01-04."""
    now = draw.uniform(0, city.OFFICE_DAYS * city.OFFICE_MINUTES)
    steps = [("1", now)]
    fate = draw.random()
    if fate < 0.05:
        return [*steps, (draw.choice("45"), now + draw.uniform(60, 400))]
    now += draw.uniform(5, 300)
    steps.append(("3", now))
    if draw.random() < 0.15:
        steps += [("6", now + 30), ("7", now := now + 30 + draw.lognormvariate(7.3, 0.6))]
    now += draw.uniform(10, 200)
    steps.append(("8", now))
    if draw.random() < 0.06:
        steps += [("9", now + 20), ("10", now := now + 20 + draw.uniform(5, 15) * city.OFFICE_MINUTES)]
    if fate < 0.08:
        return [*steps, (draw.choice(("2", "14")), now + 300)]
    if fate < 0.1:
        return steps  # left lying
    now += promised * city.OFFICE_MINUTES * draw.lognormvariate(-0.6, 0.5)
    steps.append((draw.choices(("11", "12", "13"), (0.88, 0.08, 0.04))[0], now))
    return [*steps, ("15", now + 9000)] if draw.random() < 0.01 else steps


def _at(minutes: float, second: int) -> datetime:
    return city.wall_clock(np.array([minutes]))[0].item().replace(second=second)


def _company(number: int) -> str:
    return f"91330800MA{number:07d}{city.company_checks(np.array([number]))[0]}"


def _soiled(place: int, event: Event) -> list[str]:
    """The row as the platform exports it: a handful is faulty, as in every export."""
    cells = event.cells()
    faults = {
        50: (8, "16"), 150: (9, "时间不详"), 250: (6, "330199"), 350: (12, "91330800MA0000000I"),
        450: (13, f"请联系15400000505，证件{_identity(505)}"),
    }  # fmt: skip
    if place in faults:
        column, text = faults[place]
        cells[column] = text
    return cells


def _identity(person: int) -> str:
    head, check = city.identity_numbers(np.array([person]))
    return f"{head[0]}{check[0]}"


def _write_csv(path: Path, rows: list[list[str]]) -> Path:
    """GB18030, with a title above the header, as the platform's export button makes it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([["工程建设项目审批办理信息（样例文件，内容为虚构）"], CHINESE, *rows])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("gb18030"))
    return path


def _write_workbook(path: Path, events: list[Event]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2022, 6, 16), "title": "样例文件，内容为虚构"})
    sheet = book.add_worksheet("办理信息")
    for number, cells in enumerate([STANDARD, *(event.cells() for event in events)]):
        sheet.write_row(number, 0, cells)
    book.close()
    return path
