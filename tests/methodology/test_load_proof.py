"""The proof finds what a loader did to the seeds."""

from pathlib import Path

import duckdb
import pytest

from methodology.check import read_seeds
from methodology.load_proof import prove_loaded


@pytest.fixture
def database(seeds, tmp_path: Path) -> Path:
    """A database into which the seeds were loaded faithfully."""
    path = tmp_path / "warehouse.duckdb"
    contracts, tables, faults = read_seeds(seeds.folder)
    assert not faults
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema methodology")
        for name, contract in contracts.items():
            columns = ", ".join(f'"{column}" {kind}' for column, kind in contract.types.items())
            connection.execute(f"create table methodology.{name} ({columns})")
            marks = ", ".join("?" for _ in contract.types)
            cells = [[row.values[column] for column in contract.types] for row in tables[name].rows]
            connection.executemany(f"insert into methodology.{name} values ({marks})", cells)  # noqa: S608
    return path


def proof_after(sql: str, seeds, database: Path) -> str:
    with duckdb.connect(str(database)) as connection:
        connection.execute(sql)
    return "\n".join(map(str, prove_loaded(seeds.folder, database)))


def test_faithful_load_has_no_fault(seeds, database: Path) -> None:
    assert prove_loaded(seeds.folder, database) == []


def test_swapped_pair_of_values(seeds, database: Path) -> None:
    sql = "update methodology.frontier set best = worst, worst = best where measure_code = 'GE-time'"
    with duckdb.connect(str(database)) as connection:
        connection.execute(sql)
    lines = seeds.path("frontier").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, start=1) if ",GE-time," in text)
    faults = prove_loaded(seeds.folder, database)
    assert [(f.file, f.line, f.column) for f in faults] == [
        ("methodology/frontier.csv", line, "best"),
        ("methodology/frontier.csv", line, "worst"),
    ]
    assert faults[0].message_en == "18.0 in the file, 248.0 in the database"


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("delete from methodology.unit where unit = 'days'", "32 rows here, 31 in methodology.unit"),
        ("insert into methodology.unit values ('moons', '月', 'moons', 0)", "32 rows here, 33"),
        ("insert into methodology.unit select * from methodology.unit where unit = 'days'", "2 rows of days"),
        ("update methodology.unit set unit = 'day' where unit = 'days'", "0 rows of days"),
        (
            "update methodology.peer_group set is_ranked = true where region_code = 'CHN'",
            "False in the file, True",
        ),
        (
            "update methodology.evaluation_round set submission_due = '2022-08-01'",
            "datetime.date(2022, 8, 1)",
        ),
        ("update methodology.frontier set source = ''", "'' in the database"),
        (
            "update methodology.region set parent_region_code = '' where region_code = '330800'",
            "None in the file",
        ),
        (
            "alter table methodology.gap_rule alter due_days type varchar",
            "7 in the file, '7' in the database",
        ),
        (
            "alter table methodology.peer_group alter is_ranked type integer",
            "True in the file, 1 in the database",
        ),
        ("alter table methodology.unit rename decimals to digits", "columns of methodology.unit differ"),
        ("drop table methodology.weight", "no methodology.weight in the database"),
        ("drop schema methodology cascade", "no methodology.frontier in the database"),
    ],
)
def test_every_kind_of_difference_is_named(seeds, database: Path, sql: str, words: str) -> None:
    assert words in proof_after(sql, seeds, database)


def test_what_cannot_be_read_is_not_a_pass(seeds, database: Path, tmp_path: Path) -> None:
    absent = tmp_path / "absent.duckdb"
    assert "cannot be read" in str(prove_loaded(seeds.folder, absent)[0])
    assert not absent.exists()
    (tmp_path / "text.duckdb").write_text("not a database", encoding="utf-8")
    assert "cannot be read" in str(prove_loaded(seeds.folder, tmp_path / "text.duckdb")[0])
    assert prove_loaded(tmp_path / "nowhere", database) != []
    seeds.replace("unit", "days,天,calendar days,1", "days,天,calendar days,one")
    assert "is not a whole number" in str(prove_loaded(seeds.folder, database)[0])
    seeds.path("region").unlink()
    assert "the file does not exist" in "\n".join(map(str, prove_loaded(seeds.folder, database)))
