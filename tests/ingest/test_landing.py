"""The landing zone under hostile conditions."""

import json
import os
from pathlib import Path

import pytest

from ingest import landing as module
from ingest.landing import LandingUnreadable, fingerprint, recognise, scan
from tests.ingest.deliveries import House, card


@pytest.fixture
def house(tmp_path: Path) -> House:
    (tmp_path / "landing").mkdir()
    return House(tmp_path)


def test_two_contracts_that_match_one_file_make_it_nobodys(house):
    house.put("registers/waivers.csv", "x")
    one = house.contracts["waiver"]
    two = house.contracts["sign_off"].model_copy(update={"landing": ("registers/*.csv",)})
    recognised = recognise(scan(house.landing), [one, two])
    assert [(file.name, ids) for file, ids in recognised.ambiguous] == [
        ("registers/waivers.csv", ("waiver", "sign_off"))
    ]
    assert not any(recognised.by_source.values())


def test_an_unknown_file_is_on_record_with_the_day_it_was_first_seen(house):
    from datetime import date

    house.put("misc/notes.csv", "x")
    house.take_in("waiver", date(2022, 7, 1))
    stamp = (house.zone.root / "source_file" / "_unmatched.parquet").stat().st_mtime_ns
    house.take_in("waiver", date(2022, 7, 2))
    (row,) = house.zone.read_register("_unmatched")
    assert (row["outcome"], row["file_name"], row["received_on"]) == (
        "unmatched",
        "misc/notes.csv",
        date(2022, 7, 1),
    )
    assert (house.zone.root / "source_file" / "_unmatched.parquet").stat().st_mtime_ns == stamp


def test_an_empty_landing_zone_is_on_record(house):
    house.take_in("waiver")
    assert [row["outcome"] for row in house.zone.read_register("_unmatched")] == ["empty_landing"]


def test_a_landing_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(LandingUnreadable, match="nowhere"):
        scan(tmp_path / "nowhere")


def test_litter_is_no_delivery(house):
    for name in ("~$a.xlsx", ".hidden", "Thumbs.db", "a.csv.part", "a.TMP"):
        house.put(f"statistics/indicator_card/{name}", "x")
    assert scan(house.landing) == []


def test_links_out_of_the_landing_zone_are_not_followed_and_not_silent(house, tmp_path):
    secret = tmp_path / "secret.csv"
    secret.write_text("x")
    (tmp_path / "elsewhere").mkdir()
    (house.landing / "link.csv").symlink_to(secret)
    (house.landing / "folder").symlink_to(tmp_path / "elsewhere")
    (house.landing / "gone.csv").symlink_to(tmp_path / "absent")
    os.mkfifo(house.landing / "pipe.csv")
    files = {file.name: file for file in scan(house.landing)}
    assert set(files) == {"link.csv", "folder", "gone.csv", "pipe.csv"}
    assert all(file.sha256 is None and file.problem for file in files.values())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_problem_of_that_file(house):
    house.put("a.csv", "x").chmod(0)
    house.put("b.csv", "x")
    assert [bool(file.sha256) for file in scan(house.landing)] == [False, True]


def test_a_file_that_changes_while_it_is_hashed_is_left_for_the_next_run(house, monkeypatch):
    path = house.put("a.csv", "x")

    def growing(target: Path) -> str:
        path.write_text("x and more")
        return "0" * 64

    monkeypatch.setattr(module, "hash_file", growing)
    assert [(file.sha256, file.problem) for file in scan(house.landing)] == [(None, "changing")]


def test_the_hash_cache_notices_a_replacement_of_equal_size_and_time(house, tmp_path):
    cache = tmp_path / "cache.json"
    path = house.put("a.csv", "one")
    before = path.stat()
    (first,) = scan(house.landing, cache)
    path.unlink()
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (second,) = scan(house.landing, cache)
    assert first.sha256 != second.sha256


@pytest.mark.parametrize("content", ["", "[]", '{"a.csv": 5}', '{"a.csv": [1, 2]}', "{"])
def test_a_torn_cache_costs_hashing_only(house, tmp_path, content):
    cache = tmp_path / "cache.json"
    cache.write_text(content)
    house.put("a.csv", "one")
    assert len(scan(house.landing, cache)) == 1
    assert "a.csv" in json.loads(cache.read_text())


def test_an_unchanged_file_is_not_hashed_again(house, tmp_path, monkeypatch):
    house.put("a.csv", "one")
    first = scan(house.landing, tmp_path / "cache.json")
    monkeypatch.setattr(module, "hash_file", lambda path: pytest.fail("hashed again"))
    assert fingerprint(scan(house.landing, tmp_path / "cache.json")) == fingerprint(first)


def test_a_name_from_a_windows_archive_is_read_as_gb18030(house, tmp_path):
    raw = os.fsencode(house.landing) + b"/" + "豁免.csv".encode("gb18030")
    try:
        Path(os.fsdecode(raw)).write_text(card())
    except OSError:
        pytest.skip("the file system refuses names that are not UTF-8")
    files = scan(house.landing, tmp_path / "cache.json")
    assert [file.name for file in files] == ["豁免.csv"]
    assert fingerprint(files)


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("documents/**/*.{txt,pdf}", "documents/a/b/c.TXT", True),
        ("documents/**/*.{txt,pdf}", "documents/c.pdf", True),
        ("documents/**/*.{txt,pdf}", "documents/c.docx", False),
        ("logs/*.csv", "logs/a/b.csv", False),
        ("logs/*.csv", "logs/abcsv", False),
        ("logs/a?.csv", "logs/ab.csv", True),
        ("logs/a+(b).csv", "logs/a+(b).csv", True),
    ],
)
def test_patterns(house, pattern, name, fits):
    house.put(name, "x")
    contract = house.contracts["waiver"].model_copy(update={"landing": (pattern,)})
    assert bool(recognise(scan(house.landing), [contract]).by_source["waiver"]) is fits


LOG_SUFFIXES = [
    *("csv", "tsv", "txt", "json", "jsonl", "ndjson", "parquet", "gz", "csv.gz", "zip", "CSV"),
    *("xlsx", "xlsm", "xlsb", "xls", "ods"),
]
LOGS = ["electricity_connection", "construction_approval", "government_service", "process_log"]


@pytest.mark.parametrize("source", LOGS)
@pytest.mark.parametrize("folder", ["", "2022-06/", "a/b/"])
def test_every_log_is_taken_in_every_format_and_folder(house, source, folder):
    for suffix in (*LOG_SUFFIXES, *(["xes", "xes.gz"] if source == "process_log" else [])):
        house.put(f"logs/{source}/{folder}x.{suffix}", "x")
    recognised = recognise(scan(house.landing), house.contracts.values())
    assert not recognised.unmatched and not recognised.ambiguous
    assert len(recognised.by_source[source]) == len(scan(house.landing))
