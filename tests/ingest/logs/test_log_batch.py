"""One log as a batch: every row written, quarantined or counted as repeated; personal data in none of them."""

import logging
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from stdnum.cn import uscc

from ingest.batch import ConservationError
from ingest.contract import SourceContract
from ingest.contract_file import load_contracts
from ingest.logs import batch as log_batch
from ingest.logs import pace, spool
from ingest.logs.batch import LogBatch, LogFile, write_log_batch
from ingest.logs.portion import Portion
from ingest.raw_zone import QUARANTINE, batch_schema
from ingest.reasons import FileRefused
from tests.ingest.deliveries import CASE_HEADER, KEY, case, csv_text

CASES = load_contracts()["electricity_connection"]
EVENTS = SourceContract.model_validate(
    {
        "id": "events",
        "name_zh": "试",
        "name_en": "events",
        "kind": "log",
        "layout": "event",
        "department": "x",
        "description": "x",
        "landing": ["logs/events/**/*"],
        "columns": {
            "case": {"name": "case_id"},
            "activity": {"name": "activity"},
            "start": {"name": "started_at", "type": "timestamp", "required": False},
            "at": {"name": "at", "type": "timestamp"},
            "who": {"name": "who", "personal": "hash", "required": False},
        },
        "log": {"case": "case_id", "activity": "activity", "at": "at", "started_at": "started_at"},
    }
)
RECEIVED = date(2022, 7, 1)


class Taken:
    """A batch written below a folder, and read back."""

    def __init__(self, folder: Path, contract: SourceContract, text: str | bytes, key: bytes = KEY) -> None:
        path = folder / "logs" / "family" / "log.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        file = LogFile(path, "logs/family/log.csv", "0" * 64, RECEIVED)
        self.batch_path, self.quarantine_path = folder / "raw" / "batch.parquet", folder / "raw" / "held.parquet"
        self.batch: LogBatch = write_log_batch(contract, file, key, self.batch_path, self.quarantine_path)
        self.rows = pq.read_table(self.batch_path).to_pylist()
        self.quarantine = pq.read_table(self.quarantine_path).to_pylist()

    @property
    def held(self) -> list[tuple[int, str, str]]:
        return [(cell["row_number"], cell["column_name"], cell["reason_code"]) for cell in self.quarantine]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        batch = self.batch
        return batch.rows_read, batch.rows_written, batch.rows_quarantined, batch.rows_repeated


@pytest.fixture
def cases(tmp_path):
    return lambda *rows, **options: Taken(tmp_path, CASES, csv_text([CASE_HEADER, *rows]), **options)


@pytest.fixture
def events(tmp_path):
    def take(*rows: str, header: str = "case,activity,at") -> Taken:
        return Taken(tmp_path, EVENTS, "\n".join((header, *rows)) + "\n")

    return take


def test_a_batch_has_the_columns_of_its_contract_and_says_where_each_row_stood(cases):
    taken = cases(case())
    assert pq.read_schema(taken.batch_path).equals(batch_schema(CASES))
    assert pq.read_schema(taken.quarantine_path).equals(QUARANTINE)
    (row,) = taken.rows
    assert (row["folder"], row["member"], row["row_number"], row["file_sha256"]) == ("family", None, 2, "0" * 64)
    assert (row["source_id"], row["business_type"], row["capacity_kva"]) == ("electricity_connection", "new", 80.0)


