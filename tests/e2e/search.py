"""Looking for words in files of every format that the program writes, also inside compressed ones."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow.parquet as pq


def find(folder: Path, words: tuple[str, ...]) -> list[str]:
    """``file: word`` for each word found below ``folder``, in any encoding a program may choose."""
    needles = {form: word for word in words for form in _forms(word)}
    return sorted(
        {
            f"{path.relative_to(folder)}: {word}"
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink()
            for text in _texts(path)
            for form, word in needles.items()
            if form in text
        }
    )


def _forms(word: str) -> set[bytes]:
    escaped = json.dumps(word)[1:-1]  # as in JSON, and as in JSON within JSON
    forms = {escaped.encode(), json.dumps(escaped)[1:-1].encode(), word.encode("ascii", "xmlcharrefreplace")}
    return forms | {word.encode(code) for code in ("utf-8", "gb18030", "utf-16-le")}


def _texts(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        yield repr(table.schema.metadata).encode()
        yield from (_joined(column.to_pylist()) for column in table.columns)
    elif path.suffix == ".duckdb":
        yield from _database(path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def _database(path: Path) -> Iterator[bytes]:
    # views of a build name their files relative to the home and to the build
    places = f"{path.parents[2]},{path.parent}"
    with duckdb.connect(str(path), read_only=True, config={"file_search_path": places}) as connection:
        names = connection.execute(
            "select database_name, schema_name, table_name from duckdb_tables()"
            " union all select database_name, schema_name, view_name from duckdb_views() where not internal"
        ).fetchall()
        for name in names:
            quoted = ".".join(f'"{part}"' for part in name)
            yield _joined(connection.execute(f"select * from {quoted}").fetchall())  # noqa: S608 - catalogue's names


def _joined(values: list) -> bytes:
    return "\n".join(map(str, values)).encode("utf-8", "replace")
