"""Personal numbers planted wherever a platform may leave them: after a whole run no byte of the home holds one."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from stdnum import luhn

from sample.logs.city import identity_numbers
from tests.e2e.child import Offline, Outcome, run
from tests.e2e.search import find

pytestmark = pytest.mark.slow

SERVICE = "办件编号,事项编码,行政区划,环节,办理结果,办理时间,承诺期限,法定期限,申请人,申请人证件号码,联系电话,备注"
_FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@dataclass
class Planter:
    """Makes personal numbers, no two alike, and remembers them: a number that is found tells where it was planted."""

    planted: list[str] = field(default_factory=list)
    implied: list[str] = field(default_factory=list)  # plain forms of what was planted in another form only

    def identity(self) -> str:
        head, check = identity_numbers(np.array([7_000 + self._next()]))
        return self._remember(f"{head[0]}{check[0]}")

    def phone(self) -> str:
        return self._remember(f"154{31_415_000 + self._next():08d}")

    def email(self) -> str:
        return self._remember(f"yangli.{self._next()}@example.cn")

    def card(self) -> str:
        digits = f"62284803{self._next():010d}"
        return self._remember(digits + luhn.calc_check_digit(digits))

    def person(self) -> str:
        return self._remember(f"欧阳样例{self._next():03d}号")

    def odd_forms(self) -> str:
        """Numbers as people type them, with blanks, hyphens or full-width digits."""
        phone, identity = self.phone(), self.identity()
        self.implied += [self.planted.pop(), self.planted.pop()]
        spaced = self._remember(f"{phone[:3]} {phone[3:7]} {phone[7:]}")
        hyphens = self._remember(f"{phone[:3]}-{phone[3:7]}-{phone[7:]}")
        wide = self._remember(identity.translate(_FULL_WIDTH))
        return f"电话{spaced}或{hyphens}，证件{wide}"

    def all_kinds(self) -> str:
        return f"证件{self.identity()}，电话{self.phone()}，邮箱 {self.email()}，卡号{self.card()}，{self.odd_forms()}"

    def _next(self) -> int:
        return len(self.planted) + len(self.implied)

    def _remember(self, text: str) -> str:
        self.planted.append(text)
        return text


def service_row(planter: Planter, number: int, **changed: str) -> str:
    """A row of the case store with all personal columns filled."""
    row = {
        "办件编号": f"YL{number:05d}", "事项编码": "GS001", "行政区划": "330802", "环节": "受理", "办理结果": "",
        "办理时间": f"2022-03-{1 + number % 28:02d} 10:00:00", "承诺期限": "5", "法定期限": "20",
        "申请人": planter.person(), "申请人证件号码": planter.identity(), "联系电话": planter.phone(),
        "备注": planter.all_kinds(),
    }  # fmt: skip
    return ",".join((row | changed).values())


def faulty_rows(planter: Planter) -> Iterator[str]:
    """Rows that are held back, with numbers in the very cells that are wrong."""
    yield service_row(planter, 50, 办理时间=f"请致电{planter.phone()}")
    yield service_row(planter, 51, 环节=f"转{planter.identity()}办理")
    yield service_row(planter, 52, 行政区划=planter.phone())
    yield service_row(planter, 53, 承诺期限=planter.card())
    yield service_row(planter, 54, 办理结果=planter.email())
    yield service_row(planter, 55) + f",{planter.all_kinds()},{planter.all_kinds()}"
    yield service_row(planter, 56, 办件编号="", 事项编码=planter.identity())
    yield f"YL00057,{planter.all_kinds()}"


def deliver(landing: Path, planter: Planter) -> None:
    """Logs of four sources in six formats."""
    preamble = f"政务服务办件（样例，虚构），制表人 {planter.all_kinds()}\n"
    rows = [service_row(planter, number) for number in range(20)]
    text = "\n".join([SERVICE, *rows, *rows[:2], *faulty_rows(planter)]) + "\n"
    put(landing, "government_service/样例.csv", (preamble + text).encode("gb18030"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("样例.csv", "\n".join([SERVICE, *(service_row(planter, n) for n in range(100, 110))]))
    put(landing, "government_service/样例包.zip", stream.getvalue())
    put(landing, "government_service/样例.jsonl", "\n".join(json_lines(planter)).encode())
    put(landing, "construction_approval/样例.parquet", parquet(planter))
    put(landing, "construction_approval/样例.xlsx", workbook(planter))
    put(landing, "process_log/样例/样例.xes", xes(planter).encode())


def json_lines(planter: Planter) -> Iterator[str]:
    names = SERVICE.split(",")
    for number in range(200, 210):
        row = dict(zip(names, service_row(planter, number).split(","), strict=True))
        yield json.dumps(row | {"代办人": {"电话": planter.phone(), "证件": planter.identity()}}, ensure_ascii=False)
    yield json.dumps(dict.fromkeys(names, planter.all_kinds()), ensure_ascii=False)
    yield f'{{"办件编号": "YL00300", "备注": "{planter.all_kinds()}'


def approvals(planter: Planter, first: int) -> list[dict[str, str]]:
    """Status codes; keys and undeclared columns hold identity numbers too."""
    row = {"XMDM": "YLXM1", "SPSXBM": "CA001", "XZQHDM": "330825", "BLZT": "3", "SXBLSX": "5"}
    rows = [
        row | {
            "DFSJZJ": f"YLSJ{number}", "SPSXSLBM": f"YLSP{number}", "BLSJ": "2022-03-01 10:00:00",
            "TYSHXYDM": planter.identity(), "BLYJ": planter.all_kinds(), "BLR": planter.person(),
            "BLRDH": planter.phone(), "附注": planter.all_kinds(),
        }
        for number in range(first, first + 5)
    ]  # fmt: skip
    rows[1]["DFSJZJ"] = planter.identity()
    rows[2]["SPSXSLBM"] = planter.identity()
    rows[3]["BLSJ"] = planter.phone()
    return rows


def parquet(planter: Planter) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(approvals(planter, 1)), stream)
    return stream.getvalue()


def workbook(planter: Planter) -> bytes:
    rows = approvals(planter, 100)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet(f"经办{planter.phone()}")
        sheet.write(0, 0, planter.all_kinds())
        sheet.write_row(1, 0, rows[0])
        for number, row in enumerate(rows, start=2):
            sheet.write_row(number, 0, row.values())
    return stream.getvalue()


def xes(planter: Planter) -> str:
    def event(name: str, moment: str = "2022-03-01T10:00:00+08:00") -> str:
        return (
            f'<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="{moment}"/>'
            f'<string key="org:resource" value="{planter.person()}">'
            f'<string key="phone" value="{planter.phone()}"/></string>'
            f'<string key="note" value="{planter.all_kinds()}"/></event>'
        )

    trace = f'<string key="concept:name" value="YLKB1"/><string key="applicant" value="{planter.all_kinds()}"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">'
        f'<string key="exported by" value="{planter.all_kinds()}"/>'
        f"<trace>{trace}{event('受理')}{event('办结')}{event(planter.identity())}</trace>"
        f'<trace><string key="concept:name" value="{planter.identity()}"/>{event("受理")}</trace></log>'
    )


def put(landing: Path, name: str, content: bytes) -> None:
    path = landing / "logs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@dataclass(frozen=True)
class Planted:
    """One run over planted numbers."""

    landing: Path
    home: Path
    numbers: tuple[str, ...]
    implied: tuple[str, ...]
    outcome: Outcome


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, offline_environment: Offline) -> Planted:
    folder, planter = tmp_path_factory.mktemp("planted"), Planter()
    deliver(folder / "landing", planter)
    outcome = run(offline_environment, folder / "landing", folder / "home")
    return Planted(folder / "landing", folder / "home", tuple(planter.planted), tuple(planter.implied), outcome)


def test_the_search_would_find_every_number(planted: Planted) -> None:
    found = {line.rsplit(": ", 1)[1] for line in find(planted.landing, planted.numbers)}
    assert len(found) > 500
    assert set(planted.numbers) == found


def test_the_rows_came_through(planted: Planted) -> None:
    assert planted.outcome.code == 0, planted.outcome.err
    batches = [path for path in (planted.home / "raw").glob("*/*.parquet") if not path.name.startswith("_")]
    assert sum(pq.read_metadata(path).num_rows for path in batches if path.parent.name == "government_service") == 40
    held = [pq.read_table(path) for path in (planted.home / "raw" / "quarantine").glob("[cgp]*.parquet")]
    assert sum(table.num_rows for table in held) >= 12


def test_no_number_is_anywhere_in_the_home(planted: Planted) -> None:
    assert find(planted.home, planted.numbers + planted.implied) == []


def test_no_number_is_on_the_screen(planted: Planted) -> None:
    shown = planted.outcome.out + planted.outcome.err
    assert [number for number in planted.numbers + planted.implied if number in shown] == []
