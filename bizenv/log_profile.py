"""``bizenv log``: what one log file holds, read exactly as a delivery would be, and nothing kept of it."""

import json
import secrets
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from bizenv.screen import Screen
from ingest.contract import SourceContract
from ingest.contract_file import ContractError, load_contracts, read_contract
from ingest.headers import bind
from ingest.logs.batch import LogBatch, LogFile, write_log_batch
from ingest.logs.open_log import open_log
from ingest.logs.portion import Portion
from ingest.logs.take_in import faults_of_the_file
from ingest.reasons import REASONS, FileRefused

REFUSED, USAGE = 1, 2
_EXAMPLES = 5
_TOP = 15


@dataclass(frozen=True, slots=True)
class LogProfile:
    """Durations are seconds from the first to the last event of a case; a variant is a case's row of activities."""

    file: str
    contract: str
    format: str
    encoding: str | None
    members: int
    columns: dict[str, str]  # the contract's column -> header in the file
    columns_absent: list[str]
    columns_unknown: list[str]
    rows_read: int
    rows_written: int
    rows_quarantined: int
    rows_repeated: int
    reasons: dict[str, int]
    quarantine_examples: list[dict]
    cases: int
    events: int
    activities: int
    variants: int
    first_event: str | None
    last_event: str | None
    duration_median_seconds: float | None
    duration_p90_seconds: float | None
    top_activities: list[dict]


def show_log(path: Path, contract_name: str, as_json: bool, screen: Screen) -> int:
    """Print the profile of a log file; the exit code: 0 read, 1 refused, 2 no such file or contract."""
    try:
        contract = _contract(contract_name)
    except (ContractError, KeyError) as error:
        screen.problem(str(error.args[0]))
        return USAGE
    if not path.is_file():
        screen.problem(f"{path}: 不是文件 / not a file")
        return USAGE
    try:
        profile = profile_log(path, contract)
    except FileRefused as refusal:
        if as_json:
            print(json.dumps({"file": path.name, "refused": refusal.code, "message": refusal.message_en}))
        screen.problem(f"{path.name}: {refusal.message_zh}\n{refusal.message_en}")
        return REFUSED
    if as_json:
        print(json.dumps(asdict(profile), ensure_ascii=False, indent=2))
    else:
        _print(profile, screen)
    return 0


def profile_log(path: Path, contract: SourceContract) -> LogProfile:
    """Read ``path`` by ``contract`` and say what it holds; raises :class:`ingest.reasons.FileRefused`.

    Typed rows stand in a temporary folder while they are counted, personal columns already dropped or hashed with a
    key that nobody keeps.
    """
    portions = open_log(path, contract)
    first = next(portions, None)
    portions.close()
    if first is None:
        raise FileRefused("refused", "no_rows")
    with tempfile.TemporaryDirectory(prefix="bizenv-log-") as folder:
        rows, held = Path(folder, "rows.parquet"), Path(folder, "quarantine.parquet")
        delivered = LogFile(path, f"{path.absolute().parent.name}/{path.name}", "0" * 64, date.today())
        with faults_of_the_file():
            batch = write_log_batch(contract, delivered, secrets.token_bytes(32), rows, held)
        with duckdb.connect(config={"threads": 2, "temp_directory": folder}) as connection:
            connection.execute(f"create view held as from {_literal(held)}")
            connection.execute(f"create view log_rows as from {_literal(rows)}")
            connection.execute(f"create view event as {_events(contract)}")
            return _profile(connection, path, contract, first, batch)


def _contract(name: str) -> SourceContract:
    """A shipped contract by its id, or one just being written by its path."""
    if name.endswith((".yml", ".yaml")):
        contract = read_contract(Path(name))
    else:
        contracts = load_contracts()
        if name not in contracts:
            logs = ", ".join(c.id for c in contracts.values() if c.kind == "log")
            raise KeyError(f"--contract {name}: 没有该契约 / no such contract; 日志契约 / logs: {logs}")
        contract = contracts[name]
    if contract.kind != "log":
        raise KeyError(f"--contract {name}: 不是日志 / kind is {contract.kind}, not log")
    return contract


def _events(contract: SourceContract) -> str:
    """One row an event, whatever the layout. Names are identifiers by the contract's own check."""
    rules = contract.log
    if contract.layout == "event":
        order = "".join(f", {name} as tie_{place}" for place, name in enumerate(rules.order))
        return f"select {rules.case} as case_id, {rules.activity} as activity, {rules.at} as moment{order}, row_number from log_rows"  # noqa: S608, E501
    return " union all ".join(
        f"select {rules.case} as case_id, '{activity}' as activity, {column} as moment, {place} as row_number "  # noqa: S608
        f"from log_rows where {column} is not null"
        for place, (activity, column) in enumerate(contract.events.items())
    )


