"""A release must be checkable years later with nothing but Python."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from release.verify import main, verify_release
from tests.release.made_build import publish_made

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    return publish_made(tmp_path)


def test_an_untouched_release_is_whole(sealed: Path) -> None:
    assert verify_release(sealed) == []


@pytest.mark.parametrize("name", ["warehouse.duckdb", "workbooks/scores.xlsx", "tables/gap.parquet", "report.html"])
def test_one_flipped_bit_is_found(sealed: Path, name: str) -> None:
    path = sealed / name
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert len(verify_release(sealed)) == 1
    assert verify_release(sealed)[0].startswith(f"{name}: 内容改变")


def test_missing_and_extra_files_are_named(sealed: Path) -> None:
    (sealed / "report.html").unlink()
    (sealed / "workbooks" / "draft.xlsx").write_bytes(b"x")
    (sealed / "tables" / "link").symlink_to("/etc")
    assert [fault.split(" ")[0] for fault in verify_release(sealed)] == [
        "report.html:",
        "tables/link:",
        "workbooks/draft.xlsx:",
    ]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"files": {}}', '{"files": {"../../etc/passwd": {}}}', '{"files": {"/x": {}}}']
)
def test_a_manifest_that_proves_nothing_is_a_fault(sealed: Path, text: str) -> None:
    (sealed / "manifest.json").write_text(text, encoding="utf-8")
    assert "manifest cannot be read" in verify_release(sealed)[0]


def test_the_manifest_counts_what_is_there(sealed: Path) -> None:
    manifest = json.loads((sealed / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["tables"]["gap"] == 6
    assert manifest["files"]["tables/gap.parquet"]["rows"] == 6
    assert manifest["files"]["report.html"]["bytes"] == (sealed / "report.html").stat().st_size
    assert manifest["submission_ready"] is False
    assert manifest["why_not"][0]["en"] == "red gaps are open"
    assert manifest["why_not"][0]["items"] == 2
    assert manifest["audit"]["passed"] is True


def test_no_blocker_means_ready(tmp_path: Path) -> None:
    sealed = publish_made(tmp_path, changed={"submission_readiness": []})
    manifest = json.loads((sealed / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["submission_ready"] is True
    assert manifest["why_not"] == []


def test_the_command_needs_only_the_standard_library(sealed: Path) -> None:
    command = [sys.executable, "-S", "-m", "release.verify", str(sealed)]
    good = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (good.returncode, "whole and unchanged" in good.stdout) == (0, True), good.stderr
    (sealed / "report.html").write_text("other", encoding="utf-8")
    bad = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert bad.returncode == 1
    assert "report.html" in bad.stdout


def test_the_command_without_a_folder_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    assert "python -m release.verify DIR" in capsys.readouterr().err
