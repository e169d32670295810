"""The index as one SQLite file: its tables, how it is opened, and when it cannot be used any more.

FTS5 with ``unicode61`` over signs with a blank between them finds every part of a text by phrase, also of two
characters; its trigrams would not. The text itself stands once, in ``passage``.
"""

import hashlib
import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from warehouse.home import Home

_WAIT_SECONDS = 30
_CACHE_KIB = 64 << 10
# an id of a passage is that of its document shifted by so many bits, plus its number there
NUMBER_BITS = 20
_TABLES = """
create table meta (name text primary key, value text);
create table file (
    id integer primary key, source_id text, file_sha256 text, file_name text, stamp text,
    unique (source_id, file_sha256)
);
create table document (
    id integer primary key, file_id integer, row_number integer,
    title text, document_number text, issuer text, issued_on text, page_count integer, fingerprint text
);
create index document_of_file on document (file_id);
create table passage (id integer primary key, page integer, blocks text, text text, flows integer);
create virtual table sign using fts5 (signs, content='', tokenize='unicode61 remove_diacritics 0');
"""
_NAMES = frozenset(("meta", "file", "document", "passage", "sign"))
_CODE = ("signs.py", "passages.py", "store.py", "index.py")


class IndexUnusable(Exception):
    """The index is damaged, or of another version of this program: it has to be built again."""


@cache
def version() -> str:
    """Hash of what decides the content of the index: the code, and Python's tables of characters."""
    digest = hashlib.sha256(unicodedata.unidata_version.encode())
    for name in _CODE:
        digest.update(Path(__file__).with_name(name).read_bytes())
    return digest.hexdigest()


@contextmanager
def writing(home: Home) -> Iterator[sqlite3.Connection]:
    """The index to be written, made when absent. Raises :class:`IndexUnusable`, and ``sqlite3.OperationalError``
    where the disk is full or the folder cannot be written.
    """
    home.search_index.parent.mkdir(parents=True, exist_ok=True)
    is_new = not home.search_index.is_file() or not home.search_index.stat().st_size
    with _damage_told(), closing(sqlite3.connect(home.search_index, _WAIT_SECONDS, isolation_level=None)) as index:
        # readers see the last state that was committed whole, also while somebody writes
        index.execute("pragma journal_mode = wal")
        index.execute("pragma synchronous = normal")
        index.execute(f"pragma cache_size = -{_CACHE_KIB}")
        if is_new:
            _create(index)
        _check(index)
        yield index


@contextmanager
def reading(home: Home) -> Iterator[sqlite3.Connection]:
    """The index to be read. Raises :class:`IndexUnusable`, also when there is none."""
    if not home.search_index.is_file():
        raise IndexUnusable("没有索引 / there is no index")
    # in a folder that cannot be written nobody else writes either
    mode = "mode=ro" if os.access(home.search_index.parent, os.W_OK) else "immutable=1"
    uri = f"{home.search_index.resolve().as_uri()}?{mode}"
    with _damage_told(), closing(sqlite3.connect(uri, _WAIT_SECONDS, uri=True, isolation_level=None)) as index:
        index.execute(f"pragma cache_size = -{_CACHE_KIB}")
        _check(index)
        yield index


def clear(home: Home) -> None:
    """Take away an index that cannot be used: database and journals together, or the old journal would be replayed
    into the new database.
    """
    for suffix in ("-wal", "-shm", "-journal", ""):
        home.search_index.with_name(home.search_index.name + suffix).unlink(missing_ok=True)


@contextmanager
def transaction(index: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    index.execute("begin immediate")
    try:
        yield
    except BaseException:
        if index.in_transaction:
            index.execute("rollback")
        raise
    index.execute("commit")


def _create(index: sqlite3.Connection) -> None:
    with transaction(index):
        for statement in _TABLES.split(";\n"):
            if statement.strip():
                index.execute(statement)
        index.execute("insert into meta values ('version', ?)", [version()])


def _check(index: sqlite3.Connection) -> None:
    names = {name for (name,) in index.execute("select name from sqlite_master where type = 'table'")}
    if not names >= _NAMES:
        raise IndexUnusable("索引不完整 / the index lacks tables")
    (of_index,) = index.execute("select value from meta where name = 'version'").fetchone() or (None,)
    if of_index != version():
        raise IndexUnusable("索引出自程序的其他版本 / the index is of another version of this program")
    index.execute("select rowid from sign limit 1").fetchone()


@contextmanager
def _damage_told() -> Iterator[None]:
    """SQLite's words for a damaged file as :class:`IndexUnusable`; a full disk or a busy file is none."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        is_logic = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
        if isinstance(error, sqlite3.OperationalError) and not is_logic:
            raise
        raise IndexUnusable(f"索引损坏 / the index is damaged: {error}") from error
