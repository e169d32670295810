"""Workbooks as evidence: sheets, rows, merged cells, and books made to hurt."""

import io
from datetime import date

import pytest
import xlsxwriter

from ingest.documents import workbook as workbook_module
from ingest.documents.model import REASON_CODES
from ingest.documents.read import UnreadableDocument, read_document


@pytest.fixture
def read(tmp_path):
    def write(fill, name: str = "台账.xlsx"):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            fill(book)
        (tmp_path / name).write_bytes(stream.getvalue())
        return read_document(tmp_path / name)

    return write


def refused(read, fill) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(fill)
    return caught.value


def test_sheets_are_pages_and_rows_are_lines(read):
    def fill(book):
        first = book.add_worksheet("办电时长")
        first.write_row(0, 0, ["类别", "时限", "单位"])
        first.write_row(2, 0, ["低压", 3, "个工作日"])
        first.write_row(3, 0, ["高压", 15.5, "个工作日"])
        second = book.add_worksheet("说明")
        second.write(5, 3, "自　2022年起\n执行")
        book.add_worksheet("空")

    document = read(fill)
    assert [(block.page, block.kind, block.text) for block in document.blocks] == [
        (1, "heading", "办电时长"),
        (1, "cell", "类别 时限 单位"),
        (1, "cell", "低压 3 个工作日"),
        (1, "cell", "高压 15.5 个工作日"),
        (2, "heading", "说明"),
        (2, "cell", "自 2022年起 执行"),
    ]
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert [(table.page, table.rows[-1]) for table in document.tables] == [
        (1, ("高压", "15.5", "个工作日")),
        (2, ("", "", "", "自 2022年起\n执行")),
    ]
    assert document.media_type.endswith("spreadsheetml.sheet")


def test_merged_cells_repeat_in_the_table_and_stand_once_in_the_line(read):
    def fill(book):
        sheet = book.add_worksheet("费用")
        sheet.merge_range("A1:A2", "类别")
        sheet.merge_range("B1:C1", "费用")
        sheet.write_row(1, 1, ["用户", "企业"])

    document = read(fill)
    assert document.tables[0].rows == (("类别", "费用", "费用"), ("类别", "用户", "企业"))
    assert document.paragraphs == ("费用", "类别 费用", "用户 企业")


def test_dates_texts_and_formulas(read):
    def fill(book):
        sheet = book.add_worksheet("表")
        sheet.write(0, 0, date(2022, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write(0, 1, "0012")
        sheet.write_formula(0, 2, "=1/0", value="#DIV/0!")
        sheet.write_formula(0, 3, "=1+1", value=2)

    document = read(fill)
    assert document.paragraphs[1] == "2022-03-01 0012 2"
    assert document.notes == ("表: 1 cells with an error or a formula without a stored value",)


def test_a_hidden_sheet_is_read_and_named(read):
    def fill(book):
        book.add_worksheet("表").write(0, 0, "甲")
        hidden = book.add_worksheet("底稿")
        hidden.write(0, 0, "乙")
        hidden.hide()

    document = read(fill)
    assert "乙" in document.paragraphs
    assert document.notes == ("hidden sheets read too: 底稿",)


def test_a_book_of_too_many_rows_is_a_statistic(read, monkeypatch):
    monkeypatch.setattr(workbook_module, "MAX_ROWS", 3)

    def fill(book):
        for name in "甲乙":
            book.add_worksheet(name).write_column(0, 0, [1, 2])

    assert refused(read, fill).reason_code == "too_large"
    assert refused(read, lambda book: book.add_worksheet().write_column(0, 0, range(9))).reason_code == "too_large"


def test_a_book_without_a_cell_is_empty(read):
    assert refused(read, lambda book: book.add_worksheet("表")).reason_code == "empty"


@pytest.mark.parametrize("name", ["date.xls", "any_sheets.ods", "any_sheets.xlsb", "issue221.xlsm", "issue_530.xlsx"])
def test_real_books_of_every_format_give_rows(shared_data, name):
    document = read_document(shared_data / "workbook_difficult" / name)
    assert document.reader == "calamine"
    assert document.blocks[0].kind == "heading"
    assert document.tables


def test_merged_cells_of_a_real_old_book(shared_data):
    table = read_document(shared_data / "workbook_difficult" / "merged_range.xls").tables[0]
    assert table.rows[0] == ("A1", "B1", "C1", "C1", "E1", "F1", "G1", "H1")
    assert table.rows[1] == table.rows[0]


def test_real_damage_passwords_and_bombs_have_their_reasons(shared_data):
    reasons = {}
    for path in sorted((shared_data / "workbook_difficult").iterdir()):
        try:
            read_document(path)
        except UnreadableDocument as error:
            reasons[path.name] = error.reason_code
    assert set(reasons.values()) <= set(REASON_CODES)
    expected = {"pass_protected.xlsx": "encrypted", "pass_protected.ods": "encrypted"}
    expected |= {"issue_594_dos.ods": "too_large", "OOM_alloc3.xls": "damaged"}
    assert expected.items() <= reasons.items()
