"""Numbers of a text that measure nothing: dates, numbers of documents and clauses, list numbers, telephones."""

import re

_YEAR = "(?:19|20)[0-9]{2}"
_UNTIL = "[-—–―~～至到]{1,2}"
_CN = "[〇零○一二两三四五六七八九十]"
_PART_OF_YEAR = "(?:年度|年代|年底|年末|年初|年中|年内|年)"
_PART_OF_MONTH = "(?:月份|月底|月末|月初|月中旬|月上旬|月下旬|月)"

# (pattern, whether it counts only at the beginning of the block)
_PATTERNS = (
    # list numbers: 1. 一、 （三） (3) ① 1.1.2
    r"^\s*(?:[（(][0-9]{1,3}[）)]|[0-9]{1,3}(?:[.．](?![0-9])|[、)）]))",
    r"^\s*[0-9]{1,2}(?:[.．][0-9]{1,2}){1,3}(?=\s*[\u4e00-\u9fff]{4})(?!\s*[万亿百千])",
    rf"^\s*{_CN}{{1,3}}(?:[、.．]|(?=是))",
    rf"[（(](?:[0-9]{{1,2}}|{_CN}{{1,3}})[）)]|[①-⑳]",
    # numbers of documents, their years, standards and codes
    rf"[〔\[【（(]\s*{_YEAR}\s*[〕\]】）)]\s*(?:第?\s*[0-9]+\s*号)?",
    r"(?<![A-Za-z])[A-Za-z]{1,20}(?:[/ ][A-Za-z]{1,10}){0,3}[ \-—]?[0-9]+(?:[-—.][0-9]+)*",
    rf"(?:{_YEAR}年)?第?[0-9]{{1,5}}号(?:文件?|令|公告|提案|建议|线)?",
    # clauses and other ordinals
    rf"第\s*(?:[0-9]+|[{_CN[1:-1]}百千]{{1,9}})(?:{_UNTIL}第?(?:[0-9]+|{_CN}{{1,6}})|[、和]第(?:[0-9]+|{_CN}{{1,6}}))*",
    f"{_CN}{{1,6}}(?:次(?:全体)?(?:会议|全会)|届)",
    # dates, whole and in part
    rf"{_YEAR}{_PART_OF_YEAR}?{_UNTIL}{_YEAR}{_PART_OF_YEAR}?",
    rf"{_YEAR}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9])",
    rf"(?<![0-9]){_YEAR}{_PART_OF_YEAR}(?:[0-9]{{1,2}}(?:{_UNTIL}[0-9]{{1,2}})?{_PART_OF_MONTH})?"
    rf"(?:[0-9]{{1,2}}[日号])?(?:{_UNTIL}[0-9]{{1,2}}[日号])?",
    rf"(?<![0-9.])[0-9]{{1,2}}(?:{_UNTIL}[0-9]{{1,2}})?{_PART_OF_MONTH}"
    rf"(?:[0-9]{{1,2}}[日号]?(?:{_UNTIL}[0-9]{{1,2}})?[日号])?(?:{_UNTIL}[0-9]{{1,2}}[日号])?",
    rf"[〇零○一二三四五六七八九]{{4}}年(?:{_CN}{{1,3}}月)?(?:[{_CN[1:-1]}廿卅]{{1,3}}日)?",
    rf"(?<![{_CN[1:-1]}百个]){_CN}{{1,3}}月(?:份|底|末|初)?(?:[{_CN[1:-1]}廿卅]{{1,3}}日)?",
    r"(?<![0-9.])[0-9]{1,2}[日号](?=前|之前|起|至|到|上午|下午|晚|[（(])(?<!提前)",
    r"(?<![0-9.])[1-4一二三四](?:[、和至-][1-4一二三四])?季度",
    r"[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?|(?<![0-9.])[0-9]{1,2}[时点](?:[0-9]{1,2}分|整|半)?",
    '[“"‘]?[一二三四五六七八九十]{1,3}五[”"’]?(?:期间|规划|时期|计划)',
    # telephones, rooms, accounts
    r"(?:电话|传真|手机|热线|邮编|邮政编码|QQ|[账帐]号|证号|编号|代码|编码)[^，,。；;0-9]{0,8}"
    r"[0-9][0-9\-—－ ()（）、/转]{2,}",
    r"(?<![0-9])0[0-9]{2,3}[-—－ ][0-9]{7,8}(?![0-9])|(?<![0-9.,])[0-9]{7,}(?![0-9.,万亿元])|[0-9]{3,4}[室楼]",
    # slogans: 1+33+65+N, 1、3、5, 7×24
    r"(?<![0-9A-Za-z])[0-9A-Za-z]{1,6}(?:[+＋][0-9A-Za-z]{1,6})+|[0-9]+(?=[×xX*][0-9])|(?<=[“\"])[0-9]{1,2}(?:[、·][0-9]{1,2})+(?=[”\"])",
)
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
BLANK = "\0"


def blank_out(text: str) -> str:
    """``text`` with what is no figure replaced by NUL characters: every other character keeps its place.

    ``text`` is one block in half-width digits; list numbers are looked for where it begins.
    """
    return _ANY.sub(lambda match: BLANK * len(match[0]), text)
