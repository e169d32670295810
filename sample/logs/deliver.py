"""How a platform delivers the invented cases: CSV, GB18030 CSV, JSON lines or Parquet, streamed through DuckDB."""

import codecs
import gzip
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa

from sample.logs import city, service

Format = Literal["csv", "gb18030", "jsonl", "parquet"]
SUFFIX = {"csv": ".csv", "gb18030": ".csv", "jsonl": ".jsonl", "parquet": ".parquet"}
_CHINESE = (
    "办件编号", "事项编码", "事项名称", "行政区划", "部门编码", "申请渠道", "环节", "办理结果", "办理时间", "承诺期限",
    "法定期限", "是否即办", "申请人", "申请人证件号码", "联系电话", "统一社会信用代码", "备注",
)  # fmt: skip
_INTERFACE = (
    "projId", "itemCode", "itemName", "areaCode", "deptCode", "source", "stage", "resultCode", "occurTime",
    "promiseTime", "lawTime", "isInstant", "applicantName", "applicantCardNumber", "applicantPhone", "uscc", "memo",
)  # fmt: skip
_COPY = {
    "csv": "(format csv, header, delimiter ',')",
    "gb18030": "(format csv, header, delimiter ',')",
    "jsonl": "(format json)",
    "parquet": "(format parquet, compression zstd)",
}
_BLOCK = 1 << 24


def write_service(
    path: Path, batches: Iterable[pa.RecordBatch], form: Format, where: str = "true", threads: int = 2
) -> Path:
    """Write the cases of ``batches`` into ``path``. ``where``: a condition on the columns of the batches."""
    stream = iter(batches)
    first = next(stream)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        duckdb.connect(config={"threads": threads}) as connection,
        tempfile.TemporaryDirectory(dir=path.parent) as aside,
    ):
        reader = pa.RecordBatchReader.from_batches(first.schema, _chain(first, stream))
        connection.register("event", reader)
        target = Path(aside, "utf-8") if form == "gb18030" else path
        query = f"select {_columns(form)} from event where {where}"  # noqa: S608 - all parts are this module's
        connection.execute(f"copy ({query}) to '{str(target).replace(chr(39), chr(39) * 2)}' {_COPY[form]}")
        if form == "gb18030":
            _transcode(target, path)
    return path


def pack(path: Path) -> Path:
    """The file as ``.gz`` in its place, without a date inside."""
    packed = path.with_name(f"{path.name}.gz")
    packed.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    path.unlink()
    return packed


def _chain(first: pa.RecordBatch, rest: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    yield first
    yield from rest


def _columns(form: Format) -> str:
    """The select list: in Parquet moments and numbers have types, elsewhere the text shows every fault."""
    sound_time = "strftime(occurred_at, '%Y-%m-%d %H:%M:%S')"
    moment = f"""case dirt when {service.BAD_TIME} then '时间不详'
        when {service.FUTURE} then '2099' || substr({sound_time}, 5)
        when {service.FULL_WIDTH} then translate({sound_time}, '0123456789', '０１２３４５６７８９')
        else {sound_time} end"""
    typed_moment = f"""case dirt when {service.BAD_TIME} then null
        when {service.FUTURE} then occurred_at::timestamp + interval 77 year else occurred_at::timestamp end"""
    identity = "identity_head::varchar || identity_check"
    phone = "(15400000000 + person)::varchar"
    told = f"'联系' || {phone} || '，证件' || {identity}"
    code = f"'91330800MA' || lpad(company::varchar, 7, '0') || if(dirt = {service.BAD_COMPANY}, 'I', company_check)"
    selected = (
        "'YL' || lpad(case_number::varchar, 10, '0')",
        "item_code::varchar",
        "item_name::varchar",
        "region_code::varchar",
        "department_code::varchar",
        "channel::varchar",
        f"if(dirt = {service.UNKNOWN_STAGE}, '现场踏勘', stage::varchar)",
        "result_code::varchar",
        typed_moment if form == "parquet" else moment,
        "promised_days::integer",
        f"{city.STATUTORY_DAYS}::integer",
        "is_instant" if form == "parquet" else "if(is_instant, '是', '否')",
        "'样例申请人' || person::varchar",
        identity,
        phone,
        code,
        f"if(dirt = {service.PERSONAL}, {told}, memo::varchar)",
    )
    headers = _CHINESE if form in ("csv", "gb18030") else _INTERFACE
    return ", ".join(f'{value} as "{header}"' for value, header in zip(selected, headers, strict=True))


def _transcode(source: Path, target: Path) -> None:
    """DuckDB writes UTF-8 only."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(_BLOCK):
            written.write(decoder.decode(block).encode("gb18030"))
        decoder.decode(b"", final=True)