def _profile(
    connection: duckdb.DuckDBPyConnection, path: Path, contract: SourceContract, first: Portion, batch: LogBatch
) -> LogProfile:
    bound = {column.name: first.header[place] for place, column in bind(contract, first.header).columns}
    ties = "".join(f"tie_{place}, " for place in range(len(contract.log.order) if contract.layout == "event" else 0))
    counts = connection.sql(
        f"""with of_case as (
            select case_id, epoch_us(max(moment)::timestamp) - epoch_us(min(moment)::timestamp) as duration,
                string_agg(activity, chr(31) order by moment, {ties}row_number) as variant
            from event group by case_id)
        select count(*), count(distinct variant), median(duration) / 1e6, quantile_cont(duration, 0.9) / 1e6,
            (select count(*) from event), (select count(distinct activity) from event),
            (select min(moment)::varchar from event), (select max(moment)::varchar from event) from of_case"""  # noqa: S608
    ).fetchall()[0]
    cases, variants, median, p90, events, activities, begun, ended = counts
    return LogProfile(
        file=path.name,
        contract=contract.id,
        format=_format(first),
        encoding=batch.encoding,
        members=connection.sql("select count(distinct member) from log_rows").fetchall()[0][0],
        columns=bound,
        columns_absent=[column.name for column in contract.columns.values() if column.name not in bound],
        columns_unknown=list(batch.unknown_columns),
        rows_read=batch.rows_read,
        rows_written=batch.rows_written,
        rows_quarantined=batch.rows_quarantined,
        rows_repeated=batch.rows_repeated,
        reasons=json.loads(batch.reasons),
        quarantine_examples=_dicts(
            connection,
            f"select row_number, column_name, reason_code, raw_text from held order by row_number limit {_EXAMPLES}",  # noqa: S608
        ),
        cases=cases,
        events=events,
        activities=activities,
        variants=variants,
        first_event=begun,
        last_event=ended,
        duration_median_seconds=median,
        duration_p90_seconds=p90,
        top_activities=_dicts(
            connection,
            "select activity, count(*) as events, count(distinct case_id) as cases from event group by activity "  # noqa: S608
            f"order by events desc, activity limit {_TOP}",
        ),
    )


def _dicts(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict]:
    relation = connection.sql(query)
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def _format(portion: Portion) -> str:
    """Readers of tables differ in what they can tell: XES has an encoding, rows of a workbook have gaps."""
    if portion.kind == "delimited":
        return f"delimited text, {portion.delimiter!r}"
    if portion.kind == "json":
        return "JSON"
    if portion.encoding:
        return "XES"
    return "workbook" if isinstance(portion.numbers, np.ndarray) else "Parquet"


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _print(profile: LogProfile, screen: Screen) -> None:
    screen.say(f"{profile.file}  （契约 / contract {profile.contract}）", style="bold")
    parts = f"，{profile.members} 个成员 / members" if profile.members else ""
    screen.say(f"格式 / format: {profile.format}，编码 / encoding: {profile.encoding or '–'}{parts}")
    found = "，".join(f"{name} ← {header}" for name, header in profile.columns.items())
    screen.say(f"识别的列 / columns found: {found}")
    if profile.columns_absent:
        screen.say(f"没有的列 / columns absent: {', '.join(profile.columns_absent)}")
    if profile.columns_unknown:
        screen.say(f"契约未列的列 / columns unknown to the contract: {', '.join(profile.columns_unknown)}")
    screen.say(
        f"行 / rows: 读入 read {profile.rows_read:,}，写入 written {profile.rows_written:,}，"
        f"隔离 quarantined {profile.rows_quarantined:,}，重复 repeated {profile.rows_repeated:,}"
    )
    for code, count in profile.reasons.items():
        screen.say(f"  {count:,} × {code}: {REASONS[code].zh} / {REASONS[code].en}", style="yellow")
    for held in profile.quarantine_examples:
        screen.say(
            f"    第 {held['row_number']} 行 / row, {held['column_name']}: {held['raw_text']}  [{held['reason_code']}]"
        )
    screen.say(
        f"案件 / cases {profile.cases:,}，事件 / events {profile.events:,}，环节 / activities {profile.activities:,}，"
        f"路径 / variants {profile.variants:,}"
    )
    screen.say(f"时间 / time: {profile.first_event} – {profile.last_event}")
    median, p90 = _duration(profile.duration_median_seconds), _duration(profile.duration_p90_seconds)
    screen.say(f"案件时长（末事件 − 首事件）/ case duration (last − first event): 中位 median {median}，P90 {p90}")
    screen.table(
        "最多的环节 / top activities",
        ("环节 / activity", "事件 / events", "案件 / cases"),
        [(row["activity"], f"{row['events']:,}", f"{row['cases']:,}") for row in profile.top_activities],
    )


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds / 86400:,.2f} 天 / days ({seconds:,.2f} s)"
