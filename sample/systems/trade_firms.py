"""An invented list of authorised economic operators, and an invented survey of the brokers of the city's firms.

Left in as real exports have them: a grade that ran out and stands on the list all the same, one that customs took
back, refusals.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from sample.systems import customs_declaration
from sample.systems.table import PACE, Draw, write_table

AEO_HEADER = ("统一社会信用代码", "企业名称", "信用等级", "注册地区县代码", "认定日期", "有效期至", "是否撤销")
BROKER_HEADER = (
    "答卷编号", "注册地区县代码", "进出口标志", "单证准备方", "货物形态", "商品编号", "单证准备耗时（小时）",
    "单证费用", "币种", "答卷日期",
)  # fmt: skip
_BROKERS = {2020: 16, 2021: 40}
# of one shipment: hours and yuan
_TYPICAL = {"进口": (18.0, 520.0), "出口": (11.0, 380.0)}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the list and the answers of two years."""
    draw, header = Draw(seed, "trade_firms"), customs_declaration.HEADER
    shipments = [dict(zip(header, row, strict=True)) for row in customs_declaration.declarations(seed, scale)]
    firms = {row["tradeScc"]: row["tradeCounty"] for row in shipments if row["aeoLevel"] == "高级认证企业"}
    answers = [row for year, count in _BROKERS.items() for n in range(count) for row in _answers(draw, year, n)]
    return [
        write_table(landing / "registers" / "样例_海关信用等级企业名单.csv", AEO_HEADER, _list(draw, firms)),
        write_table(landing / "surveys" / "broker_survey" / "样例_报关代理调查.csv", BROKER_HEADER, answers),
    ]


def _list(draw: Draw, firms: dict[str, str]) -> list[list]:
    rows = []
    for number, (company, county) in enumerate((c, p) for c, p in firms.items() if not c.endswith("?")):
        begun = date(2017, 6, 1) + timedelta(days=draw.random.randrange(1200))
        ends = begun + timedelta(days=3 * 365) if number % 4 == 0 else None
        revoked = "是" if number == 5 else None
        ends = date(2021, 3, 31) if revoked else ends
        rows.append([company, f"样例企业{number}", "高级认证企业", county, begun, ends, revoked])
    for number in range(3):
        rows.append([draw.company(), f"样例失信企业{number}", "失信企业", draw.county(), date(2020, 5, 1), None, None])
    return rows


def _answers(draw: Draw, year: int, number: int) -> list[list]:
    """What one broker says of imports and of exports."""
    county = draw.county()
    day = datetime(year, 10, 8) + timedelta(days=draw.random.randrange(30))
    rows = []
    for flow, (hours, cost) in _TYPICAL.items():
        pace = PACE[county] * (1.1 if year == 2020 else 1.0)
        said = [f"{amount * pace * draw.random.lognormvariate(-0.05, 0.3):.1f}" for amount in (hours, cost)]
        if draw.happens(0.05):
            said[0] = ""
        packing = draw.random.choices(("整箱", "拼箱", "散货"), (0.7, 0.2, 0.1))[0]
        preparer = draw.random.choices(("报关代理", "货代", "企业自理"), (0.6, 0.25, 0.15))[0]
        code = "8708299000" if flow == "进口" else "4802559000"
        head = [f"DL{year}{number:03d}", county, flow, preparer, packing, code]
        rows.append([*head, *said, "人民币", f"{day:%Y-%m-%d}"])
    return rows
