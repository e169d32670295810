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
_GAP = r"[ \u00a0\u3000-]?"
_ID_NUMBER = re.compile(rf"(?=([0-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx]))")
# 2… and 33… begin case and project numbers of the offices; cards begin with 35, 4, 5, 6 or, old ones, 9
_CARDS = tuple(
    re.compile(rf"(?<![0-9])(?=((?:35|[4569][0-9]|[4569]{_GAP}[0-9])(?:{_GAP}[0-9]){{{n - 2}}})(?![0-9]))")
    for n in (19, 18, 17, 16)
)
# not the whole part of a decimal: 13800000000.50 is an amount
_MOBILE = re.compile(
    rf"(?<![0-9])(?<![0-9]\.)(?:(?:\+|00)?86{_GAP})?1[3-9][0-9](?:{_GAP}[0-9]{{4}}){{2}}"
    r"(?![0-9])(?!\.[0-9]{1,2}(?![0-9]))"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９Ｘｘ＠．－", "0123456789Xx@.-")

Span = tuple[int, int, str]


class KeyUnusable(ValueError):
    """The key file does not hold a key. It is never replaced: every hash made so far would change."""


def mask_text(text: str) -> tuple[str, dict[str, int]]:
    """``text`` with personal numbers replaced by their kind, and how many of each kind there were.

    Kinds: ``id_number`` (18 digits with a right check digit and a date of birth, GB 11643), ``bank_card``
    (16-19 digits, Luhn), ``mobile_phone``, ``email``. Full-width digits and single blanks or hyphens
    hide nothing.
    A valid company code (GB 32100) is public and stays.
    """
    # one character for one, so that places in both texts agree
    plain = text.translate(_FULL_WIDTH)
    counts: dict[str, int] = {}
    pieces, end = [], len(text)
    for start, stop, kind in reversed(_merge(sorted(_find(plain)))):
        pieces += [text[stop:end], MASKS[kind]]
        end = start
        counts[kind] = counts.get(kind, 0) + 1
    pieces.append(text[:end])
    return "".join(reversed(pieces)), counts


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
            if luhn.is_valid(number) and not uscc.is_valid(number):
                yield match.start(1), match.end(1), "bank_card"
    for match in _MOBILE.finditer(plain):
        yield match.start(), match.end(), "mobile_phone"
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
