"""The sample's customs declarations as plain Python reads them from the raw file."""

import json
from datetime import datetime

from tests.dbt.independent.raw_files import delivered
from warehouse.home import Build

_SHIPMENT = ("billNo", "tradeScc", "cusIEFlag", "codeTs")


def released_declarations(build: Build) -> list[dict[str, str]]:
    """Released declarations that count, with ``arrived`` and ``over``.

    No row that the contract holds back is among them, and of a shipment that was declared twice only the later.
    """
    (path,) = delivered(build, "logs/customs_declaration")
    found = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        is_import = row["cusIEFlag"] == "I"
        row["arrived"] = row["arrivePortTime"] if is_import else row["arriveTime"]
        row["over"] = row["liftTime"] if is_import else row["departTime"]
        later = [row[name] for name in ("inspectStartTime", "inspectEndTime", "taxPaidTime", "releaseTime", "over")]
        possible = all(moment >= row["acceptTime"] for moment in later if moment)
        if row["cusIEFlag"] in "IE" and possible and row["entryStatus"] in ("已结关", "已放行"):
            found.append(row)
    last = {}
    for row in sorted(found, key=lambda row: row["dDate"]):
        last[tuple(row[name] for name in _SHIPMENT)] = row["entryId"]
    return [row for row in found if last[tuple(row[name] for name in _SHIPMENT)] == row["entryId"]]


def hours(row: dict[str, str], begin: str, end: str) -> float:
    """Hours from one moment of the row to another."""
    return (datetime.fromisoformat(row[end]) - datetime.fromisoformat(row[begin])).total_seconds() / 3600
