"""Rules of the seeds by which cases are timed: calendars, vocabularies, stages and limits."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.seed_file import SeedRow, SeedTable, Value

Tables = Mapping[str, SeedTable]

_TEXT, _NUMBER, _DATE = "varchar", "integer", "date"
_HOURS = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")
NEEDED: Mapping[str, Mapping[str, str]] = {
    "calendar_notice": {"calendar_year": _NUMBER, "issued_on": _DATE},
    "calendar_exception": {"calendar_day": _DATE, "is_workday": "boolean"},
    "working_hours": {"calendar_code": _TEXT, "effective_from": _DATE, **dict.fromkeys(_HOURS, _NUMBER)},
    "activity_role": dict.fromkeys(("vocabulary", "activity", "role", "pause_kind", "outcome"), _TEXT),
    "result_code": dict.fromkeys(("vocabulary", "result_code"), _TEXT),
    "case_clock": {
        **dict.fromkeys(("source_id", "vocabulary", "calendar_code"), _TEXT),
        **dict.fromkeys(("minimum_cases", "batch_filing_cases"), _NUMBER),
    },
    "stage_rule": {
        **dict.fromkeys(("source_id", "item_code", "stage_code", "name_zh", "name_en", "owner"), _TEXT),
        **dict.fromkeys(("start_activity", "end_activity"), _TEXT),
        "is_parallel": "boolean",
    },
    "matter_limit": {
        **dict.fromkeys(("source_id", "item_code"), _TEXT),
        **dict.fromkeys(("statutory_work_days", "promised_work_days"), _NUMBER),
    },
    "customer_step": dict.fromkeys(("source_id", "activity"), _TEXT),
}
# a log whose activities no list knows
UNLISTED = "unlisted"
# the hours of whoever has none of his own
NATIONAL = "national"

_MINUTES_OF_DAY = 1440
_WEEKDAYS = "一二三四五六日"
_PAUSES = ("pause_begin", "pause_end")
_ENDS = ("finish", "withdraw", "refuse", "revoke")
_POSITIVE = (
    ("case_clock", "minimum_cases"),
    ("case_clock", "batch_filing_cases"),
    ("matter_limit", "statutory_work_days"),
    ("matter_limit", "promised_work_days"),
)


def case_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_notices, _exceptions, _hours, _roles, _vocabularies, _clocks, _activities, _stages, _limits):
        yield from rule(tables)


def _published(tables: Tables) -> set[int]:
    years = {row.values["calendar_year"] for row in tables["calendar_notice"].rows}
    return {year for year in years if isinstance(year, int)}


def _notices(tables: Tables) -> Iterator[SeedFault]:
    table = tables["calendar_notice"]
    known = _published(tables)
    for row in table.rows:
        year, issued = row.values["calendar_year"], row.values["issued_on"]
        if isinstance(year, int) and year - 1 not in known and year != min(known):
            zh, en = f"缺少 {year - 1} 年：年份之间不得有空缺", f"{year - 1} is missing: no hole between years"
            yield table.fault(row, "calendar_year", zh, en)
        if isinstance(year, int) and isinstance(issued, dt.date) and issued.year >= year:
            zh, en = "通知应在上一年发布", "the notice for a year is issued in the year before"
            yield table.fault(row, "issued_on", zh, en)


def _exceptions(tables: Tables) -> Iterator[SeedFault]:
    table = tables["calendar_exception"]
    published = _published(tables)
    for row in table.rows:
        day = row.values["calendar_day"]
        if not isinstance(day, dt.date):
            continue
        if day.year not in published:
            zh, en = f"{day.year} 年没有放假通知", f"{day.year} has no row in calendar_notice"
            yield table.fault(row, "calendar_day", zh, en)
        if row.values["is_workday"] == (day.weekday() < 5):
            zh, en = f"该日本为周{_WEEKDAYS[day.weekday()]}，不是例外", f"no exception: an ordinary {day:%A}"
            yield table.fault(row, "is_workday", zh, en)


def _hours(tables: Tables) -> Iterator[SeedFault]:
    table = tables["working_hours"]
    for row in table.rows:
        hours = [row.values[name] for name in _HOURS]
        if None in hours:
            continue
        begin, noon, back, end = hours
        if not 0 <= begin < noon <= back < end <= _MINUTES_OF_DAY:
            zh, en = "上下班时刻的先后不对", "the hours of a day are not in order"
            yield table.fault(row, "morning_from", zh, en)
    first_day = dt.date(min(_published(tables), default=dt.MAXYEAR), 1, 1)
    begins = [row.values["effective_from"] for row in table.rows if row.values["calendar_code"] == NATIONAL]
    if not any(isinstance(begin, dt.date) and begin <= first_day for begin in begins):
        zh, en = f"{NATIONAL} 自 {first_day} 起没有工作时间", f"{NATIONAL} has no hours from {first_day} on"
        yield SeedFault(table.file, 1, "effective_from", zh, en)


def _roles(tables: Tables) -> Iterator[SeedFault]:
    table = tables["activity_role"]
    coded = {row.values["vocabulary"] for row in tables["result_code"].rows}
    for row in table.rows:
        v = row.values
        if (v["role"] in _PAUSES) != (v["pause_kind"] is not None):
            zh, en = "暂停种类只写在暂停的起止上，且必须写", "pause_kind belongs to pauses, and to all of them"
            yield table.fault(row, "pause_kind", zh, en)
        if v["outcome"] is not None and v["role"] not in _ENDS:
            zh, en = "只有结束办件的环节才有结果", "only an activity that ends a case has an outcome"
            yield table.fault(row, "outcome", zh, en)
        decided = v["role"] == "finish" and v["vocabulary"] in coded
        if v["outcome"] is None and v["role"] in _ENDS and not decided:
            zh, en = "缺少结果，且没有结果代码表", "no outcome here and no result_code for this vocabulary"
            yield table.fault(row, "outcome", zh, en)


def _vocabularies(tables: Tables) -> Iterator[SeedFault]:
    table = tables["activity_role"]
    rows: dict[Value, list[SeedRow]] = defaultdict(list)
    for row in table.rows:
        rows[row.values["vocabulary"]].append(row)
    for vocabulary, members in rows.items():
        found = {(row.values["role"], row.values["pause_kind"]) for row in members}
        needed = {("accept", None), ("finish", None)}
        needed |= {("pause_end", kind) for role, kind in found if role == "pause_begin"}
        needed |= {("pause_begin", kind) for role, kind in found if role == "pause_end"}
        for role, kind in sorted(needed - found, key=str):
            named = role if kind is None else f"{role} {kind}"
            zh, en = f"{vocabulary} 缺少 {named}", f"{vocabulary} has no {named}"
            yield table.fault(members[0], "role", zh, en)
    for row in tables["result_code"].rows:
        if row.values["vocabulary"] not in rows:
            zh, en = "词表未在 activity_role 中", "this vocabulary is not in activity_role"
            yield tables["result_code"].fault(row, "vocabulary", zh, en)


def _clocks(tables: Tables) -> Iterator[SeedFault]:
    table = tables["case_clock"]
    vocabularies = {row.values["vocabulary"] for row in tables["activity_role"].rows}
    calendars = {row.values["calendar_code"] for row in tables["working_hours"].rows}
    for row in table.rows:
        if row.values["vocabulary"] not in {*vocabularies, UNLISTED}:
            zh, en = "词表未在 activity_role 中", "this vocabulary is not in activity_role"
            yield table.fault(row, "vocabulary", zh, en)
        if row.values["calendar_code"] not in calendars:
            zh, en = "日历未在 working_hours 中", "this calendar is not in working_hours"
            yield table.fault(row, "calendar_code", zh, en)


def _activities(tables: Tables) -> Iterator[SeedFault]:
    """What other seeds call an activity of a source is one of the source's vocabulary."""
    vocabulary = {row.values["source_id"]: row.values["vocabulary"] for row in tables["case_clock"].rows}
    known = {(row.values["vocabulary"], row.values["activity"]) for row in tables["activity_role"].rows}
    for name, columns in (("stage_rule", ("start_activity", "end_activity")), ("customer_step", ("activity",))):
        for row in tables[name].rows:
            own = vocabulary.get(row.values["source_id"])
            for column in columns:
                if (own, row.values[column]) not in known:
                    zh = f"{row.values[column]!r} 不在该来源的词表 {own} 中"
                    en = f"{row.values[column]!r} is not in {own}, the vocabulary of this source"
                    yield tables[name].fault(row, column, zh, en)


