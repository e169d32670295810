"""Word binary files: read by ourselves, by the programs for older ones, and refused with the remedy."""

import os
import random
import shutil
import time

import pytest

from ingest.documents import old_word, programs, word_pieces
from ingest.documents.model import REASON_CODES, DocumentTable, squeeze
from ingest.documents.official_fields import official_fields
from ingest.documents.read import UnreadableDocument, read_document
from tests.ingest.word_files import IN_TABLE, LIST, ROW_END, compound, word


@pytest.fixture
def read(tmp_path):
    def write(data: bytes, name: str = "a.doc"):
        (tmp_path / name).write_bytes(data)
        return read_document(tmp_path / name)

    return write


@pytest.fixture
def antiword():
    """The program, which is part of what CI installs."""
    if shutil.which("antiword") is None:
        if os.environ.get("CI"):
            pytest.fail("antiword is missing, and CI is set")
        pytest.skip("antiword is not installed")


def refused(read, data: bytes) -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize("name", ["通知", "2副局长职位说明书"])
def test_real_files_give_their_whole_text(shared_data, name):
    document = read_document(shared_data / "word_doc" / f"{name}.doc")
    expected = (shared_data / "word_doc" / f"{name}.expected.txt").read_text(encoding="utf-8")
    assert squeeze(document.text) == squeeze(expected)
    assert document.reader == "word97"


def test_a_real_notice_without_a_number_has_its_fields(shared_data):
    fields = official_fields(read_document(shared_data / "word_doc" / "通知.doc"))
    assert fields.document_number is None
    assert (fields.issuer, str(fields.issued_on)) == ("中共淳安县委组织部", "2019-07-08")


def test_wps_is_the_same_format_under_another_name(read):
    assert read(word([("衢州\r", b"", 0)]), "a.wps").paragraphs == ("衢州",)


def test_styles_tables_fields_and_breaks(read):
    document = read(
        word(
            [
                ("一、总则\r", b"", 1),
                ("见\x13 HYPERLINK x \x14网页\x15，𠮷字\x0b下一行\x1e末\r", b"", 0),
                ("甲\r", IN_TABLE, 0),
                ("一\x07", IN_TABLE, 0),
                ("\x07", IN_TABLE, 0),
                ("\x07", IN_TABLE + ROW_END, 0),
                ("乙\x07", IN_TABLE, 0),
                ("3天\x07", IN_TABLE, 0),
                ("\x07", IN_TABLE + ROW_END, 0),
                ("末段\r", b"", 0),
            ]
        )
    )
    assert [(block.text, block.kind) for block in document.blocks] == [
        ("一、总则", "heading"),
        ("见网页，𠮷字", "paragraph"),
        ("下一行-末", "paragraph"),
        *((text, "cell") for text in ("甲", "一", "乙", "3天")),
        ("末段", "paragraph"),
    ]
    assert document.tables == (DocumentTable(1, (("甲\n一", ""), ("乙", "3天"))),)


def test_deleted_text_is_left_out_and_lists_are_noted(read):
    document = read(word([("限时五三天\r", LIST, 0)], deleted=(2, 3)))
    assert document.paragraphs == ("限时三天",)
    assert document.notes == ("1 paragraphs are numbered by Word itself; their numbers are not in the text",)


def test_heads_notes_and_boxes_have_their_kinds(read):
    document = read(
        word([("正文\r", b"", 0)], parts={4: "\x02脚注\r", 5: "衢州市财政局文件\r第3页\r", 9: "框\r"}),
    )
    assert [(block.text, block.kind) for block in document.blocks] == [
        ("衢州市财政局文件", "paragraph"),
        ("第3页", "page_header"),
        ("正文", "paragraph"),
        ("脚注", "note"),
        ("框", "text_box"),
    ]


def test_a_password_is_named(read):
    assert refused(read, word([("文\r", b"", 0)], flags=0x0300)).reason_code == "encrypted"


def test_a_file_cut_off_is_damaged_and_not_read_in_part(read, shared_data):
    data = (shared_data / "word_doc" / "通知.doc").read_bytes()
    for share in (0.2, 0.5, 0.9):
        error = refused(read, data[: int(len(data) * share)])
        assert error.reason_code in ("damaged", "unsupported_format")


