"""The official fields: 30 State Council documents, a county notice, the sample, and cases that mislead."""

import csv
import dataclasses
import re
from datetime import date

import pytest

from ingest.documents.dates import leading_date
from ingest.documents.issuers import level_of
from ingest.documents.model import DocumentText, blocks_of
from ingest.documents.official_fields import OfficialFields, official_fields
from ingest.documents.read import read_document
from sample.notices import write_notices


def fields(*paragraphs: str, labelled: dict[str, str] | None = None) -> OfficialFields:
    return official_fields(DocumentText("text/plain", "utf-8", None, blocks_of(paragraphs), labelled or {}))


@pytest.fixture
def state_council(shared_data) -> list[tuple[DocumentText, dict[str, str]]]:
    folder = shared_data / "policy_html"
    with (folder / "expected_metadata.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 30
    return [(read_document(folder / "html" / row["file"]), row) for row in rows]


def expected(row: dict[str, str]) -> tuple:
    y, m, d = map(int, re.findall("[0-9]+", row["date_written_in_html"]))
    return row["document_number"], row["issuing_office"], date(y, m, d)


def test_all_thirty_by_their_metadata(state_council):
    for document, row in state_council:
        found = official_fields(document)
        assert (found.document_number, found.issuer, found.issued_on) == expected(row), row["file"]
        assert (found.title, found.level) == (row["title"], "national")
        assert found.published_on == leading_date(row["date_published_in_html"])
        assert {found.document_number_from, found.issuer_from, found.issued_on_from} == {"label"}
        assert found.security_mark is None


def test_all_thirty_by_their_text_alone(state_council):
    """29 of 30 dates: one page's table says 17 April 2004 and its text 二〇〇四年四月二十七日."""
    wrong = []
    for document, row in state_council:
        bare = dataclasses.replace(document, labelled={}, title_hint=None)
        found = official_fields(bare)
        number, issuer, issued = expected(row)
        assert (found.document_number, found.issuer, found.title) == (number, issuer, row["title"])
        if found.issued_on != issued:
            wrong.append((number, found.issued_on))
    assert wrong == [("国办函〔2004〕36号", date(2004, 4, 27))]


def test_a_page_that_contradicts_itself_says_so(state_council):
    told = [d for document, _ in state_council if (d := official_fields(document).disagreements)]
    assert told == [("issued_on: label 2004-04-17, text 2004-04-27",)]


def test_a_county_notice_without_a_number(shared_data):
    found = official_fields(read_document(shared_data / "word_doc" / "通知.expected.txt"))
    assert (found.document_number, found.document_number_from) == (None, "none")
    assert (found.issuer, found.issuer_from) == ("中共淳安县委组织部", "signature")
    assert (found.issued_on, found.issued_on_from) == (date(2019, 7, 8), "signature")
    assert found.title == "中共浙江省淳安县委组织部关于开展专业岗位领导干部遴选工作的通知"
    assert found.level == "county"


def test_a_document_without_signature_claims_nothing(shared_data):
    found = official_fields(read_document(shared_data / "word_doc" / "2副局长职位说明书.expected.txt"))
    assert (found.document_number, found.issuer, found.issued_on, found.level) == (
        None,
        None,
        None,
        "unknown",
    )


def test_the_sample_notices(tmp_path):
    found = [official_fields(read_document(path)) for path in write_notices(tmp_path)]
    assert [(f.document_number, f.issuer, f.issued_on, f.level) for f in found] == [
        ("衢营商办〔2022〕3号", "衢州市营商环境建设办公室", date(2022, 3, 15), "city"),
        ("衢发改价〔2021〕26号", "衢州市发展和改革委员会", date(2021, 11, 8), "city"),
        ("衢政办发〔2022〕21号", "衢州市人民政府办公室", date(2022, 5, 18), "city"),
        (None, "龙游县营商环境建设办公室", date(2022, 6, 2), "county"),
    ]
    assert [f.title for f in found] == [
        "衢州市营商环境建设办公室关于进一步压减办电时间的通知",
        "衢州市发展和改革委员会关于建立用电用气用水接入工程费用分担机制的通知",
        "衢州市人民政府办公室关于做好电价信息公开工作的通知",
        "关于开展用电报装服务回访的通知",
    ]
    assert not any(f.disagreements for f in found)


@pytest.mark.parametrize(
    "head",
    [
        ("关于电价的通知", "各单位：", "根据国办发〔2020〕1号文件，现通知如下。"),
        ("关于贯彻落实国办发〔2020〕1号文件的通知",),
        ("关于贯彻落实国办发〔2020〕1号", "文件精神的通知"),
        ("转发国办发〔2020〕1号",),
        ("用电报装流程图", "（衢营商办〔2020〕9号配套）"),
        ("关于电价的通知", "各单位：", "现通知如下。", "附件", "国办发〔2020〕1号"),
    ],
)
def test_a_quoted_number_is_not_the_documents_own(head):
    assert fields(*head).document_number is None


@pytest.mark.parametrize(
    "line",
    [
        "衢营商办〔2022〕3号",
        "衢营商办 〔 2022 〕 3 号",
        "（衢营商办〔2022〕3号）",
        "衢营商办〔2022〕3号　签发人：张三",
    ],
)
def test_a_number_line_of_the_head_is_the_documents_own(line):
    assert fields("关于电价的通知", line, "各单位：").document_number == "衢营商办〔2022〕3号"


def test_a_label_without_value_is_no_number():
    found = fields("关于电价的通知", labelled={"发文字号": "无", "发文机关": "市财政局"})
    assert (found.document_number, found.issuer_from, found.level) == (None, "label", "city")


def test_the_first_signature_counts_and_not_that_of_an_attachment():
    found = fields(
        "关于转发意见的通知",
        "各单位：",
        "现转发给你们。",
        "衢州市发展和改革委员会",
        "国网衢州供电公司",
        "2022年3月1日",
        "附：意见",
        "浙江省能源局",
        "2021年12月1日",
    )
    assert (found.issuer, found.issued_on) == ("衢州市发展和改革委员会、国网衢州供电公司", date(2022, 3, 1))
    assert found.level == "city"


def test_a_table_signed_by_others_before_the_documents_own_signature():
    found = fields(
        "衢州市财政局关于检查的通知",
        "各单位：",
        "安排如下。",
        "柯城区财政局",
        "2022年4月1日",
        "请按时参加。",
        "衢州市财政局",
        "2022年3月20日",
    )
    assert (found.issuer, found.issued_on) == ("衢州市财政局", date(2022, 3, 20))


def test_signature_on_one_line_and_letters_set_apart():
    found = fields("关于电价的通知", "各单位：", "现通知如下。", "衢 州 市 财 政 局", "二○二二年六月二十二日")
    assert (found.issuer, found.issued_on) == ("衢州市财政局", date(2022, 6, 22))
    found = fields("关于电价的通知", "各单位：", "现通知如下。", "衢州市财政局 2022年6月22日")
    assert (found.issuer, found.issued_on) == ("衢州市财政局", date(2022, 6, 22))


def test_the_letterhead_stands_in_for_a_missing_signature():
    found = fields("衢州市财政局文件", "衢财〔2022〕8号", "关于电价的通知", "各单位：", "现通知如下。")
    assert (found.issuer, found.issuer_from, found.issued_on_from) == ("衢州市财政局", "body", "none")


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("秘密", "秘密"),
        ("机　密★10年", "机密"),
        ("绝密★长期", "绝密"),
        ("000012 秘密★1年 特急", "秘密"),
        ("密级：机密", "机密"),
        ("内部资料，注意保存", "内部"),
        ("内部文件", "内部"),
        ("内部控制制度", None),
        ("商业秘密保护", None),
        ("秘密工作", None),
    ],
)
def test_a_security_mark_is_a_line_of_the_head(line, mark):
    found = fields(line, "关于电价的通知", "各单位：", "现通知如下。")
    assert (found.security_mark, found.security_mark_from) == (mark, "body" if mark else "none")


