"""Archives of documents: every member by itself, and archives made to hurt."""

import io
import random
import struct
import zipfile

import pytest

from ingest.document_batch import document_batch
from ingest.documents import bundle as bundle_module
from ingest.documents.bundle import read_documents
from ingest.documents.model import REASON_CODES, DocumentText, UnreadableDocument
from ingest.raw_zone import DOCUMENT
from ingest.reasons import FileRefused
from tests.ingest.deliveries import House


def zipped(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def read(tmp_path):
    def write(data: bytes) -> dict[str, str]:
        """Member's name -> its text, or the code of its refusal."""
        (tmp_path / "a.zip").write_bytes(data)
        return {
            name: result.text if isinstance(result, DocumentText) else result.reason_code
            for name, result in read_documents(tmp_path / "a.zip")
        }

    return write


def refused(read, data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(data)
    return caught.value.reason_code


def test_members_come_in_the_order_of_their_names_and_a_bad_one_alone_is_refused(read):
    data = zipped({"乙/b.html": "<p>网页</p>", "a.txt": "文本", "c.docx": b"PK\x03\x04broken", "空.txt": ""})
    assert read(data) == {"a.txt": "文本", "c.docx": "damaged", "乙/b.html": "网页", "空.txt": "empty"}


def test_a_plain_file_gives_itself(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("文本", encoding="utf-8")
    ((name, document),) = read_documents(path)
    assert (name, document.text) == ("", "文本")


def test_a_word_file_is_no_archive(tmp_path, shared_data):
    ((name, document),) = read_documents(shared_data / "ofd" / "hello.ofd")
    assert (name, document.reader) == ("", "ofd")


def test_litter_of_programs_is_passed_over(read):
    litter = ("__MACOSX/._a.txt", "Thumbs.db", "表/~$通知.docx", ".DS_Store", "desktop.ini", "目录/")
    assert read(zipped({**dict.fromkeys(litter, "x"), "a.txt": "文本"})) == {"a.txt": "文本"}
    assert refused(read, zipped(dict.fromkeys(litter, "x"))) == "empty"


def test_names_in_the_code_page_of_windows_are_read(read):
    data = bytearray(zipped({"AAAA.txt": "文本"}))
    name = "通知".encode("gb18030")
    for mark, place in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        at = data.index(mark) + place
        data[at : at + 4] = name
    assert read(bytes(data)) == {"通知.txt": "文本"}


def test_an_archive_in_an_archive_is_opened_once(read):
    inmost = zipped({"d.txt": "三层"})
    inner = zipped({"b.txt": "内", "c.zip": inmost, "坏.docx": b"PK\x03\x04"})
    assert read(zipped({"a.txt": "外", "内.zip": inner, "坏.zip": inner[:40]})) == {
        "a.txt": "外",
        "内.zip/b.txt": "内",
        "内.zip/c.zip": "unsupported_format",
        "内.zip/坏.docx": "damaged",
        "坏.zip": "damaged",
    }


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:\\a.txt", "a\\..\\..\\b.txt"])
def test_paths_that_lead_outside_refuse_that_member_and_write_nothing(read, tmp_path, name):
    assert set(read(zipped({name: "坏", "z.txt": "好"})).values()) == {"unsafe_path", "好"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_a_link_is_refused(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("z.txt", "好")
    assert read(stream.getvalue()) == {"link": "unsafe_path", "z.txt": "好"}


def test_an_encrypted_member_is_refused_alone(read):
    data = bytearray(zipped({"a.txt": "密", "b.txt": "好"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", data, data.index(mark) + place, 1)
    assert read(bytes(data)) == {"a.txt": "encrypted", "b.txt": "好"}


def test_a_long_or_odd_name_is_no_name_of_a_file(read):
    names = (f"{'长' * 300}.txt", "a?b*.txt", "...", "CON")
    assert set(read(zipped(dict.fromkeys(names, "文"))).values()) == {"文"}


def test_bombs_are_refused_before_anything_is_unpacked(read, monkeypatch):
    monkeypatch.setattr(bundle_module, "ALWAYS_ALLOWED", 1 << 20)
    monkeypatch.setattr(bundle_module, "_unpack", lambda *_: pytest.fail("unpacked all the same"))
    assert refused(read, zipped({"a.txt": b"\0" * (4 << 20)})) == "too_large"
    with monkeypatch.context() as limited:
        limited.setattr(bundle_module, "MAX_UNPACKED", 100)
        assert refused(read, zipped({"a.txt": b"x" * 200}, zipfile.ZIP_STORED)) == "too_large"
    monkeypatch.setattr(bundle_module, "MAX_DOCUMENTS", 3)
    assert refused(read, zipped({f"{n}.txt": "x" for n in range(4)})) == "too_many_members"


def test_members_of_inner_archives_count_too(read, monkeypatch):
    monkeypatch.setattr(bundle_module, "MAX_DOCUMENTS", 5)
    inner = zipped({f"{n}.txt": "x" for n in range(4)})
    found = read(zipped({"a.txt": "外", "b.zip": inner}))
    assert found == {"a.txt": "外", "b.zip": "too_many_members"}


def test_one_member_above_the_limit_is_refused_alone(read, monkeypatch):
    monkeypatch.setattr(bundle_module, "MAX_ARCHIVE_BYTES", 100)
    assert read(zipped({"a.txt": "长" * 200, "b.txt": "好"})) == {"a.txt": "too_large", "b.txt": "好"}


def test_a_size_that_lies_is_damage_of_that_member(read):
    data = bytearray(zipped({"a.txt": "文本" * 50, "b.txt": "好"}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    assert read(bytes(data)) == {"a.txt": "damaged", "b.txt": "好"}


def test_damage_anywhere_never_escapes_as_another_error(read):
    source = random.Random(5)
    original = zipped({"a.txt": "文本", "b.zip": zipped({"c.html": "<p>网页</p>"}), "通知.txt": "好"})
    for _ in range(300):
        data = bytearray(original[: source.randrange(30, len(original))] if source.random() < 0.2 else original)
        for _ in range(source.choice((1, 4, 20))):
            data[source.randrange(4, len(data))] = source.randrange(256)
        try:
            assert read(bytes(data))
        except UnreadableDocument as error:
            assert error.reason_code in REASON_CODES


def test_every_member_is_a_row_and_a_refused_one_is_held_back(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": "甲", "b.rtf": "{\\rtf1}", "c13957001234.txt": "丙", "d.txt": "机密\n正文。"}))
    batch = document_batch(path)
    assert [(row["row_number"], row["member"], row["body"]) for row in batch.rows] == [
        (1, "a.txt", "甲"),
        (3, "c[手机号].txt", "丙"),
    ]
    assert [(held.row_number, held.column_name, held.reason_code) for held in batch.quarantine] == [
        (2, "b.rtf", "unsupported_format"),
        (4, "security_mark", "held_back"),
    ]
    assert (batch.rows_read, batch.rows_written, batch.rows_quarantined) == (4, 2, 2)
    assert [[block["text"] for block in row["blocks"]] for row in batch.rows] == [["甲"], ["丙"]]


def test_a_plain_file_has_no_member(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("甲".encode())
    batch = document_batch(path)
    assert [(row["member"], row["row_number"]) for row in batch.rows] == [(None, 1)]
    assert batch.encoding == "utf-8"
    assert "member" in {field.name for field in DOCUMENT}


def test_an_archive_of_which_nothing_can_be_read_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.rtf": "{\\rtf1}", "b.docx": b"PK\x03\x04"}))
    with pytest.raises(FileRefused) as caught:
        document_batch(path)
    assert caught.value.code == "unsupported_format"
    assert "a.rtf" in caught.value.message_en and "b.docx" in caught.value.message_en


def test_an_archive_is_taken_in_from_the_landing_zone(tmp_path):
    house = House(tmp_path)
    house.put("documents/材料.zip", zipped({"a.txt": "关于电价的通知\n正文。", "b.rtf": "{\\rtf1}"}))
    report = house.take_in("policy_document")
    (delivered,) = report.deliveries
    assert (delivered["outcome"], delivered["rows_written"], delivered["rows_quarantined"]) == ("written", 1, 1)
