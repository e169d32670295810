"""Columns of few distinct values: each value typed once, by Python; the rows only say which one they hold.

Activities, departments, places, outcomes, yes and no: most columns of a log are such. Arrow looks their cells up and
keeps the numbers. (A cast to an enumeration of DuckDB would do the same, but spends microseconds on the message for
every text that is none of its values.)
"""

from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from ingest.contract import Column
from ingest.reasons import CellFault
from ingest.typing_rules import CellTyper

SAMPLE_ROWS = 50_000  # of a first portion, by which columns are judged
_MOST = 2_000  # values of a column
SHARE = 0.05  # a sample with more distinct values than this share of its rows is no list of codes
LEAST_ROWS = 1_000  # from fewer rows nothing is concluded


@dataclass(frozen=True, slots=True)
class Frequent:
    """The texts of a column that pass, and the typed value of each. Texts with a fault are left to be odd."""

    texts: pa.Array
    values: pa.Array  # distinct typed values
    places: np.ndarray  # text -> place in `values`


def find_frequent(
    cursor: duckdb.DuckDBPyConnection, relation: str, cell: str, column: Column, type_: pa.DataType, typer: CellTyper
) -> Frequent | None:
    """The frequent values of a column, judged by the rows of ``relation``, a sample; None where it has no such list."""
    query = (
        f"select cell, count(*) from (select {cell} as cell from {relation}) "  # noqa: S608
        f"where cell <> '' and not contains(cell, chr(0)) group by cell order by 2 desc, 1 limit {_MOST + 1}"
    )
    counted = cursor.execute(query).fetchall()
    rows = sum(count for _, count in counted)
    if rows < LEAST_ROWS or len(counted) > min(_MOST, rows * SHARE):
        return None
    typed = {}
    for text, _ in counted:
        try:
            value = typer.value(column, text)
        except CellFault:
            continue
        if value is not None:
            typed[text] = value
    if not typed:
        return None
    places = {value: place for place, value in enumerate(dict.fromkeys(typed.values()))}
    return Frequent(
        pa.array(list(typed), pa.string()),
        pa.array(list(places), type_),
        np.array([places[value] for value in typed.values()], dtype=np.int32),
    )
