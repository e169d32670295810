"""Documents read by processes: a file that hangs, dies or devours memory is refused, and the others are read."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from ingest import document_pool as pool_module
from ingest.batch import Batch
from ingest.document_batch import document_batch
from ingest.document_pool import document_pool, seconds_for
from ingest.landing import LandingFile, scan
from ingest.reasons import FileRefused

NAMES = ("1_good.txt", "2_hangs.txt", "3_dies.txt", "4_devours.txt", "5_fails.txt", "6_good.txt")


def harmful(path: Path) -> Batch:
    """Reads as its name says."""
    if "hangs" in path.name:
        time.sleep(600)
    if "dies" in path.name:
        os._exit(9)
    if "devours" in path.name:
        bytearray(pool_module.MEMORY_BYTES)
    if "fails" in path.name:
        raise KeyError("330802199001011234")
    return document_batch(path)


@pytest.fixture
def files(tmp_path: Path) -> list[LandingFile]:
    for name in NAMES:
        (tmp_path / "landing").mkdir(exist_ok=True)
        (tmp_path / "landing" / name).write_text(f"关于{name}的通知\n正文一段。", encoding="utf-8")
    return scan(tmp_path / "landing", tmp_path / "cache.json")


def test_what_harms_its_reader_harms_no_other_file(
    files: list[LandingFile], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool_module, "SECONDS_PER_FILE", 5)
    read: dict[str, str] = {}
    with document_pool(files, "policy_document", tmp_path / "ocr", harmful) as pool:
        for file in files:
            try:
                read[file.name] = pool.read(file).rows[0]["title"]
            except FileRefused as refusal:
                read[file.name] = refusal.code
                assert "330802199001011234" not in refusal.message_en
    assert read == {
        "1_good.txt": "关于1_good.txt的通知",
        "2_hangs.txt": "too_slow",
        "3_dies.txt": "too_heavy",
        "4_devours.txt": "too_heavy",
        "5_fails.txt": "damaged",
        "6_good.txt": "关于6_good.txt的通知",
    }


def test_a_file_replaced_meanwhile_is_left_for_the_next_run(files: list[LandingFile], tmp_path: Path) -> None:
    files[0].path.write_text("另一份文件", encoding="utf-8")
    with document_pool(files, "policy_document", tmp_path / "ocr") as pool, pytest.raises(FileRefused) as refusal:
        pool.read(files[0])
    assert refusal.value.code == "changing"


def test_files_may_be_asked_for_in_any_order_and_again(files: list[LandingFile], tmp_path: Path) -> None:
    with document_pool(files[:1], "policy_document", tmp_path / "ocr") as pool:
        for file in (files[5], files[0], files[5]):
            expected = hashlib.sha256(file.path.read_bytes()).hexdigest()
            assert (pool.read(file).rows_written, file.sha256) == (1, expected)


@pytest.mark.parametrize(("size", "seconds"), [(0, 120), (10 << 20, 420), (1 << 40, 3600)])
def test_a_larger_file_may_take_longer(size: int, seconds: int) -> None:
    assert seconds_for(size) == seconds
