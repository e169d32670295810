"""Personal numbers in a log: what SQL lets through is what Python would leave as it is."""

import json
from datetime import date

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.logs import sql_values
from ingest.logs.json_lines import json_portions
from ingest.logs.portion import Portion
from ingest.logs.sql_times import TIMES
from ingest.logs.text import Block
from ingest.logs.type_portion import PortionTyper
from ingest.logs.workers import prepare
from ingest.privacy import identity_form, keyed_hash, mask_text
from ingest.reasons import FileRefused
from ingest.typing_rules import CellTyper
from tests.ingest.deliveries import KEY, event_log

COLUMNS = {
    "编号": {"name": "event_id"},
    "工单": {"name": "case_id"},
    "环节": {"name": "activity"},
    "时间": {"name": "at", "type": "timestamp"},
    "事项": {"name": "item_name", "required": False},
    "事项编码": {"name": "item_code", "required": False},
    "证件": {"name": "person", "personal": "hash", "required": False},
    "备注": {"name": "memo", "personal": "mask", "required": False},
}
CONTRACT = event_log(COLUMNS, key=["event_id"])
ID_NUMBER = "11010519491231002X"
PHONES = ["1.13800138000 2.13900139000", "13800 138000", "138–0013–8000", "138\u200b00138000", "013800138000", "a@b.cn"]
SPELLED = [f"{ID_NUMBER[:6]}{sign}{ID_NUMBER[6:14]}{sign}{ID_NUMBER[14:]}" for sign in ("", " ", "-", "_", "  ", "．")]


@pytest.fixture(scope="module")
def cursor():
    connection = duckdb.connect()
    prepare(connection, KEY, CONTRACT.time_zone)
    yield connection
    connection.close()


def typed(cursor, **cells: list[str]) -> dict[str, list]:
    rows = max(len(column) for column in cells.values())
    names = {column.name: heading for heading, column in CONTRACT.columns.items()}
    given = {"event_id": [str(n) for n in range(rows)], "case_id": ["1"] * rows, "activity": ["办"] * rows}
    given |= {"at": ["2022-06-22 09:05:00"] * rows} | cells
    data = pa.table({names[name]: pa.array(column, pa.string()) for name, column in given.items()})
    portion = Portion("table", tuple(data.column_names), data, range(1, rows + 1))
    return PortionTyper(CONTRACT, KEY, date(2030, 1, 1)).type(cursor, portion).rows.to_pydict()


def test_texts_that_nobody_declared_personal_lose_telephones_and_addresses(cursor):
    texts = ["联系人13800138000 zhang@qq.com", "金额13800000000.50", "卡4111111111111111", *PHONES, *SPELLED]
    found = typed(cursor, item_name=texts, activity=texts)
    assert found["item_name"] == found["activity"]
    assert found["item_name"][:3] == ["联系人[手机号] [电子邮箱]", "金额13800000000.50", "卡4111111111111111"]
    assert all("[" in text and "138" not in text and "1949" not in text for text in found["item_name"][3:])


def test_codes_and_numbers_of_cases_are_never_telephones(cursor):
    codes = ["13800138000", "4111111111111111", "33080020220001"]
    found = typed(cursor, item_code=codes, case_id=codes, event_id=codes)
    assert found["item_code"] == found["case_id"] == found["event_id"] == codes


def test_one_person_is_one_in_every_spelling(cursor):
    people = [*SPELLED, ID_NUMBER.lower(), "１１０１０５１９４９１２３１００２Ｘ", "张三", "12-34", "x" * 20]
    found = typed(cursor, person=people)["person"]
    assert set(found[:-3]) == {keyed_hash(ID_NUMBER, KEY)}
    assert found[-3:] == [keyed_hash(text, KEY) for text in people[-3:]]


def test_one_event_is_one_in_full_width_digits(cursor):
    found = typed(cursor, event_id=["1", "１", "Ａ１"], case_id=["Ｂ", "B", "B"])
    assert (found["event_id"], found["case_id"]) == (["1", "1", "A1"], ["B"] * 3)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("offset", "2022-06-22 01:05:00+00"),
        ("compact_t", "20220622T090500"),
        ("compact_offset", "20220622T010500Z"),
        ("compact_offset", "20220622T090500+08"),
        ("compact_offset", "20220622T063500+0530"),
    ],
)
def test_forms_read_in_the_database(cursor, form, text):
    query = f"select {TIMES[form].sql('cell')} from (select ? as cell)"  # noqa: S608
    found = cursor.execute(query, [text]).fetchone()[0]
    assert found == CellTyper(CONTRACT, KEY).value(CONTRACT.columns["时间"], text)
    assert found.isoformat() == "2022-06-22T09:05:00"


SIGNS = " -–/._·−\t\n\r\u00a0\u3000\u200b\u2009\ufeff\u00ad．－／＿"
ANY = st.text(alphabet="0123456789１８Xx@＠+8611333" + SIGNS + "a张", max_size=45)
NUMBERS = st.sampled_from(["13800138000", ID_NUMBER, "4111111111111111", "8613912345678"])


@st.composite
def spelled_numbers(draw) -> str:
    gaps = st.text(alphabet=SIGNS, max_size=3)
    return "".join(digit + draw(gaps) for digit in draw(NUMBERS))


@settings(max_examples=400, deadline=None)
@given(st.lists(ANY | spelled_numbers(), min_size=1, max_size=20))
@example(PHONES + SPELLED)
def test_what_is_masked_never_passes_the_database(cursor, texts):
    columns = {column.name: column for column in CONTRACT.columns.values()}
    checks = [
        sql_values.value(CONTRACT, columns[name], "c", "c", False, ()) for name in ("memo", "item_name", "person")
    ]
    query = f"select c, {', '.join(checks)} from (select unnest(?) as c)"  # noqa: S608
    for text, memo, item, person in cursor.execute(query, [texts]).fetchall():
        assert memo is None or mask_text(text) == (text, {})
        assert item is None or not mask_text(text)[1].keys() - {"bank_card"}
        assert person is None or identity_form(person) == person


def test_a_member_is_named_without_its_number():
    portion = Portion("delimited", ("a",), b"1\n", range(1, 2), member=f"{ID_NUMBER}/13800138000.csv")
    assert portion.member == "[身份证号]/[手机号].csv"


@pytest.mark.parametrize("line", [{ID_NUMBER.lower(): 1, ID_NUMBER: 2}, None])
def test_keys_that_are_numbers_are_not_quoted(line):
    data = json.dumps(line) if line else f'{{"{ID_NUMBER}": 1, "{ID_NUMBER}": 2}}'
    with pytest.raises(FileRefused) as caught:
        list(json_portions([Block(data.encode() + b"\n", "utf-8")]))
    assert "1949" not in caught.value.message_zh + caught.value.message_en + str(caught.value)
