"""Proof after the load: what DuckDB holds is what the files say, cell by cell.

dbt's fast loader fills a seed by column position, so a re-ordered header swaps values without an error.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from methodology.check import read_seeds
from methodology.contract import SeedContract
from methodology.fault import SeedFault
from methodology.seed_file import SeedTable

SCHEMA = "methodology"


def prove_loaded(seeds_dir: Path, database: Path) -> list[SeedFault]:
    """Differences between the seed files and the tables of schema `methodology` in `database`.

    The database is opened read-only. Rows are matched by the declared key, numbers compared as numbers, and
    types exactly: text that looks like a number is a difference. A file or table that cannot be read is a
    fault, never a pass.
    """
    contracts, tables, faults = read_seeds(seeds_dir)
    if faults or not contracts:
        return faults or [SeedFault("_seeds.yml", 1, "", "没有声明任何种子", "no seed is declared")]
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            for name, contract in contracts.items():
                faults += _compare(connection, contract, tables[name])
    except duckdb.Error as error:
        faults.append(SeedFault(database.name, 1, "", f"数据库无法读取：{error}", f"cannot be read: {error}"))
    return faults


def _compare(connection: duckdb.DuckDBPyConnection, contract: SeedContract, table: SeedTable) -> Iterator[SeedFault]:
    where = f"{SCHEMA}.{contract.name}"
    try:
        # the name was checked against [a-z0-9_]+ when its declaration was read
        result = connection.execute(f'select * from {SCHEMA}."{contract.name}"')  # noqa: S608
    except duckdb.CatalogException:
        yield SeedFault(table.file, 1, "", f"库中没有 {where}", f"no {where} in the database")
        return
    columns = [column[0] for column in result.description]
    odd = sorted(set(columns) ^ set(contract.types))
    if odd:
        listed = ", ".join(odd)
        yield SeedFault(table.file, 1, listed, f"{where} 的列与声明不同", f"columns of {where} differ")
        return
    records = [dict(zip(columns, cells, strict=True)) for cells in result.fetchall()]
    if len(records) != len(table.rows):
        zh = f"文件 {len(table.rows)} 行，库中 {len(records)} 行"
        yield SeedFault(table.file, 1, "", zh, f"{len(table.rows)} rows here, {len(records)} in {where}")
    yield from _compare_rows(contract, table, records)


def _compare_rows(contract: SeedContract, table: SeedTable, records: list[dict[str, Any]]) -> Iterator[SeedFault]:
    key = contract.keys[0]
    loaded = {tuple(record[column] for column in key): record for record in records}
    copies = Counter(tuple(record[column] for column in key) for record in records)
    for row in table.rows:
        found = tuple(row.values[column] for column in key)
        record = loaded.get(found)
        if record is None or copies[found] != 1:
            shown = ", ".join(map(str, found))
            zh, en = (
                f"{shown} 在库中有 {copies[found]} 行",
                f"{copies[found]} rows of {shown} in the database",
            )
            yield SeedFault(table.file, row.line, key[-1], zh, en)
            continue
        for column, expected in row.values.items():
            if not _same(expected, record[column]):
                zh = f"文件为 {expected!r}，库中为 {record[column]!r}"
                en = f"{expected!r} in the file, {record[column]!r} in the database"
                yield SeedFault(table.file, row.line, column, zh, en)


def _same(expected: object, loaded: object) -> bool:
    # bool is an int in Python and True == 1, so the type is part of the comparison
    return type(expected) is type(loaded) and expected == loaded
