"""Invented lists of port charges, the charges made, the documents of shipments, and the rates of their currencies.

The shipments are those of the invented declarations. Left in as real exports have them: items that no list names,
charges above the standard, bills in yen (for which nobody delivers a rate) or without a currency, documents issued
before they were applied for, and lists that nobody reviewed.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

from sample import indicator_cards
from sample.systems import customs_declaration
from sample.systems.table import Draw, known, write_table

LIST_HEADER = (
    "口岸关区代码", "口岸", "收费项目编码", "收费项目", "收费类别", "箱型", "计费单位", "收费标准", "币种", "收费性质",
    "收费依据", "收费主体", "公布日期", "下次复核日期",
)  # fmt: skip
CHARGE_HEADER = (
    "收费流水号", "海关编号", "提运单号", "进出口标志", "口岸关区代码", "统一社会信用代码", "注册地区县代码",
    "收费项目编码", "收费项目", "收费类别", "箱型", "计费数量", "集装箱数", "金额", "币种", "收费日期", "收费主体",
)  # fmt: skip
CERTIFICATE_HEADER = (
    "证书编号", "证书类型", "进出口标志", "海关编号", "统一社会信用代码", "申请人", "注册地区县代码", "签发机构",
    "申请时间", "签发时间", "费用", "币种", "状态",
)  # fmt: skip
# port: name, the days on which its list appeared; the last port never reviewed its own
_PORTS = {
    "3104": ("宁波舟山港", (date(2018, 12, 20), date(2020, 12, 18), date(2021, 12, 20))),
    "2248": ("上海洋山港", (date(2018, 12, 1), date(2020, 6, 1), date(2021, 12, 1))),
    "2233": ("上海浦东机场", (date(2018, 12, 1), date(2020, 12, 1))),
    "2901": ("杭州萧山机场", (date(2018, 12, 31),)),
    "2905": ("义乌铁路口岸", (date(2018, 6, 30),)),
}
# code, name, class, type of container, unit, standard in yuan
_ITEMS = (
    ("ZX01", "集装箱装卸作业费", "装卸", "20GP", "箱", 480),
    ("ZX01", "集装箱装卸作业费", "装卸", "40HQ", "箱", 720),
    ("ZX02", "散货装卸费", "装卸", None, "吨", 28),
    ("CY01", "查验服务费", "查验", None, "票", 460),
    ("DC01", "堆存费", "堆存", None, "天", 40),
    ("DZ01", "港口单证费", "单证", None, "票", 60),
    ("AQ01", "港口设施保安费", "其他", None, "箱", 10),
)
_DEARER = 1.04  # each list against the one before
_OUTSIDE = (("其他服务费", 120), ("设备不平衡费", 300), ("舱单修改手续费", 150))
_RATES = {"cny_per_eur": (7.7255, 7.8755, 7.6293), "cny_per_hkd": (0.8805, 0.8893, 0.8300)}
_RATE_UNITS = {"cny_per_eur": "元/欧元", "cny_per_hkd": "元/港元"}


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write lists, charges, documents and rates; ``scale`` 1 is some four thousand charges."""
    draw, header = Draw(seed, "trade_costs"), customs_declaration.HEADER
    shipments = [dict(zip(header, row, strict=True)) for row in customs_declaration.declarations(seed, scale)]
    charges = [row for shipment in shipments for row in _charges(draw, shipment)]
    numbered = [[f"SF{number:08d}", *row] for number, row in enumerate(charges, start=1)]
    papers = [row for number, shipment in enumerate(shipments, start=1) for row in _papers(draw, number, shipment)]
    logs = landing / "logs"
    return [
        write_table(landing / "registers" / "样例_口岸收费目录清单.xlsx", LIST_HEADER, _lists(), "xlsx"),
        write_table(logs / "port_charge" / "样例_口岸收费明细.csv", CHARGE_HEADER, numbered, "gb18030"),
        write_table(logs / "trade_certificate" / "样例_进出口单证签发.csv", CERTIFICATE_HEADER, papers),
        write_table(landing / "statistics" / "indicator_card" / "样例_汇率.csv", indicator_cards.HEADER, _rates()),
    ]


def _lists() -> list[list]:
    return [
        [port, name, code, item, kind, box, unit, round(amount * _DEARER**turn, 0), "人民币", "市场调节价",
         "港口收费计费办法", f"样例{name}经营单位", published, published + timedelta(days=365)]
        for port, (name, days) in _PORTS.items()
        for turn, published in enumerate(days)
        for code, item, kind, box, unit, amount in _ITEMS
    ]  # fmt: skip


