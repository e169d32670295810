"""Invented customs declarations of the city's firms, as the single window's interface gives them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sample.systems.table import FIRST_DAY, LAST_DAY, PACE, Draw, known, write_table

HEADER = (
    "entryId", "cusIEFlag", "entryType", "customMaster", "iePort", "tradeScc", "tradeName", "tradeCounty", "agentScc",
    "declarantName", "cusTrafMode", "supvModeCdde", "transMode", "cusTradeNationCode", "codeTs", "grossWt",
    "containerNum", "statUsd", "companySize", "aeoLevel", "draftTime", "dDate", "arrivePortTime", "arriveTime",
    "acceptTime", "inspected", "inspectStartTime", "inspectEndTime", "inspectResult", "taxPaidTime", "releaseTime",
    "liftTime", "departTime", "fullDeclareTime", "portCharges", "agentFee", "documentFee", "entryStatus",
    "billNo", "paperless", "singleWindow",
)  # fmt: skip
# where the firms of an inland city clear: border customs, means of transport, how often
_ROUTES = (("3104", "2", 0.5), ("2248", "2", 0.25), ("2233", "5", 0.1), ("2901", "3", 0.05), ("2905", "4", 0.1))
_FLAG, _STATE = HEADER.index("cusIEFlag"), HEADER.index("entryStatus")
_ACCEPTED, _RELEASED = HEADER.index("acceptTime"), HEADER.index("releaseTime")
_COMPLETED = HEADER.index("fullDeclareTime")
_FASTER = 0.88
_FIRMS = 90


def write(landing: Path, seed: int, scale: float = 1.0) -> list[Path]:
    """Write the declarations as one file of JSON lines; ``scale`` 1 is about a thousand."""
    path = landing / "logs" / "customs_declaration" / "样例_报关单及通关时效.jsonl"
    rows = declarations(seed, scale)
    rows += list(_faults(Draw(seed, "customs_declaration/faults"), rows))
    return [write_table(path, HEADER, rows, "jsonl")]


def declarations(seed: int, scale: float = 1.0) -> list[list]:
    """The rows of the file, also for the systems that know the same shipments."""
    draw = Draw(seed, "customs_declaration")
    firms = [_firm(draw) for _ in range(_FIRMS)]
    return [_declaration(draw, number, draw.random.choice(firms)) for number in range(1, round(1100 * scale) + 1)]


def _firm(draw: Draw) -> tuple[str, str, str, str]:
    size = draw.random.choices(("大型", "中型", "小型", "微型"), (0.08, 0.22, 0.5, 0.2))[0]
    certified = draw.happens(0.5 if size == "大型" else 0.08)
    return draw.company(), draw.county(), size, "高级认证企业" if certified else "一般信用企业"


def _declaration(draw: Draw, number: int, firm: tuple[str, str, str, str]) -> list:
    company, county, size, level = firm
    is_import = draw.happens(0.4)
    # customs and ports work round the clock
    arrived = FIRST_DAY + (LAST_DAY - FIRST_DAY) * draw.random.random()
    pace = (0.6 if level == "高级认证企业" else 1.0) * PACE[county] * _FASTER ** (arrived.year - FIRST_DAY.year)

    def after(moment: datetime, hours: float) -> datetime:
        return moment + timedelta(hours=hours * pace * draw.random.lognormvariate(-0.2, 0.6), minutes=1)

    is_ahead = draw.happens(0.25 + 0.12 * (arrived.year - FIRST_DAY.year))
    declared = (
        arrived - timedelta(hours=draw.random.uniform(2, 30)) if is_ahead else after(arrived, 6 if is_import else 1)
    )
    drafted = declared - (after(declared, 13 if is_import else 9) - declared)
    accepted = declared + timedelta(minutes=draw.random.randrange(1, 25))
    here = max(accepted, arrived)
    inspected = draw.happens(0.04)
    begun = after(here, 5) if inspected else None
    ended = after(begun, 4) if begun else None
    paid = after(accepted, 5) if is_import else None
    released = after(max(moment for moment in (here, ended, paid) if moment), 11 if is_import else 1)
    over = after(released, 16 if is_import else 22)
    state = draw.random.choices(("", "退单", "删单"), (0.97, 0.02, 0.01))[0]
    if state:
        released = over = LAST_DAY + timedelta(days=1)
    # moments in an order that cannot be, as real exports have them
    if number % 400 == 7:
        released = accepted - timedelta(hours=3)
    if is_ahead and number % 100 == 17:
        over = accepted + timedelta(minutes=1)
    is_two_step = is_import and arrived.year >= 2020 and draw.happens(0.12)
    border, mode, _ = draw.random.choices(_ROUTES, [share for *_, share in _ROUTES])[0]
    containers = draw.random.choices((0, 1, 2, 3), (0.15, 0.6, 0.18, 0.07))[0]
    charges = 450 + 1150 * containers + (500 if inspected else 0) + draw.random.randrange(0, 400)
    moments = [drafted, declared, arrived if is_import else None, None if is_import else arrived, accepted]
    later = [begun, ended, paid, released, over if is_import else None, None if is_import else over]
    return [
        f"29{draw.random.choice(('16', '18'))}{arrived:%Y}{'1' if is_import else '0'}{number:09d}",
        # now and then a flag that no code list knows
        "B" if number % 500 == 13 else "I" if is_import else "E",
        "X" if is_two_step else "M",
        draw.random.choice(("2916", border)),
        border,
        company[:-1] + "?" if number % 300 == 11 else company,
        f"样例贸易公司{company[-4:]}",
        county,
        draw.company() if draw.happens(0.8) else company,
        f"样例报关员{number % 40}",
        mode,
        draw.random.choices(("0110", "0615", "9710"), (0.8, 0.15, 0.05))[0],
        "3",
        draw.random.choice(("USA", "DEU", "JPN", "VNM", "KOR")),
        draw.random.choice(("8708299000", "3920620000", "4802559000", "8414809090")),
        round(draw.random.lognormvariate(9, 0.8), 1),
        containers,
        round(draw.random.lognormvariate(10.6, 0.7), 2),
        size,
        level,
        *map(known, moments),
        inspected,
        *map(known, later[:2]),
        ("异常" if draw.happens(0.1) else "正常") if known(ended) else None,
        *map(known, later[2:]),
        known(after(over, 120)) if is_two_step else None,
        # ports send their bills late, and some never
        charges if known(over) and draw.happens(0.95) else None,
        draw.random.choice((0, 200, 260, 320)),
        draw.random.choice((80, 150, 220)) if draw.happens(0.97) else None,
        state or ("已结关" if known(over) else "已放行" if known(released) else "审核中"),
        f"SMPL{number:08d}",
        number % 40 != 3,
        number % 9 != 5,
    ]


def _faults(draw: Draw, rows: list[list]) -> Iterator[list]:
    """Planted faults, by number: rows of their own, so that what all other rows say stays as it is."""
    sound = [row for row in rows if row[_STATE] == "已结关" and row[_FLAG] in "IE" and row[_ACCEPTED] <= row[_RELEASED]]
    for number, row in enumerate(sound[::90]):
        fault = dict(zip(HEADER, row, strict=True))
        # nothing that counts for a cost or for time on paper
        fault |= {"portCharges": None, "agentFee": None, "documentFee": None, "draftTime": None}
        fault["entryId"] = f"{row[0][:9]}9{draw.random.randrange(10**8):08d}"
        match number % 4:
            case 0:  # declared again two days later under the number of the row itself, and never deleted
                for name in ("dDate", "acceptTime"):
                    fault[name] -= timedelta(days=2)
            case 1:  # the port never reported the arrival
                fault |= {"billNo": f"SMPLX{number:07d}", "arrivePortTime": None, "arriveTime": None}
            case 2:  # released before it arrived
                late = fault["releaseTime"] + timedelta(hours=3)
                arrival = "arrivePortTime" if fault["cusIEFlag"] == "I" else "arriveTime"
                fault |= {"billNo": f"SMPLX{number:07d}", arrival: late, "liftTime": None, "departTime": None}
                fault["entryStatus"] = "已放行"
            case 3:  # customs codes that nobody knows
                fault |= {"billNo": f"SMPLX{number:07d}", "customMaster": "2999", "iePort": "3199"}
                fault |= {"liftTime": None, "departTime": None}
        yield list(fault.values())
    for row in [row for row in sound if row[2] == "X"][::20]:
        row[_COMPLETED] = None
