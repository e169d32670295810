"""Which deliveries of a register are in force: what need not be read again, and what no longer counts."""

from collections.abc import Sequence
from datetime import date

from ingest.landing import LandingFile
from ingest.raw_zone import RawZone


def only(code: str) -> str:
    """The `reasons` of a file refused as a whole."""
    return f'{{"{code}": 1}}'


_PASSING = frozenset({only("changing"), only("unreadable")})


def clock(register: list[dict], as_of: date) -> date:
    """The day on which news of this run are put on record: never before what is on record already.

    A run that asks what was known on a past day must not write into that past. Days that a folder states ahead of
    their time do not move the clock.
    """
    days = [as_of]
    for row in register:
        days += [row["withdrawn_on"]] if row["withdrawn_on"] else []
        days += [row["received_on"]] if row["received_on"] <= row["ingested_at"].date() else []
    return max(days)


def carriers(files: Sequence[LandingFile], latest: dict[str, dict], digest: str) -> dict[str, dict]:
    """Hash -> the delivery in force that carries its batch.

    A delivery withdrawn or replaced carries nothing: a copy of it under another name is then no duplicate.
    """
    found: dict[str, dict] = {}
    for file in files:
        row = latest.get(file.name)
        if (
            row is not None
            and row["outcome"] == "written"
            and row["withdrawn_on"] is None
            and row["file_sha256"] == file.sha256
            and row["reader_digest"] == digest
        ):
            found.setdefault(file.sha256, row)
    return found


def is_known(row: dict | None, file: LandingFile, digest: str, twin: dict | None) -> bool:
    """Whether ``row``, the last of its name, says already all there is to say about ``file``."""
    if row is None or row["withdrawn_on"] is not None:
        return False
    if file.sha256 is None:
        return row["outcome"] == "unreadable" and row["file_sha256"] is None
    if row["file_sha256"] != file.sha256 or row["reader_digest"] != digest:
        return False
    if row["outcome"] == "duplicate":
        return twin is not None
    # a file that could not be opened, or changed meanwhile, may be whole by now
    return row["reasons"] not in _PASSING


def in_place(row: dict, zone: RawZone) -> bool:
    """Whether the batch that the register speaks of still stands."""
    return row["outcome"] != "written" or zone.batch_path(row["source_id"], row["file_sha256"]).is_file()


def same_failure(before: dict | None, row: dict) -> bool:
    """The same passing trouble as in the last run: on record already."""
    return (
        before is not None
        and before["withdrawn_on"] is None
        and row["reasons"] in _PASSING
        and all(before[name] == row[name] for name in ("file_sha256", "outcome", "reasons", "reader_digest"))
    )


def withdraw(register: list[dict], files: Sequence[LandingFile], as_of: date) -> list[str]:
    """Mark deliveries whose file is no longer in the landing zone: what was taken back no longer counts."""
    present = {file.name for file in files}
    gone = [row for row in register if row["file_name"] not in present and row["withdrawn_on"] is None]
    for row in gone:
        row["withdrawn_on"] = as_of
    return sorted({row["file_name"] for row in gone})


def current_batches(register: list[dict], as_of: date) -> dict[str, str]:
    """Hash -> file name of the deliveries in use on ``as_of``: the rule of the models ``stg_source_file`` and
    ``stg_current_batch`` for rooms that read the raw zone without a build.

    Of each file name the last readable delivery counts, unless it was withdrawn: a correction that cannot be read
    does not push out the good delivery before it. A file read again by newer rules was delivered once: its last
    reading counts. Of several names of one content the first by name is given.
    """
    readings: dict[tuple, dict] = {}
    for row in sorted(register, key=lambda row: row["delivery_no"]):
        readings[tuple(row[name] for name in ("file_name", "file_sha256", "received_on", "withdrawn_on"))] = row
    latest: dict[str, dict] = {}
    for row in sorted(readings.values(), key=lambda row: row["delivery_no"]):
        if row["received_on"] <= as_of and row["outcome"] in ("written", "duplicate"):
            latest[row["file_name"]] = row
    found: dict[str, str] = {}
    for name, row in sorted(latest.items()):
        if row["withdrawn_on"] is None or row["withdrawn_on"] > as_of:
            found.setdefault(row["file_sha256"], name)
    return found
