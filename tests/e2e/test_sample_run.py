"""The sample from landing zone to release: one real run without network, read as a stranger would."""

import csv
import json
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from release.verify import verify_release
from tests.conftest import SampleRun
from tests.e2e.child import PROJECT, Offline, run
from tests.e2e.published import current, rows, state
from tests.e2e.search import find

pytestmark = pytest.mark.slow

# The World Bank's published scores of edition 2019: overall, getting electricity, registering property.
PUBLISHED = {
    "CHIN": (73.95071, 92.01087, 80.80393),
    "CHN": (73.98662, 92.01087, 79.67893),
    "CHN_Beij": (73.90683, 92.01087, 82.17893),
}
# component: header in the sample, which occurrence of it, best, worst
ELECTRICITY = (
    ("Procedures (number)", 2, 3, 9),
    ("Time (days)", 2, 18, 248),
    ("Cost (% of income per capita)", 1, 0, 8100),
    ("Reliability of supply and transparency of tariff index (0-8) (DB16-20 methodology)", 1, 8, 0),
)
PERSONAL = ("样例企业", "1390570")


@pytest.fixture(scope="module")
def manifest(sample_home: SampleRun) -> dict:
    return json.loads((current(sample_home.home) / "manifest.json").read_text(encoding="utf-8"))


def test_it_succeeds_without_reaching_for_the_network(sample_home: SampleRun, offline_environment: Offline) -> None:
    assert sample_home.outcome.code == 0, sample_home.outcome.err
    assert offline_environment.attempted() == ""


def test_it_says_that_nothing_may_be_submitted_and_why(sample_home: SampleRun, manifest: dict) -> None:
    assert manifest["submission_ready"] is False
    blockers = {reason["blocker_code"]: reason["items"] for reason in manifest["why_not"]}
    blocking = rows(
        sample_home.home,
        "select count(*) from {gap} where severity = 'red' and status = 'open'"
        " and coalesce(indicator_set, 'national_2020') = 'national_2020'"
        " and coalesce(region_code, '330800') = '330800' and coalesce(period, '2021') = '2021'",
    )
    assert blockers == {"red_gaps": blocking[0][0], "sign_off_missing": 18}
    assert manifest["audit"]["passed"] is True
    assert "NOT ready for submission" in sample_home.outcome.out
    assert all(reason["en"] in sample_home.outcome.out for reason in manifest["why_not"])


def test_every_file_opens_with_plain_tools(sample_home: SampleRun, manifest: dict) -> None:
    release = current(sample_home.home)
    assert verify_release(release) == []
    for table, count in manifest["tables"].items():
        assert pq.read_metadata(release / "tables" / f"{table}.parquet").num_rows == count
        with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as connection:
            found = connection.execute(f"select count(*) from submission.{table}").fetchone()  # noqa: S608
        assert found == (count,)
    books = sorted((release / "workbooks").rglob("*.xlsx"))
    assert len(books) > 10
    for book in books:
        assert openpyxl.load_workbook(book).worksheets
    assert "<html" in (release / "report.html").read_text(encoding="utf-8")


def test_china_beijing_and_shanghai_have_their_published_scores(sample_home: SampleRun) -> None:
    overall = dict(rows(sample_home.home, "select region_code, score from {overall_score}"))
    topics = {
        (region, topic): score
        for region, topic, score in rows(
            sample_home.home, "select region_code, indicator_code, score from {indicator_score}"
        )
    }
    for region, (total, electricity, property_) in PUBLISHED.items():
        assert overall[region] == pytest.approx(total, abs=0.02)
        assert topics[region, "GE"] == pytest.approx(electricity, abs=0.001)
        assert topics[region, "RP"] == pytest.approx(property_, abs=0.084)


def test_scores_follow_by_hand_from_the_delivered_values(sample_home: SampleRun) -> None:
    by_hand = {region: electricity_by_hand(sample_home.landing, region) for region in ("CHN", "CHN_Beij", "AUS")}
    ours = dict(rows(sample_home.home, "select region_code, score from {indicator_score} where indicator_code = 'GE'"))
    assert {region: ours[region] for region in by_hand} == pytest.approx(by_hand, abs=1e-9)
    assert ours["CHIN"] == pytest.approx(0.55 * by_hand["CHN"] + 0.45 * by_hand["CHN_Beij"], abs=1e-9)
    overall = dict(rows(sample_home.home, "select region_code, score from {overall_score}"))
    assert overall["CHIN"] == pytest.approx(0.55 * overall["CHN"] + 0.45 * overall["CHN_Beij"], abs=1e-9)


