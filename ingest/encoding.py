"""Bytes to text, strictly: a wrong guess must fail here and not reach the warehouse as mojibake."""

import codecs
import re

import charset_normalizer

_BOMS = (
    # UTF-32-LE begins with the UTF-16-LE mark, so it is asked first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# not U+0001 and U+001F, which cut the cells of some exports
_CONTROL = re.compile("[\x00\x02-\x08\x0e-\x19\x1b-\x1e\x7f\ufffe\uffff]")
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_SAMPLE = 60_000
_GUESS_BYTES = 400_000


def _rows(encoding: str, first: int, last: int) -> frozenset[str]:
    """Characters of a double-byte set whose lead byte lies in ``first`` … ``last``."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return frozenset(pair.decode(encoding, "ignore") for pair in pairs) - {""}


# GB 2312 orders its characters by use: rows 16-55 are the 3,755 common ones, rows 56-87 the others
_COMMON = _rows("gb2312", 0xB0, 0xD7)
_GB2312 = _rows("gb2312", 0xA1, 0xF7) | set("·—–‘’“”…〇○€•①②③④⑤⑥⑦⑧⑨⑩²³㎡℃×÷\u00a0\u3000\u200b")
_TRADITIONAL = _rows("big5", 0xA1, 0xC6)


class UndecodableText(ValueError):
    """The bytes are no text in any encoding we accept: binary data, damaged, or an unknown code page."""


def decode(data: bytes) -> tuple[str, str]:
    """Text of ``data`` and the name of its encoding.

    Tried in this order, each strictly: byte-order mark (UTF-8, UTF-16, UTF-32), UTF-8, GB18030, then the best
    guess of charset-normalizer. GB18030 gives nearly every byte pair a meaning, so it and the guess are
    believed only when the characters are those of ordinary Chinese.
    Raises :class:`UndecodableText`, with the remedy.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _readable(_strict(data, encoding), encoding), encoding
    if b"\0" in data:
        raise UndecodableText("NUL bytes: not a text file, or UTF-16 without its mark; save as UTF-8")
    try:
        return _readable(data.decode("utf-8"), "utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and is_ordinary_chinese(text):
        return _readable(text, "gb18030"), "gb18030"
    return _guess(data)


def is_ordinary_chinese(text: str) -> bool:
    """Whether the signs beyond ASCII are the usual ones of simplified Chinese (long texts: a sample)."""
    signs = "".join(_NON_ASCII.findall(_sample(text)))
    if not signs:
        return True
    han = _HAN.findall(signs)
    unknown = sum(sign not in _GB2312 for sign in signs)
    common = sum(sign in _COMMON for sign in han)
    # 衢州 is half rare, one name of a short list may be unknown; random bytes are 72 % unknown
    allowed = max(0.15 * len(signs), 1 if len(signs) >= 4 else 0)
    return unknown <= allowed and 2 * common >= len(han)


def _guess(data: bytes) -> tuple[str, str]:
    best = charset_normalizer.from_bytes(data[:_GUESS_BYTES]).best()
    encoding = best.encoding if best else None
    if encoding is None:
        raise UndecodableText("neither UTF-8 nor GB18030 nor another known encoding; save as UTF-8")
    text = _strict(data, encoding)
    signs = "".join(_NON_ASCII.findall(_sample(text)))
    if _HAN.search(signs):
        believable = sum(s in _TRADITIONAL or s in _GB2312 for s in signs) >= 0.9 * len(signs)
    else:
        # a western code page explains any bytes at all: only scattered accents make it believable
        believable = len(signs) <= 0.1 * len(_sample(text))
    if not believable:
        raise UndecodableText(f"read as {encoding} the text makes no sense; save as UTF-8")
    return _readable(text, encoding), encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UndecodableText(f"announced as {encoding}, but broken ({error}); save as UTF-8") from error


def _readable(text: str, encoding: str) -> str:
    """The text itself, unless control characters betray binary data (one in 200 is forgiven)."""
    if "\0" in text or 200 * len(_CONTROL.findall(text)) > len(text):
        raise UndecodableText(f"control characters in {encoding} text: binary data; save as UTF-8 text")
    return text


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]
