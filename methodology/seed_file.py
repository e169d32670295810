"""One seed file, read strictly: encoding, header, cells. What it means beside other seeds is in `rules`."""

import csv
import datetime as dt
import io
import math
import re
from dataclasses import dataclass
from pathlib import Path

from methodology.contract import SeedContract
from methodology.fault import SeedFault

Value = str | float | int | bool | dt.date | None

# dbt's slow loader turns the word into NULL and its fast loader keeps it, so the word means two things.
FORBIDDEN_WORDS = frozenset({"null", "na", "none", "nan"})

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"-?[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXPECTED = {
    "double": ("数字，如 0.25（半角、无千分位）", "a number such as 0.25, without thousands marks"),
    "integer": ("整数", "a whole number"),
    "date": ("日期，如 2021-01-31", "a date such as 2021-01-31"),
    "boolean": ("true 或 false", "true or false"),
}


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One record: its first line in the file, and its values by column; an empty cell is None."""

    line: int
    values: dict[str, Value]


@dataclass(frozen=True, slots=True)
class SeedTable:
    """A seed as read. `whole` is False when some of its rows could not be read."""

    name: str
    file: str
    rows: tuple[SeedRow, ...]
    whole: bool

    def fault(self, row: SeedRow, column: str, zh: str, en: str) -> SeedFault:
        """What is wrong with one cell of the seed."""
        return SeedFault(self.file, row.line, column, zh, en)


def read_seed(path: Path, file: str, contract: SeedContract) -> tuple[SeedTable, list[SeedFault]]:
    """Typed rows of one CSV file and its own faults; `file` is the name used in the faults.

    A cell of the wrong type is a fault and reads as None.
    """
    faults: list[SeedFault] = []
    text = _decode(path, file, faults)
    records = _records(text, file, faults) if text is not None else []
    if faults:
        return SeedTable(contract.name, file, (), False), faults
    header = records[0][1] if records else []
    _check_header(header, contract, file, faults)
    if faults:
        return SeedTable(contract.name, file, (), False), faults
    rows = []
    for line, cells in records[1:]:
        if len(cells) != len(header):
            zh, en = f"应有 {len(header)} 列，实有 {len(cells)} 列", f"{len(cells)} cells, not {len(header)}"
            faults.append(SeedFault(file, line, "", zh, en))
            continue
        values = {name: _cell(name, raw, line, contract, file, faults) for name, raw in zip(header, cells, strict=True)}
        rows.append(SeedRow(line, values))
    if not rows:
        faults.append(SeedFault(file, 1, "", "没有数据行", "no row under the header"))
    whole = bool(rows) and len(rows) == len(records) - 1
    return SeedTable(contract.name, file, tuple(rows), whole), faults


def _decode(path: Path, file: str, faults: list[SeedFault]) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        faults.append(SeedFault(file, 1, "", f"无法读取：{error}", f"cannot be read: {error}"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        zh, en = "不是 UTF-8 文件", "not a UTF-8 file"
    try:
        data.decode("gb18030")
        zh, en = "文件按 GBK 保存", "saved as GBK"
    except UnicodeDecodeError:
        pass
    zh, en = f"{zh}：请在 Excel 中另存为“CSV UTF-8”", f"{en}: choose CSV UTF-8 in Excel"
    faults.append(SeedFault(file, line, "", zh, en))
    return None


def _records(text: str, file: str, faults: list[SeedFault]) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records = []
    line = 1
    try:
        for cells in reader:
            records.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(SeedFault(file, line, "", f"引号或分隔符有误：{error}", f"broken quoting: {error}"))
    return records


def _check_header(header: list[str], contract: SeedContract, file: str, faults: list[SeedFault]) -> None:
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            faults.append(SeedFault(file, 1, name, "表头重复，请删去一列", "column twice: remove one"))
        if name not in contract.types:
            faults.append(SeedFault(file, 1, name, "表头未在 _seeds.yml 中声明", "column not declared in _seeds.yml"))
    for name in contract.types:
        if name not in header:
            faults.append(SeedFault(file, 1, name, "缺少该列", "column missing"))


def _cell(name: str, raw: str, line: int, contract: SeedContract, file: str, faults: list[SeedFault]) -> Value:
    def refuse(zh: str, en: str) -> None:
        faults.append(SeedFault(file, line, name, zh, en))

    if raw == "":
        if name in contract.required:
            refuse("不得为空", "must not be empty")
        return None
    if raw != raw.strip():
        refuse(f"首尾有空白：{raw!r}", f"blank before or after the text: {raw!r}")
    if raw.strip().casefold() in FORBIDDEN_WORDS:
        refuse(f"不得写 {raw!r}，空值请留空", f"do not write {raw!r}: leave an empty cell empty")
        return None
    kind = contract.types[name]
    value = _typed(raw, kind)
    if value is None:
        zh, en = _EXPECTED[kind]
        refuse(f"{raw!r} 不是{zh}", f"{raw!r} is not {en}")
    elif name in contract.accepted and value not in contract.accepted[name]:
        listed = ", ".join(sorted(contract.accepted[name]))
        refuse(f"{raw!r} 不在允许值内：{listed}", f"{raw!r} is none of: {listed}")
    return value


def _typed(raw: str, kind: str) -> Value:
    match kind:
        case "varchar":
            return raw
        case "double" if _NUMBER.fullmatch(raw):
            number = float(raw)
            return number if math.isfinite(number) else None
        case "integer" if _INTEGER.fullmatch(raw):
            return int(raw)
        case "boolean" if raw in ("true", "false"):
            return raw == "true"
        case "date" if _DATE.fullmatch(raw):
            try:
                return dt.date.fromisoformat(raw)
            except ValueError:
                return None
    return None
