"""Answering a question: which documents hold all its words, best first, and where they stand.

Order: words found in title, number or issuing body; then the most words in one passage; then BM25 of the best
passage; then the newer document.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass

from search.excerpt import Excerpt, excerpt, stretch
from search.passages import FIRST_OF_TEXT, REACH
from search.question import Question
from search.signs import signs, words
from search.store import NUMBER_BITS

_NUMBER = (1 << NUMBER_BITS) - 1
_DIGITS = 1  # of BM25: what differs by less is for the date to decide


@dataclass(frozen=True, slots=True)
class Hit:
    """One document. ``row_number`` is its place in its file, ``passages`` how many of its passages hold a word."""

    title: str | None
    document_number: str | None
    issuer: str | None
    issued_on: str | None
    source_id: str
    file_name: str
    file_sha256: str
    row_number: int
    passages: int
    excerpt: Excerpt


@dataclass(slots=True)
class _Found:
    """Of one document: the words in title, number or issuer, a bit each; how many passages hold a word; the best.

    ``best`` of a passage: words (negative), whether it is none of the text, BM25 (less is better), its id.
    """

    heads: int = 0
    passages: int = 0
    score: float = 0.0
    best: tuple[int, bool, float, int] = (0, True, 0.0, 0)

    def rank(self) -> tuple[int, int, float]:
        return -self.heads.bit_count(), self.best[0], round(self.score, _DIGITS)


def find(index: sqlite3.Connection, question: Question, limit: int = 0) -> tuple[int, list[Hit]]:
    """How many documents answer ``question``, and the first ``limit`` of them (0: all)."""
    found = _documents(index, question)
    newest = dict(index.execute("select id, coalesce(issued_on, '') from document"))
    order = sorted(found, reverse=True)
    order.sort(key=newest.__getitem__, reverse=True)
    order.sort(key=lambda document: found[document].rank())
    chosen = order[:limit] if limit else order
    return len(order), [_hit(index, document, found[document], question) for document in chosen]


def _documents(index: sqlite3.Connection, question: Question) -> dict[int, _Found]:
    scored: list[dict[int, float]] = []
    documents: set[int] | None = None
    for word in question.wanted:
        scored.append(_passages(index, word))
        holding = {passage >> NUMBER_BITS for passage in scored[-1]}
        documents = holding if documents is None else documents & holding
        if not documents:
            return {}
    for word in question.unwanted:
        documents -= {passage >> NUMBER_BITS for passage in _passages(index, word)}
    found = {document: _Found() for document in documents}
    counts: Counter[int] = Counter()
    totals: dict[int, float] = {}
    for at, of_word in enumerate(scored):
        counts.update(of_word.keys())
        totals = {**totals, **{passage: score + totals.get(passage, 0.0) for passage, score in of_word.items()}}
        for passage in of_word:
            if passage & _NUMBER < FIRST_OF_TEXT and (one := found.get(passage >> NUMBER_BITS)):
                one.heads |= 1 << at
    for passage, score in totals.items():
        if one := found.get(passage >> NUMBER_BITS):
            one.passages += 1
            one.score = min(one.score, score)
            of_passage = (-counts[passage], passage & _NUMBER < FIRST_OF_TEXT, score, passage)
            if of_passage < one.best:
                one.best = of_passage
    return found


def _passages(index: sqlite3.Connection, word: str) -> dict[int, float]:
    """Passages in which ``word`` (signs) begins, with their BM25."""
    # a longer phrase may end beyond what is indexed with the passage: its beginning is looked up, the rest compared
    phrase = f'"{words(word[: REACH + 1])}"'
    holding, of_all = index.execute(
        "select (select count(*) from sign where sign match ?), (select count(*) from sign_docsize)", [phrase]
    ).fetchone()
    # to a word in more than half of the passages BM25 gives no weight; not to ask for it saves most of the time
    score = "0.0" if 2 * holding > of_all else "bm25(sign)"
    found = dict(index.execute(f"select rowid, {score} from sign where sign match ?", [phrase]))  # noqa: S608
    if len(word) <= REACH + 1:
        return found
    return {passage: score for passage, score in found.items() if _begins_in(index, passage, word)}


def _begins_in(index: sqlite3.Connection, passage: int, word: str) -> bool:
    around = stretch(index, passage, 2 * len(word))
    return 0 <= signs(around.text).find(word) < len(signs(around.text[: around.own]))


def _hit(index: sqlite3.Connection, document: int, found: _Found, question: Question) -> Hit:
    values = index.execute(
        "select title, document_number, issuer, issued_on, source_id, file_name, file_sha256, row_number"
        " from document join file on file.id = document.file_id where document.id = ?",
        [document],
    ).fetchone()
    return Hit(*values, found.passages, excerpt(index, found.best[-1], question.wanted))