def test_a_dash_in_an_optional_code_is_nothing(cases):
    (row,) = cases(case(申请渠道="—", 户号="/")).rows
    assert (row["channel"], row["customer_no"]) == (None, None)


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"送电时间": "2022-02-01"}, [("energised_at", "acceptance_after_release")]),
        ({"装表时间": "2022-02-01"}, [("meter_at", "event_before_acceptance")]),
        ({"现场勘查时间": "2022-02-01"}, []),  # may precede: flagged later, not held back
        ({"合同签订时间": "2022-03-06", "工程完工时间": "2022-03-05"}, []),  # steps side by side
        ({"方案答复时间": "2022-03-01"}, []),  # a day without an hour is not before nine o'clock of that day
        ({"送电时间": "2022-07-02 00:00:00"}, [("energised_at", "future_time")]),
        ({"送电时间": "2022-07-01 23:59:59"}, []),
        ({"报装容量": "-1"}, [("capacity_kva", "out_of_range")]),
        ({"区县代码": "330102"}, [("county_code", "impossible_region")]),
        ({"业务类型": "不详"}, [("business_type", "unknown_code")]),
        ({"受理时间": "昨天"}, [("accept_at", "unparsable_time")]),
        ({"三零服务": "也许"}, [("is_three_zero", "unparsable_boolean")]),
        ({"状态": ""}, [("state", "empty_key")]),
        ({"工单编号": "11010519491231002X"}, [("case_no", "personal_number")]),
    ],
)
def test_a_row_with_a_fault_is_quarantined_with_its_place(cases, changed, faults):
    taken = cases(case("QZ0000"), case(**changed))
    assert taken.held == [(3, *fault) for fault in faults]
    assert taken.counts == (2, 2 - bool(faults), int(bool(faults)), 0)


def test_a_wrong_company_code_is_withheld_alone(cases):
    good = "91330800MA28F0X51" + uscc.calc_check_digit("91330800MA28F0X51")
    codes = [good, good.lower(), good[:-1] + "0", "110101199003070134", ""]
    taken = cases(*(case(f"QZ{n}", 统一社会信用代码=code) for n, code in enumerate(codes)))
    assert [row["uscc"] for row in taken.rows] == [good, good, None, None, None]
    assert taken.held == [(4, "uscc", "invalid_company_code"), (5, "uscc", "invalid_company_code")]
    assert all(cell["value_only"] for cell in taken.quarantine) and "1990" not in repr(taken.quarantine)
    assert taken.counts == (5, 5, 0, 0)


def test_full_width_numbers_give_the_same_hash_and_another_key_another(cases):
    plain, wide = cases(case(), case("QZ0002", 户号="３３０８００１２３４")).rows
    assert plain["customer_no"] == wide["customer_no"] != "3308001234"
    assert plain["customer_no"].startswith("h:")
    (other,) = cases(case(), key=KEY[::-1]).rows
    assert other["customer_no"] != plain["customer_no"]


@pytest.mark.parametrize(
    "row",
    [case(), case()[:-3], [*case(), "x"], case(业务类型="不详"), case(受理时间="昨天"), case(送电时间="2021-01-01")],
)
def test_personal_data_is_neither_written_nor_held(cases, row):
    taken = cases(row, case("QZ0002"), case("QZ0002", 报装容量="81"))
    shown = repr(taken.rows) + repr(taken.quarantine)
    for secret in ("张晓明", "13957001234", "3308001234"):
        assert secret not in shown


def test_a_row_that_stands_twice_is_written_once_and_counted(cases):
    taken = cases(case(), case("QZ0002"), case(), case())
    assert [row["row_number"] for row in taken.rows] == [2, 3]
    assert taken.counts == (4, 2, 0, 2)


def test_rows_of_one_case_that_contradict_each_other_are_all_held_back(cases):
    taken = cases(case(), case("QZ0002"), case(报装容量="81"), case(报装容量="82"), case())
    assert [row["case_no"] for row in taken.rows] == ["QZ0002"]
    assert taken.held == [(n, "case_no", "contradicting_case") for n in (2, 4, 5)]
    assert taken.quarantine[0]["raw_text"] == "QZ0001"
    assert taken.counts == (5, 1, 3, 1)


def test_one_case_number_in_two_spellings_is_one_case(cases):
    taken = cases(case("QZ0001"), case(" QZ0001 ", 报装容量="81"))
    assert [code for _, _, code in taken.held] == ["contradicting_case"] * 2


def test_events_alike_but_for_a_column_nobody_asked_for_are_two(events):
    taken = events("a,x,2022-01-01,1", "a,x,2022-01-01,2", "a,x,2022-01-01,2", header="case,activity,at,number")
    assert taken.counts == (3, 2, 0, 1)
    assert taken.batch.unknown_columns == ("number",)


def test_an_event_that_ends_before_it_begins(events):
    header = "case,activity,start,at"
    taken = events("a,x,2022-01-02 09:00,2022-01-02 08:59", "a,x,2022-01-02 09:00,2022-01-02", header=header)
    assert taken.held == [(2, "at", "finish_before_start")]


