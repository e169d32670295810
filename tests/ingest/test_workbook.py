"""Workbooks: every format, and every way in which one can be damaged, hostile or misleading."""

import io
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from ingest.cells import clean
from ingest.reasons import FileRefused
from ingest.tables.table import FormulaWithoutValue
from ingest.tables.workbook import _cell, is_workbook, read_workbook
from tests.ingest.deliveries import CARD_FOLDER, CARD_HEADER, ROOT, House, xlsx

ROWS = [["I16-1", "330800", "2021", 12.5, "%"], ["I16-2", "330802", "2021", 7, "个"]]


def is_card(row: list[str]) -> bool:
    return {"指标代码", "数值"} <= set(row)


def xls(rows: list[list[object]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("数据")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: list[list[object]], repeat: tuple[int, int] = (1, 1)) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="数据")
    for row in rows:
        line = TableRow(numberrowsrepeated=repeat[0]) if repeat != (1, 1) else TableRow()
        for value in row:
            kind = {"valuetype": "float", "value": value} if isinstance(value, int | float) else {"valuetype": "string"}
            if repeat != (1, 1):
                kind["numbercolumnsrepeated"] = repeat[1]
            cell = TableCell(**kind)
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """The same archive with members replaced or added; the name's dots are written as two underscores."""
    new = {name.replace("__", ".").replace("--", "/"): content for name, content in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name in old.namelist():
            if name not in new:
                out.writestr(name, old.read(name))
        for name, content in new.items():
            out.writestr(name, content)
    return stream.getvalue()


def with_sheet(sheet_data: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}">{sheet_data}</worksheet>'
    return repacked(xlsx([["a"]]), **{"xl--worksheets--sheet1__xml": xml.encode()})


def cells(data: bytes) -> list[list[object]]:
    table = read_workbook(data, lambda row: False)
    return [list(table.header)]


@pytest.mark.parametrize(("suffix", "make"), [("xlsx", xlsx), ("xls", xls), ("ods", ods)])
def test_every_format_goes_through_the_card_contract(tmp_path, suffix, make):
    house = House(tmp_path)
    house.put(f"{CARD_FOLDER}/cards.{suffix}", make([["衢州市"], CARD_HEADER, *ROWS]))
    (row,) = house.take_in("indicator_card").deliveries
    assert (row["outcome"], row["rows_read"], row["rows_written"]) == ("written", 2, 2)


def test_xlsb_is_read(shared_data: Path):
    data = (shared_data / "workbook_difficult" / "date_1904.xlsb").read_bytes()
    table = read_workbook(data, lambda row: False)
    assert table.header


def test_numbers_keep_their_digits_and_codes_their_text():
    assert [_cell(value) for value in (12.0, 0.1, 330800.0, "0012", True, "", None)] == [
        "12", "0.1", "330800", "0012", "1", None, None,
    ]  # fmt: skip
    assert [_cell(float(text)) for text in ("inf", "-inf", "nan")] == ["inf", "-inf", "nan"]


def formula_book(formulas: list[str]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(CARD_HEADER)
    for formula in formulas:
        sheet.append(["I16-1", "330800", "2021", formula, "%"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_formula_without_a_stored_value_is_not_an_empty_cell(tmp_path):
    house = House(tmp_path)
    house.put(f"{CARD_FOLDER}/cards.xlsx", formula_book(["=1+1"]))
    (row,) = house.take_in("indicator_card").deliveries
    assert (row["rows_quarantined"], row["reasons"]) == (1, '{"formula_without_value": 1}')


@pytest.mark.parametrize(
    ("cell", "hollow"),
    [
        ('<c r="B2"><f>1/0</f></c>', True),
        ('<c r="B2"><f>1/0</f><v></v></c>', True),
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', True),
        ('<c r="B2" t="e"><v>#N/A</v></c>', True),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', False),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', False),
        ('<c r="B2"><v>2</v></c>', False),
    ],
)
def test_errors_and_missing_results_are_seen(cell, hollow):
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>k</t></is></c></row>'
    data = with_sheet(f'<sheetData>{head}<row r="2"><c r="A2"><v>1</v></c>{cell}</row></sheetData>')
    (record,) = read_workbook(data, lambda row: row[0] == "k").records
    assert isinstance(record.cells[1], FormulaWithoutValue) is hollow
    if "#DIV" in cell:
        assert clean(record.cells[1]) == "#DIV/0!"


def test_two_sheets_with_figures_are_refused_and_an_empty_second_is_not():
    book = openpyxl.Workbook()
    for title, rows in (("2020", ROWS), ("2021", ROWS)):
        sheet = book.create_sheet(title)
        for row in [CARD_HEADER, *rows]:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(FileRefused, match="2020、2021"):
        read_workbook(stream.getvalue(), is_card)
    assert len(list(read_workbook(stream.getvalue(), is_card, "2021").records)) == 2
    book["2021"].delete_rows(2, 9)
    stream = io.BytesIO()
    book.save(stream)
    table = read_workbook(stream.getvalue(), is_card)
    assert (table.sheet, len(list(table.records))) == ("2020", 2)


def test_a_sheet_that_is_not_there_is_named():
    with pytest.raises(FileRefused, match="2022"):
        read_workbook(xlsx([CARD_HEADER]), is_card, "2022")


@pytest.mark.parametrize("keep", [0.01, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_a_truncated_workbook_is_refused(make, keep):
    data = make([CARD_HEADER, *ROWS])
    if make is xls and keep > 0.9:
        pytest.skip("the last sector of an xls is padding")
    with pytest.raises(FileRefused) as caught:
        list(read_workbook(data[: int(len(data) * keep)], is_card).records)
    assert caught.value.outcome == "unreadable"


def test_a_zip_that_is_no_workbook_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(FileRefused, match="damaged"):
        read_workbook(stream.getvalue(), is_card)


def bomb() -> bytes:
    stream = io.BytesIO(xlsx([["a"]]))
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/more.xml", "w") as member,
    ):
        for _ in range(600):
            member.write(b"1" * (1 << 20))
    return stream.getvalue()


def liar() -> bytes:
    """Sixty million bytes, in a part that no check of sheets looks at, stated as sixty."""
    data = bytearray(repacked(xlsx([["a"]]), **{"xl--media--a__bin": b"0" * 60_000_000}))
    size = (60_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (60).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    "make",
    [
        "bomb",
        "liar",
        "far_corner",
        "far_corner_ods",
    ],
)
def test_bombs_are_refused_quickly_and_in_little_memory(tmp_path, make):
    data = {
        "bomb": bomb,
        "liar": liar,
        "far_corner": lambda: with_sheet(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
        "far_corner_ods": lambda: ods([["x"]], (1048576, 16384)),
    }[make]()
    path = tmp_path / "file"
    path.write_bytes(data)
    script = (
        "import resource, sys; from pathlib import Path; from ingest.tables.workbook import read_workbook\n"
        "from ingest.reasons import FileRefused\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "try: list(read_workbook(Path(sys.argv[1]).read_bytes(), lambda row: False).records); print('read')\n"
        "except FileRefused as refusal: print(refusal.code)"
    )
    done = subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert done.stdout.strip() == ("damaged" if make == "liar" else "too_large"), done.stderr[-1000:]


def test_a_formatted_far_corner_is_not_data():
    data = with_sheet(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert cells(data) == [["1"]]


def test_external_entities_are_neither_fetched_nor_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("canary")
    xml = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
    )
    with suppress(FileRefused):
        data = repacked(xlsx([["a"]]), **{"xl--worksheets--sheet1__xml": xml.encode()})
        assert "canary" not in str(cells(data))


def test_encrypted_workbooks_are_refused_with_the_remedy(shared_data: Path):
    for name in ("pass_protected.xlsx", "pass_protected.ods"):
        with pytest.raises(FileRefused) as caught:
            read_workbook((shared_data / "workbook_difficult" / name).read_bytes(), is_card)
        assert caught.value.code == "encrypted"
        assert "密码" in caught.value.message_zh


def test_every_difficult_workbook_is_read_or_refused(shared_data: Path):
    folder = shared_data / "workbook_difficult"
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from ingest.tables.workbook import is_workbook, read_workbook\n"
        "from ingest.reasons import FileRefused\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "def filled(row): return sum(map(bool, row)) > 1\n"
        "for path in sorted(Path(sys.argv[1]).iterdir()):\n"
        "    data = path.read_bytes()\n"
        "    if not is_workbook(data): print(path.name, 'other', sep='\\t'); continue\n"
        "    try: print(path.name, sum(1 for _ in read_workbook(data, filled).records), sep='\\t')\n"
        "    except FileRefused as refusal: print(path.name, refusal.code, sep='\\t')"
    )
    done = subprocess.run([sys.executable, "-c", script, folder], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = dict(line.split("\t") for line in done.stdout.splitlines())
    assert set(outcome) == {path.name for path in folder.iterdir()}
    assert outcome["OOM_alloc3.xls"] == "damaged"
    assert outcome["issue_594_dos.ods"] in ("too_large", "damaged")
    assert outcome["any_sheets.xlsb"].isdecimal()
    assert sum(value.isdecimal() for value in outcome.values()) >= 40


def test_content_decides_and_not_the_suffix():
    assert is_workbook(xlsx([["a"]])) and is_workbook(xls([["a"]])) and not is_workbook(b"a,b\n")
