"""SQL for one cell: the value where it is written plainly, NULL where only the parsers of Python can tell.

Whatever an expression here accepts must get the very value :class:`ingest.typing_rules.CellTyper` gives it; the rest
("odd" cells) goes through ``CellTyper`` itself. So these expressions may be narrow, never wrong.
"""

from ingest.cells import clean
from ingest.contract import Column, SourceContract
from ingest.logs.sql_times import TIMES
from ingest.privacy import GAP_RANGES, HASH_DIGITS, LONGEST_GAP
from ingest.typing_rules import REGION_CODE_LENGTH, TOO_LARGE_FOR_A_LOG, identifying_columns, is_open_text

HASH_KEY = "getvariable('hash_key')"  # never part of a statement's text, which may end in a log
WHITESPACE = "".join(chr(point) for point in range(0x3001) if chr(point).isspace())
MAX_CODES_IN_SQL = 40  # a longer list goes by distinct values
_ID_BYTES = 17
# NFKC changes nothing in plain ASCII and in the block of common Chinese characters
_PLAIN = "[!-~一-鿿](?:[ -~一-鿿]*[!-~一-鿿])?"
# at least as wide as ingest.privacy masks: every gap, also in its full-width form
_GAP_SIGNS = "".join(f"\\x{{{first:x}}}-\\x{{{last:x}}}" for first, last in GAP_RANGES) + "－．／＿"
_GAP = f"[{_GAP_SIGNS}]{{0,{LONGEST_GAP}}}"
_DIGIT = "[0-9０-９]"
_MAYBE_ID = f"{_DIGIT}(?:{_GAP}{_DIGIT}){{16}}"
_MAYBE_PERSONAL = f"[@＠]|{_DIGIT}(?:{_GAP}{_DIGIT}){{10}}"
_PERSONAL_BYTES = 5  # of the shortest address of electronic mail
# digits as many as an identity number has, in another spelling than its plain one
_SPELLED_ID = "[0-9][0-9 ./_-]{16,}[0-9Xx]"
_PLAIN_ID = "[0-9]{17}[0-9X]"
_ID_SIGNS = " ./_-"
# with a letter before the check digit, as else it might be an identity number
_USCC = "[0-9]{8}[0-9]*[A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]+"
_USCC_BYTES = 18
_TRUE = ("1", "是", "有", "Y", "y", "yes", "Yes", "YES", "true", "True", "TRUE")
_FALSE = ("0", "否", "无", "N", "n", "no", "No", "NO", "false", "False", "FALSE")


def quoted(text: str) -> str:
    """A text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def keyed_hash(text: str) -> str:
    """:func:`ingest.privacy.keyed_hash` in SQL; the text must be folded and stripped already."""
    return f"'h:' || substr(sha256({HASH_KEY} || encode({text})), 1, {HASH_DIGITS})"


def text_form(cell: str, sql_type: str) -> str:
    """A cell of a native type as the text a spreadsheet would show."""
    if sql_type == "VARCHAR":
        return cell
    if sql_type in ("DOUBLE", "FLOAT"):
        whole = f"{cell} = trunc({cell}) and abs({cell}) < 1e15"
        return f"case when {whole} then {cell}::BIGINT::VARCHAR else {cell}::VARCHAR end"
    if sql_type.startswith(("STRUCT", "MAP", "UNION")) or sql_type.endswith("]"):
        return f"to_json({cell})::VARCHAR"
    if sql_type == "BLOB":
        return f"coalesce(try(decode({cell})), {cell}::VARCHAR)"
    return f"{cell}::VARCHAR"


def stripped(cell: str) -> str:
    """The text without blanks at its ends, as ``str.strip`` does it; the general way is slow and seldom needed."""
    whitespace = quoted(WHITESPACE)
    return (
        f"case when {cell} >= '!' and strlen({cell}) = length({cell}) and {cell}[-1] > ' ' then {cell} "
        f"when regexp_full_match({cell}, '[!-~一-鿿](?:[^\\n]*[!-~一-鿿])?') then {cell} "
        f"else trim({cell}, {whitespace}) end"
    )


def value(contract: SourceContract, column: Column, text: str, stripped_text: str, needed: bool, times: tuple) -> str:
    """The value of a text cell, or NULL. ``text``: the cell; ``stripped_text``: the same without blanks at its ends."""
    if column.personal == "hash":
        return _to_hash(column, stripped_text)
    if column.codes:
        return _coded(column, text)
    if column.check == "uscc":
        # the check digit is worked out afterwards, on whole columns
        return f"case when strlen({text}) = {_USCC_BYTES} and regexp_full_match({text}, '{_USCC}') then {text} end"
    if column.check == "region":
        prefix = contract.log.region_prefix or ""
        more = REGION_CODE_LENGTH - len(prefix)
        return f"case when regexp_full_match({text}, '{prefix}[0-9A-Za-z]{{{more}}}') then {text} end"
    if column.personal == "mask":
        return _text(column, stripped_text, needed, f"not regexp_matches({stripped_text}, '{_MAYBE_PERSONAL}')")
    if column.type == "text" and is_open_text(contract, column):
        doubtful = f"regexp_matches({stripped_text}, '{_MAYBE_PERSONAL}')"
        safe = f"(strlen({stripped_text}) < {_PERSONAL_BYTES} or not {doubtful})"
        return _text(column, stripped_text, needed, safe)
    if column.type == "text":
        safe = f"(strlen({stripped_text}) < {_ID_BYTES} or not {_maybe_id(stripped_text)})"
        if column.name in identifying_columns(contract):
            safe = f"{safe} and {_is_folded(stripped_text)}"
        return _text(column, stripped_text, needed, safe)
    if column.type == "number":
        return _number(column, text)
    if column.type == "integer" and column.scale == 1:
        return _in_range(column, f"case when regexp_full_match({text}, '[+-]?[0-9]{{1,18}}') then {text}::BIGINT end")
    if column.type == "boolean" and column.minimum is None and column.maximum is None:
        words = " ".join(f"when {quoted(w)} then true" for w in _TRUE)
        return f"case {text} {words} " + " ".join(f"when {quoted(w)} then false" for w in _FALSE) + " end"
    if column.type in ("timestamp", "date"):
        return _time(column, text, times)
    return "NULL"


def native_value(column: Column, cell: str, sql_type: str, zone: str) -> str | None:
    """The value of a cell whose native type is the column's kind already; None: go by its text."""
    if column.personal or column.codes or column.check:
        return None
    number = sql_type in ("DOUBLE", "FLOAT") or sql_type.endswith("INT") or sql_type in ("INTEGER", "BIGINT")
    if column.type in ("timestamp", "date") and sql_type == "TIMESTAMP WITH TIME ZONE":
        return _bounded(column, f"timezone({quoted(zone)}, {cell})")
    if column.type in ("timestamp", "date") and (sql_type == "DATE" or sql_type.startswith("TIMESTAMP")):
        return _bounded(column, f"{cell}::TIMESTAMP")
    if column.type == "number" and number:
        scaled = f"{cell}::DOUBLE" + (f" * {column.scale!r}::DOUBLE" if column.scale != 1 else "")
        return _in_range(column, _not_too_large(scaled))
    if column.type == "integer" and column.scale == 1 and number and sql_type not in ("DOUBLE", "FLOAT"):
        return _in_range(column, f"try_cast({cell} as BIGINT)")
    if column.type == "boolean" and sql_type == "BOOLEAN" and column.minimum is None and column.maximum is None:
        return cell
    return None


