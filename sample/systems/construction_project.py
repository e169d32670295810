"""Invented construction projects, as the project-approval platform exports them."""

from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "项目代码", "建设单位统一社会信用代码", "区县代码", "项目类别", "土地用途", "土地合同签订时间", "交地时间",
    "立项用地规划许可受理时间", "立项用地规划许可办结时间", "工程建设许可受理时间", "工程建设许可办结时间",
    "施工许可受理时间", "施工许可办结时间", "联合验收受理时间", "联合验收办结时间", "不动产首次登记时间", "验登合一",
    "办理事项数", "特别程序工作日", "规费(万元)", "图审费(万元)", "测绘费(万元)", "监理费(万元)", "工程造价(万元)",
    "联系人", "联系电话", "状态",
)  # fmt: skip
# share, fewest matters, days of building
CLASSES = {
    "社会投资简易低风险": (0.25, 9, 150), "一般工业": (0.35, 14, 330), "带方案出让": (0.15, 12, 330),
    "其他社会投资": (0.1, 17, 420), "政府投资": (0.15, 19, 400),
}  # fmt: skip
_FAULTS = {
    77: ("项目类别", "外资"),
    180: ("建设单位统一社会信用代码", "91330800MA0000000I"),
    290: ("监理费(万元)", 185000),
}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the projects as one workbook; ``scale`` 1 is six hundred."""
    draw = Draw(seed, "construction_project")
    rows = [_project(draw, number) for number in range(1, round(600 * scale) + 1)]
    for number, (header, value) in _FAULTS.items():
        if number <= len(rows):
            rows[number - 1][HEADER.index(header)] = value
    path = landing / "logs" / "construction_project" / "样例_工程建设项目.xlsx"
    return [write_table(path, HEADER, rows, "xlsx")]


def _project(draw: Draw, number: int) -> list:
    # what was accepted in the first year had got its land long before
    county, contract = draw.county(), draw.moment() - timedelta(days=draw.random.randrange(600))
    project_class = draw.random.choices(list(CLASSES), [share for share, _, _ in CLASSES.values()])[0]
    _, matters, building = CLASSES[project_class]
    is_government = project_class == "政府投资"
    use = (
        "公共服务" if is_government else draw.random.choices(("工业", "仓储", "商业", "住宅"), (0.7, 0.1, 0.1, 0.1))[0]
    )
    handover = draw.office_hour(contract + timedelta(days=draw.random.randrange(1, 45)))
    at_once = use == "工业" and draw.happens(0.08 + 0.09 * max(contract.year - 2018, 0))
    stages = _stages(draw, county, project_class, contract - timedelta(days=60) if at_once else handover)
    if at_once:  # examined before the sale: all papers wait for the land
        waited = timedelta(days=max((handover - stages[-1]).days, 0))
        stages = [stage and stage + waited for stage in stages]
        handover = max(handover, stages[-1])
    if number % 250 == 0:  # typed in wrongly: the permit before its acceptance
        stages[-1] = stages[-2] - timedelta(days=1)
    begun = draw.office_hour(stages[-1] + timedelta(days=building * draw.random.lognormvariate(0, 0.25)))
    ended = draw.later(begun, 13, county)
    is_joint = draw.happens(0.15 * max(ended.year - 2018, 0))
    registered = ended if is_joint else draw.later(ended, 20, county)
    state = "终止" if draw.happens(0.03) else "在建" if known(ended) is None else "已竣工"
    if state == "终止":
        begun = ended = registered = None
    return [
        f"YL{contract:%y%m}-{county}-04-01-{number:06d}",
        draw.company(),
        county,
        project_class,
        use,
        contract,
        handover if draw.happens(0.98) else None,
        *map(known, (*stages, begun, ended, registered)),
        is_joint if known(ended) else None,
        matters + draw.random.randrange(0, 7) - round(1.3 * max(contract.year - 2018, 0)),
        draw.random.choices((None, 0, 5, 12), (0.7, 0.2, 0.06, 0.04))[0],
        *_cost(draw, contract),
        f"样例联系人{number}",
        f"154{number:08d}",
        state,
    ]


def _stages(draw: Draw, county: str, project_class: str, begin: datetime) -> list[datetime | None]:
    """Acceptance and end of the three stages before building; a plan sold with the land, and low risk, skip stages."""
    planning = draw.later(begin, 5, county)
    planned = draw.later(planning, 14, county)
    # the design is often handed in before the planning is through
    design = draw.later(planning, 5, county)
    designed = max(draw.later(design, 20, county), planned)
    permit = draw.later(designed, 8, county)
    permitted = draw.later(permit, 14, county)
    if project_class == "社会投资简易低风险":
        return [None, None, design, designed, permit, permitted]
    if project_class == "带方案出让":
        return [planning, planned, None, None, permit, permitted]
    return [planning, planned, design, designed, permit, permitted]


def _cost(draw: Draw, contract: datetime) -> tuple:
    """Fees and works in ten thousand yuan; the government takes over the review of drawings from 2019 on."""
    works = round(draw.random.lognormvariate(7.3, 0.8), 2)
    review = 0 if contract.year >= 2019 else round(works * 0.0018, 2)
    statutory = round(works * draw.random.uniform(0.003, 0.012), 2)
    survey = round(works * draw.random.uniform(0.001, 0.004), 2) if draw.happens(0.97) else None
    return statutory, review, survey, round(works * draw.random.uniform(0.008, 0.018), 2), works
