"""Written forms of moments that SQL reads as :mod:`ingest.cells` does; which of them a column uses, a sample tells."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ingest.contract import Column
from ingest.time_numbers import FIRST_EXCEL_DAY

_SHARE = 0.01  # a form is worth its price when it reads one cell in a hundred
_MOST = 4


@dataclass(frozen=True, slots=True)
class TimeForm:
    """One form. ``template`` holds ``{c}`` for the cell and, after :func:`forms`, no other place to fill."""

    template: str

    def sql(self, cell: str) -> str:
        """The moment in the zone of the contract, or NULL when the cell is not written in this form."""
        return self.template.replace("{c}", cell)


def _strptime(form: str, guard: str) -> TimeForm:
    return TimeForm(f"case when {guard} then try_strptime({{c}}, '{form}') end")


def _forms() -> dict[str, TimeForm]:
    forms = {}
    for name, day in (("iso", "%Y-%m-%d"), ("slash", "%Y/%m/%d"), ("dot", "%Y.%m.%d"), ("han", "%Y年%m月%d日")):
        # shorter than four digits a year would be read as one of antiquity
        year = "{c} >= '1' and {c} < ':'"
        forms[name] = _strptime(day, year)
        gaps = {" ": "space", "T": "t", **({"": "han"} if name == "han" else {})}
        for gap, gap_name in gaps.items():
            for clock, clock_name in (("%H:%M:%S", "second"), ("%H:%M", "minute"), ("%H:%M:%S.%f", "fraction")):
                forms[f"{name}_{gap_name}_{clock_name}"] = _strptime(f"{day}{gap}{clock}", year)
            if gap != "T":
                for clock, clock_name in (("%H时%M分", "han_minute"), ("%H时%M分%S秒", "han_second")):
                    forms[f"{name}_{gap_name}_{clock_name}"] = _strptime(f"{day}{gap}{clock}", year)
    for digits, form in ((14, "%Y%m%d%H%M%S"), (12, "%Y%m%d%H%M"), (8, "%Y%m%d")):
        forms[f"compact_{digits}"] = _strptime(form, f"regexp_full_match({{c}}, '[0-9]{{{digits}}}')")
    forms["compact_t"] = _strptime("%Y%m%dT%H%M%S", "regexp_full_match({c}, '[0-9]{8}T[0-9]{6}')")
    return forms


_ZONE = "(?:Z|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)"
_OFFSET = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?" + _ZONE
_COMPACT_OFFSET = "([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})" + f"({_ZONE})"
_WITH_SIGNS = r"\1-\2-\3 \4:\5:\6\7"
TIMES: dict[str, TimeForm] = {
    **_forms(),
    "offset": TimeForm(
        f"case when regexp_full_match({{c}}, '{_OFFSET}')"
        " then timezone(getvariable('time_zone'), try_cast({c} as TIMESTAMPTZ)) end"
    ),
    "compact_offset": TimeForm(
        f"case when regexp_full_match({{c}}, '{_COMPACT_OFFSET}') then timezone(getvariable('time_zone'), "
        f"try_cast(regexp_replace({{c}}, '{_COMPACT_OFFSET}', '{_WITH_SIGNS}') as TIMESTAMPTZ)) end"
    ),
}
_NUMBERS = {
    "epoch_s": "case when regexp_full_match({c}, '[0-9]{1,11}')"
    " then timezone(getvariable('time_zone'), timezone('UTC', make_timestamp({c}::BIGINT * 1000000))) end",
    "epoch_ms": "case when regexp_full_match({c}, '[0-9]{1,14}')"
    " then timezone(getvariable('time_zone'), timezone('UTC', make_timestamp({c}::BIGINT * 1000))) end",
    "excel": "case when regexp_full_match({c}, '[0-9]{1,7}(?:[.][0-9]{1,15})?')"
    f" and {{c}}::DOUBLE >= {FIRST_EXCEL_DAY} then TIMESTAMP '1899-12-30'"
    " + to_microseconds(floor({c}::DOUBLE * 86400000 + 0.5)::BIGINT * 1000) end",
}
TIMES |= {name: TimeForm(template) for name, template in _NUMBERS.items()}


def choose_forms(cursor: duckdb.DuckDBPyConnection, column: Column, cells: Sequence[str]) -> tuple[str, ...]:
    """The forms that read ``cells``, a sample of a column: the most frequent first, each worth its price."""
    # bare digits are a day in the compact form, unless the contract says what they count
    names = [name for name in TIMES if name not in _NUMBERS and not (column.time_format and "compact" in name)]
    names += [column.time_format] if column.time_format else []
    left, chosen = list(cells), []
    while left and len(chosen) < _MOST:
        read = _read_by(cursor, left, names)
        best = max(names, key=lambda name: sum(read[name]))
        if sum(read[best]) < max(1, len(cells) * _SHARE):
            break
        chosen.append(best)
        left = [cell for cell, hit in zip(left, read[best], strict=True) if not hit]
    return tuple(chosen) or ((column.time_format,) if column.time_format else ("iso_space_second",))


def _read_by(cursor: duckdb.DuckDBPyConnection, cells: list[str], names: list[str]) -> dict[str, list[bool]]:
    hits = ", ".join(f"list(({TIMES[name].sql('cell')}) is not null order by place)" for name in names)
    query = f"select {hits} from (select unnest(?) as cell, generate_subscripts(?, 1) as place)"  # noqa: S608
    return dict(zip(names, cursor.execute(query, [cells, cells]).fetchall()[0], strict=True))
