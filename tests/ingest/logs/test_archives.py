"""Packed logs: read as streams within limits; hostile, damaged and nested archives are refused with their reason."""

import gzip
import io
import json
import random
import stat
import warnings
import zipfile
import zlib
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.contract import Column
from ingest.logs.open_log import open_log
from ingest.logs.scan import open_scan
from ingest.reasons import FileRefused
from tests.ingest.deliveries import csv_text, event_log, xlsx
from tests.ingest.test_workbook import ods

CONTRACT = event_log(
    {"case": {"name": "case_no"}, "step": {"name": "activity"}, "at": {"name": "at", "type": "timestamp"}}, "case_no"
)
ROWS = [(f"a{n}", "受理", f"2022-06-01 09:{n:02}") for n in range(30)]
CSV = "case,step,at\n" + "".join(",".join(row) + "\n" for row in ROWS)
JSON = "".join(json.dumps(dict(zip(("case", "step", "at"), row, strict=True))) + "\n" for row in ROWS)
CONNECTION = duckdb.connect()


def read(path: Path) -> dict[str | None, list[tuple]]:
    """Rows by member."""
    found: dict[str | None, list[tuple]] = {}
    for portion in open_log(path, CONTRACT):
        with open_scan(CONNECTION, portion) as scan:
            rows = CONNECTION.sql(f"select * from {scan.relation}").fetchall()  # noqa: S608
            numbers = scan.numbers(len(rows)).tolist()
        found.setdefault(portion.member, []).extend(zip(numbers, rows, strict=True))
    return found


def refusal_of(path: Path) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(path)
    return caught.value


def packed(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some tests give a name twice
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    return path


def parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(dict(zip(("case", "step", "at"), zip(*ROWS, strict=True), strict=True))), out)
    return out.getvalue()


CONTENTS = {
    "csv": (CSV.encode(), 2),
    "gb18030": (CSV.encode("gb18030"), 2),
    "jsonl": (JSON.encode(), 1),
    "array": (("[" + JSON.strip().replace("\n", ",") + "]").encode(), 1),
    "parquet": (parquet(), 1),
}


@pytest.mark.parametrize("content", CONTENTS)
def test_every_content_in_every_packing(tmp_path, content):
    data, first = CONTENTS[content]
    wanted = list(enumerate(ROWS, start=first))
    plain = tmp_path / "plain.dat"
    plain.write_bytes(data)
    assert read(plain) == {None: wanted}
    plain.write_bytes(gzip.compress(data))
    assert read(plain) == {None: wanted}
    members = {"b/二.dat": data, "a.dat": data, "c.gz": gzip.compress(data), "b/": b"", "__MACOSX/._a.dat": b"\0"}
    assert list(read(packed(plain, members)).items()) == [("a.dat", wanted), ("b/二.dat", wanted), ("c.gz", wanted)]


def test_parts_and_padding_of_gzip(tmp_path):
    path = tmp_path / "a.csv.gz"
    half = len(CSV) // 2
    path.write_bytes(gzip.compress(CSV[:half].encode()) + gzip.compress(CSV[half:].encode()) + bytes(600_000))
    assert read(path) == {None: list(enumerate(ROWS, start=2))}


@pytest.mark.parametrize("cut", [1, 5, 9, 200])
def test_a_gzip_file_that_ends_too_early(tmp_path, cut):
    path = tmp_path / "a.csv.gz"
    noise = "".join(f"{n},{random.random()},t\n" for n in range(20_000))
    path.write_bytes(gzip.compress((CSV + noise).encode())[:-cut])
    assert refusal_of(path).code == "damaged"


def test_a_wrong_check_sum(tmp_path):
    path = tmp_path / "a.csv.gz"
    data = bytearray(gzip.compress(CSV.encode()))
    data[-6] ^= 1
    path.write_bytes(data)
    assert refusal_of(path).code == "damaged"
    packed(path, {"x.csv": CSV.encode()}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace("受理,2022-06-01 09:07".encode(), "受理,2022-06-01 09:08".encode()))
    refusal = refusal_of(path)
    assert refusal.code == "damaged"
    assert refusal.message_en.startswith("x.csv: ")


@pytest.mark.parametrize(
    "name",
    ["../a.csv", "a/../../b.csv", "/etc/a.csv", "C:/a.csv", "c:a.csv", "..\\a.csv", "\\\\host\\a.csv", "a\nb.csv"],
)
def test_names_that_leave_the_archive(tmp_path, name):
    refusal = refusal_of(packed(tmp_path / "a.zip", {"ok.csv": CSV.encode(), name: CSV.encode()}))
    assert refusal.code == "unsafe_path"


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal_of(tmp_path / "a.zip").code == "unsafe_path"


