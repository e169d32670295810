"""What documents state of themselves: fifteen real ones read by hand, and the ways in which fields are worded."""

from datetime import date
from pathlib import Path

import pytest

from ingest.document_batch import document_batch
from ingest.documents.issuers import place_of
from ingest.documents.model import Block, DocumentText, blocks_of
from ingest.documents.official_fields import official_fields
from ingest.documents.read import read_document
from ingest.documents.schema import STATED
from ingest.documents.stated import CONFIDENCE
from ingest.documents.statements import stated_columns, statements_of

ALL = "各省、自治区、直辖市人民政府，国务院各部委、各直属机构"
TOLD = ("addressee", "openness", "attachments", "effective_on", "expires_on")
# number: what a person reads on the page, in the order of TOLD; repealed, amended and draft: none of them has any
READ_BY_HAND = {
    "国办函〔2018〕71号": (ALL, "主动公开", None, None, None),
    "国令第706号": (None, None, None, date(2019, 3, 1), None),
    "国办发〔2018〕108号": (ALL, "主动公开", ("国务院第五次大督查发现的典型经验做法（共130项）",), None, None),
    "国办发〔1996〕32号": (
        "北京、天津、上海、河北、辽宁、江苏、浙江、福建、山东、河南、湖南、湖北、广东、四川、西藏、陕西省（自治区、直辖市）人民政府",
        None, None, None, None,
    ),
    "国办函〔2004〕25号": ("湖北省人民政府", None, None, None, None),
    "国函〔2006〕38号": ("民航总局", None, ("2008年北京奥运会首都国际机场协调委员会组建方案",), None, None),
    "国函〔2006〕132号": (
        "广东省人民政府、香港特别行政区政府", None,
        ("深圳湾口岸港方口岸区的查验区界址点坐标", "深圳湾公路大桥部分桥面界址点坐标"), None, None,
    ),
    "国办函〔1996〕16号": ("国家经贸委、冶金部", None, None, None, None),
    "国办发〔2018〕114号": (ALL, "主动公开", ("应急救援专用号牌式样和车辆涂装样图",), None, None),
    "国发〔2018〕41号": (ALL, "主动公开", None, date(2019, 1, 1), None),
    "国办函〔2005〕69号": ("邓乃扬、韩汝琦委员", None, None, None, None),
    "国办发〔2018〕124号": (ALL, "主动公开", None, date(2019, 1, 1), date(2023, 12, 31)),
    "国办发〔2018〕126号": (ALL, None, ("第二批支持创新相关改革举措推广清单",), None, None),
    "国函〔2018〕159号": ("河北省人民政府、国家发展改革委", "主动公开", None, None, None),
    "国办发〔2019〕4号": (ALL, "主动公开", ("三级公立医院绩效考核指标",), None, None),
}  # fmt: skip
# of all thirty, those whose text ends with （此件公开发布）, counted in the pages
PUBLIC = 14


def document(
    *text: str, title: str = "关于印发《衢州市电力接入办法》的通知", number: str = "衢政办发〔2022〕21号"
) -> DocumentText:
    head = ("衢州市人民政府办公室文件", number, title, "各县（市、区）人民政府：")
    return DocumentText("text/plain", "utf-8", None, blocks_of((*head, *text, "衢州市人民政府办公室", "2022年6月22日")))


def stated(doc: DocumentText) -> dict:
    return {name: found.value for name, found in statements_of(doc, official_fields(doc)).items()}


def test_fifteen_real_documents_read_by_hand(shared_data):
    found = {}
    for page in sorted((shared_data / "policy_html" / "html").glob("*.html")):
        values = stated(read_document(page))
        assert not any(values[name] for name in values if name.startswith(("repealed", "amended", "draft"))), page.name
        assert (values["place"], values["signer"], values["urgency"], values["printed_on"]) == (
            "全国",
            None,
            None,
            None,
        )
        found[values["document_number"]] = values
    for number, expected in READ_BY_HAND.items():
        assert tuple(found[number][name] for name in TOLD) == expected, number
    assert len(found) == 30
    assert sum(values["openness"] == "主动公开" for values in found.values()) == PUBLIC
    assert sum(bool(values["effective_on"]) for values in found.values()) == 3


def test_a_county_notice_and_a_city_plan(shared_data):
    notice = stated(read_document(shared_data / "word_doc" / "通知.expected.txt"))
    assert notice["addressee"] == "各乡镇党委，县属各单位党组织"
    assert notice["attachments"] == ("淳安县专业岗位领导干部遴选报名推荐表（样表）", "专业岗位遴选职位说明书")
    assert notice["place"] == "淳安县"
    plan = stated(read_document(shared_data.parent / "source" / "quzhou_plan_2022.txt"))
    assert (plan["issuer"], plan["issued_on"]) == ("衢州市营商环境建设办公室", date(2022, 6, 22))
    assert (plan["place"], plan["document_number"], plan["effective_on"]) == ("衢州市", None, None)
    assert plan["addressee"] == "市级各有关单位,各县(市、区)营商办、智造新城营商中心,本办各处室、下属事业单位"


