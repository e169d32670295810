"""Invented applications to open a company, as the provincial one-stop platform exports them."""

from datetime import timedelta
from pathlib import Path

from sample.systems.table import Draw, known, write_table

HEADER = (
    "申请编号", "统一社会信用代码", "经办人", "联系电话", "区县代码", "企业类型", "名称申报时间", "提交时间",
    "退回补正次数", "核准时间", "领照时间", "印章刻制完成时间", "发票税控领取时间", "社保登记时间", "银行开户时间",
    "办理渠道", "一表申请", "免费刻章", "企业承担费用", "状态",
)  # fmt: skip


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the cases as one GB18030 table; ``scale`` 1 is about a thousand."""
    draw = Draw(seed, "company_opening")
    rows = [_case(draw, number) for number in range(1, round(1000 * scale) + 1)]
    path = landing / "logs" / "company_opening" / "样例_开办企业办件.csv"
    return [write_table(path, HEADER, rows, "gb18030")]


def _case(draw: Draw, number: int) -> list:
    county, submitted = draw.county(), draw.moment()
    state = draw.random.choices(("已办结", "已撤回", "不予登记"), (0.96, 0.03, 0.01))[0]
    approved = draw.later(submitted, 0.6, county)
    licence = draw.later(approved, 0.2, county)
    seal, invoice = draw.later(licence, 0.3, county), draw.later(licence, 0.4, county)
    # a company without staff registers no social insurance, and many open the account later or never
    social = draw.later(licence, 0.4, county) if draw.happens(0.7) else None
    bank = draw.later(licence, 1.0, county) if draw.happens(0.5) else None
    ended = max(moment for moment in (licence, seal, invoice, social, bank) if moment)
    if state == "已办结" and known(ended) is None:
        state = "在办"
    if state in ("已撤回", "不予登记"):
        licence = seal = invoice = social = bank = None
    is_seal_free = submitted.year >= 2020 or draw.happens(0.4)
    return [
        f"KB{submitted:%Y%m}{number:06d}",
        draw.company(),
        f"样例经办人{number}",
        f"154{number:08d}",
        county,
        draw.random.choice(("有限责任公司", "个人独资企业", "合伙企业")),
        submitted - timedelta(hours=draw.random.randrange(1, 48)),
        submitted,
        draw.random.choices((0, 1, 2), (0.85, 0.12, 0.03))[0],
        *map(known, (approved, licence, seal, invoice, social, bank)),
        draw.random.choices(("全程网办", "窗口", "帮办"), (0.55 + 0.1 * (submitted.year - 2019), 0.3, 0.1))[0],
        draw.happens(0.6 + 0.1 * (submitted.year - 2019)),
        is_seal_free,
        0 if is_seal_free else draw.random.choice((260, 320, 450)),
        state,
    ]
