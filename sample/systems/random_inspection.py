"""Invented random inspections (双随机、一公开) and the list of matters that each place has to cover."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sample.logs.city import COUNTIES
from sample.systems.table import LAST_DAY, PACE, Draw, known, write_table

MATTER_HEADER = ("抽查事项编码", "抽查事项名称", "区县代码", "责任部门", "纳入日期", "调出日期")
HEADER = (
    "检查记录编号", "计划编号", "任务编号", "实施部门", "区县代码", "抽查事项编码", "检查对象名称", "统一社会信用代码",
    "检查人员", "抽取时间", "检查时间", "检查结果", "公示时间",
)  # fmt: skip
_CITY = "330800"
_AGENCIES = (
    "市场监督管理局", "应急管理局", "生态环境局", "住房和城乡建设局", "交通运输局", "文化广电旅游体育局",
    "卫生健康委员会", "税务局",
)  # fmt: skip
_MATTERS = 24
_RESULTS = (
    "未发现问题", "未按规定公示信息", "公示信息隐瞒真实情况弄虚作假", "通过登记的住所（经营场所）无法联系",
    "发现问题已责令改正", "不配合检查情节严重", "未发现开展本次抽查涉及的经营活动", "发现问题待后续处理",
)  # fmt: skip
_RESULT_WEIGHTS = (0.74, 0.05, 0.005, 0.06, 0.1, 0.005, 0.02, 0.02)
_YEARS = range(2019, LAST_DAY.year + 1)


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the list as CSV and the inspections as a workbook; ``scale`` 1 is about eight hundred inspections."""
    draw = Draw(seed, "random_inspection")
    matters = [_matter(place, number) for place in (_CITY, *COUNTIES) for number in range(1, _MATTERS + 1)]
    rows = [row for year in _YEARS for matter in matters for row in _inspections(draw, year, matter, scale)]
    inspections = [[f"CC{number:07d}", *row] for number, row in enumerate(rows, start=1)]
    return [
        write_table(landing / "registers" / "样例_抽查事项清单.csv", MATTER_HEADER, matters),
        write_table(landing / "logs" / "random_inspection" / "样例_双随机抽查.xlsx", HEADER, inspections, "xlsx"),
    ]


def _matter(place: str, number: int) -> tuple:
    """A matter of a place; one joined the list in the middle of 2020, another left it in the middle of 2021."""
    listed = date(2020, 7, 1) if number == _MATTERS else date(2019, 1, 1)
    struck = date(2021, 6, 30) if number == _MATTERS - 1 else None
    return (f"CCSX{number:03d}", f"样例抽查事项{number:03d}", place, _AGENCIES[number % len(_AGENCIES)], listed, struck)


def _inspections(draw: Draw, year: int, matter: tuple, scale: float) -> list[list]:
    """What a place drew for one matter in one year: mostly once or twice, now and then not at all."""
    code, _, place, agency, listed, struck = matter
    covered = draw.happens(0.99 - 0.15 * (PACE.get(place, 0.9) - 0.8) + 0.01 * (year - 2019))
    if not covered or listed.year > year or (struck is not None and struck.year < year):
        return []
    agencies = ";".join(dict.fromkeys((agency, draw.random.choice(_AGENCIES)))) if draw.happens(0.35) else agency
    times = max(1, round(draw.random.choice((1, 1, 2)) * scale))
    return [row for _ in range(times) if (row := _inspection(draw, year, place, code, agencies))]


def _inspection(draw: Draw, year: int, place: str, code: str, agencies: str) -> list | None:
    drawn = draw.office_hour(datetime(year, 1, 8) + timedelta(days=draw.random.randrange(330)))
    if known(drawn) is None:
        return None
    # the last of a year are drawn in time to be carried out in it
    checked = min(draw.later(drawn, 12, place if place in PACE else "330802"), datetime(year, 12, 30, 16))
    published = draw.later(checked, 9, place if place in PACE else "330802") if draw.happens(0.97) else None
    is_done = known(checked) is not None and draw.happens(0.995)
    return [
        f"JH{year}{place}",
        f"RW{year}{place}{code[-3:]}",
        agencies,
        place,
        "CCSX999" if draw.happens(0.004) else code,  # a code that no list has
        f"样例企业{draw.random.randrange(1, 9999)}",
        # now and then with a wrong check character
        draw.company()[:-1] + "I" if draw.happens(0.004) else draw.company(),
        "样例检查员甲;样例检查员乙",
        drawn,
        checked if is_done else None,
        draw.random.choices(_RESULTS, _RESULT_WEIGHTS)[0] if is_done else None,
        known(published) if is_done else None,
    ]
