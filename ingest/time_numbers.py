"""Bare numbers that stand for moments: seconds and milliseconds since 1970, and the day numbers of spreadsheets."""

import math
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from ingest.reasons import CellFault

TimeFormat = Literal["epoch_s", "epoch_ms", "excel"]

_BARE = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EXCEL_DAY_0 = datetime(1899, 12, 30)
# the 1900 system counts a 29 February 1900 that never was: days before 1 March 1900 cannot be told apart
FIRST_EXCEL_DAY = 61
_DAY_MS = 86_400_000


def is_bare_number(text: str) -> bool:
    """Whether a cleaned text is a plain number, without exponent or separators."""
    return bool(_BARE.fullmatch(text))


def moment_of_number(text: str, time_format: TimeFormat, zone: ZoneInfo) -> datetime:
    """The moment as naive wall-clock time in ``zone``; a spreadsheet's day number is wall-clock time already.

    Spreadsheets keep days as doubles, so their moments are rounded to the millisecond.
    Raises :class:`ingest.reasons.CellFault` for a number outside the calendar.
    """
    try:
        if time_format == "excel":
            if float(text) < FIRST_EXCEL_DAY:
                raise CellFault("unparsable_time")
            return _EXCEL_DAY_0 + timedelta(milliseconds=math.floor(float(text) * _DAY_MS + 0.5))
        unit = 1_000_000 if time_format == "epoch_s" else 1_000
        # a float would lose microseconds of milliseconds
        moment = _EPOCH + timedelta(microseconds=math.floor(Decimal(text) * unit + Decimal("0.5")))
        return moment.astimezone(zone).replace(tzinfo=None)
    except OverflowError as error:
        raise CellFault("unparsable_time") from error
