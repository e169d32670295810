"""Deliveries over time: again, corrected, reverted, renamed, withdrawn, replaced while being read."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ingest import delivery
from ingest.intake import ingest_source
from ingest.landing import scan
from tests.ingest.deliveries import (
    CARD_FOLDER,
    CASE_FOLDER,
    CASE_HEADER,
    KEY,
    House,
    card,
    case,
    csv_text,
    xlsx,
)

ONE = ["I16-1", "330800", "2021", "1", "%"]
TWO = ["I16-1", "330800", "2021", "2", "%"]
A, B = f"{CARD_FOLDER}/a.csv", f"{CARD_FOLDER}/b.csv"
DAY = [date(2022, 7, day) for day in range(1, 10)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def outcomes(house: House, source_id: str = "indicator_card") -> list[tuple]:
    return [(r["file_name"][-5:], r["outcome"], bool(r["withdrawn_on"])) for r in house.zone.read_register(source_id)]


def in_force(house: House, source_id: str = "indicator_card") -> list[float]:
    """Values of the deliveries in force, as a reader of the raw zone sees them."""
    latest = {row["file_name"]: row for row in house.zone.read_register(source_id)}
    hashes = {r["file_sha256"] for r in latest.values() if r["outcome"] == "written" and not r["withdrawn_on"]}
    paths = [house.zone.batch_path(source_id, sha256) for sha256 in hashes]
    return sorted(value for path in paths for value in pq.read_table(path)["value"].to_pylist())


def test_a_delivery_is_written_once(house):
    house.put(A, card(ONE))
    first, second = house.take_in("indicator_card"), house.take_in("indicator_card")
    assert (len(first.new_batches), second.deliveries, second.new_batches) == (1, [], [])
    (row,) = pq.read_table(house.zone.batch_path("indicator_card", first.new_batches[0])).to_pylist()
    assert (row["source_id"], row["row_number"], row["file_sha256"]) == (
        "indicator_card",
        2,
        first.new_batches[0],
    )


def test_the_same_content_under_another_name_is_a_duplicate(house):
    house.put(A, card(ONE))
    house.put(B, card(ONE))
    house.take_in("indicator_card")
    assert outcomes(house) == [("a.csv", "written", False), ("b.csv", "duplicate", False)]
    assert not house.take_in("indicator_card").deliveries
    assert in_force(house) == [1.0]


def test_a_correction_and_its_revert(house):
    for text, expected in ((card(ONE), [1.0]), (card(TWO), [2.0]), (card(ONE), [1.0])):
        house.put(A, text)
        house.take_in("indicator_card")
        assert in_force(house) == expected
    assert outcomes(house) == [("a.csv", "written", False)] * 3


def test_a_file_that_is_renamed_keeps_counting(house):
    path = house.put(A, card(ONE))
    house.take_in("indicator_card")
    path.rename(house.landing / B)
    house.take_in("indicator_card")
    assert in_force(house) == [1.0]


@pytest.mark.parametrize("then", ["removed", "replaced"])
def test_a_duplicate_counts_once_its_twin_is_gone(house, then):
    path = house.put(A, card(ONE))
    house.put(B, card(ONE))
    house.take_in("indicator_card")
    path.unlink() if then == "removed" else house.put(A, card(["I16-2", *TWO[1:]]))
    house.take_in("indicator_card")
    assert in_force(house) == ([1.0] if then == "removed" else [1.0, 2.0])
    assert not house.take_in("indicator_card").deliveries


def test_a_withdrawn_file_no_longer_counts_and_may_come_back(house):
    path = house.put(A, card(ONE))
    house.put(B, card(TWO))
    house.take_in("indicator_card", DAY[0])
    path.unlink()
    assert house.take_in("indicator_card", DAY[1]).withdrawn == [A]
    assert in_force(house) == [2.0]
    assert house.take_in("indicator_card", DAY[2]).withdrawn == []
    house.put(A, card(ONE))
    house.take_in("indicator_card", DAY[3])
    assert in_force(house) == [1.0, 2.0]
    assert house.zone.read_register("indicator_card")[-1]["received_on"] == DAY[3]


def test_a_landing_zone_suddenly_empty_withdraws_nothing(house):
    path = house.put(A, card(ONE))
    house.take_in("indicator_card")
    path.unlink()
    assert house.take_in("indicator_card").withdrawn == []
    assert in_force(house) == [1.0]


def test_a_bad_correction_is_on_record_and_stops_nobody(house):
    house.put(A, card(ONE))
    house.put(B, card(["I16-2", *TWO[1:]]))
    house.take_in("indicator_card")
    house.put(A, b"PK\x03\x04 torn")
    house.put(B, card(["I16-2", "330800", "2021", "3", "%"]))
    report = house.take_in("indicator_card")
    assert [(r["outcome"], bool(r["message_zh"])) for r in report.deliveries] == [
        ("unreadable", True),
        ("written", True),
    ]


def test_a_changed_contract_reads_again_without_changing_the_day_of_receipt(house):
    house.put(A, card(ONE))
    house.take_in("indicator_card", DAY[0])
    report = house.take_in("indicator_card", DAY[5], missing_values={"x": "O"})
    assert len(report.new_batches) == 1
    assert [row["received_on"] for row in house.zone.read_register("indicator_card")] == [DAY[0], DAY[0]]


def test_the_day_a_folder_states_is_the_day_of_receipt(house):
    contract = {"landing": ("cards/**/*.csv",)}
    house.put("cards/2022-06-15/a.csv", card(ONE))
    house.put("cards/2022-02-31/b.csv", card(TWO))
    report = house.take_in("indicator_card", DAY[0], **contract)
    assert [row["received_on"] for row in report.deliveries] == [DAY[0], date(2022, 6, 15)]


def test_a_file_replaced_after_hashing_is_read_in_the_next_run(house):
    house.put(A, card(ONE))
    contract, stale = house.contracts["indicator_card"], scan(house.landing)
    house.put(A, card(TWO))
    report = ingest_source(contract, stale, house.zone, KEY, DAY[0], False)
    assert [(row["outcome"], row["reasons"]) for row in report.deliveries] == [("unreadable", '{"changing": 1}')]
    # the old content is put back: the register must not take the failed attempt for a reading
    house.put(A, card(ONE))
    house.take_in("indicator_card")
    assert in_force(house) == [1.0]


def test_a_document_replaced_after_hashing_is_not_taken_for_the_hashed_one(house):
    house.put("documents/a.txt", "衢州市人民政府办公室\n关于压减办电时间的通知\n")
    stale = scan(house.landing)
    house.put("documents/a.txt", "另一份文件\n")
    report = ingest_source(house.contracts["policy_document"], stale, house.zone, KEY, DAY[0], False)
    assert [row["outcome"] for row in report.deliveries] == ["unreadable"]


def test_a_file_that_cannot_be_opened_is_tried_again_and_noted_once(house, monkeypatch):
    house.put(A, card(ONE))
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "a.csv":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    house.take_in("indicator_card")
    assert not house.take_in("indicator_card").deliveries
    monkeypatch.undo()
    house.take_in("indicator_card")
    assert [outcome for _, outcome, _ in outcomes(house)] == ["unreadable", "written"]


def test_a_file_that_could_not_be_hashed_is_on_record_once(house):
    house.put(A, card(ONE))
    contract = house.contracts["indicator_card"]
    files = [replace(file, sha256=None, problem="Permission denied") for file in scan(house.landing)]
    for _ in range(2):
        ingest_source(contract, files, house.zone, KEY, DAY[0], False)
    (row,) = house.zone.read_register("indicator_card")
    assert (row["outcome"], "Permission denied" in row["message_en"]) == ("unreadable", True)


def test_killed_between_quarantine_and_batch_the_next_run_completes(house, monkeypatch):
    house.put(A, card(ONE, ["", "", "", "", "x"]))
    real = delivery.write_parquet

    def dies(path: Path, *rest: object) -> None:
        if path.parent.name == "indicator_card":
            raise KeyboardInterrupt
        real(path, *rest)

    monkeypatch.setattr(delivery, "write_parquet", dies)
    with pytest.raises(KeyboardInterrupt):
        house.take_in("indicator_card")
    assert outcomes(house) == []
    monkeypatch.undo()
    (row,) = house.take_in("indicator_card").deliveries
    assert (row["rows_written"], row["rows_quarantined"]) == (1, 1)
    assert len(list((house.zone.root / "quarantine").glob("indicator_card-*.parquet"))) == 1


def test_a_batch_that_was_lost_is_written_again(house):
    house.put(A, card(ONE))
    (sha256,) = house.take_in("indicator_card").new_batches
    house.zone.batch_path("indicator_card", sha256).unlink()
    house.take_in("indicator_card")
    assert in_force(house) == [1.0]


def test_numbers_beyond_every_column_stop_nobody(house):
    house.put(A, card(["I16-1", "330800", "2021", "1e999", "%"], ["I16-2", "330800", "2021", "1e300", "%"]))
    (row,) = house.take_in("indicator_card").deliveries
    assert (row["rows_written"], row["rows_quarantined"]) == (1, 1)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_nothing_personal_in_any_written_file(house, suffix):
    rows = [CASE_HEADER, case(), case("QZ2", 受理时间="昨天"), case("QZ3", 业务类型="张三")]
    rows += [
        [*case("QZ4"), "x"],
        case("QZ5", 统一社会信用代码="110101199003070134"),
        case("QZ2"),
        case("QZ2"),
    ]
    house.put(f"{CASE_FOLDER}/a.{suffix}", csv_text(rows) if suffix == "csv" else xlsx(rows))
    house.put(f"{CASE_FOLDER}/b.csv", csv_text([CASE_HEADER[:-1], case()[:-1]]))
    house.take_in("electricity_connection")
    assert len(house.zone.read_register("electricity_connection")) == 2
    for path in [p for p in house.zone.root.rglob("*") if p.is_file()]:
        shown = path.read_bytes()
        if path.suffix == ".parquet":
            shown += str(pq.read_table(path).to_pylist()).encode()
        for secret in ("张晓明", "13957001234", "3308001234", "110101199003070134"):
            assert secret.encode() not in shown, path


def test_doing_business_is_read_whole(house, shared_data: Path):
    source = shared_data / "doing_business" / "db2016_2019_wide.csv"
    house.put("statistics/doing_business/db.csv", source.read_bytes())
    (row,) = house.take_in("doing_business_history").deliveries
    contract = house.contracts["doing_business_history"]
    assert row["outcome"] == "written"
    assert row["rows_read"] == row["rows_written"] == 849
    assert row["values_read"] == row["values_written"] == 849 * len(contract.values)

    table = pq.read_table(house.zone.batch_path("doing_business_history", row["file_sha256"])).to_pylist()
    with source.open(encoding="utf-8-sig", newline="") as stream:
        header, *records = list(csv.reader(stream))
    wanted = _positions(header, contract)
    plain = Counter(record[i] for record in records for i in wanted)
    status = Counter(row["raw_text"] or "" for row in table)
    for text, meaning in contract.missing_values.items():
        assert Counter(r["status"] for r in table if r["raw_text"] == text) == Counter(
            {meaning: plain[text]} if plain[text] else {}
        )
        assert status[text] == plain[text]
    assert status[""] == plain[""] == sum(r["status"] == "O" for r in table) - plain[".."]
    assert sum(r["status"] == "A" for r in table) == sum(
        n for text, n in plain.items() if text and text not in contract.missing_values
    )


def _positions(header: list[str], contract: object) -> list[int]:
    """Columns of the contract in the file, found without the reader: by section, then by name."""
    folded = [" ".join(name.split()) for name in header]
    bare = [name.split("...")[0] if name.split("...")[-1].isdecimal() else name for name in folded]
    sections, current = [], None
    for name in bare:
        current = name.removeprefix("Rank-") if name.startswith("Rank-") else current
        sections.append(current)
    found = []
    for value in contract.values:
        places = [i for i, section in enumerate(sections) if value.section in (None, section)]
        hits = [i for i in places if bare[i] == " ".join(value.header.split())]
        assert len(hits) == 1, value.header
        found += hits
    return found