def test_the_word_in_running_text_is_no_mark():
    found = fields("关于保密的通知", "各单位：", "不得泄露国家秘密。", "秘密", "机密")
    assert found.security_mark is None


def test_a_labelled_mark_counts():
    assert fields("通知", labelled={"密级": "秘密"}).security_mark_from == "label"
    assert fields("通知", labelled={"密级": "公开"}).security_mark is None


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("国务院办公厅", "national"),
        ("国家市场监督管理总局", "national"),
        ("财政部", "national"),
        ("浙江省市场监督管理局", "province"),
        ("上海市人民政府", "province"),
        ("广西壮族自治区人民政府", "province"),
        ("国家税务总局浙江省税务局", "province"),
        ("衢州市营商环境建设办公室", "city"),
        ("市发展和改革委员会", "city"),
        ("国家税务总局衢州市税务局", "city"),
        ("国网浙江省电力有限公司衢州供电公司", "city"),
        ("杭州经济技术开发区管理委员会", "city"),
        ("衢州市柯城区人民政府", "county"),
        ("江山市人民政府", "county"),
        ("衢州智造新城管委会", "county"),
        ("上海市浦东新区人民政府", "county"),
        ("县营商办", "county"),
        ("城市管理局", "unknown"),
        ("供电公司", "unknown"),
        (None, "unknown"),
    ],
)
def test_level_by_the_smallest_place_in_the_name(issuer, level):
    assert level_of(issuer) == level
