"""Policy documents: text that was really read, and official fields that can be true."""

from typing import TYPE_CHECKING

from expectations.suites.base import (
    PERSONAL_NUMBER,
    TODAY,
    WARNING,
    contract_rules,
    not_later_than,
    one_of,
    rule,
)
from ingest.contract import SourceContract

if TYPE_CHECKING:
    from great_expectations.expectations import Expectation

_LEVELS = ["national", "province", "city", "county", "unknown"]
_LEAST_CHARACTERS = 20


def suite(contract: SourceContract) -> list["Expectation"]:
    """Rules of a batch: one document, one row."""
    return [
        *contract_rules(contract),
        rule(
            "ExpectColumnValuesToBeBetween",
            "characters.enough",
            "文件文字过少，可能是扫描件或读取不全",
            "too little text: a scan, or not read whole",
            # a picture proves by what it shows
            when='not media_type.str.startswith("image/")',
            column="characters",
            min_value=_LEAST_CHARACTERS,
            strict_min=True,
        ),
        rule(
            "ExpectColumnValuesToNotBeNull",
            "title.filled",
            "未识别出标题",
            "no title was found",
            severity=WARNING,
            column="title",
        ),
        not_later_than("issued_on", TODAY),
        one_of("level", _LEVELS, "未知的发文层级", "unknown level of the issuer"),
        rule(
            "ExpectColumnValuesToNotMatchRegex",
            "body.masked",
            "正文疑似含有个人号码",
            "the text seems to hold a personal number",
            severity=WARNING,
            column="body",
            regex=PERSONAL_NUMBER,
        ),
    ]