def test_chinese_names_of_windows(tmp_path):
    packed(tmp_path / "a.zip", {"XXXX.csv": CSV.encode()})
    data = (tmp_path / "a.zip").read_bytes().replace(b"XXXX", "日志".encode("gb18030"))
    (tmp_path / "a.zip").write_bytes(data)
    assert list(read(tmp_path / "a.zip")) == ["日志.csv"]


def test_archives_inside_archives(tmp_path):
    inner = packed(tmp_path / "inner.zip", {"x.csv": CSV.encode()}).read_bytes()
    twice = gzip.compress(gzip.compress(CSV.encode()))
    for members in ({"i.zip": inner}, {"i.gz": gzip.compress(inner)}, {"i.gz": twice}):
        assert refusal_of(packed(tmp_path / "a.zip", members)).code == "unsupported_format"
    (tmp_path / "b.gz").write_bytes(gzip.compress(inner))
    assert refusal_of(tmp_path / "b.gz").code == "unsupported_format"


def test_an_encrypted_member(tmp_path):
    path = packed(tmp_path / "a.zip", {"x.csv": CSV.encode()})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    refusal = refusal_of(path)
    assert refusal.code == "encrypted"
    assert "x.csv" in refusal.message_en


def test_bombs_stop_at_what_really_comes_out(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.logs.archive.ALWAYS_ALLOWED", 1 << 20)
    line = b"a1,accept,2022-06-01 09:00\n"
    bomb = b"case,step,at\n" + line * 300_000
    path = tmp_path / "bomb"
    path.write_bytes(gzip.compress(bomb))
    assert refusal_of(path).code == "too_large"
    packed(path, {"x.csv": bomb})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")  # the directory says: 100 bytes
    assert refusal_of(path).code == "too_large"
    path.write_bytes(data)
    assert refusal_of(path).code in ("too_large", "damaged")
    packed(path, {f"{n}.gz": gzip.compress(gzip.compress(bomb)) for n in range(3)}, zipfile.ZIP_STORED)
    assert refusal_of(path).code in ("too_large", "unsupported_format")


def test_the_limit_of_size_counts_all_members(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.logs.archive.MAX_UNPACKED", int(2.5 * len(CSV.encode())))
    assert len(read(packed(tmp_path / "a.zip", {"1.csv": CSV.encode(), "2.csv": CSV.encode()}))) == 2
    three = {f"{n}.csv": CSV.encode() for n in range(3)}
    refusal = refusal_of(packed(tmp_path / "a.zip", three))
    assert refusal.code == "too_large"
    assert "2.csv" in refusal.message_en


def test_too_many_members_and_a_name_twice(tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.logs.archive.MAX_MEMBERS", 5)
    path = packed(tmp_path / "a.zip", {f"{n}.csv": CSV.encode() for n in range(6)})
    assert refusal_of(path).code == "too_many_members"
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("x.csv", CSV)
        archive.writestr("x.csv", CSV)
    assert refusal_of(path).code == "damaged"


def test_empty_and_broken_archives(tmp_path):
    path = tmp_path / "a.zip"
    assert refusal_of(packed(path, {})).code == "empty"
    assert refusal_of(packed(path, {".DS_Store": b"x"})).code == "empty"
    assert refusal_of(packed(path, {"x.csv": b""})).code == "empty"
    whole = packed(path, {"x.csv": CSV.encode()}).read_bytes()
    for data in (whole[:-30], whole[: len(whole) // 2], whole[:10], b"PK\x03\x04"):
        path.write_bytes(data)
        assert refusal_of(path).code == "damaged"


def test_every_cut_and_flipped_byte_is_read_or_refused(tmp_path):
    choose = random.Random(3)
    whole = packed(tmp_path / "a.zip", {"x.csv": CSV.encode(), "y.gz": gzip.compress(CSV.encode())}).read_bytes()
    for data in (whole, gzip.compress(CSV.encode())):
        for _ in range(300):
            broken = bytearray(data)
            broken[choose.randrange(len(broken))] ^= 1 << choose.randrange(8)
            (tmp_path / "b").write_bytes(broken)
            try:
                rows = read(tmp_path / "b")
            except FileRefused:
                continue
            assert all(found == list(enumerate(ROWS, start=2)) for found in rows.values())


def test_a_broken_stream_of_lzma_is_damaged(tmp_path):
    data = bytearray(packed(tmp_path / "a.zip", {"x.csv": CSV.encode() * 20}, zipfile.ZIP_LZMA).read_bytes())
    at = data.index(b"x.csv") + len(b"x.csv")
    refused = 0
    for place in range(at + 4, at + 40):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        (tmp_path / "a.zip").write_bytes(broken)
        try:
            read(tmp_path / "a.zip")
        except FileRefused as refusal:
            assert refusal.code == "damaged"
            refused += 1
    assert refused > 25  # the size of its dictionary may be wrong and nothing is lost


def test_a_name_that_is_no_text_in_the_member_itself_is_damaged(tmp_path):
    data = packed(tmp_path / "a.zip", {"日志.csv": CSV.encode()}).read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace("日志".encode(), b"\xff" * 6, 1))
    assert refusal_of(tmp_path / "a.zip").code == "damaged"


def with_memo(header: str = "memo") -> list[list[str]]:
    return [["case", "step", "at", header], ["a1", "受理", "2022-06-01", "x"]]


DRIFTING = CONTRACT.model_copy(update={"columns": {**CONTRACT.columns, "memo": Column(name="note", required=False)}})
DRIFTED = {
    "sheet": (xlsx(with_memo()), xlsx(with_memo("memory"))),
    "csv": (csv_text(with_memo()).encode(), csv_text(with_memo("memory")).encode()),
    "header alone": (csv_text(with_memo()).encode(), csv_text(with_memo("memory")[:1]).encode()),
    "csv and sheet": (csv_text(with_memo()).encode(), xlsx(with_memo("memory"))),
    "gz": (gzip.compress(csv_text(with_memo()).encode()), gzip.compress(csv_text(with_memo("memory")).encode())),
    "parquet": (csv_text(with_memo()).encode(), parquet()),
}


@pytest.mark.parametrize("kind", DRIFTED)
def test_a_table_with_other_columns_than_the_first_is_refused(tmp_path, kind):
    one, other = DRIFTED[kind]
    same = packed(tmp_path / "same.zip", {"1.dat": one, "2.dat": one})
    assert [portion.member for portion in open_log(same, DRIFTING)] == ["1.dat", "2.dat"]
    with pytest.raises(FileRefused, match=r"missing_column: 2\.dat: .*note"):
        list(open_log(packed(tmp_path / "a.zip", {"1.dat": one, "2.dat": other}), DRIFTING))


def test_records_of_json_may_leave_columns_out(tmp_path):
    full = json.dumps({"case": "a", "step": "b", "at": "2022", "memo": "x"}).encode()
    path = packed(tmp_path / "a.zip", {"1.json": full, "2.json": JSON.encode()})
    assert sum(portion.rows for portion in open_log(path, DRIFTING)) == 31


def test_an_open_document_sheet_is_a_workbook(tmp_path):
    data = ods([["case", "step", "at"], *ROWS])
    wanted = list(enumerate(ROWS, start=2))
    (tmp_path / "a.ods").write_bytes(data)
    assert read(tmp_path / "a.ods") == {None: wanted}
    assert read(packed(tmp_path / "a.zip", {"b.ods": data})) == {"b.ods": wanted}


def test_a_member_without_the_columns_is_named(tmp_path):
    path = packed(tmp_path / "a.zip", {"1.csv": CSV.encode(), "说明.csv": b"a,b\n1,2\n"})
    refusal = refusal_of(path)
    assert refusal.code == "missing_column"
    assert refusal.message_en.startswith("说明.csv: ")


@pytest.mark.parametrize(
    "data",
    [
        b"Rar!\x1a\x07",
        b"7z\xbc\xaf\x27\x1c",
        b"BZh9",
        b"%PDF-1.4",
        b"<html><table>",
        bytes(257) + b"ustar",
        b"\xfd7zXZ\0",
    ],
)
def test_what_is_no_log_is_refused_by_name(tmp_path, data):
    (tmp_path / "x.csv").write_bytes(data)
    assert refusal_of(tmp_path / "x.csv").code == "unsupported_format"


def test_a_stream_of_zlib_alone_is_no_text(tmp_path):
    (tmp_path / "x.csv").write_bytes(zlib.compress(CSV.encode()))
    assert refusal_of(tmp_path / "x.csv").code in ("undecodable", "missing_column")