def test_blank_lines_are_no_rows_and_a_file_of_them_is_refused(events):
    assert events("a,x,2022-01-01", " ,,", "").counts == (1, 1, 0, 0)
    with pytest.raises(FileRefused, match="no_rows"):
        events(" ,,")


def test_a_missing_column_refuses_the_file_by_name(events):
    with pytest.raises(FileRefused, match="activity"):
        events("a,2022-01-01", header="case,at")


def test_a_refused_file_leaves_nothing(tmp_path):
    with pytest.raises(FileRefused):
        Taken(tmp_path, EVENTS, "case,at\na,2022-01-01\n")
    assert not [path for path in (tmp_path / "raw").rglob("*") if path.is_file()]


def shuffled(rows: int, portion_rows: int) -> tuple[list[Portion], dict[int, str]]:
    """Portions with repeats and faults, and what is to become of each row."""
    chooser = random.Random(rows * 1000 + portion_rows)
    seen: set[tuple] = set()
    cells, fates = [], {}
    for number in range(1, rows + 1):
        row = (f"c{chooser.randrange(rows)}", chooser.choice("abc"), f"2022-01-{chooser.randrange(1, 33):02d}", None)
        fates[number] = "fault" if row[2] > "2022-01-31" else "repeat" if row in seen else "row"
        seen.add(row)
        cells.append(row)
    portions = []
    for first in range(0, rows, portion_rows):
        part = cells[first : first + portion_rows]
        table = pa.table(
            {name: pa.array(column, pa.string()) for name, column in zip(NAMES, zip(*part, strict=True), strict=True)}
        )
        portions.append(Portion("table", NAMES, table, range(first + 1, first + 1 + len(part))))
    return portions, fates


NAMES = ("case", "activity", "at", "who")


@pytest.mark.parametrize(("rows", "portion_rows"), [(50, 1), (400, 7), (5000, 333), (5000, 5000)])
def test_however_a_log_is_cut_its_rows_come_in_order_once(tmp_path, monkeypatch, rows, portion_rows):
    portions, fates = shuffled(rows, portion_rows)
    monkeypatch.setattr(log_batch, "open_log", lambda path, contract: iter(portions))
    taken = Taken(tmp_path, EVENTS, "x")
    assert [row["row_number"] for row in taken.rows] == [n for n, fate in fates.items() if fate == "row"]
    assert [number for number, _, _ in taken.held] == [n for n, fate in fates.items() if fate == "fault"]
    assert taken.counts[3] == sum(fate == "repeat" for fate in fates.values())


@pytest.fixture
def small_memory(monkeypatch):
    """Few rows may wait in memory; gives how many there were each time that they were put off."""
    put_off, sizes = spool.Spool._put_off, []

    def watched(self):
        sizes.append(sum(table.num_rows for table in self._held))
        put_off(self)

    monkeypatch.setattr(spool, "MOST_ROWS", 100)
    monkeypatch.setattr(spool.Spool, "_put_off", watched)
    return sizes


@pytest.mark.parametrize("portion_rows", [7, 150])
def test_repeats_beyond_memory_wait_in_a_file(tmp_path, monkeypatch, small_memory, portion_rows):
    portions, fates = shuffled(1000, portion_rows)
    again = [replace(part, numbers=range(part.numbers.start + 1000, part.numbers.stop + 1000)) for part in portions]
    monkeypatch.setattr(log_batch, "open_log", lambda path, contract: iter(portions + again))
    taken = Taken(tmp_path, EVENTS, "x")
    rows = sum(fate == "row" for fate in fates.values())
    faults = sum(fate == "fault" for fate in fates.values())
    assert [row["row_number"] for row in taken.rows] == [n for n, fate in fates.items() if fate == "row"]
    assert taken.counts == (2_000, rows, 2 * faults, 2_000 - rows - 2 * faults)
    assert len(small_memory) > 2 and max(small_memory) <= 100 + portion_rows
    assert sorted(path.name for path in (tmp_path / "raw").rglob("*")) == ["batch.parquet", "held.parquet"]


