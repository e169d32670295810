"""Invented insolvency cases, with amounts in units of 10,000 yuan as the national insolvency platform shows them."""

from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "案号", "区县代码", "债务人统一社会信用代码", "管理人负责人", "案件类型", "违约日期", "申请日期", "受理日期",
    "指定管理人日期", "债权申报截止日期", "首次债权人会议日期", "重整计划批准日期", "宣告破产日期", "财产分配日期",
    "程序终结日期", "有财产担保债权额（万元）", "职工债权额（万元）", "税款债权额（万元）", "普通债权额（万元）",
    "有财产担保债权受偿额（万元）", "职工债权受偿额（万元）", "税款债权受偿额（万元）", "普通债权受偿额（万元）",
    "破产财产价值（万元）", "案件受理费（万元）", "管理人报酬（万元）", "其他破产费用（万元）", "处置方式", "简易程序",
    "状态",
)  # fmt: skip
_NOTHING = [None] * 9


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the cases as one GB18030 table; ``scale`` 1 is about 360 cases."""
    draw = Draw(seed, "insolvency_case")
    cases = [_case(draw, number) for number in range(1, round(360 * scale) + 1)]
    # an application that no court has accepted yet is no case
    rows = [case for case in cases if case[HEADER.index("受理日期")]]
    path = landing / "logs" / "insolvency_case" / "样例_企业破产案件.csv"
    return [write_table(path, HEADER, rows, "gb18030")]


def _case(draw: Draw, number: int) -> list:
    county, applied = draw.county(), draw.moment()
    kind = draw.random.choices(("破产清算", "重整", "和解"), (0.8, 0.15, 0.05))[0]
    has_assets = kind != "破产清算" or draw.happens(0.85)
    is_simplified = not has_assets or draw.happens(0.3)
    accepted = draw.later(applied, 14, county)
    pace = 0.5 if is_simplified else 1.0
    met = draw.later(accepted, 70 * pace, county)
    decided = draw.later(met, 60 * pace, county)
    paid = draw.later(decided, 150 * pace, county)
    concluded = draw.later(paid, 25, county)
    state = draw.random.choices(("已终结", "驳回申请", "撤回申请"), (0.95, 0.03, 0.02))[0]
    if state == "已终结" and known(concluded) is None:
        state = "审理中"
    # the record knows the default of some cases only; one clerk in many writes a day after the acceptance
    defaulted = accepted - timedelta(days=draw.random.randrange(60, 700)) if draw.happens(0.6) else None
    if draw.happens(0.01):
        defaulted = accepted + timedelta(days=400)
    company = draw.company()
    days = [
        defaulted, applied, accepted, accepted, accepted + timedelta(days=45), met,
        decided if kind != "破产清算" else None, decided if kind == "破产清算" else None,
        paid if has_assets else None, concluded,
    ]  # fmt: skip
    if state in ("驳回申请", "撤回申请"):
        days[4:] = [None] * 6
    claims, rest = _amounts(draw, kind, has_assets)
    if state != "已终结":
        claims, rest = (claims if known(met) and state == "审理中" else [None] * 4), _NOTHING
    elif draw.happens(0.02):
        claims[-1] = None  # not all claims are settled yet
    return [
        f"（{applied.year}）样{county[2:]}破{number}号",
        county,
        company[:-1] + "O" if draw.happens(0.004) else company,
        f"样例管理人{number}",
        "强制清算" if draw.happens(0.012) else kind,  # a kind of case that the code list does not have
        *(_day(moment) for moment in days),
        *claims,
        *rest,
        is_simplified,
        state,
    ]


def _day(moment: datetime | None) -> object:
    return moment.date() if moment and known(moment) else None


def _amounts(draw: Draw, kind: str, has_assets: bool) -> tuple[list, list]:
    """Claims by class; payments by class, estate, three costs and the manner of disposal."""
    owed = round(draw.random.lognormvariate(7.4, 1.0), 2)
    secured, employee, tax = (
        round(owed * draw.random.uniform(*share), 2) for share in ((0.2, 0.5), (0, 0.05), (0, 0.08))
    )
    claims = [secured, employee, tax, round(owed - secured - employee - tax, 2)]
    if not has_assets:
        return claims, [0.0, 0.0, 0.0, 0.0, 0.0, 0.05, round(draw.random.uniform(0.5, 3), 2), 0.2, "无财产可供处置"]
    lives_on = kind != "破产清算"
    estate = round(owed * draw.random.uniform(*((0.4, 0.8) if lives_on else (0.15, 0.6))), 2)
    costs = [round(estate * draw.random.uniform(*share), 2) for share in ((0.005, 0.015), (0.04, 0.12), (0.03, 0.1))]
    # creditors with security take what their things bring, the rest pays costs, employees, taxes and everybody else
    payments = [min(secured, round(estate * 0.6, 2))]
    left = estate - payments[0] - sum(costs)
    for claim in claims[1:]:
        payments.append(min(claim, round(max(left, 0.0), 2)))
        left -= payments[-1]
    return claims, [*payments, estate, *costs, "整体存续" if lives_on else "分别变价"]
