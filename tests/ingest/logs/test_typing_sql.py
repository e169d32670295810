"""The generated SELECT and the parsers of Python are one: the same cells give the same values and the same faults."""

import random
from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.logs import frequent
from ingest.logs.odd_values import FORMULA_MARK
from ingest.logs.portion import Portion
from ingest.logs.sql_times import TIMES
from ingest.logs.type_portion import PortionTyper
from ingest.logs.workers import prepare
from ingest.reasons import CellFault, ValueWithheld
from ingest.tables.table import FormulaWithoutValue
from ingest.typing_rules import CellTyper
from tests.ingest.deliveries import KEY, event_log

COLUMNS = {
    "case": {"name": "case_id", "not_empty": True},
    "activity": {"name": "activity", "codes": {"受理": "accept", "办结": "finish", "Ａ1": "a1", "-": "none"}},
    "at": {"name": "at", "type": "timestamp"},
    "day": {"name": "day", "type": "date"},
    "seconds": {"name": "seconds", "type": "timestamp", "time_format": "epoch_s"},
    "millis": {"name": "millis", "type": "timestamp", "time_format": "epoch_ms"},
    "excel": {"name": "excel", "type": "timestamp", "time_format": "excel"},
    "number": {"name": "number", "type": "number", "minimum": -5, "maximum": 1e6},
    "scaled": {"name": "scaled", "type": "number", "scale": 10000},
    "whole": {"name": "whole", "type": "integer", "minimum": 0},
    "yes": {"name": "yes", "type": "boolean"},
    "period": {"name": "period", "type": "period"},
    "text": {"name": "text"},
    "needed": {"name": "needed", "not_empty": True},
    "hash": {"name": "hash", "personal": "hash"},
    "memo": {"name": "memo", "personal": "mask"},
    "uscc": {"name": "uscc", "check": "uscc"},
    "region": {"name": "region", "check": "region"},
}
CONTRACT = event_log(COLUMNS, log={"region_prefix": "3308"})
HEADER = tuple(COLUMNS)
ID_NUMBER, CARD, USCC = "11010519491231002X", "4111111111111111", "91330800MA28F0X51B"
CELLS = [
    None, "", " ", "　", "-", "--", "—", "/", "...", "…", "无", "．．", "QZ0001", " QZ0001", "QZ0001\u3000",
    "ＱＺ０００１", "\u00a0x\u00a0", "a\tb", "x\n", "\x1cx", "\x00formula", "\x01", "\u2f46", "豈", "受理",
    " 受理 ", "办结", "Ａ1", "A1", "不详", "2022-06-22 09:05:00", "2022-06-22T09:05:00", "2022-6-2 9:5",
    "2022/6/2 9:05", "2022年6月22日 9时05分", "2022年6月22日9时05分30秒", "2022年6月22日", "2022-06-22",
    "2022.6.2", "20220622", "20220622090500", "202206220905", "20220622T090500", "20220622T090500Z",
    "20220622T090500+08", "20220622T090500-0330", "2022-06-22 09:05:00+08", "2022-6-22 下午9:05",
    "2022-06-22 24:00:00", "2022-06-22 24:00",
    "2022-02-30 09:00:00", "2022-06-22 09:60:00", "2022-06-22 09:05:60", "22-06-22 09:05:00",
    "0022-06-22 09:05:00", "2022-06-22 09:05:00.5", "2022-06-22 09:05:00.123456", "2022-06-22 09:05:00.1234567",
    "2022-06-22T09:05:00Z", "2022-06-22T09:05:00+08:00", "2022-06-22T09:05:00.5-0330", "2022-06-22 09:05+08",
    "2022-06-22 09:05:00 +0800", "2022-06-22 09:05:00+99:00", "2022-06-22 09:05:00 ", "2022-06-22  09:05:00",
    "2022 06 22 09:05:00", "2022\\06\\22", "2022-06-22 9:05:00 PM", "2022-06-22 09:05:", "20220622 0905",
    "２０２２-０６-２２", "9999-12-31 23:59:59", "9999-12-31 24:00:00", "0001-01-01", "infinity", "epoch",
    "1655888700", "1655888700.25", "1655888700000", "-1", "44734.378472222", "44734", "60", "61", "0", "59.5",
    "1e5", "99999999999", "99999999999999", "100000000000000", "330802199001011234",
    "2958465.99999999", "2958466", "12", "12.50", "-5", "-5.0001",
    "1,234", "1,23", "1000000", "1000001", "１２.5", "35¹", "50%", "1e3", "1E400", "nan", "inf", "+3", ".5",
    "5.", "0012", "3.0", "3.5", "9223372036854775807", "9223372036854775808", "1_000", "0x1A", "约1", "是",
    "否", "有", "无 ", "Y", "yes", "TRUE", "tRuE", "√", "×", "2", "2021", "2021年", "2021-Q3", "2021-13",
    "2021年第三季度", ID_NUMBER, f"编号{ID_NUMBER}", "１１０１０５１９４９１２３１００２Ｘ",
    "110105 19491231 002X", "110105－19491231－002X", CARD, "13905701234", "电话139 0570 1234", "a@b.cn",
    "ａ＠b.cn", "张三", "张三 ", "張三", USCC, USCC.lower(), f" {USCC}", "91330800MA28F0X51C",
    "91330800MA28F0X51I", "9133080", "330802", "330899", "３３０８０２", "330102", "33080A", "3308021",
    f"{ID_NUMBER[:-1]}x", "110105194912310409",
    "6222021234567890128", "'", "''; drop", '"', "{relation}", "a" * 300, "备注" * 100,
]  # fmt: skip

