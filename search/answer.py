"""The one door of the room: a question in words, an answer from an index that is up to date."""

import logging
from dataclasses import dataclass
from datetime import date

from search.find import Hit, find
from search.index import IndexNotUpdated, refresh
from search.question import Question, read_question
from search.store import IndexUnusable, clear, reading
from warehouse.home import Home

log = logging.getLogger("bizenv.search")

_PATIENCE = 3.0  # seconds to wait for a process that is updating the index already


@dataclass(frozen=True, slots=True)
class Answer:
    """``matching`` documents in all, the first of them as ``hits``; ``searched`` is the number of documents in the
    index; ``outdated`` says why the index may not be up to date, None when it is.
    """

    hits: list[Hit]
    matching: int
    searched: int
    outdated: str | None


def answer(home: Home, text: str, limit: int = 0, as_of: date | None = None) -> Answer:
    """Bring the index up to date and ask it. ``limit`` 0 gives all.

    Raises :class:`search.question.UnusableQuestion`, and :class:`search.index.IndexNotUpdated` when there is no index
    to answer from and none can be built.
    """
    question = read_question(text)
    outdated = None
    try:
        refresh(home, as_of, _PATIENCE)
    except IndexNotUpdated as error:
        # the former index still answers
        outdated = str(error)
    try:
        return _ask(home, question, limit, outdated)
    except IndexUnusable as fault:
        if outdated:
            raise IndexNotUpdated(f"{outdated}；{fault}") from fault
        log.warning("%s，重新建立 / building it again", fault)
        clear(home)
        refresh(home, as_of)
        return _ask(home, question, limit, None)


def _ask(home: Home, question: Question, limit: int, outdated: str | None) -> Answer:
    with reading(home) as index:
        matching, hits = find(index, question, limit)
        (searched,) = index.execute("select count(*) from document").fetchone()
    return Answer(hits, matching, searched, outdated)
