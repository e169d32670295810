"""``bizenv``: the commands and their options."""

import re
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bizenv.screen import Screen

app = typer.Typer(
    name="bizenv",
    help="营商环境评价数据管道：接收材料、计算指标、列出缺口、发布结果。\n\n"
    "Pipeline for the business-environment evaluation: takes in deliveries, computes indicators, lists gaps, "
    "publishes.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

HomeOption = Annotated[
    Path, typer.Option("--home", help="程序写入的全部内容所在目录 / folder that holds everything the program writes")
]
LandingOption = Annotated[
    Path, typer.Option("--landing", help="部门报送目录，只读 / landing folder of deliveries; never changed")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--indicator-set", help="只计算该指标体系，可重复；默认全部 / only this set (repeatable); default all"
    ),
]

USAGE = 2


class Severity(StrEnum):
    """How much a gap weighs."""

    RED = "red"
    AMBER = "amber"
    INFO = "info"


@app.command()
def run(
    landing: LandingOption,
    home: HomeOption,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="按该日所知计算 YYYY-MM-DD，默认今天 / as known on this day; default today"),
    ] = None,
    indicator_set: SetOption = None,
) -> None:
    """接收、检查、计算、审计、发布 / take in, check, compute, audit, publish.

    退出码 / exit code: 0 已发布或无变化 / published or nothing new; 1 审计未通过，原发布仍有效 / audit failed, the
    former release stays current; 2 选项或报送目录不可用 / unusable options or landing folder.
    """
    from bizenv.job import run_job

    raise typer.Exit(run_job(landing, home, _day(as_of), indicator_set or [], Screen()))


@app.command()
def status(home: HomeOption) -> None:
    """当前发布、能否提交、各来源情况 / the current release, whether it can be submitted, the sources."""
    from bizenv.reports import show_status

    raise typer.Exit(show_status(home, Screen()))


@app.command()
def gaps(
    home: HomeOption,
    department: Annotated[str | None, typer.Option(help="牵头单位代码 / department code")] = None,
    severity: Annotated[Severity | None, typer.Option(help="严重程度 / severity")] = None,
    limit: Annotated[int, typer.Option(help="最多显示条数，0 为全部 / rows shown; 0 for all", min=0)] = 20,
) -> None:
    """当前发布的缺口，按严重程度和可得分数排序 / open gaps of the current release, by severity and points at stake."""
    from bizenv.reports import show_gaps

    raise typer.Exit(show_gaps(home, department, severity.value if severity else None, limit, Screen()))


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="二级指标或一级指标代码 / measure or indicator, e.g. I06-2, I06")],
    home: HomeOption,
    region: Annotated[str, typer.Option("--region", help="地区代码 / region code, e.g. 330800")],
    period: Annotated[str, typer.Option("--period", help="期间 / period: 2021, 2021-Q3")],
    indicator_set: Annotated[
        str | None, typer.Option("--indicator-set", help="指标体系，默认全部 / indicator set; default all")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """从得分追溯到数值、公式、样本、文件 / from a score to value, formula, cases and files.

    退出码 / exit code: 1 还没有发布 / no release; 2 没有这样的指标、地区或期间 / no such measure, region or period.
    """
    from bizenv.explain import show_explanation

    raise typer.Exit(show_explanation(home, code, region, period, indicator_set, as_json, Screen()))


@app.command()
def uses(
    file: Annotated[str, typer.Argument(help="文件名、路径或 SHA-256 / name, path below the landing folder, SHA-256")],
    home: HomeOption,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """列出以某个文件为依据的全部数值 / every number that stands on a file."""
    from bizenv.explain import show_uses

    raise typer.Exit(show_uses(home, file, as_json, Screen()))


@app.command()
def why(
    former: Annotated[str, typer.Argument(help="原发布：编号或目录 / the former release: its id or folder")],
    latter: Annotated[str, typer.Argument(help="新发布：编号、目录或 current / the latter: id, folder or current")],
    home: HomeOption,
    region: Annotated[
        str | None,
        typer.Option("--region", help="地区代码，默认评价轮次的地区 / region code; default that of the round"),
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="期间，默认评价轮次的期间 / period; default that of the round")
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", help="一级指标代码，默认总分 / indicator code; default the overall score"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """两次发布之间得分为何变化：方法、数据、覆盖，逐项相加等于变化 / why a score changed between two releases.

    退出码 / exit code: 1 还没有发布 / no release; 2 没有这样的发布或共同的得分 / no such release, or no score
    that both hold.
    """
    from bizenv.why import show_changes

    raise typer.Exit(show_changes(home, former, latter, region, period, indicator, as_json, Screen()))


@app.command()
def log(
    file: Annotated[Path, typer.Argument(help="日志文件，任何格式，可为 .gz/.zip / a log file of any format")],
    contract: Annotated[
        str, typer.Option("--contract", help="契约代码或 .yml 路径 / id of a contract, or path of a .yml")
    ] = "process_log",
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """查看一个日志文件：列、行、隔离原因、案件与时长；不保存任何内容 / look at one log file; nothing is kept.

    退出码 / exit code: 0 可读 / read; 1 文件被拒 / refused; 2 文件或契约不存在 / no such file or contract.
    """
    from bizenv.log_profile import show_log

    raise typer.Exit(show_log(file, contract, as_json, Screen()))


@app.command()
def search(
    query: Annotated[
        str,
        typer.Argument(help="词之间用空格，须全部出现；“…” 内可有空格；-词 排除 / words, all of them; -word excludes"),
    ],
    home: HomeOption,
    limit: Annotated[int, typer.Option(help="最多显示份数，0 为全部 / documents shown; 0 for all", min=0)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """在全部文件的正文中搜索，给出文件、页和段落 / search the text of all documents: file, page and passage.

    退出码 / exit code: 0 有结果 / found; 1 没有 / nothing found, or nothing to search in; 2 没有可用的词 / no usable
    word.
    """
    from bizenv.find import show_search

    raise typer.Exit(show_search(home, query, limit, as_json, Screen()))


@app.command()
def duplicates(
    home: HomeOption,
    threshold: Annotated[float, typer.Option(help="相似度下限 / least similarity, 0.5 to 1", min=0.5, max=1.0)] = 0.75,
    limit: Annotated[int, typer.Option(help="最多显示对数，0 为全部 / pairs shown; 0 for all", min=0)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """列出内容相近的文件：新旧版本、另存格式、转发 / documents nearly the same: versions, formats, texts passed on."""
    from bizenv.find import show_duplicates

    raise typer.Exit(show_duplicates(home, threshold, limit, as_json, Screen()))


@app.command()
def dev(
    landing: LandingOption,
    home: HomeOption,
    port: Annotated[int, typer.Option(help="端口 / port")] = 3000,
) -> None:
    """在本机打开 Dagster 界面，使用同一个 home / Dagster's UI on this machine, on the same home."""
    from bizenv.job import open_ui

    raise typer.Exit(open_ui(landing, home, port, Screen()))


def main() -> None:
    """Entry point: exit code 2 for options that cannot be used, with the reason in plain words."""
    app()


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    print(f"--as-of {text!r}: 请写成 YYYY-MM-DD / write it as YYYY-MM-DD, e.g. 2022-06-22", file=sys.stderr)
    raise typer.Exit(USAGE)
