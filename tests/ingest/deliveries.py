"""A landing zone in a temporary folder, and one call that scans and takes it in."""

import io
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter

from ingest.contract import SourceContract
from ingest.contract_file import load_contracts
from ingest.intake import IntakeReport, ingest_source
from ingest.landing import recognise, scan
from ingest.raw_zone import RawZone
from ingest.strays import record_strays

ROOT = Path(__file__).parents[2]  # where a child process finds the packages
KEY = b"0123456789abcdef0123456789abcdef"
CARD_HEADER = ["指标代码", "地区代码", "期间", "数值", "单位"]
CARD_FOLDER = "statistics/indicator_card"
CASE_FOLDER = "logs/electricity_connection"


@dataclass
class House:
    """Landing zone, raw zone and the shipped contracts below one folder."""

    root: Path
    contracts: dict = field(default_factory=load_contracts)

    @property
    def landing(self) -> Path:
        return self.root / "landing"

    @property
    def zone(self) -> RawZone:
        return RawZone(self.root / "raw")

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.landing / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take_in(self, source_id: str, as_of: date = date(2022, 7, 1), **changed: object) -> IntakeReport:
        self.landing.mkdir(parents=True, exist_ok=True)
        files = scan(self.landing)
        contract = self.contracts[source_id].model_copy(update=changed)
        recognised = recognise(files, [*(c for c in self.contracts.values() if c.id != source_id), contract])
        record_strays(recognised, self.zone, as_of)
        return ingest_source(contract, recognised.by_source[source_id], self.zone, KEY, as_of, not files)


def event_log(columns: dict[str, dict], case: str = "case_id", **more: object) -> SourceContract:
    """A contract for a log of events with these columns, among them ``case``, `activity` and `at`.

    ``more``: other parts of the contract; ``log`` adds to its rules.
    """
    rules = {"case": case, "activity": "activity", "at": "at"} | more.pop("log", {})
    given = {
        "id": "made",
        "name_zh": "试",
        "name_en": "made",
        "kind": "log",
        "layout": "event",
        "department": "power_supply",
        "description": "x",
        "landing": ["logs/*"],
        "columns": columns,
        "log": rules,
    }
    return SourceContract.model_validate(given | more)


def csv_text(rows: list[list[str]], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


def card(*rows: list[str]) -> str:
    return csv_text([CARD_HEADER, *rows])


def xlsx(rows: list[list[object]], sheet: str = "数据") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return stream.getvalue()


CASE_HEADER = [
    "工单编号", "户号", "户名", "联系电话", "统一社会信用代码", "区县代码", "业务类型", "电压等级", "报装容量",
    "三零服务", "申请渠道", "受理时间", "现场勘查时间", "方案答复时间", "合同签订时间", "工程完工时间",
    "竣工检验时间", "装表时间", "送电时间", "用户承担外部工程费", "用户承担内部工程费", "状态",
]  # fmt: skip


def case(number: str = "QZ0001", **changed: str) -> list[str]:
    row = dict(
        zip(
            CASE_HEADER,
            [
                number, "3308001234", "张晓明", "13957001234", "", "330802", "新装", "380V", "80", "是", "网上国网",
                "2022-03-01 09:00", "2022-03-02 10:00", "2022-03-03", "2022-03-04", "2022-03-05", "2022-03-06",
                "2022-03-07 15:00", "2022-03-07 16:00", "0", "1200", "已归档",
            ],
            strict=True,
        )
    )  # fmt: skip
    return list((row | changed).values())
