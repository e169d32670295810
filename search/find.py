"""Answering a question: which documents hold all its words, best first, and where they stand.

Order: words found in title, number or issuing body; then the most words in one passage; then BM25 of the best
passage; then the newer document.
"""

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, field

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
    """Of one document: its words in title, number or issuer; words and score (BM25, less is better) of a passage."""

    heads: set[str] = field(default_factory=set)
    words: Counter[int] = field(default_factory=Counter)
    scores: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def rank(self) -> tuple[int, int, float]:
        return -len(self.heads), -max(self.words.values()), round(min(self.scores.values()), _DIGITS)

    def best(self) -> int:
        """The passage to show: most words; text rather than title; the better score; the earlier."""
        return min(
            self.words,
            key=lambda number: (-self.words[number], number < FIRST_OF_TEXT, self.scores[number], number),
        )


def find(index: sqlite3.Connection, question: Question, limit: int = 0) -> tuple[int, list[Hit]]:
    """How many documents answer ``question``, and the first ``limit`` of them (0: all)."""
    found = _documents(index, question)
    newest = {document: day for document, day in index.execute("select id, issued_on from document")}
    order = sorted(found, reverse=True)
    order.sort(key=lambda document: newest[document] or "", reverse=True)
    order.sort(key=lambda document: found[document].rank())
    chosen = order[:limit] if limit else order
    return len(order), [_hit(index, document, found[document], question) for document in chosen]


def _documents(index: sqlite3.Connection, question: Question) -> dict[int, _Found]:
    documents: set[int] | None = None
    scored: dict[str, list[tuple[int, float]]] = {}
    for word in question.wanted:
        scored[word] = _passages(index, word)
        holding = {passage >> NUMBER_BITS for passage, _ in scored[word]}
        documents = holding if documents is None else documents & holding
        if not documents:
            return {}
    for word in question.unwanted:
        documents -= {passage >> NUMBER_BITS for passage, _ in _passages(index, word)}
    found = {document: _Found() for document in documents}
    for word, passages in scored.items():
        for passage, score in passages:
            one = found.get(passage >> NUMBER_BITS)
            if one is None:
                continue
            number = passage & _NUMBER
            one.words[number] += 1
            one.scores[number] += score
            if number < FIRST_OF_TEXT:
                one.heads.add(word)
    return found


def _passages(index: sqlite3.Connection, word: str) -> list[tuple[int, float]]:
    """Passages in which ``word`` (signs) begins, with their scores."""
    # a longer phrase may end beyond what is indexed with the passage: its beginning is looked up, the rest compared
    rows = index.execute(
        "select rowid, bm25(sign) from sign where sign match ?", [f'"{words(word[: REACH + 1])}"']
    ).fetchall()
    if len(word) <= REACH + 1:
        return rows
    return [(passage, score) for passage, score in rows if _begins_in(index, passage, word)]


def _begins_in(index: sqlite3.Connection, passage: int, word: str) -> bool:
    around = stretch(index, passage, 2 * len(word))
    return 0 <= signs(around.text).find(word) < len(signs(around.text[: around.own]))


def _hit(index: sqlite3.Connection, document: int, found: _Found, question: Question) -> Hit:
    values = index.execute(
        "select title, document_number, issuer, issued_on, source_id, file_name, file_sha256, row_number"
        " from document join file on file.id = document.file_id where document.id = ?",
        [document],
    ).fetchone()
    passage = (document << NUMBER_BITS) + found.best()
    return Hit(*values, len(found.words), excerpt(index, passage, question.wanted))
