"""What a person asks: words that must all stand in a document, and words that must not."""

from dataclasses import dataclass

from search.signs import signs

MAX_WORDS = 32
_QUOTES = {'"': '"', "“": "”", "”": "”", "＂": "＂", "「": "」", "『": "』"}
_MINUS = frozenset("-－−")


class UnusableQuestion(ValueError):
    """A query that asks for nothing; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Question:
    """Signs of the ``wanted`` words, all of them in one document, and of the ``unwanted`` ones, none of them."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


def read_question(text: str) -> Question:
    """Words between blanks; a word in quotation marks may hold blanks; ``-word`` excludes.

    Raises :class:`UnusableQuestion` when no wanted word is left, or there are more than 32.
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for is_wanted, word in _split(text):
        if of_word := signs(word):
            (wanted if is_wanted else unwanted).setdefault(of_word)
    if not wanted:
        raise UnusableQuestion(
            f"“{text}”：没有要找的词，请至少写一个（-词 表示排除）/ no word to look for; write at least one"
            " (-word excludes)"
        )
    if len(wanted) + len(unwanted) > MAX_WORDS:
        raise UnusableQuestion(f"最多 {MAX_WORDS} 个词 / at most {MAX_WORDS} words")
    return Question(tuple(wanted), tuple(unwanted))


def _split(text: str) -> list[tuple[bool, str]]:
    """Words in their order, each with whether it is wanted. A quotation without its end goes on to the end."""
    found = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        is_wanted = text[at] not in _MINUS
        at += not is_wanted
        if at < len(text) and (closing := _QUOTES.get(text[at])):
            end = text.find(closing, at + 1)
            end = len(text) if end < 0 else end
            found.append((is_wanted, text[at + 1 : end]))
            at = end + 1
            continue
        end = at
        while end < len(text) and not text[end].isspace():
            end += 1
        found.append((is_wanted, text[at:end]))
        at = end
    return found
