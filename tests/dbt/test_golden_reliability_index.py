"""SAIDI, SAIFI and parts of every published Doing Business row, answered as a checklist, give the published index."""

import csv
from pathlib import Path

import duckdb
import pytest

from tests.dbt.conftest import build_run, take_in
from warehouse.home import DBT_PROJECT, Build, Home

HEADER = ("清单项编码", "地区代码", "期间", "得分", "状态")
_TAIL = " (DB16-20 methodology)"
PARTS = {
    "I06-4-02": "Mechanisms for monitoring outages (0-1)",
    "I06-4-03": "Mechanisms for restoring service (0-1)",
    "I06-4-04": "Regulatory monitoring (0-1)",
    "I06-4-05": "Financial deterrents aimed at limiting outages (0-1)",
    "I06-4-06": "Communication of tariffs and tariff changes (0-1)",
    "I06-4-saidi": "System average interruption duration index (SAIDI)",
    "I06-4-saifi": "System average interruption frequency index (SAIFI)",
    "I06-4-minimum": "Minimum outage time (in minutes)",
}
BAND, INDEX = (
    "Total duration and frequency of outages per customer a year (0-3)",
    "Reliability of supply and transparency of tariff index (0-8)",
)
SELECT = ("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", "--select",
          "+checklist_measure")  # fmt: skip
Key = tuple[str, str]
# rows of the next edition: SAIDI, SAIFI, minimum, the five other parts, points, index. Sums are published; which single
# parts make them is chosen
NEXT_EDITION = {
    "Beijing": (0.83, 0.21, 3, (1, 1, 1, 0, 1), 3, 7),
    "Angola": (12.79, 8.5, 3, (0, 0, 0, 0, 0), 0, 0),
    "Argentina": (4.51, 14.39, 3, (1, 1, 1, 1, 1), 0, 5),
    "Albania": (33.46, 22, 3, (1, 1, 1, 1, 1), 0, 5),
    "Guyana": (113, 106, 3, (0, 0, 1, 0, 1), 0, 0),
    "Maldives": (168.02, 2.52, 3, (0, 0, 1, 0, 1), 0, 0),
    "Uganda": (59.25, 42.24, 6, (1, 1, 1, 0, 1), 0, 0),
}


def slots(editions: dict[Key, dict[str, str]]) -> dict[Key, Key]:
    """A region that the warehouse knows and a year of its own for each economy and edition."""
    with (DBT_PROJECT / "seeds/methodology/region.csv").open(encoding="utf-8", newline="") as lines:
        regions = [row["region_code"] for row in csv.DictReader(lines)]
    return {key: (regions[n % len(regions)], str(1950 + n // len(regions))) for n, key in enumerate(sorted(editions))}


@pytest.fixture(scope="module")
def editions(shared_data: Path) -> dict[Key, dict[str, str]]:
    """Rows by code and year, headers without the methodology and runs of blanks."""
    with (shared_data / "doing_business/db2016_2019_wide.csv").open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines)
        header = [" ".join(name.split()).removesuffix(_TAIL) for name in next(reader)]
        # of repeated headers the first: those of this topic do not repeat
        rows = {(row[0], row[1]): dict(zip(reversed(header), reversed(row), strict=True)) for row in reader}
    for name, (saidi, saifi, minimum, others, points, index) in NEXT_EDITION.items():
        figures = (*others, saidi, saifi, minimum, points, index)
        row = dict(zip((*PARTS.values(), BAND, INDEX), map(str, figures), strict=True))
        rows[name, "next"] = {"Economy": f"{name}, next edition", **row}
    return rows


@pytest.fixture(scope="module")
def cities(shared_data: Path) -> dict[str, tuple[tuple[str, float], tuple[str, float]]]:
    """Economies whose figures are means of two cities, by name: the cities (rows of their own) and weights."""
    with (shared_data / "doing_business/two_city_weights.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {
            row["economy"]: (
                (row["main_city_code"], float(row["main_city_weight"])),
                (row["second_city_code"], float(row["second_city_weight"])),
            )
            for row in csv.DictReader(lines)
        }


@pytest.fixture(scope="module")
def build(editions: dict[Key, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Build:
    folder = tmp_path_factory.mktemp("index")
    path = folder / "landing/checklists/doing_business.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(HEADER)
        for key, (code, year) in slots(editions).items():
            row = editions[key]
            for item, name in PARTS.items():
                given = number(row[name]) is not None
                writer.writerow([item, code, year, row[name] if given else "", "" if given else "未报"])
    home = Home((folder / "home").resolve())
    take_in(folder / "landing", home)
    return build_run(home, "run", SELECT)


def number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def found(build: Build, editions: dict[Key, dict[str, str]], query: str) -> dict[Key, float]:
    with duckdb.connect(str(build.warehouse), read_only=True) as connection:
        values = {(region, period): value for region, period, value in connection.execute(query).fetchall()}
    return {key: values[slot] for key, slot in slots(editions).items()}


def test_points_of_duration_and_frequency(build: Build, editions: dict[Key, dict[str, str]], cities: dict) -> None:
    ours = found(
        build,
        editions,
        "select region_code, period, points from intermediate.int_checklist_item where item_code = 'I06-4-01'",
    )
    published = {key: number(row[BAND]) for key, row in editions.items()}
    figures = [PARTS["I06-4-saidi"], PARTS["I06-4-saifi"]]
    compared = {
        key
        for key, row in editions.items()
        if published[key] is not None and None not in (number(row[name]) for name in figures)
    }
    assert len(compared) == 610 + len(NEXT_EDITION)
    wrong = {key for key in compared if ours[key] != published[key]}
    # a mean of two cities earns the mean of their points; Angola counted no outage under a quarter of an hour
    assert {key for key in wrong if not _is_composite(editions[key], key, cities)} == {("AGO", "2018")}
    assert ours["AGO", "2018"] == 1 and published["AGO", "2018"] == 0


def test_the_index_and_what_forces_it_to_zero(build: Build, editions: dict[Key, dict[str, str]], cities: dict) -> None:
    ours = found(
        build,
        editions,
        "select region_code, period, value from indicators.checklist_measure where measure_code = 'I06-4'",
    )
    published = {key: number(row[INDEX]) for key, row in editions.items()}
    compared = 0
    for key, row in editions.items():
        if published[key] is None:
            continue
        value = ours[key] or 0.0
        if _is_composite(row, key, cities):
            value = sum(weight * (ours[code, key[1]] or 0.0) for code, weight in cities[row["Economy"]])
        assert value == pytest.approx(published[key], abs=0.005), key
        compared += 1
    assert compared == 833 + len(NEXT_EDITION)


def _is_composite(row: dict[str, str], key: Key, cities: dict) -> bool:
    """A country's own row, not that of one of its two cities."""
    return row["Economy"] in cities and key[0] not in {code for code, _ in cities[row["Economy"]]}
