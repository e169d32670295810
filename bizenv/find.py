"""``bizenv search`` and ``bizenv duplicates``: documents by their text."""

import json
from dataclasses import asdict
from pathlib import Path

from bizenv.screen import Screen
from search.answer import Answer, answer
from search.duplicates import near_duplicates
from search.find import Hit
from search.index import IndexNotUpdated
from search.question import UnusableQuestion
from search.store import IndexUnusable
from warehouse.home import Home

NOTHING = 1
UNUSABLE = 2


def show_search(home_folder: Path, query: str, limit: int, as_json: bool, screen: Screen) -> int:
    """Print the documents that hold all words of ``query``; exit code 1 when there is none, 2 for no usable query."""
    home = _home(home_folder, screen)
    if home is None:
        return NOTHING
    try:
        found = answer(home, query, limit)
    except UnusableQuestion as error:
        screen.problem(str(error))
        return UNUSABLE
    except (IndexNotUpdated, IndexUnusable) as error:
        screen.problem(f"无法搜索 / cannot search: {error}")
        return NOTHING
    if found.outdated:
        screen.problem(f"以现有索引回答，可能不是最新 / answered from the index as it is: {found.outdated}")
    if as_json:
        screen.say(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    elif found.hits:
        _show(query, found, screen)
    else:
        screen.say(f"{found.searched} 份文件中没有 / in none of {found.searched} documents: {query}")
    return 0 if found.hits else NOTHING


def show_duplicates(home_folder: Path, threshold: float, limit: int, as_json: bool, screen: Screen) -> int:
    """Print pairs of documents that are nearly the same; exit code 1 when they cannot be looked for."""
    home = _home(home_folder, screen)
    if home is None:
        return NOTHING
    try:
        pairs = near_duplicates(home, threshold)
    except (IndexNotUpdated, IndexUnusable) as error:
        screen.problem(f"无法比较 / cannot compare: {error}")
        return NOTHING
    shown = pairs[:limit] if limit else pairs
    if as_json:
        screen.say(json.dumps([asdict(pair) for pair in shown], ensure_ascii=False, indent=2))
        return 0
    heads = ("相似度", "文件甲", "标题", "文号", "文件乙", "标题", "文号")
    cells = [
        (f"{pair.similarity:.2f}", *(one[name] for one in (pair.first, pair.second) for name in _OF_PAIR))
        for pair in shown
    ]
    screen.table(f"相近的文件 / near duplicates: {len(pairs)} 对 / pairs（≥ {threshold:g}）", heads, cells)
    return 0


_OF_PAIR = ("file_name", "title", "document_number")


def _home(folder: Path, screen: Screen) -> Home | None:
    """The home, where it holds documents at all: a search makes no folder out of a slip of the pen."""
    home = Home(folder.resolve())
    if home.raw.is_dir():
        screen.follow_rooms()
        return home
    screen.problem(f"{folder}: 没有入库的文件，请先运行 / nothing taken in yet; run first: bizenv run")
    return None


def _show(query: str, found: Answer, screen: Screen) -> None:
    heads = ("标题", "文号", "日期", "页", "块", "段落", "文件")
    cells = [
        (
            hit.title, hit.document_number, hit.issued_on, hit.excerpt.page, hit.excerpt.block_number,
            hit.excerpt.marked(), _file(hit),
        )
        for hit in found.hits
    ]  # fmt: skip
    of_all = f"{found.matching} / {found.searched} 份文件 / documents"
    more = f"，显示前 {len(found.hits)} 份 / first {len(found.hits)} shown" if found.matching > len(found.hits) else ""
    screen.table(f"{query}: {of_all}{more}", heads, cells)


def _file(hit: Hit) -> str:
    """The file, and in an archive the number of the document."""
    return hit.file_name if hit.row_number == 1 else f"{hit.file_name} #{hit.row_number}"