DAYS = ["2022-06-22", "2022/6/2", "2022.6.2", "2022年6月22日", "20220622"]
CLOCKS = ["", " 9:05", "T09:05", " 09:05:30", "T09:05:30", " 09:05:30.25", "T09:05:30.123456", " 9时5分", " 9时5分30秒",
          "9:05", "9:05:30", "9:05:30.5", "9时5分", "9时5分30秒", "T09:05:30Z"]  # fmt: skip


@pytest.fixture(scope="module", params=[0, 10**9], ids=["by enumeration", "by expression"])
def cursor(request):
    """With every column of a portion read by its distinct values, and with none."""
    with pytest.MonkeyPatch.context() as patch, duckdb.connect(config={"threads": "1"}) as connection:
        patch.setattr(frequent, "LEAST_ROWS", request.param)
        patch.setattr(frequent, "SHARE", 1.0)
        prepare(connection, KEY, CONTRACT.time_zone)
        yield connection


def by_python(rows: list[list[str | None]]) -> tuple[list[dict], set[tuple]]:
    """Rows and faults as the parsers give them, one cell at a time."""
    typer = CellTyper(CONTRACT, KEY)
    good, faults = [], set()
    for number, cells in enumerate(rows):
        row, held = {}, False
        for cell, column in zip(cells, CONTRACT.columns.values(), strict=True):
            try:
                row[column.name] = typer.value(column, FormulaWithoutValue("") if cell == FORMULA_MARK else cell)
            except CellFault as fault:
                alone = isinstance(fault, ValueWithheld)
                faults.add((number, column.name, fault.code, alone))
                row[column.name], held = None, held or not alone
        if not held:
            good.append(row | {"number": number})
    return good, faults


def by_sql(
    cursor: duckdb.DuckDBPyConnection, rows: list[list[str | None]], coded: bool = False
) -> tuple[list[dict], set[tuple]]:
    """The same through one portion; ``coded``: its texts are dictionaries."""
    columns = [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)]
    table = pa.table([column.dictionary_encode() if coded else column for column in columns], names=list(HEADER))
    typer = PortionTyper(CONTRACT, KEY, date(9999, 12, 30))
    typed = typer.type(cursor, Portion("table", HEADER, table, range(len(rows))))
    good = [row | {"number": int(n)} for row, n in zip(typed.rows.to_pylist(), typed.numbers, strict=True)]
    found = typed.faults.to_pylist() if typed.faults is not None else []
    return good, {(f["row_number"], f["column_name"], f["reason_code"], f["value_only"]) for f in found}


def agree(cursor: duckdb.DuckDBPyConnection, rows: list[list[str | None]]) -> None:
    rows = [["x", *row[1:]] if not any((cell or "").strip() for cell in row) else row for row in rows]
    for row in rows:
        row[0] = row[0] if row[0] and row[0].strip() else "case"  # a blank row is no row: tested apart
    expected, found = by_python(rows), by_sql(cursor, rows)
    assert found[1] - expected[1] - {f for f in found[1] if f[2] == "future_time"} == set()
    assert expected[1] - found[1] == set()
    future = {number for number, _, code, _ in found[1] if code == "future_time"}
    assert found[0] == [row for row in expected[0] if row["number"] not in future]


