"""Invented outages of the city's network since 2018, and the customers that each feeder serves.

Left in as real records have them: outages still open, steps that overlap, more customers off than there are, a negative
number, a restoration a year late, marks of momentary outages against their length, and one stormy week.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sample.logs.city import COUNTIES
from sample.systems.table import LAST_DAY, PACE, Draw, write_table

OUTAGES = (
    "停电编号", "负荷点编号", "步骤序号", "区县代码", "馈线编号", "地区特征", "电压等级", "停电类型", "停电原因",
    "外部影响", "停电开始时间", "恢复供电时间", "停电户数", "总户数", "停电容量", "总容量", "短时停电", "提前通知",
)  # fmt: skip
CUSTOMERS = ("期间", "区县代码", "地区特征", "电压等级", "馈线编号", "用户数", "容量")
_FIRST = datetime(2018, 1, 1)
_DAYS = (LAST_DAY - _FIRST).days
_AREAS = ("市区", "城镇", "农村")  # area class of a county's feeders
_CAUSES = {
    "故障": (("设备老化", False), ("雷击", False), ("外力破坏", True), ("用户设备故障", True)),
    "预安排": (("检修", False), ("施工配合", True), ("工程接入", False)),
    "限电": (("系统电源不足", True),),
}
_STORM = datetime(2021, 7, 25, 6)
# outages of one county in a year; the pace of counties and years as in every other system
_A_YEAR = 62


class Point(NamedTuple):
    """One load point (公变或专变): its feeder, area class, customers and capacity."""

    code: str
    county: str
    feeder: str
    area: str
    voltage: str
    customers: int
    kva: int


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the outages as one CSV and the customers as one workbook; ``scale`` 1 is about two thousand rows."""
    draw = Draw(seed, "electricity_outage")
    points = _network(draw)
    rows: list[list] = []
    for county in COUNTIES:
        own = [point for point in points if point.county == county]
        for _ in range(round(_A_YEAR * PACE[county] * _DAYS / 365 * scale)):
            began = _FIRST + timedelta(minutes=draw.random.randrange(_DAYS * 1440))
            # fewer outages each year
            if draw.happens(0.93 ** (began.year - 2018)):
                rows += _outage(draw, len(rows) + 1, own, began)
        for hour in range(0, round(80 * scale), 5):
            rows += _outage(draw, len(rows) + 1, own, _STORM + timedelta(hours=hour), kind="故障", hours=3)
    rows.sort(key=lambda row: (row[10], row[0], row[1], row[2]))
    _damage(rows)
    return [
        write_table(landing / "logs" / "electricity_outage" / "样例_停电事件.csv", OUTAGES, rows),
        write_table(landing / "registers" / "供电用户数_样例.xlsx", CUSTOMERS, _served(points), "xlsx"),
    ]


def _network(draw: Draw) -> list[Point]:
    points = []
    for county in COUNTIES:
        for number, area in enumerate(_AREAS, start=1):
            feeder = f"F{county[2:]}{number}"
            for place in range(1, 5):
                customers = draw.random.randrange(150, 900)
                voltage = "10kV" if place == 4 else "低压"
                points.append(Point(f"{feeder}-{place}", county, feeder, area, voltage, customers, 5 * customers // 2))
    return points


def _served(points: list[Point]) -> list[list]:
    parts: dict[tuple[str, str, str, str], list[int]] = {}
    for point in points:
        part = parts.setdefault((point.county, point.area, point.voltage, point.feeder), [0, 0])
        part[0] += point.customers
        part[1] += point.kva
    return [[f"{year}年", *part, *numbers] for year in range(2018, 2023) for part, numbers in parts.items()]


def _outage(
    draw: Draw, number: int, points: list[Point], began: datetime, kind: str | None = None, hours: float = 1.4
) -> list[list]:
    """One outage of one or two load points, some of them restored in steps."""
    kind = kind or draw.random.choices(("故障", "预安排", "限电"), (0.62, 0.35, 0.03))[0]
    cause, external = draw.random.choice(_CAUSES[kind])
    first = draw.random.choice(points)
    hit = [first]
    if draw.happens(0.15):
        hit += [point for point in points if point.feeder == first.feeder and point != first][:1]
    momentary = kind == "故障" and draw.happens(0.12)
    minutes = 1 + draw.random.randrange(4) if momentary else 6 + draw.random.lognormvariate(0, 0.7) * hours * 55
    ended = began + timedelta(minutes=round(minutes))
    outage = f"YLTD{began:%Y%m%d}{number:05d}"
    told = None if kind == "故障" else draw.happens(0.9)
    rows = []
    for point in hit:
        off = max(1, round(point.customers * min(1.0, draw.random.betavariate(1.1, 2.6))))
        steps = [(began, ended, off)]
        if not momentary and draw.happens(0.1):
            halfway = began + (ended - began) / 2
            halfway = halfway.replace(second=0, microsecond=0)
            steps = [(began, halfway, off), (halfway, ended, max(1, off // 3))]
        for step, (start, end, customers) in enumerate(steps, start=1):
            capacity = round(point.kva * customers / point.customers)
            rows.append([
                outage, point.code, step, point.county, point.feeder, point.area, point.voltage, kind, cause,
                external, start, end if end <= LAST_DAY else None, customers, point.customers, capacity, point.kva,
                momentary, told,
            ])  # fmt: skip
    return rows


def _damage(rows: list[list]) -> None:
    """What real records get wrong, a few times each."""
    later = [row for row in rows if row[2] == 2]
    for row in later[3::60]:  # begins before the step before it has ended
        row[10] -= timedelta(minutes=10)
    single = [row for row in rows if row[2] == 1 and row not in later]
    for row in single[40::700]:
        row[12] = row[13] + 35  # more customers off than there are
    single[91][12] = -single[91][12]
    single[160][11] = single[160][10] + timedelta(days=400)
    for row in single[200::500]:
        row[16] = not row[16]
    for row in (single[300], single[-30], single[-3]):
        row[11] = None  # nobody entered the restoration
