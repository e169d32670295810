"""What a release says, for the screen: read from its tables."""

import json
from pathlib import Path

from bizenv.screen import Screen
from release.codes import shown
from release.current import current_release, read_manifest
from release.errors import ReleaseError
from release.readiness import COMPARATORS
from release.reading import ReleaseTables
from warehouse.home import Home

NO_RELEASE = 1
UNKNOWN = 2
FILES_SHOWN = 200


def show_outcome(home: Home, screen: Screen) -> None:
    """Where the release lies and what it says: the last screen of a run."""
    folder = current_release(home.releases)
    manifest = read_manifest(folder)
    tables = ReleaseTables(folder)
    screen.say()
    screen.say(f"发布 / release {manifest['release_id']}   as of {manifest['as_of']}", style="bold")
    screen.say(f"  {home.releases / 'current'}")
    screen.say(
        "  workbooks/scores.xlsx · workbooks/benchmarks.xlsx · workbooks/gaps.xlsx · report.html · tables/*.parquet"
        " · warehouse.duckdb"
    )
    screen.say()
    _show_scores(tables, screen)
    _show_files(tables, screen)
    open_gaps = dict(tables.rows("select severity, count(*) from {gap} where status = 'open' group by 1"))
    counted = ", ".join(f"{shown('severity', name)} {open_gaps.get(name, 0)}" for name in ("red", "amber", "info"))
    screen.say(f"缺口 / open gaps: {counted}")
    _show_verdict(manifest, screen)


def show_status(home_folder: Path, screen: Screen) -> int:
    """The current release and its sources; exit code 1 when there is none."""
    home = Home(home_folder.resolve())
    folder = current_folder(home, screen)
    if folder is None:
        return NO_RELEASE
    show_outcome(home, screen)
    rows = ReleaseTables(folder).rows(
        "select state, source_id, name_zh, files, last_delivery, promised_cycle_days from {source_freshness} order by 2"
    )
    heads = ("状态", "来源代码", "名称", "文件数", "最近报送", "约定周期（天）")
    screen.table("来源 / sources", heads, [(shown("state", state), *rest) for state, *rest in rows])
    return 0


def show_gaps(home_folder: Path, department: str | None, severity: str | None, limit: int, screen: Screen) -> int:
    """Open gaps, worst first; exit code 1 when there is no release, 2 for a department that nobody knows."""
    home = Home(home_folder.resolve())
    folder = current_folder(home, screen)
    if folder is None:
        return NO_RELEASE
    tables = ReleaseTables(folder)
    known = [
        code for (code,) in tables.rows("select distinct department_code from {catalogue} where department_code > ''")
    ]
    known += [code for (code,) in tables.rows("select distinct department_code from {gap} where department_code > ''")]
    if department is not None and department not in known:
        screen.problem(
            f"{department}: 没有此部门代码；有 / no such department; there are: {' '.join(sorted(set(known)))}"
        )
        return UNKNOWN
    rows = tables.rows(
        """
        select severity, gap_id, coalesce(measure_code, indicator_code, source_id), title_zh, round(points_at_stake, 3),
            department_code, due_date, coalesce(region.name_zh, gap.region_code), gap.period,
            -- the Chinese words of the detail, and the file where they do not name it
            concat_ws(
                ' ', split_part(detail, ' / ', 1), case when contains(detail, file_name) then null else file_name end
            )
        from {gap} as gap
        left join {region_directory} as region using (region_code)
        left join {release_context} as context on gap.region_code = context.region_code and gap.period = context.period
        where status = 'open' and ($1 is null or department_code = $1) and ($2 is null or severity = $2)
        order by case severity when 'red' then 0 when 'amber' then 1 else 2 end,
            -- what the round is about, and what concerns everything, before counties and former years
            context.region_code is not null or gap.region_code is null desc, points_at_stake desc nulls last, gap_id
        """,
        [department, severity],
    )
    listed = rows[:limit] if limit else rows
    heads = ("程度", "编号", "指标", "缺口", "分值", "牵头单位", "期限", "地区", "期间", "说明")
    cells = [(shown("severity", severity_code), *rest) for severity_code, *rest in listed]
    screen.table(f"缺口 / open gaps: {len(listed)} / {len(rows)}", heads, cells)
    return 0


def current_folder(home: Home, screen: Screen) -> Path | None:
    """Folder of the current release, or None after saying what is wrong."""
    try:
        folder = current_release(home.releases)
        if folder is not None:
            read_manifest(folder)
            return folder
        screen.problem(f"{home.root}: 还没有发布，请先运行 bizenv run / no release yet: run bizenv run first")
    except ReleaseError as error:
        screen.problem(str(error))
    return None


def _show_scores(tables: ReleaseTables, screen: Screen) -> None:
    rows = tables.rows(
        """
        select place.indicator_set, place.period, place.region_code, region.name_zh, round(place.score, 2),
            place.rank, place.rank_of, round(100 * place.weight_covered, 1)
        from {overall_score} as place
        left join {region_directory} as region using (region_code)
        left join {release_context} as context
            on place.region_code = context.region_code and place.period = context.period
        where context.region_code is not null
            or (place.period = coalesce((
                    select any_value(focus.period) from {overall_score} as focus
                    inner join {release_context} using (region_code, period)
                    where focus.indicator_set = place.indicator_set
                ), (
                    select max(period) from {overall_score}
                    where rank is not null and indicator_set = place.indicator_set
                ))
                -- of the focus region's set only those it competes with
                and place.peer_group = coalesce((
                    select any_value(focus.peer_group) from {overall_score} as focus
                    inner join {release_context} using (region_code, period)
                    where focus.indicator_set = place.indicator_set
                ), place.peer_group)
                and (place.rank <= 3 or list_contains(?, place.region_code)))
        order by context.region_code is null, 1, place.score desc nulls last, 3
        """,
        [list(COMPARATORS)],
    )
    heads = ("指标体系", "期间", "地区", "", "总分", "位次", "参评", "权重覆盖 %")
    screen.table("总分 / overall scores", heads, rows)


def _show_files(tables: ReleaseTables, screen: Screen) -> None:
    counts = tables.rows("select outcome, count(*) from {ingest_summary} group by 1 order by 1")
    screen.say("文件 / files: " + ", ".join(f"{shown('outcome', outcome)} {n}" for outcome, n in counts))
    troubled = tables.rows(
        """
        select outcome, file_name, message_zh, message_en from {ingest_summary}
        where outcome not in ('written', 'withdrawn') or rows_quarantined > 0 or values_quarantined > 0
        order by file_name
        """
    )
    for outcome, name, message_zh, message_en in troubled[:FILES_SHOWN]:
        screen.say(f"  {shown('outcome', outcome)}: {name}: {message_zh} / {message_en}", style="yellow")
    if len(troubled) > FILES_SHOWN:
        screen.say(f"  … 另有 / and {len(troubled) - FILES_SHOWN}: tables/ingest_summary.parquet", style="yellow")


def _show_verdict(manifest: dict, screen: Screen) -> None:
    if manifest["submission_ready"]:
        screen.say("可以提交 / ready for submission", style="bold green")
        return
    screen.say("不可提交 / NOT ready for submission:", style="bold red")
    for reason in manifest["why_not"]:
        screen.say(f"  - {_reason(reason)}")


def _reason(reason: object) -> str:
    if isinstance(reason, dict):
        return f"{reason.get('zh', '')} / {reason.get('en', '')}: {reason.get('items', '')}"
    return reason if isinstance(reason, str) else json.dumps(reason, ensure_ascii=False)