@pytest.mark.parametrize(
    ("text", "first_day", "last_day"),
    [
        ("本办法自2022年8月1日起施行。", date(2022, 8, 1), None),
        ("第十条　本规定自２０２２年８月１日起施行，有效期至2025年12月31日。", date(2022, 8, 1), date(2025, 12, 31)),
        ("本通知自印发之日起施行，有效期3年。", date(2022, 6, 22), date(2025, 6, 21)),
        ("本办法自发布之日起30日后施行。", date(2022, 7, 22), None),
        ("本办法自2022年8月1日起试行，试行期两年。", date(2022, 8, 1), date(2024, 7, 31)),
        ("本措施有效期自2022年8月1日至2024年12月31日。", date(2022, 8, 1), date(2024, 12, 31)),
        ("本政策自2022年1月1日起执行，至2022年12月31日止。", date(2022, 1, 1), date(2022, 12, 31)),
        ("本通知自2022年8月起执行，试行一年。", date(2022, 8, 1), date(2023, 7, 31)),
        ("有效期至2025年2月。", None, date(2025, 2, 28)),
        ("二〇二二年八月一日起施行。", date(2022, 8, 1), None),
        ("（2024年2月18日起施行，有效期至2029年2月17日）", date(2024, 2, 18), date(2029, 2, 17)),
        ("本办法自2022年7月1日起施行，有效期为五年，至2027年6月30日止。", date(2022, 7, 1), date(2027, 6, 30)),
        ("该政策自2024年1月1日起施行，有效期5年。", None, None),
        ("许可证有效期3年。", None, None),
        ("取得安全生产许可证，有效期为3年。", None, None),
        ("《中华人民共和国外商投资法》自2020年1月1日起施行。", None, None),
        ("自2019年1月1日起可继续免征五年企业所得税。", None, None),
        ("本条例施行前依法设立的企业，自本条例施行之日起六个月内办理。", None, None),
    ],
)
def test_from_when_to_when(text, first_day, last_day):
    values = stated(document(text))
    assert (values["effective_on"], values["expires_on"]) == (first_day, last_day)


@pytest.mark.parametrize(
    ("text", "numbers", "titles"),
    [
        ("《甲意见》（衢政发〔2018〕5号）同时废止。", ("衢政发〔2018〕5号",), ("甲意见",)),
        ("原《甲办法》(衢政办发[2015]33号)、《乙办法》（衢政办发〔2010〕3号）停止执行。",
         ("衢政办发〔2015〕33号", "衢政办发〔2010〕3号"), ("甲办法", "乙办法")),
        ("根据《电力法》，制定本办法，自印发之日起施行，原《旧办法》（衢发改〔2019〕1号）废止。",
         ("衢发改〔2019〕1号",), ("旧办法",)),
        ("本文件代替《办电指南》（衢营商办〔2020〕9号）。", ("衢营商办〔2020〕9号",), ("办电指南",)),
        ("1991年3月4日中华人民共和国国务院令第76号发布的《专利代理条例》同时废止。",
         ("国令第76号",), ("专利代理条例",)),
        ("保监会2009年9月25日发布的《甲规定》（保监会令2009年第6号）、《关于修改〈甲规定〉的决定》（保监会令2013年第6号）同时废止。",
         ("保监会令2009年第6号", "保监会令2013年第6号"), ("甲规定", "关于修改〈甲规定〉的决定")),
        ("《甲规定》第九条同时废止。", None, None),
        ("适时废止《旧办法》（衢政发〔2018〕5号）。", None, None),
        ("《甲办法》（衢政〔2001〕1号）与本办法不一致的，以本办法为准。", None, None),
        ("《甲办法》（衢政〔2001〕1号）已经废止。", None, None),
    ],
)  # fmt: skip
def test_what_it_repeals_or_replaces(text, numbers, titles):
    values = stated(document(text))
    assert (values["repealed_numbers"], values["repealed_titles"]) == (numbers, titles)


def test_a_decision_that_repeals_a_list():
    lines = ("决定废止下列文件：", "1.《甲办法》（衢政发〔2001〕1号）", "2.《乙办法》（衢政发〔2002〕2号）")
    values = stated(document(*lines, title="衢州市人民政府关于废止部分行政规范性文件的决定"))
    assert values["repealed_numbers"] == ("衢政发〔2001〕1号", "衢政发〔2002〕2号")
    assert values["repealed_titles"] == ("甲办法", "乙办法")


