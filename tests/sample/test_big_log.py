"""The large invented log: exactly so many rows, one content in four formats, dirt as often as asked."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from stdnum.cn import uscc

from ingest.privacy import mask_text
from sample.big_log import write_big_log
from sample.logs.deliver import SUFFIX
from sample.logs.service import ServiceLog

EVENTS = 20_000


def read(path: Path) -> duckdb.DuckDBPyRelation:
    if path.suffix == ".parquet":
        return duckdb.read_parquet(str(path))
    if path.suffix == ".jsonl":
        return duckdb.read_json(str(path), format="newline_delimited", sample_size=-1)
    if path.name.endswith("_gb18030.csv"):
        text = path.read_text(encoding="gb18030")
        path = path.with_suffix(".utf8")
        path.write_text(text, encoding="utf-8")
    return duckdb.read_csv(str(path), all_varchar=True, header=True)


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("big")
    return {form: write_big_log(folder, EVENTS, form) for form in SUFFIX}


def test_four_formats_hold_the_same_rows(logs: dict[str, Path]) -> None:
    texts = {}
    for form, path in logs.items():
        relation = read(path)
        # in Parquet a moment is a timestamp: what cannot be read is null there
        keep = [name for name in relation.columns if name not in ("办理时间", "occurTime", "是否即办", "isInstant")]
        columns = ", ".join(f"coalesce(\"{name}\"::varchar, '')" for name in keep)
        texts[form] = [row[0] for row in relation.project(f"concat_ws('|', {columns})").fetchall()]
    assert len(texts["csv"]) == EVENTS
    assert texts["csv"] == texts["gb18030"] == texts["jsonl"] == texts["parquet"]


def test_the_same_seed_gives_the_same_bytes_and_more_rows_begin_alike(logs: dict[str, Path], tmp_path: Path) -> None:
    assert write_big_log(tmp_path, EVENTS, "csv").read_bytes() == logs["csv"].read_bytes()
    assert write_big_log(tmp_path / "x", EVENTS, "csv", ServiceLog(seed=1)).read_bytes() != logs["csv"].read_bytes()


def test_dirt_is_as_frequent_as_asked(tmp_path: Path) -> None:
    relation = read(write_big_log(tmp_path, 100_000, "csv", ServiceLog(dirt=0.01)))
    found = relation.aggregate("""
        count(*) filter ("办理时间" = '时间不详'), count(*) filter ("办理时间" like '2099%'),
        count(*) filter ("办理时间" like '２%'), count(*) filter ("环节" = '现场踏勘'),
        count(*) filter ("统一社会信用代码" like '%I'), count(*) filter ("备注" like '联系%')""").fetchall()[0]
    assert all(400 < number < 1200 for number in found), found
    repeated = 100_000 - relation.distinct().count("*").fetchall()[0][0]
    assert 800 < repeated < 1200
    clean = read(write_big_log(tmp_path / "clean", 100_000, "csv", ServiceLog(dirt=0)))
    assert clean.distinct().count("*").fetchall()[0][0] == 100_000


def test_numbers_carry_true_check_digits_and_nobodys_place(logs: dict[str, Path]) -> None:
    rows = read(logs["csv"]).project('"统一社会信用代码", "申请人证件号码", "备注"').fetchall()
    codes = [code for code, _, _ in rows if code]
    assert sum(not uscc.is_valid(code) for code in codes) < 0.005 * len(codes)
    assert all(mask_text(number)[1] == {"id_number": 1} and number.startswith("339999") for _, number, _ in rows)


def test_an_impossible_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="--events 0"):
        write_big_log(tmp_path, 0, "csv")


def test_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sample.big_log", str(tmp_path), "--events", "1000", "--format", "jsonl"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert "1000.jsonl" in done.stdout and "样例" in done.stdout