def test_every_odd_cell_in_every_column(cursor):
    good = dict.fromkeys(HEADER) | {"case": "c", "activity": "受理", "at": "2022-06-22 09:05:00", "needed": "x"}
    for name in HEADER:
        agree(cursor, [list((good | {name: cell}).values()) for cell in CELLS])


def test_a_number_that_cannot_be_added_up_is_out_of_range(cursor):
    good = dict.fromkeys(HEADER) | {"case": "c", "activity": "受理", "at": "2022-06-22 09:05:00", "needed": "x"}
    texts = ["99999999999999", "100000000000000", "-100000000000000", "330802199001011234", "1e300"]
    rows = [list((good | {"scaled": text}).values()) for text in texts]
    found, faults = by_sql(cursor, rows)
    assert [row["scaled"] for row in found] == [99999999999999e4]
    assert faults == {(number, "scaled", "out_of_range", False) for number in (1, 2, 3, 4)}


def test_texts_of_a_dictionary_are_typed_as_plain_ones(cursor):
    good = dict.fromkeys(HEADER) | {"case": "c", "activity": "受理", "at": "2022-06-22 09:05:00", "needed": "x"}
    rows = [list((good | {name: cell}).values()) for name in HEADER for cell in CELLS]
    assert by_sql(cursor, rows, coded=True) == by_sql(cursor, rows)


@pytest.mark.parametrize(
    "common",
    [
        "2022-06-22 09:05:00",
        "2022/6/2 9:05",
        "2022年6月22日 9时05分",
        "20220622090500",
        "44734.5",
        "2022-06-22T09:05:00+08:00",
        "1655888700",
    ],
)
def test_odd_times_among_any_common_form(cursor, common):
    """The form is chosen by a sample: whichever it is, no other cell may be read otherwise."""
    good = dict.fromkeys(HEADER) | {"case": "c", "activity": "受理", "at": "2022-06-22 09:05:00", "needed": "x"}
    # more distinct moments than an enumeration holds, so that the form is read by SQL
    many = [f"{common[:-2]}{n % 60:02d}" if common[-2:].isdigit() else common for n in range(60)]
    for name in ("at", "day", "seconds", "millis", "excel"):
        agree(
            cursor,
            [list((good | {name: cell}).values()) for cell in [*many * 3, *CELLS, *(f"x{n}" for n in range(99))]],
        )


@pytest.mark.parametrize("name", sorted(TIMES))
def test_each_written_form_reads_as_python_does(cursor, name):
    """Each expression alone, on every cell: it may pass a cell by, but never read it otherwise."""
    time_format = name if name in ("epoch_s", "epoch_ms", "excel") else None
    column = CONTRACT.columns["at"].model_copy(update={"time_format": time_format})
    typer = CellTyper(CONTRACT, KEY)
    chooser = random.Random(name)
    cells = [cell for cell in CELLS if cell]
    cells += [f"{day}{clock}" for day in DAYS for clock in CLOCKS]
    cells += ["".join(chooser.choices("0123456789-/.: 年月日时分秒TZ+", k=chooser.randint(6, 26))) for _ in range(2000)]
    cells += [_mangled(chooser, chooser.choice(cells)) for _ in range(4000)]
    query = (
        f"select cell, moment from (select cell, {TIMES[name].sql('cell')} as moment from (select unnest(?) as cell)) "  # noqa: S608
        "where moment between TIMESTAMP '1000-01-01' and TIMESTAMP '9999-12-30'"
    )
    read = cursor.execute(query, [cells]).fetchall()
    assert read
    for cell, moment in read:
        assert typer.value(column, cell) == moment, cell


def _mangled(chooser: random.Random, cell: str) -> str:
    place = chooser.randrange(len(cell))
    return cell[:place] + chooser.choice("0123456789 :-/.年日时分TZ+") + cell[place + chooser.randint(0, 1) :]


ANY = st.one_of(st.sampled_from(CELLS), st.text(max_size=8), st.text(alphabet="0123456789-/:. Xx年月日", max_size=19))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(ANY, min_size=len(HEADER), max_size=len(HEADER)), min_size=1, max_size=30))
def test_any_cells_at_all(cursor, rows):
    agree(cursor, rows)