def _standard(port: str, day: date, number: int) -> float:
    turn = max(turn for turn, published in enumerate(_PORTS[port][1]) if published <= day)
    return round(_ITEMS[number][5] * _DEARER**turn, 0)


def _charges(draw: Draw, shipment: dict) -> list[list]:
    """The bill of a shipment that is over: nothing for those still on their way, and for some it never came."""
    over = shipment["liftTime"] or shipment["departTime"]
    if known(over) is None or shipment["cusIEFlag"] == "B" or draw.happens(0.05):
        return []
    port, day, boxes = shipment["iePort"], over.date(), shipment["containerNum"]
    number = (draw.happens(0.4) and 1) or 0  # type of container
    tons = max(1, round(shipment["grossWt"] / 1000))
    chosen = [(number, boxes), (6, boxes)] if boxes else [(2, tons)]
    chosen += [(5, 1)] + ([(3, 1)] if shipment["inspected"] else [])
    chosen += [(4, draw.random.randrange(1, 6))] if draw.happens(0.2) else []
    rows = []
    for item, quantity in chosen:
        code, name, kind, box, _, _ = _ITEMS[item]
        amount = _standard(port, day, item) * quantity
        if draw.happens(0.02):
            amount *= 1.3
        rows.append([code, name, kind, box, quantity, amount, "人民币"])
    if draw.happens(0.06):
        name, amount = draw.random.choice(_OUTSIDE)
        rows.append([None, name, "其他", None, 1, amount, "人民币"])
    if draw.happens(0.06):
        currency, amount = draw.random.choice((("美元", 35), ("欧元", 30), ("港元", 260), ("日元", 4200), (None, 200)))
        rows.append([None, "码头操作费（船公司）", "其他", None, 1, amount, currency])
    # one in ten bills names the waybill alone
    entry = None if draw.happens(0.1) else shipment["entryId"]
    head = [entry, shipment["billNo"], shipment["cusIEFlag"], port, shipment["tradeScc"], shipment["tradeCounty"]]
    tail = [day, f"样例{_PORTS[port][0]}经营单位"]
    return [[*head, *row[:5], boxes, *row[5:], *tail] for row in rows]


def _papers(draw: Draw, number: int, shipment: dict) -> list[list]:
    """The documents of a shipment: most exports have an origin, one import in four a certificate of quarantine."""
    is_import, declared = shipment["cusIEFlag"] == "I", shipment["dDate"]
    kinds = [("原产地证书", 0.05 if is_import else 0.6, 10, 0, "样例贸促会")]
    kinds += [("检验检疫证书", 0.26 if is_import else 0.1, 30, 150, "样例海关")]
    kinds += [("自动进口许可证" if is_import else "出口许可证", 0.06, 60, 0, "样例商务局")]
    rows = []
    for order, (kind, share, hours, fee, body) in enumerate(kinds):
        if not draw.happens(share) or known(declared) is None:
            continue
        spent = timedelta(hours=hours * draw.random.lognormvariate(-0.1, 0.4))
        issued = declared - timedelta(minutes=draw.random.randrange(20, 600))
        applied = issued - spent
        if number % 170 == 5:
            applied, issued = issued, applied
        rows.append(_paper(draw, f"ZS{number:06d}{order}", kind, shipment, (body, applied, issued, fee)))
    return rows


def _paper(draw: Draw, number: str, kind: str, shipment: dict, made: tuple[str, datetime, datetime, int]) -> list:
    body, applied, issued, fee = made
    county, company = shipment["tradeCounty"], shipment["tradeScc"]
    entry = shipment["entryId"] if draw.happens(0.95) else None
    name = f"样例申请人{number}"
    head = [number, kind, shipment["cusIEFlag"], entry, company, name, county, body]
    return [*head, applied.replace(second=0, microsecond=0), issued.replace(second=0, microsecond=0), fee, "人民币",
            "已签发"]  # fmt: skip


def _rates() -> list[list]:
    """Yearly rates of two currencies; the yen has none."""
    return [
        [series, "330800", f"{year}年", value, _RATE_UNITS[series], None, None, "国家外汇管理局", date(year + 1, 3, 1),
         None, "虚构数据"]
        for series, values in _RATES.items()
        for year, value in zip((2019, 2020, 2021), values, strict=True)
    ]  # fmt: skip
