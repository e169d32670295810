"""Personal numbers: masked in free text, hashed with a key in columns, before anything is written."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from stdnum import luhn
from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

MASKS = {
    "id_number": "[身份证号]",
    "bank_card": "[银行卡号]",
    "mobile_phone": "[手机号]",
    "email": "[电子邮箱]",
}
_KEY_BYTES = 32
MIN_KEY_BYTES = 16
HASH_DIGITS = 24
# what people and systems put between the digits of one number, as ranges of code points: blanks, signs, the invisible
_INVISIBLE = ((0xAD, 0xAD), (0x200B, 0x200F), (0x2060, 0x2060), (0xFEFF, 0xFEFF))
_BLANKS = ((0x09, 0x09), (0x20, 0x20), (0xA0, 0xA0), (0x2000, 0x200A), (0x202F, 0x202F), (0x3000, 0x3000))
_SIGNS = ((0x2D, 0x2F), (0x5F, 0x5F), (0xB7, 0xB7), (0x2010, 0x2015), (0x2212, 0x2212))
_LINE_ENDS = ((0x0A, 0x0A), (0x0D, 0x0D))
GAP_RANGES = (*_INVISIBLE, *_BLANKS, *_SIGNS, *_LINE_ENDS)
LONGEST_GAP = 3


def _class(*ranges: tuple[int, int]) -> str:
    return "[" + "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in ranges) + "]"


_GAP = f"{_class(*_INVISIBLE, *_BLANKS, *_SIGNS)}{{0,{LONGEST_GAP}}}"
# check digit and date of birth leave little to chance, so even a line may break within
_WIDE_GAP = f"{_class(*GAP_RANGES)}{{0,{LONGEST_GAP}}}"
_ID_NUMBER = re.compile(rf"(?=([0-9](?:{_WIDE_GAP}[0-9]){{16}}{_WIDE_GAP}[0-9Xx]))")
_ID_FORM = re.compile(rf"[0-9](?:{_WIDE_GAP}[0-9]){{16}}{_WIDE_GAP}[0-9Xx]")
# 2… and 33… begin case and project numbers of the offices; cards begin with 35, 4, 5, 6 or, old ones, 9
_PLAIN_GAPS = re.compile(r"[0-9](?:[ \u00a0\u3000-]?[0-9])*")
_CARDS = tuple(
    re.compile(rf"(?<![0-9])(?=((?:35|[4569][0-9]|[4569]{_GAP}[0-9])(?:{_GAP}[0-9]){{{n - 2}}})(?![0-9]))")
    for n in (19, 18, 17, 16)
)
# not the digits of a decimal: 0.13800138000, 1234.13800138000; but 1.13800138000 is the first of a list
_MOBILE = re.compile(
    rf"(?<![0-9])(?<![0-9]{{3}}\.)(?<!(?<![0-9])0\.)(?=((?:(?:\+|00)?86{_GAP})?(?P<zero>0)?"
    rf"(?P<number>1{_GAP}[3-9](?:{_GAP}[0-9]){{9}})(?![0-9])(?:\.0(?![0-9]))?))"
)
_LIST_NUMBER = re.compile(r"(?<![0-9.,])[1-9][0-9]?\.\Z")
_AMOUNT = re.compile(r"\.[0-9]{1,2}(?![0-9]|\.[0-9])")
_EMAIL = re.compile(r"(?:[A-Za-z0-9._%+-]{1,64}|[^\W\x00-\x7f]{1,64})@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_SEEN = str.maketrans({point: None for first, last in _INVISIBLE for point in range(first, last + 1)})
_FULL_WIDTH = str.maketrans({chr(ord(c) + 0xFEE0): c for c in "0123456789Xx@.-/_+"})
ALL_KINDS = frozenset(MASKS)

Span = tuple[int, int, str]


class KeyUnusable(ValueError):
    """The key file does not hold a key. It is never replaced: every hash made so far would change."""


def mask_text(text: str, kinds: frozenset[str] = ALL_KINDS) -> tuple[str, dict[str, int]]:
    """``text`` with personal numbers of ``kinds`` replaced by their kind, and how many of each kind there were.

    Kinds: ``id_number`` (18 digits with a right check digit and a date of birth, GB 11643), ``bank_card``
    (16-19 digits, Luhn), ``mobile_phone``, ``email``. Full-width digits, blanks, hyphens, dots, slashes, underscores
    and invisible characters between the digits hide nothing.
    A valid company code (GB 32100) is public and stays.
    """
    counts: dict[str, int] = {}
    while True:
        # one character for one, so that places in both texts agree
        plain = text.translate(_FULL_WIDTH)
        spans = _merge(sorted(span for span in _find(plain) if span[2] in kinds))
        if not spans:
            return text, counts
        pieces, end = [], len(text)
        for start, stop, kind in reversed(spans):
            pieces += [text[stop:end], MASKS[kind]]
            end = start
            counts[kind] = counts.get(kind, 0) + 1
        # again: a number that stood right behind another one stands free now
        text = "".join(reversed([*pieces, text[:end]]))


def identity_form(text: str) -> str:
    """A folded text as it is hashed: one identity number (GB 11643) in any spelling gives one text."""
    return _digits(text).upper() if _ID_FORM.fullmatch(text) else text


def keyed_hash(value: str, key: bytes) -> str:
    """``h:`` and the first 24 hex digits of SHA-256 over key and value.

    One person stays one, and cannot be found by trying numbers without the key. A secret before the text is as good
    as HMAC here: what HMAC adds is safety against texts made longer from a known sum, and of the 256 bits that this
    needs only 96 are kept. It costs one block instead of four, and a database computes the same.
    Raises :class:`KeyUnusable` for a key shorter than 16 bytes.
    """
    if len(key) < MIN_KEY_BYTES:
        raise KeyUnusable("a key of at least 16 bytes is needed")
    return "h:" + hashlib.sha256(key + value.encode("utf-8")).hexdigest()[:HASH_DIGITS]


def load_or_create_key(path: Path) -> bytes:
    """The 32-byte key kept in ``path`` (hex, mode 0600), made there on first use.

    Two processes that start together end with one key. Raises :class:`KeyUnusable` when the file holds none.
    """
    if not path.exists():
        _create_key(path)
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError as error:
        raise KeyUnusable(f"{path}: 密钥文件已损坏，请从备份恢复 / no key; restore it from backup") from error
    if len(key) != _KEY_BYTES:
        raise KeyUnusable(f"{path}: 密钥长度不符，请从备份恢复 / key of wrong length; restore it from backup")
    return key


def _create_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_KEY_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        # a link, unlike a rename, fails when another process was first: its key then counts
        os.link(aside, path)
    except FileExistsError:
        return
    finally:
        aside.unlink()


def _find(plain: str) -> Iterator[Span]:
    for match in _ID_NUMBER.finditer(plain):
        if _is_id_number(_digits(match[1])):
            yield match.start(1), match.end(1), "id_number"
    for pattern in _CARDS:
        for match in pattern.finditer(plain):
            number = _digits(match[1])
            if _is_spelled_as_card(match[1]) and luhn.is_valid(number) and not uscc.is_valid(number):
                yield match.start(1), match.end(1), "bank_card"
    for match in _MOBILE.finditer(plain):
        if _is_mobile(match):
            yield match.start(1), match.end(1), "mobile_phone"
    for match in _EMAIL.finditer(plain):
        yield match.start(), match.end(), "email"


def _is_id_number(number: str) -> bool:
    if ric.calc_check_digit(number) != number[-1].upper():
        return False
    try:
        born = ric.get_birth_date(number)
        # the list of places may lack a code, so a possible year of birth is enough
        return 1850 <= born.year < 2100 or ric.is_valid(number)
    except (ValidationError, KeyError):  # KeyError: how the list of places answers for some of its own codes
        return False


def _groups(spelled: str) -> tuple[list[int], list[str]]:
    """Lengths of the groups of digits, and the signs between; what nobody sees does not divide."""
    parts = re.split(r"([^0-9]+)", spelled.translate(_SEEN))
    return [len(part) for part in parts[::2]], [re.sub(r"\s+", " ", part).strip() or " " for part in parts[1::2]]


def _is_divided(groups: list[int], signs: list[str]) -> bool:
    """Whether a number may be written in these groups, rather than being several: 13.5 14.6 15.7 16 is no telephone."""
    if any("." in sign for sign in signs) and (len(signs) < 2 or len(set(signs)) > 1):
        return False
    if min(groups) >= 3 or len(groups) == 1:
        return True
    return len(set(signs)) == 1 and (max(groups) == 1 or (groups[0] >= 3 and min(groups) == 2))


def _is_spelled_as_card(spelled: str) -> bool:
    if _PLAIN_GAPS.fullmatch(spelled):
        return True
    groups, signs = _groups(spelled)
    return min(groups[:-1], default=4) >= 4 and _is_divided([*groups[:-1], 4], signs)


def _is_mobile(match: re.Match[str]) -> bool:
    text, start, number = match.string, match.start(), match["number"]
    end = match.end("number")
    groups, signs = _groups(number)
    if len(groups) > 1:
        inner = "".join(signs).replace(" ", "")
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        # a part of a longer number: 2020-330802-54-01-153412-00012
        is_part = (before[:1].isdigit() and before[1:] in inner) or (after[1:].isdigit() and after[:1] in inner)
        usual = groups == [3, 4, 4] and not match["zero"]
        return _is_divided(groups, signs) and (usual or not inner or not is_part)
    is_listed = bool(_LIST_NUMBER.search(text[max(0, start - 4) : start]))
    ends_in_zero = match.end(1) > end
    return is_listed or ends_in_zero or not _AMOUNT.match(text, end)


def _digits(text: str) -> str:
    return re.sub(r"[^0-9Xx]", "", text)


def _merge(spans: list[Span]) -> list[Span]:
    """Spans that overlap become one, under the kind that began first: no digit of either is left."""
    merged: list[Span] = []
    for start, stop, kind in spans:
        if merged and start < merged[-1][1]:
            first, last, former = merged[-1]
            kind = "id_number" if "id_number" in (kind, former) else former
            merged[-1] = (first, max(last, stop), kind)
        else:
            merged.append((start, stop, kind))
    return merged
