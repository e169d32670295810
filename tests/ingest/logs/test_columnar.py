"""Parquet: types, portions, damage."""

import gzip
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.contract import SourceContract
from ingest.contract_file import SHIPPED, read_contract
from ingest.logs import columnar
from ingest.logs.batch import LogFile, write_log_batch
from ingest.logs.columnar import read_parquet
from ingest.reasons import FileRefused


@pytest.fixture(scope="module")
def contract() -> SourceContract:
    return read_contract(SHIPPED / "process_log.yml")


def packed(table: pa.Table, **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


def test_values_stay_native_and_moments_keep_their_zone(contract: SourceContract) -> None:
    moment = datetime(2022, 6, 22, 1, 2, 3, 456789, tzinfo=UTC)
    table = pa.table(
        {
            "dictionary": pa.array(["受理", "办结", None]).dictionary_encode(),
            "nanoseconds": pa.array([1_655_859_723_456_789_999, None, 0], pa.timestamp("ns")),
            "zoned": pa.array([moment, None, moment], pa.timestamp("ms", "Asia/Shanghai")),
            "day": pa.array([date(2022, 6, 22), None, None], pa.date64()),
            "money": pa.array([Decimal("12.50"), None, None]),
            "half": pa.array([1.5, None, None], pa.float16()),
            "nothing": pa.nulls(3),
            "nested": pa.array([{"a": 1}, None, {"a": 2}]),
        }
    )
    (portion,) = read_parquet(io.BytesIO(packed(table)), contract)
    assert portion.header == tuple(table.column_names)
    assert portion.numbers == range(1, 4)
    types = {field.name: str(field.type) for field in portion.data.schema}
    assert types == {
        "dictionary": "dictionary<values=string, indices=int32, ordered=0>",
        "nanoseconds": "timestamp[us]",
        "zoned": "timestamp[us, tz=Asia/Shanghai]",
        "day": "date32[day]",
        "money": "decimal128(4, 2)",
        "half": "float",
        "nothing": "string",
        "nested": "struct<a: int64>",
    }
    first = portion.data.to_pylist()[0]
    assert first["dictionary"] == "受理"
    assert first["nanoseconds"] == datetime(2022, 6, 22, 1, 2, 3, 456789)
    assert first["zoned"] == moment.replace(microsecond=456000)


def test_texts_of_which_few_differ_are_read_as_a_dictionary(contract: SourceContract) -> None:
    few, many = ["受理", None, "办结"] * 5000, [f"{n:040d}" for n in range(15_000)]
    table = pa.table({"few": few, "many": many, "part": [{"few": text} for text in few]})
    (portion,) = read_parquet(io.BytesIO(packed(table)), contract)
    assert [pa.types.is_dictionary(kind) for kind in portion.data.schema.types] == [True, False, False]
    assert portion.data.to_pydict() == table.to_pydict()


def test_rows_are_numbered_through_all_portions(contract: SourceContract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "PORTION_ROWS", 1000)
    table = pa.table({"a": list(range(4500))})
    portions = list(read_parquet(io.BytesIO(packed(table, row_group_size=1700)), contract))
    assert len(portions) > 3
    assert [number - 1 for portion in portions for number in portion.numbers] == list(range(4500))
    assert pa.concat_tables([portion.data for portion in portions])["a"].to_pylist() == list(range(4500))


def test_long_texts_make_smaller_portions(contract: SourceContract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "PORTION_BYTES", 4 << 20)
    table = pa.table({"a": [f"{n:01000d}" for n in range(20_000)]})
    portions = list(read_parquet(io.BytesIO(packed(table, compression="none")), contract))
    assert max(portion.data.nbytes for portion in portions) < 8 << 20


def test_a_file_without_rows_still_tells_its_columns(contract: SourceContract) -> None:
    (portion,) = read_parquet(io.BytesIO(packed(pa.table({"a": pa.array([], pa.int64())}))), contract)
    assert (portion.header, portion.rows) == (("a",), 0)


def test_the_same_from_path_file_and_archive(contract: SourceContract, tmp_path: Path) -> None:
    data = packed(pa.table({"a": [1, 2, 3]}))
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (tmp_path / "a.gz").write_bytes(gzip.compress(data))
    with path.open("rb") as plain, gzip.open(tmp_path / "a.gz") as unpacked:
        for file in (path, plain, unpacked):
            (portion,) = read_parquet(file, contract)
            assert portion.data["a"].to_pylist() == [1, 2, 3]


def test_damage_is_refused_never_a_crash(contract: SourceContract) -> None:
    table = pa.table({"a": [f"事项{n}" for n in range(5000)], "b": list(range(5000))})
    data = packed(table)
    refused = 0
    for place in range(0, len(data), max(len(data) // 60, 1)):
        for broken in (data[:place], data[:place] + b"\xff" * 40 + data[place + 40 :]):
            try:
                list(read_parquet(io.BytesIO(broken), contract))
            except FileRefused as error:
                assert (error.outcome, error.code) == ("unreadable", "damaged")
                assert "Parquet" in error.message_en
                refused += 1
    assert refused > 60


@pytest.mark.parametrize("zone", [None, "Asia/Shanghai"])
def test_a_moment_beyond_the_calendar_costs_only_its_row(contract: SourceContract, zone: str | None) -> None:
    table = pa.table({"when": pa.array([2**62, None, 1_655_859_723_456], pa.timestamp("ms", zone))})
    (portion,) = read_parquet(io.BytesIO(packed(table)), contract)
    beyond, nothing, usual = portion.data["when"].to_pylist()
    assert (beyond, nothing) == (str(2**62), None)
    assert usual == ("2022-06-22 09:02:03.456000+0800" if zone else "2022-06-22 01:02:03.456000")


def test_an_archive_beyond_the_limit_is_refused(contract: SourceContract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "MAX_IN_MEMORY", 100)
    data = gzip.compress(packed(pa.table({"a": [1]})))
    with gzip.open(io.BytesIO(data)) as unpacked, pytest.raises(FileRefused) as caught:
        list(read_parquet(unpacked, contract))
    assert caught.value.code == "too_large"


def test_columns_of_any_type_beside_those_of_the_contract(contract: SourceContract, tmp_path: Path) -> None:
    wide = Decimal("12345678901234567890123456789012345678901.5")
    table = pa.table(
        {
            "case:concept:name": ["c1", "c2", None],
            "concept:name": ["a", "b", "c"],
            "time:timestamp": ["2022-06-22 09:05:00"] * 3,
            "org:group": pa.array([["x", "y"], None, []], pa.list_(pa.string())),
            "list": pa.array([[1, 2], None, []], pa.list_(pa.int64())),
            "wide": pa.array([wide, None, None], pa.decimal256(60, 2)),
            "wide_list": pa.array([[wide], None, []], pa.list_(pa.decimal256(60, 2))),
            "struct": pa.array([{"a": 1.5}, None, None], pa.struct([("a", pa.float16())])),
            "map": pa.array([[("k", 1)], None, None], pa.map_(pa.string(), pa.int64())),
            "bytes": pa.array([b"\xff", None, b""]),
        }
    )
    path = tmp_path / "a.parquet"
    path.write_bytes(packed(table))
    rules = contract.log.model_copy(update={"repeats": "drop"})
    for one in (contract, contract.model_copy(update={"log": rules})):
        file = LogFile(path, "x/a.parquet", "0" * 64, date(2022, 7, 1))
        batch = write_log_batch(one, file, b"k" * 32, tmp_path / "b.parquet", tmp_path / "q.parquet")
        assert (batch.rows_read, batch.rows_written, batch.rows_quarantined, batch.rows_repeated) == (3, 2, 1, 0)
        assert pq.read_table(tmp_path / "b.parquet")["department"].to_pylist()[0] == '["x","y"]'