def test_a_stream_whose_sectors_end_too_early_is_damaged(read, monkeypatch):
    monkeypatch.setattr(old_word, "_PROGRAMS", {})
    data = bytearray(word([("第一段\r", b"", 0)]))
    fat = len(data) - 512
    # the third sector of the main stream becomes its last: its formats are gone, its text is not
    data[fat + 8 : fat + 12] = b"\xfe\xff\xff\xff"
    error = refused(read, bytes(data))
    assert (error.reason_code, "WordDocument" in error.message_en) == ("damaged", True)


def test_text_and_pieces_are_bounded(read, monkeypatch):
    monkeypatch.setattr(old_word, "_PROGRAMS", {})
    for limit in ("MAX_CHARACTERS", "MAX_PIECES"):
        with monkeypatch.context() as limited:
            limited.setattr(word_pieces, limit, 0)
            assert refused(read, word([("第一段\r", b"", 0)])).reason_code == "too_large"


def test_damage_anywhere_is_a_reason_and_never_a_loop(read, monkeypatch):
    monkeypatch.setattr(old_word, "_PROGRAMS", {})
    source = random.Random(11)
    original = word([("第一段文字\r", b"", 0), ("表\x07", IN_TABLE, 0), ("\x07", IN_TABLE + ROW_END, 0)])
    began = time.monotonic()
    for _ in range(400):
        data = bytearray(original)
        for _ in range(source.choice((1, 4, 40))):
            data[source.randrange(8, len(data))] = source.randrange(256)
        try:
            read(bytes(data))
        except UnreadableDocument as error:
            assert error.reason_code in REASON_CODES
    assert time.monotonic() - began < 60


OLDER = compound({"WordDocument": b"\xdc\xa5\x65\0".ljust(4096, b"\0")})


def test_an_older_file_without_the_programs_names_the_remedy(read, monkeypatch):
    monkeypatch.setattr(old_word.shutil, "which", lambda name: None)
    error = refused(read, OLDER)
    assert error.reason_code == "unsupported_format"
    assert "antiword" in error.message_en and "docx" in error.message_zh


def test_antiword_reads_what_we_do_not(antiword, shared_data, monkeypatch):
    monkeypatch.setattr(old_word, "can_read", lambda streams: False)
    document = read_document(shared_data / "word_doc" / "通知.doc")
    expected = (shared_data / "word_doc" / "通知.expected.txt").read_text(encoding="utf-8")
    assert squeeze(document.text) == squeeze(expected)
    assert document.reader == "antiword"


def test_what_no_program_can_read_is_damaged(antiword, read):
    assert refused(read, OLDER).reason_code == "damaged"


def test_libreoffice_is_the_last_resort(shared_data, monkeypatch):
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed")
    monkeypatch.setattr(old_word, "can_read", lambda streams: False)
    monkeypatch.setattr(old_word.shutil, "which", lambda name: found if name == "soffice" else None)
    document = read_document(shared_data / "word_doc" / "通知.doc")
    assert document.reader == "libreoffice"
    assert "关于开展专业岗位领导干部遴选工作的通知" in document.paragraphs


def test_a_program_is_ended_with_its_children_after_its_time(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "SECONDS", 0.3)
    began = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        programs.output_of(["/bin/sh", "-c", "sleep 30 & sleep 30"], tmp_path)
    assert caught.value.reason_code == "damaged"
    assert time.monotonic() - began < 5


def test_a_program_that_writes_without_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "MAX_OUTPUT_BYTES", 10_000)
    with pytest.raises(UnreadableDocument) as caught:
        programs.output_of(["/bin/sh", "-c", "while :; do echo 0123456789; done"], tmp_path)
    assert caught.value.reason_code == "too_large"


def test_a_program_sees_nothing_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("BIZENV_SECRET", "geheim")
    assert b"geheim" not in programs.output_of(["/bin/sh", "-c", "export"], tmp_path)
    assert programs.output_of(["/bin/sh", "-c", "exit 3"], tmp_path) is None
