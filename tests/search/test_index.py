"""The index follows the raw zone: what came, went or was corrected, and nothing else."""

import os
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.in_force import current_batches
from ingest.raw_zone import SOURCE_FILE
from search.answer import answer
from search.index import refresh
from search.store import reading
from tests.search.texts import Office, notice

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.deliver(
        power=notice("关于压减办电时间的通知", "红线外供电接入工程费用由供电企业承担。", number="衢政办发〔2022〕21号"),
        water=notice("关于用水报装的通知", "供水接入工程由政府与企业按比例分担。"),
    )
    return made


def titles(office: Office, query: str) -> list[str]:
    return [hit.title.removeprefix("衢州市人民政府办公室") for hit in answer(office.home, query).hits]


def rows(office: Office) -> tuple[int, ...]:
    """Files, documents and passages, and passages that hold a sign of the rule's own."""
    with reading(office.home) as index:
        return index.execute(
            "select (select count(*) from file), (select count(*) from document), (select count(*) from passage),"
            " (select count(*) from sign where sign match '\"接 入\"')"
        ).fetchone()


def test_what_is_unchanged_costs_nothing(office: Office) -> None:
    first = refresh(office.home)
    assert (first.added, first.removed, first.files, first.documents) == (2, 0, 2, 2)
    before = os.stat(office.home.search_index).st_mtime_ns
    again = refresh(office.home)
    assert (again.added, again.removed, again.files) == (0, 0, 2)
    assert os.stat(office.home.search_index).st_mtime_ns == before


def test_a_new_file_is_found_and_a_withdrawn_one_is_not(office: Office) -> None:
    assert titles(office, "接入工程") != []
    office.deliver(gas=notice("关于用气报装的通知", "供气接入工程并联办理。"))
    assert titles(office, "供气接入") == ["关于用气报装的通知"]
    office.withdraw("gas")
    assert titles(office, "供气接入") == []
    assert rows(office)[:2] == (2, 2)


def test_a_corrected_file_takes_the_place_of_the_former(office: Office) -> None:
    assert titles(office, "按比例分担") == ["关于用水报装的通知"]
    office.deliver(water=notice("关于用水报装的通知", "供水接入工程由政府全额承担。"))
    assert titles(office, "按比例分担") == []
    assert titles(office, "全额承担") == ["关于用水报装的通知"]


def test_a_batch_written_again_is_read_again(office: Office) -> None:
    refresh(office.home)
    with reading(office.home) as index:
        (sha256,) = index.execute("select file_sha256 from file where file_name like '%water%'").fetchone()
    os.utime(office.zone.batch_path("policy_document", sha256))
    before = rows(office)
    report = refresh(office.home)
    assert (report.added, report.removed) == (1, 0)
    assert rows(office) == before


def test_nothing_of_a_removed_document_stays_in_the_table_of_signs(office: Office) -> None:
    """The table keeps no text: it is told what to forget, and must be told exactly what it was told before."""
    refresh(office.home)
    for name in ("power", "water"):
        office.withdraw(name)
        # an empty landing folder counts as an absent disk
        office.deliver(other=notice("关于其他事项的通知", "无关。"))
        refresh(office.home)
    assert rows(office)[3] == 0
    with reading(office.home) as index:
        assert index.execute("select count(*) from sign where sign match '\"供 电\"'").fetchone() == (0,)


def test_a_damaged_batch_stops_no_other(office: Office) -> None:
    batch = sorted((office.zone.root / "policy_document").glob("[0-9a-f]*.parquet"))[0]
    whole = batch.read_bytes()
    batch.write_bytes(whole[: len(whole) // 2])
    report = refresh(office.home)
    assert report.added == 1 and len(report.unreadable) == 1 and batch.name in report.unreadable[0]
    batch.write_bytes(whole)
    assert refresh(office.home).added == 1


def test_a_batch_of_an_earlier_version_lacks_columns(office: Office) -> None:
    for batch in (office.zone.root / "policy_document").glob("[0-9a-f]*.parquet"):
        pq.write_table(pq.read_table(batch).drop_columns(["fingerprint", "page_count"]), batch)
    assert refresh(office.home).added == 2
    assert titles(office, "按比例分担") == ["关于用水报装的通知"]


def test_a_file_that_moved_is_known_under_its_new_name(office: Office) -> None:
    refresh(office.home)
    folder = office.landing / "documents"
    (folder / "power.txt").rename(folder / "renamed.txt")
    office.take_in("policy_document")
    (hit,) = answer(office.home, "压减办电").hits
    assert hit.file_name == "documents/renamed.txt"


def test_a_folder_of_a_later_date_is_not_yet_known(office: Office) -> None:
    office.put("documents/2099-01-01/later.txt", notice("关于未来的通知", "将来。"))
    office.take_in("policy_document")
    assert titles(office, "关于未来") == []
    assert answer(office.home, "关于未来", as_of=date(2099, 1, 2)).matching == 1


DAYS = st.sampled_from([date(2022, 6, day) for day in (1, 2, 3)])
DELIVERY = st.fixed_dictionaries(
    {
        "file_name": st.sampled_from(["a", "b", "c"]),
        "file_sha256": st.sampled_from(["x", "y", "z"]),
        "outcome": st.sampled_from(["written", "duplicate", "refused", "unreadable"]),
        "received_on": DAYS,
        "withdrawn_on": st.none() | DAYS,
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DELIVERY, max_size=8), DAYS)
def test_what_is_in_force_is_what_the_models_say(deliveries: list[dict], as_of: date) -> None:
    register = [
        dict.fromkeys(SOURCE_FILE.names)
        | row
        | {"source_id": "s", "delivery_no": at, "ingested_at": datetime(2022, 6, 1)}
        for at, row in enumerate(deliveries, start=1)
    ]
    models = PROJECT / "dbt" / "models" / "staging"
    sql = [(models / f"{name}.sql").read_text(encoding="utf-8") for name in ("stg_source_file", "stg_current_batch")]
    register_table = pa.Table.from_pylist(register, schema=SOURCE_FILE)
    with duckdb.connect() as database:
        database.execute("create table context as select ?::date as as_of", [as_of])
        database.register("register", register_table)
        first = sql[0].replace("{{ source('build', 'source_file') }}", "register")
        first = first.replace("{{ ref('stg_build_context') }}", "context")
        database.execute(f"create table files as {first}")
        second = sql[1].replace("{{ ref('stg_source_file') }}", "files")
        expected = {row[1]: row[2] for row in database.execute(second).fetchall()}
    assert current_batches(register, as_of) == expected