def test_contradictions_beyond_memory_are_found_all(tmp_path, small_memory):
    chooser = random.Random(4)
    rows = [case(f"QZ{chooser.randrange(400):04d}", 报装容量=str(80 + chooser.randrange(2))) for _ in range(1500)]
    taken = Taken(tmp_path, CASES, csv_text([CASE_HEADER, *rows]))
    first: dict[tuple, int] = {}
    for number, row in enumerate(rows, 2):
        first.setdefault(tuple(row), number)
    said: dict[str, list[int]] = {}
    for row, number in first.items():
        said.setdefault(row[CASE_HEADER.index("工单编号")], []).append(number)
    held = sorted(n for numbers in said.values() if len(numbers) > 1 for n in numbers)
    assert small_memory
    assert sorted(taken.held) == [(n, "case_no", "contradicting_case") for n in held]
    assert [row["row_number"] for row in taken.rows] == sorted(n for (n, *more) in said.values() if not more)
    assert taken.counts == (1500, 1500 - len(held) - taken.counts[3], len(held), 1500 - len(first))


def test_one_row_said_very_often_takes_the_room_of_one(tmp_path, monkeypatch, small_memory):
    put_by = []
    part = spool.Spool.part
    monkeypatch.setattr(spool.Spool, "part", lambda self, *of: put_by.append(part(self, *of)) or put_by[-1])
    taken = Taken(tmp_path, EVENTS, "case,activity,at\n" + "a,x,2022-01-01\n" * 5000)
    assert taken.counts == (5000, 1, 0, 4999)
    assert max(rows.num_rows for rows in put_by if rows is not None) <= 1


def table_of(header: tuple[str, ...], rows: list[tuple], first: int) -> Portion:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    table = pa.Table.from_arrays(columns, names=list(header))
    return Portion("table", header, table, range(first, first + len(rows)))


def test_a_row_is_the_same_in_whatever_order_its_columns_stand(tmp_path, monkeypatch):
    """Also where one part has a column more, or so many rows that activities are read as an enumeration."""
    many = [(f"c{n}", "abc"[n % 3], "2022-01-05", None) for n in range(3000)]
    portions = [
        table_of(NAMES, many, 1),
        table_of(("at", "more", "activity", "case"), [(at, None, what, one) for one, what, at, _ in many[:50]], 3001),
        table_of(("at", "more", "activity", "case"), [("2022-01-05", "x", "a", "c0")], 3051),
        table_of(("case", "more", "activity", "at"), [("c0", "", "a", "2022-01-05")], 3052),
        table_of(("activity", "case", "at"), [("c0", "a", "2022-01-05")], 3053),  # the values stand elsewhere
    ]
    monkeypatch.setattr(log_batch, "open_log", lambda path, contract: iter(portions))
    taken = Taken(tmp_path, EVENTS, "x")
    assert taken.counts == (3053, 3002, 0, 51)
    assert [row["row_number"] for row in taken.rows[3000:]] == [3051, 3053]


def test_a_reader_that_fails_in_the_middle_leaves_nothing(tmp_path, monkeypatch):
    portions, _ = shuffled(100, 10)

    def failing(path, contract):
        yield from portions
        raise FileRefused("unreadable", "damaged", "line 101")

    monkeypatch.setattr(log_batch, "open_log", failing)
    with pytest.raises(FileRefused, match="line 101"):
        Taken(tmp_path, EVENTS, "x")
    assert not [path for path in (tmp_path / "raw").rglob("*") if path.is_file()]


def test_a_lost_row_is_a_fault_of_the_program(tmp_path, monkeypatch):
    take = log_batch._Writer.take

    def losing(self, typed):
        take(self, typed)
        self.batch.rows_read += 1

    monkeypatch.setattr(log_batch._Writer, "take", losing)
    with pytest.raises(ConservationError):
        Taken(tmp_path, EVENTS, "case,activity,at\na,x,2022-01-01\n")


def test_a_long_file_says_how_far_it_is(tmp_path, monkeypatch, caplog):
    portions, _ = shuffled(100, 10)
    monkeypatch.setattr(log_batch, "open_log", lambda path, contract: iter(portions))
    monkeypatch.setattr(pace, "REPORT_SECONDS", 0.0)
    with caplog.at_level(logging.INFO, "bizenv.ingest"):
        Taken(tmp_path, EVENTS, "x")
    assert "rows per second" in caplog.text
