"""Text as signs: the one spelling in which the index and a query meet.

Folded: full width, compatibility forms (NFKC) and case. Left out: blanks, line ends, invisible signs, quotation marks
and brackets of every kind, so that 〔2022〕21号, [2022] 21号 and （2022）21号 are one; between two letters or digits of
Latin script such a gap stays as a sign of its own (3(2) is not 32, `now here` is not `nowhere`). All dashes and wave
dashes are one sign. Other punctuation counts: 1.8 is not 18.

A part of a text that begins and ends with signs has as its signs a part of the signs of the text: the index therefore
finds any part, of any length.
"""

import re
import unicodedata

GAP = "\x1f"
# between two cells, which no phrase crosses
CELL_END = "\x1e"
_BLANK = " "
_DASHES = frozenset("-‐‑‒–—―−－~～〜∼⁓─﹣")
_ENCLOSING = frozenset("\"'`´″′‘’‚‛“”„‟«»‹›「」『』《》〈〉()[]{}〔〕【】〖〗〘〙〚〛﹁﹂﹃﹄〝〞〟＂＇")
_INVISIBLE = frozenset(("Cf", "Cc", "Zs", "Zl", "Zp"))
_LATIN = "0-9a-z\u00df-\u024f\u0370-\u052f"
_GAP_OF_LATIN = re.compile(rf"(?<=[{_LATIN}]) +(?=[{_LATIN}])")
_DASH_RUN = re.compile(r"-(?: *-)+")
# what the tokeniser of SQLite surely takes as a letter or digit, whatever its version of Unicode
_PLAIN = re.compile(r"[0-9a-z\u4e00-\u9fa5]")


class _Folding(dict[int, str]):
    """Code point -> its folded text, found once: ``str.translate`` then runs at the speed of a look-up."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        if sign == CELL_END:
            folded = sign
        elif sign in _ENCLOSING or unicodedata.category(sign) in _INVISIBLE:
            folded = _BLANK
        elif sign in _DASHES:
            folded = "-"
        else:
            folded = unicodedata.normalize("NFKC", sign).casefold()
            if folded != sign:
                # what comes out of folding (a bracket out of ⑴, a blank out of ¨) is folded like any other sign
                folded = "".join(self[ord(part)] for part in folded)
        self[point] = folded
        return folded


class _Word(dict[int, str]):
    """Code point -> the word under which the index knows the sign."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        word = sign if _PLAIN.match(sign) or sign == _BLANK else f"u{point:x}"
        self[point] = word
        return word


_FOLDING = _Folding()
_WORDS = _Word()


def signs(text: str) -> str:
    """The signs of ``text``, one character each."""
    folded = _DASH_RUN.sub("-", text.translate(_FOLDING))
    return _GAP_OF_LATIN.sub(GAP, folded).replace(_BLANK, "")


def words(of_signs: str) -> str:
    """Signs as SQLite's tokeniser is given them: each a word, with a blank between."""
    return " ".join(of_signs).translate(_WORDS)


def spans(text: str, *phrases: str) -> list[tuple[int, int, str]]:
    """Where ``phrases`` (signs) stand in ``text``: first character, last plus one, and which; from left to right."""
    places = _places(text)
    joined = "".join(sign for sign, _ in places)
    found = []
    for phrase in filter(None, phrases):
        at = joined.find(phrase)
        while at >= 0:
            found.append((places[at][1], places[at + len(phrase) - 1][1] + 1, phrase))
            at = joined.find(phrase, at + len(phrase))
    return sorted(found)


def _places(text: str) -> list[tuple[str, int]]:
    """The same as :func:`signs`, and of each sign the character of ``text`` that it comes from."""
    kept: list[tuple[str, int]] = []
    blank = False
    for at, character in enumerate(text):
        for sign in _FOLDING[ord(character)]:
            if sign == _BLANK:
                blank = True
                continue
            before = kept[-1][0] if kept else ""
            if sign == "-" == before:
                kept[-1] = (sign, at)
            else:
                if blank and _is_latin(before) and _is_latin(sign):
                    kept.append((GAP, at))
                kept.append((sign, at))
            blank = False
    return kept


def _is_latin(sign: str) -> bool:
    return bool(re.fullmatch(f"[{_LATIN}]", sign))


def glue(left: str, right: str) -> str:
    """Signs of two texts with a line end between them, from the signs of each."""
    if left and right and left[-1] == "-" == right[0]:
        return left + right[1:]
    is_gap = left and right and _is_latin(left[-1]) and _is_latin(right[0])
    return left + GAP + right if is_gap else left + right