def test_what_it_amends():
    values = stated(document("对《甲办法》（衢政发〔2019〕2号）作如下修改：一、删去第三条。"))
    assert (values["amended_numbers"], values["amended_titles"]) == (("衢政发〔2019〕2号",), ("甲办法",))
    assert values["repealed_numbers"] is None
    in_part = stated(document("自2022年9月1日起执行，财税字〔1994〕20 号相关条款同时废止。"))
    assert (in_part["amended_numbers"], in_part["repealed_numbers"]) == (("财税字〔1994〕20号",), None)
    assert stated(document("现公布。", title="关于修改《甲办法》的决定"))["amended_titles"] == ("甲办法",)


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        ("衢州市电力接入办法（征求意见稿）", "征求意见稿"),
        ("衢州市电力接入办法（草案）", "草案"),
        ("衢州市电力接入办法(送审稿)", "送审稿"),
        ("衢州市电力接入办法（代拟稿）", "代拟稿"),
        ("关于公开征求《衢州市电力接入办法》意见的通知", "征求意见"),
        ("关于印发《衢州市电力接入办法（试行）》的通知", None),
        ("关于做好意见办理工作的通知", None),
    ],
)
def test_a_draft_is_no_policy_yet(title, mark):
    assert stated(document("现印发给你们。", title=title))["draft_mark"] == mark


def test_a_letter_upwards_with_its_signers_urgency_and_printing():
    doc = DocumentText(
        "text/plain", "utf-8", None,
        blocks_of((
            "特急", "衢政〔2022〕21号　　签发人：张三　李四", "王五", "关于电价的请示", "省政府：", "妥否，请批示。",
            "衢州市人民政府", "2022年6月22日", "（此件依申请公开）", "抄送：市委各部门。",
            "衢州市人民政府办公室　　　2022年6月23日印发",
        )),
    )  # fmt: skip
    found = statements_of(doc, official_fields(doc))
    assert {name: found[name].value for name in ("signer", "urgency", "openness", "printed_by", "printed_on")} == {
        "signer": "张三、李四、王五",
        "urgency": "特急",
        "openness": "依申请公开",
        "printed_by": "衢州市人民政府办公室",
        "printed_on": date(2022, 6, 23),
    }
    assert (found["printed_on"].read_from, found["signer"].read_from) == ("foot", "body")


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (("附件：1.流程图", "2.申请表；"), ("流程图", "申请表")),
        (("附件：1.流程图 2.申请表",), ("流程图", "申请表")),
        (("附件：", "1．流程图", "2．申请表"), ("流程图", "申请表")),
        (("附件：办电流程图",), ("办电流程图",)),
        (("见附件。",), None),
    ],
)
def test_the_list_of_attachments(lines, titles):
    assert stated(document("现印发给你们。", *lines))["attachments"] == titles


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("衢州市市场监督管理局", "衢州市"), ("杭州市城市管理局", "杭州市"), ("中共浙江省淳安县委组织部", "淳安县"),
        ("国网衢州供电公司", "衢州市"), ("浙江省能源局", "浙江省"), ("国家税务总局衢州市税务局", "衢州市"),
        ("衢州市柯城区人民政府", "柯城区"), ("智造新城营商中心", "智造新城"), ("江山市人民政府", "江山市"),
        ("上海市人民政府", "上海市"), ("国务院办公厅", "全国"), ("市财政局", None), (None, None),
    ],
)  # fmt: skip
def test_the_place_in_an_issuers_name(issuer, place):
    assert place_of(issuer) == place


def test_how_sure_a_reading_is():
    doc = document("本通知自印发之日起施行。")
    found = statements_of(doc, official_fields(doc))
    assert found["document_number"].confidence == CONFIDENCE["body"]
    assert found["effective_on"].read_from == "reckoned"
    assert found["effective_on"].confidence == pytest.approx(CONFIDENCE["reckoned"] * CONFIDENCE["signature"], abs=1e-4)
    assert (found["signer"].read_from, found["signer"].confidence) == ("none", 0)
    seen = DocumentText("image/png", None, None, tuple(Block(block.text, confidence=0.8) for block in doc.blocks))
    assert statements_of(seen, official_fields(seen))["document_number"].confidence == pytest.approx(0.76)


def test_label_and_text_that_differ_are_disputed(shared_data):
    page = shared_data / "policy_html" / "html" / "zhengce_content_2018_12_24_content_5351624_htm.html"
    doc = read_document(page)
    assert statements_of(doc, official_fields(doc))["issued_on"].confidence == 0.5


def test_every_field_is_a_column_with_its_place_and_personal_numbers_are_masked(tmp_path: Path):
    doc = document("现印发给你们。", "附件：1.联系人13800138000登记表", "2.申请表")
    columns = stated_columns(statements_of(doc, official_fields(doc)))
    assert set(columns) == {f"{name}{part}" for name in STATED for part in ("", "_from", "_confidence")}
    assert columns["attachments"] == "联系人[手机号]登记表；申请表"
    path = tmp_path / "notice.txt"
    path.write_text(doc.text, encoding="utf-8")
    [row] = document_batch(path).rows
    assert columns.items() <= row.items()