def _stages(tables: Tables) -> Iterator[SeedFault]:
    """Rows of one stage are alternatives: they differ in their activities only."""
    table = tables["stage_rule"]
    first: dict[tuple[Value, Value], SeedRow] = {}
    for row in table.rows:
        v = row.values
        if v["start_activity"] == v["end_activity"]:
            zh, en = "起止环节相同", "a stage does not end with the activity that begins it"
            yield table.fault(row, "end_activity", zh, en)
        leader = first.setdefault((v["source_id"], v["stage_code"]), row)
        for column in ("name_zh", "name_en", "owner", "is_parallel"):
            if v[column] != leader.values[column]:
                zh, en = f"与第 {leader.line} 行的同一阶段不一致", f"differs from line {leader.line}, the same stage"
                yield table.fault(row, column, zh, en)


def _limits(tables: Tables) -> Iterator[SeedFault]:
    for name, column in _POSITIVE:
        for row in tables[name].rows:
            number = row.values[column]
            if isinstance(number, int) and number < 1:
                yield tables[name].fault(row, column, "须大于 0", "must be above 0")
    table = tables["matter_limit"]
    for row in table.rows:
        statutory, promised = row.values["statutory_work_days"], row.values["promised_work_days"]
        if isinstance(statutory, int) and isinstance(promised, int) and promised > statutory:
            zh, en = f"承诺时限长于法定时限 {statutory}", f"promised longer than the statutory {statutory}"
            yield table.fault(row, "promised_work_days", zh, en)
