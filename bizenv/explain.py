"""``bizenv explain`` and ``bizenv uses``: a score walked back to its files, and a file to its scores."""

import json
from pathlib import Path

from bizenv.reports import NO_RELEASE, UNKNOWN, current_folder
from bizenv.screen import Screen
from release.codes import shown
from release.errors import ReleaseError
from release.explain import Explanation, Figure, Row, explain, uses
from release.reading import ReleaseTables
from warehouse.home import Home


def show_explanation(
    home_folder: Path, code: str, region: str, period: str, indicator_set: str | None, as_json: bool, screen: Screen
) -> int:
    """Print what stands behind a measure or an indicator; exit code 1 without a release, 2 for unknown names."""
    folder = current_folder(Home(home_folder.resolve()), screen)
    if folder is None:
        return NO_RELEASE
    try:
        found = explain(ReleaseTables(folder), code, region, period, indicator_set)
    except ReleaseError as error:
        screen.problem(str(error))
        return UNKNOWN
    if as_json:
        screen.say(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=2, default=str))
        return 0
    for indicator_set in dict.fromkeys(one.score["indicator_set"] for one in found):
        of_set = [one for one in found if one.score["indicator_set"] == indicator_set]
        if code == of_set[0].score["indicator_code"]:
            score = of_set[0].score
            rank = "" if score["rank"] is None else f"，位次 / rank {score['rank']} / {score['rank_of']}"
            screen.say(
                f"{code}: {_number(score['indicator_score'])} 分 / points{rank}  [{indicator_set}]", style="bold"
            )
    for one in found:
        _say(one, screen, "")
        screen.say()
    return 0