def _maybe_id(text: str) -> str:
    return f"regexp_matches({text}, '{_MAYBE_ID}')"


def _text(column: Column, text: str, needed: bool, safe: str) -> str:
    # a text below '!' begins with a control character: a mark some reader left
    plain = f"{text} >= '!' and {safe}"
    if needed:
        plain = f"{_no_dash(text)} and {safe}"
    return f"case when {plain} then {text} end"


def _no_dash(text: str) -> str:
    """Surely none of the signs that stand for nothing: they begin below '0' or outside ASCII, but for 无."""
    return f"(({text} >= '0' and {text} < chr(127)) or ({text} >= '一' and {text} < chr(40960) and {text} <> '无'))"


def _is_folded(text: str) -> str:
    return f"(strlen({text}) = length({text}) or regexp_full_match({text}, '{_PLAIN}'))"


def _to_hash(column: Column, text: str) -> str:
    """The text that is to be hashed: the sums are made afterwards, once for each distinct text of a portion."""
    if column.codes:
        return "NULL"
    # most are as long as an identity number and have no sign within: that is told without a regular expression
    signs = " or ".join(f"contains({text}, {quoted(sign)})" for sign in _ID_SIGNS)
    usual = f"strlen({text}) = {_ID_BYTES + 1} and {text}[-1] <> 'x' and not ({signs})"
    spelled = f"regexp_full_match({text}, '{_SPELLED_ID}') and not regexp_full_match({text}, '{_PLAIN_ID}')"
    one_form = f"(strlen({text}) < {_ID_BYTES} or ({usual}) or not ({spelled}))"
    plain = f"{_no_dash(text)} and {_is_folded(text)} and {one_form}"
    return f"case when {plain} then {text} end"


def _coded(column: Column, text: str) -> str:
    codes = {key: code for key, code in (column.codes or {}).items() if clean(key) == key}
    last = {clean(key): code for key, code in (column.codes or {}).items()}
    plain = [key for key in codes if codes[key] == last[key]]
    if column.personal or len(plain) > MAX_CODES_IN_SQL or not plain:
        return "NULL"
    return f"case {text} " + " ".join(f"when {quoted(key)} then {quoted(codes[key])}" for key in plain) + " end"


def _number(column: Column, text: str) -> str:
    plain = f"regexp_full_match({text}, '[+-]?[0-9]{{1,15}}(?:\\.[0-9]{{1,10}})?')"
    scale = f" * {column.scale!r}::DOUBLE" if column.scale != 1 else ""
    number = f"case when {plain} then {text}::DOUBLE{scale} end"
    # fifteen digits are too large only when they are scaled
    return _in_range(column, _not_too_large(number) if scale else number)


def _not_too_large(number: str) -> str:
    """A number that can be added up, which is finite too."""
    return f"case when abs({number}) < {TOO_LARGE_FOR_A_LOG!r}::DOUBLE then {number} end"


def _in_range(column: Column, number: str) -> str:
    limits = []
    if column.minimum is not None:
        limits.append(f"number >= {column.minimum!r}::DOUBLE")
    if column.maximum is not None:
        limits.append(f"number <= {column.maximum!r}::DOUBLE")
    if not limits:
        return number
    tests = " and ".join(limit.replace("number", f"({number})") for limit in limits)
    return f"case when {tests} then {number} end"


def _time(column: Column, text: str, times: tuple) -> str:
    forms = [TIMES[name].sql(text) for name in times]
    return _bounded(column, f"coalesce({', '.join(forms)})" if len(forms) > 1 else forms[0] if forms else "NULL")


def _bounded(column: Column, moment: str) -> str:
    """Years as the calendar of Python has them, written with four digits."""
    bounded = f"case when ({moment}) between TIMESTAMP '1000-01-01' and TIMESTAMP '9999-12-30' then {moment} end"
    return f"({bounded})::DATE" if column.type == "date" else bounded