def electricity_by_hand(landing: Path, region: str) -> float:
    """Mean of the clipped component scores, from the delivered file itself."""
    with (landing / "statistics/doing_business/doing_business_2019.csv").open(encoding="utf-8-sig") as stream:
        header, *lines = csv.reader(stream)
    (line,) = [line for line in lines if line[0] == region]
    start = header.index("Rank-Getting electricity")
    scores = []
    for name, _, best, worst in ELECTRICITY:
        value = float(line[header.index(name, start)])
        scores.append(100 * min(1, max(0, (worst - value) / (worst - best))))
    return sum(scores) / len(scores)


def test_eighteen_indicators_eighty_seven_measures_and_each_missing_one_is_a_gap(sample_home: SampleRun) -> None:
    home = sample_home.home
    levels = dict(
        rows(
            home,
            "select level, count(distinct code) filter (where level <> 'measure' or parent_code = indicator_code)"
            # what is not scored has no weight
            " from {catalogue} where indicator_set = 'national_2020' and weight is not null group by 1",
        )
    )
    assert (levels["indicator"], levels["measure"]) == (18, 87)
    valued = rows(
        home,
        "select distinct measure_code from {measure_value} where indicator_set = 'national_2020' and period = '2021'"
        " and region_code = '330800' and value is not null and measure_code similar to 'I[0-9]+-[0-9]+'",
    )
    missing = rows(home, "select measure_code from {gap} where gap_code = 'missing_value' and status = 'open'")
    assert len(valued) == 87  # the sample city has them all
    assert len(missing) == len(set(missing)) == 87 - len(valued)
    assert not set(missing) & set(valued)


def test_points_at_stake_never_exceed_the_whole(sample_home: SampleRun) -> None:
    by_place = rows(
        sample_home.home,
        "select count(*), min(points_at_stake), sum(points_at_stake) from {gap} where points_at_stake is not null"
        " and gap_code = 'missing_value' group by region_code, period",
    )
    everything = rows(sample_home.home, "select min(points_at_stake) from {gap} where points_at_stake is not null")
    assert all(least > 0 and total <= 100 for _, least, total in by_place)
    assert everything[0][0] >= 0


def test_a_release_names_no_folder_of_the_machine(sample_home: SampleRun) -> None:
    folders = (str(sample_home.home), str(sample_home.landing), str(sample_home.home.parent), str(PROJECT / "dbt"))
    assert find(current(sample_home.home), folders) == []


def test_personal_data_appears_nowhere_below_the_home(sample_home: SampleRun) -> None:
    assert find(sample_home.home, PERSONAL) == []


def test_the_search_for_personal_data_would_find_it(sample_home: SampleRun, tmp_path: Path) -> None:
    words = ["样例企业0001（虚构）", "13905700001"] * 50
    table = pa.table({"name": words})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd")
    (tmp_path / "b.json").write_text(json.dumps(json.dumps(words)))
    with duckdb.connect(str(tmp_path / "c.duckdb")) as connection:
        connection.execute(
            "create schema s; create table s.t as select name from read_parquet(?)", [str(tmp_path / "a.parquet")]
        )
    book = openpyxl.Workbook()
    book.active.append(words)
    book.save(tmp_path / "d.xlsx")
    found = find(tmp_path, PERSONAL)
    assert found == [
        f"{name}: {word}" for name in ("a.parquet", "b.json", "c.duckdb", "d.xlsx") for word in sorted(PERSONAL)
    ]
    assert find(sample_home.landing, PERSONAL)


def test_a_second_run_with_nothing_new_changes_nothing(sample_home: SampleRun, offline_environment: Offline) -> None:
    home = sample_home.home
    before = {folder: state(home / folder) for folder in ("releases", "build", "raw")}
    history = sorted(path.name for path in (home / "dagster" / "history" / "runs").iterdir())
    outcome = run(offline_environment, sample_home.landing, home)
    assert outcome.code == 0, outcome.err
    assert "nothing new" in outcome.out
    assert {folder: state(home / folder) for folder in before} == before
    assert sorted(path.name for path in (home / "dagster" / "history" / "runs").iterdir()) == history


def test_the_guard_refuses_and_records(offline_environment: Offline, tmp_path: Path) -> None:
    import subprocess
    import sys

    environment = offline_environment.environment | {"OFFLINE_ATTEMPTS": str(tmp_path / "attempts.txt")}
    for call in ("create_connection(('127.0.0.1', 9))", "getaddrinfo('example.org', 80)"):
        code = f"import socket\ntry:\n    socket.{call}\nexcept OSError as error:\n    print(error)"
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.startswith("offline:")
    assert len((tmp_path / "attempts.txt").read_text().splitlines()) == 2