def show_uses(home_folder: Path, file: str, as_json: bool, screen: Screen) -> int:
    """Print every number that stands on a file; exit codes as above."""
    folder = current_folder(Home(home_folder.resolve()), screen)
    if folder is None:
        return NO_RELEASE
    try:
        rows = uses(ReleaseTables(folder), file)
    except ReleaseError as error:
        screen.problem(str(error))
        return UNKNOWN
    if as_json:
        screen.say(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return 0
    heads = ("指标", "名称", "地区", "期间", "取数方式", "数值", "单位", "计分", "得分", "位置", "方法")
    cells = [
        (
            row["measure_code"], row["name_zh"], row["region_code"], row["period"], shown("route", row["route"]),
            _number(row["value"]), row["unit_name_zh"], _mark(row["is_scored"], row["score"]), _number(row["score"]),
            shown("locator", row["locator"]), shown("method", row["method"]),
        )
        for row in rows
    ]  # fmt: skip
    names = "、".join(sorted({row["file_name"] for row in rows})) or file
    numbers = len({row["value_id"] for row in rows})
    screen.table(f"{names}：{numbers} 个数值以此为依据 / numbers stand on it", heads, cells)
    return 0


def _say(one: Explanation, screen: Screen, indent: str) -> None:
    score = one.score
    screen.say(
        f"{indent}{score['measure_code']} {score['name_zh']} / {score['name_en']}  "
        f"{score['region_code']} {score['region_name_zh'] or ''}  {score['period']}  [{score['indicator_set']}]",
        style="bold",
    )
    for line in (*_score_lines(one), *_figure_lines(one), *_other_lines(one)):
        screen.say(f"{indent}  {line}")
    for part in one.parts:
        _say(part, screen, indent + "    ")


def _score_lines(one: Explanation) -> list[str]:
    score = one.score
    if score["score"] is None:
        return [f"得分 / score: 无 / none（{shown('score_basis', score['score_basis'])}）"]
    lines = [f"得分 / score: {score['score']:.4f}（{shown('score_basis', score['score_basis'])}）"]
    if score["score_basis"] == "own":
        value, best, worst = score["value"], score["best"], score["worst"]
        power = "" if score["power"] == 1 else f"^{_number(score['power'])}"
        lines.append(
            f"  = 100 × clip(({_number(worst)} − {_number(value)}) / ({_number(worst)} − {_number(best)}), 0, 1){power}"
            f"；最优 / best {_number(best)}，最差 / worst {_number(worst)}"
            f"（{shown('certainty', score['frontier_certainty'])}）"
        )
    if score["weight"] and score["indicator_score"] is None:
        lines.append("一级指标未计分（权重覆盖不足）/ the indicator has no score: too little weight is covered")
    if one.contribution is not None:
        lines.append(
            f"权重 / weight: {score['weight']:.4f}，占一级指标得分 / of the indicator's score: "
            f"{one.contribution:.4f} / {score['indicator_score'] or 0:.4f}；"
            f"总分权重 / overall weight {score['effective_weight']:.5f}"
        )
    return lines


def _figure_lines(one: Explanation) -> list[str]:
    lines = []
    for figure in one.figures:
        lines += _one_figure(figure, one)
    return lines or ["没有任何来源报送该数值 / no source delivered this figure"]


def _one_figure(figure: Figure, one: Explanation) -> list[str]:
    value = figure.value
    # a composite is scored by its parts, and has a score where they have
    is_scored = value["is_scored"] or value["value_id"] == one.score["value_id"]
    n = "" if value["n"] is None else f"，n = {value['n']}"
    quotient = (
        f"，{_number(value['numerator'])} / {_number(value['denominator'])}" if value["denominator"] is not None else ""
    )
    figure_text = f"{_number(value['value'])} {value['delivered_unit_name_zh'] or ''}"
    lines = [
        f"{_mark(is_scored, one.score['score'])}  {shown('route', value['route'])}: {figure_text}"
        f"（{shown('statistic', value['statistic'])}{n}{quotient}，状态 / status {shown('status', value['status'])}）"
    ]
    for method in one.methods:
        if method["route"] == value["route"] and value["statistic"] != "mean_of_parts":
            per = f" ÷ {method['per_series']}" if method["per_series"] else ""
            lines.append(
                f"    规则 / rule: {shown('statistic', method['statistic'])} × {_number(method['factor'])}{per}，"
                f"n ≥ {method['minimum_n']}（{shown('certainty', method['certainty'])}：{method['source']}）"
            )
    lines += [
        f"    ← {shown('method', source['method'])}: {source['file_name']}，{shown('locator', source['locator'])}"
        f"  [{source['file_sha256'][:12]}]"
        for source in figure.sources
    ]
    return lines


def _other_lines(one: Explanation) -> list[str]:
    lines = [
        f"  {item['item_code']} {item['name_zh']}: {_points(item)}  {shown('state', item['state'])}"
        f"  {item['evidence'] or '无佐证 / no evidence'}"
        for item in one.items
    ]
    lines += [
        f"  问卷 / survey: n = {row['n']}，估计 / estimate {_number(row['estimate'])}，"
        f"95 % [{_number(row['interval_low'])}, {_number(row['interval_high'])}]，"
        f"{shown('weighting', row['weighting'])}"
        for row in one.surveys
    ]
    lines += [
        f"  {shown('comparison', row['comparison'])}: {shown('source_a', row['source_a'])} {row['file_a'] or ''} "
        f"{_number(row['value_a'])} ≠ {shown('source_b', row['source_b'])} {row['file_b'] or ''} "
        f"{_number(row['value_b'])}（{shown('decision', row['decision'])}）"
        for row in one.conflicts
    ]
    lines += [
        f"  缺口 / gap: {shown('severity', gap['severity'])} {gap['title_zh']} / {gap['title_en']}："
        f"{gap['detail'] or ''}"
        for gap in one.gaps
    ]
    return lines


def _mark(is_scored: bool, score: float | None) -> str:
    if not is_scored:
        return "· 备查 / kept beside"
    return "✓ 计分 / scored" if score is not None else "○ 采用但未计分 / chosen, not scored"


def _points(item: Row) -> str:
    """Points of an item that earns some, the figure of one that only lets others count."""
    if item["points"] is None:
        return _number(item["figure"])
    return f"{_number(item['points'])} / {_number(item['max_points'])}"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.10g}"
