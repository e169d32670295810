"""``bizenv why``: what made the scores of one release differ from those of another."""

import json
from pathlib import Path

from bizenv.reports import NO_RELEASE, UNKNOWN
from bizenv.screen import Screen
from release.change import OVERALL, ScoreChange, score_changes
from release.current import known_releases, read_manifest
from release.errors import ReleaseError
from release.reading import ReleaseTables
from warehouse.home import Home

NOTHING_IN_COMMON = 2
KINDS = ("method", "data", "coverage")
# less than half a unit of the last digit shown
_UNSEEN = 0.0005


def show_changes(
    home_folder: Path,
    former: str,
    latter: str,
    region: str | None,
    period: str | None,
    indicator: str | None,
    as_json: bool,
    screen: Screen,
) -> int:
    """Print each change with its parts; exit code 1 without a release, 2 for an unknown one or no score in common."""
    releases = Home(home_folder.resolve()).releases
    try:
        tables = [_tables(releases, name) for name in (former, latter)]
    except ReleaseError as error:
        known = known_releases(releases)
        screen.problem(f"{error}；有 / there are: {' '.join(known)}" if known else str(error))
        return UNKNOWN if known else NO_RELEASE
    context = tables[1].records("select region_code, period from {release_context}")[0]
    region, period = region or context["region_code"], period or context["period"]
    found = score_changes(*tables, region, period)
    asked = [one for one in found if one.indicator_code == (indicator or OVERALL)]
    if not asked and indicator is None:
        # without an overall score on both sides, the indicators
        asked = found
    if not asked:
        screen.problem(
            f"{former} → {latter}: {indicator or OVERALL} {region or ''} {period or ''}: 没有两次发布共有的得分"
            " / no score that both releases hold"
        )
        return NOTHING_IN_COMMON
    if as_json:
        screen.say(json.dumps([_as_dict(one) for one in asked], ensure_ascii=False, indent=2))
        return 0
    names = dict(
        tables[1].rows("select distinct code, name_zh from {catalogue} where level in ('indicator', 'measure')")
    )
    for one in asked:
        _say(one, names, screen)
    return 0


def _tables(releases: Path, name: str) -> ReleaseTables:
    """Tables of a release by its id below `releases`, by `current`, or by its folder."""
    folder = releases / name
    if not folder.is_dir():
        folder = Path(name)
    if not folder.is_dir():
        raise ReleaseError(
            f"{name}: 没有此发布；请写编号、目录或 current / no such release: give its id or folder, or current"
        )
    read_manifest(folder)
    return ReleaseTables(folder)


def _as_dict(change: ScoreChange) -> dict[str, object]:
    totals = {kind: change.total(kind) for kind in KINDS}
    measures = [
        {"measure_code": code, **{kind: getattr(part, kind) for kind in KINDS}}
        for code, part in sorted(change.measures.items())
    ]
    return {
        "indicator_set": change.indicator_set,
        "region_code": change.region_code,
        "period": change.period,
        "indicator_code": change.indicator_code,
        "before": change.before,
        "after": change.after,
        **totals,
        "measures": measures,
    }


def _say(change: ScoreChange, names: dict[str, str], screen: Screen) -> None:
    title = "总分 overall" if change.indicator_code == OVERALL else names.get(change.indicator_code, "")
    screen.say(
        f"{change.indicator_set} {change.region_code} {change.period} {change.indicator_code} {title}: "
        f"{change.before:.3f} → {change.after:.3f} ({change.after - change.before:+.3f})",
        style="bold",
    )
    rows = [
        (code, names.get(code, ""), *(f"{getattr(part, kind):+.3f}" for kind in KINDS))
        for code, part in sorted(change.measures.items())
        if any(abs(getattr(part, kind)) >= _UNSEEN for kind in KINDS)
    ]
    rows.append(("合计 / sum", "", *(f"{change.total(kind):+.3f}" for kind in KINDS)))
    screen.table(
        "得分变化 / points by cause", ("指标", "名称", "方法 / method", "数据 / data", "覆盖 / coverage"), rows
    )
