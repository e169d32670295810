"""Invented applications for credit, amounts in 10,000 yuan, as the provincial finance platform exports them."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "申请编号", "统一社会信用代码", "法定代表人", "联系电话", "区县代码", "银行机构", "金融产品", "申请时间",
    "申请金额（万元）", "审批时间", "审批结果", "授信金额（万元）", "放款时间", "年利率", "担保方式", "首贷",
)  # fmt: skip


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the applications as JSON lines; ``scale`` 1 is a thousand."""
    draw = Draw(seed, "credit_application")
    rows = [_application(draw, number) for number in range(1, round(1000 * scale) + 1)]
    path = landing / "logs" / "credit_application" / "样例_企业融资申请.jsonl"
    return [write_table(path, HEADER, rows, "jsonl")]


def _application(draw: Draw, number: int) -> list:
    county, applied = draw.county(), draw.moment()
    is_first, collateral = (
        draw.happens(0.25),
        draw.random.choices(("信用", "保证", "抵押", "质押"), (0.3, 0.25, 0.4, 0.05))[0],
    )
    # a first loan and one without security are harder to get, and easier each year
    yes = 0.78 - 0.1 * is_first - 0.08 * (collateral == "信用") + 0.03 * (applied.year - 2019)
    decision = draw.random.choices(("通过", "拒绝", "企业撤回"), (yes, 1 - yes, 0.07))[0]
    decided = draw.later(applied, 4.0, county)
    if known(decided) is None:
        decision = "审批中"
    if draw.happens(0.003):
        decided = applied - timedelta(days=2)  # decided before it was asked for
    wanted = float(draw.random.choice((30, 50, 100, 200, 300, 500, 1000)))
    approved = round(wanted * draw.random.uniform(0.5, 1.0), 2) if decision == "通过" else None
    drawn = draw.later(decided, 2.0, county) if decision == "通过" and draw.happens(0.9) else None
    company = draw.company()
    return [
        f"RZ{applied:%Y%m}{number:06d}",
        company[:-1] + "S" if draw.happens(0.004) else company,
        f"样例法定代表人{number}",
        f"154{number:08d}",
        county,
        f"样例银行{draw.random.choice('甲乙丙丁')}",
        f"样例贷{draw.random.choice('一二三')}号",
        applied,
        wanted,
        decided if decision != "审批中" else None,
        "转办" if draw.happens(0.002) else decision,  # an outcome that the code list does not have
        approved,
        known(drawn),
        round(draw.random.uniform(3.8, 6.0) - 0.15 * (applied.year - 2019), 2) if approved else None,
        collateral,
        is_first,
    ]
