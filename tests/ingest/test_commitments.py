"""Commitments of the plan of 22 June 2022 beside the 42 that people found in it; deadlines, intervals and duties."""

from datetime import date
from typing import NamedTuple

import pytest

from ingest.document_batch import document_batch
from ingest.documents.commitments import Commitment, commitments_of
from ingest.documents.deadlines import deadline_of, recurrence_of
from ingest.documents.official_fields import official_fields
from ingest.documents.read import read_document
from ingest.documents.responsible import responsible_in

ISSUED = date(2022, 6, 22)


class Expected(NamedTuple):
    """A commitment of the domain notes: words of its clause; its target (T) and deadline (DL) where it has one."""

    words: str
    value: float | None = None
    due_on: date | None = None
    recurrence: str | None = None


# K01-K42; a target such as "rank <= 2" is its number, "no gap" and "all" are 100 %, "zero open per month" is 0 monthly
OF_THE_PLAN = {
    "K01": Expected("保二拼一", 2),
    "K02": Expected("争创中国质量奖"),
    "K03": Expected("1+33+65+N", 33),
    "K04": Expected("服务不断档", 100),
    "K05": Expected("限时办理机制", 5),
    "K06": Expected("事事有回音", 100),
    "K07": Expected("开展问题征询"),
    "K08": Expected("定级交办", 100),
    "K09": Expected("月月清零", 0, recurrence="P1M"),
    "K10": Expected("问题“回头看”"),
    "K11": Expected("挂联区块服务发展工作机制"),
    "K12": Expected("政企沟通圆桌会议", recurrence="P2M"),
    "K13": Expected("1+18+N", 18),
    "K14": Expected("指标专题分析会", 18),
    "K15": Expected("全面梳理参评资料", 100),
    "K16": Expected("获得电力和跨境贸易指标力争进入全国标杆"),
    "K17": Expected("获得电力和跨境贸易指标力争进入全国标杆"),
    "K18": Expected("争先进位"),
    "K19": Expected("六大标志性产业链"),
    "K20": Expected("建立电力接入工程分担机制"),
    "K21": Expected("有补助对象的政策100%落地", 100, date(2022, 6, 30)),
    "K22": Expected("拿地即开工"),
    "K23": Expected("验登合一"),
    "K24": Expected("综合查一次", 100),
    "K25": Expected("企业歇业备案制"),
    "K26": Expected("基层高频事项100%就近办", 100),
    "K27": Expected("推动政务服务2.0向乡镇"),
    "K28": Expected("清单化管理"),
    "K29": Expected("政策直达应用场景"),
    "K30": Expected("信用报告代替合规证明"),
    "K31": Expected("政府合同履约监管场景"),
    "K32": Expected("迭代升级融资贷款"),
    "K33": Expected("积分管理机制"),
    "K34": Expected("百名局长坐窗口", 100),
    "K35": Expected("定期开展营商环境建设工作视察", recurrence="irregular"),
    "K36": Expected("请你来协商", recurrence="irregular"),
    "K37": Expected("负面清单“三十条”", 30),
    "K38": Expected("定期督查", recurrence="irregular"),
    "K39": Expected("营商环境典型案例并汇编成册", 20),
    "K40": Expected("发布营商环境工作综述"),
    "K41": Expected("出台本地优化营商环境工作推进机制"),
    "K42": Expected("定期召开协调会议", recurrence="irregular"),
}
# slogans whose reading is not published (K03, K05, K13), and tasks without any measure in their own words
NOT_FOUND = {"K03", "K05", "K07", "K10", "K11", "K13", "K19", "K27", "K28", "K32"}
# promises of the plan that are none of the 42
OTHERS = ("跃居全国前列", "综合体", "营商环境宣传周")
# these belong to one of the 42 without being its target: a stable team (K13), special surveys (K36), channels (K40)
SIDES = ("组建一支相对固定的专业化评价队伍", "启动专题调研活动", "公布面向社会征集营商环境问题的渠道")


@pytest.fixture(scope="module")
def of_the_plan(shared_data) -> list[Commitment]:
    plan = read_document(shared_data.parent / "source" / "quzhou_plan_2022.txt")
    return commitments_of(list(enumerate(plan.paragraphs, start=1)), official_fields(plan).issued_on)


def meets(found: Commitment, wanted: Expected) -> bool:
    """The words stand in its clause, and target, deadline and recurrence are right."""
    due_on = found.deadline.due_on if found.deadline else None
    right = (wanted.value is None or found.value == wanted.value) and due_on == wanted.due_on
    return wanted.words in found.clause and right and wanted.recurrence in (None, found.recurrence)


def test_32_of_the_42_commitments_are_found_with_target_and_deadline(of_the_plan):
    found = {code for code, wanted in OF_THE_PLAN.items() if any(meets(one, wanted) for one in of_the_plan)}
    assert len(OF_THE_PLAN) == 42
    assert OF_THE_PLAN.keys() - found == NOT_FOUND


def test_33_of_36_proposals_belong_to_one_of_the_42(of_the_plan):
    strange = [
        one
        for one in of_the_plan
        if not any(meets(one, wanted) for wanted in OF_THE_PLAN.values()) and not one.written.startswith(SIDES)
    ]
    assert len(of_the_plan) == 36
    assert [any(words in one.clause for words in OTHERS) for one in strange] == [True] * 3


def test_where_a_commitment_stands(of_the_plan):
    [landed] = [one for one in of_the_plan if one.deadline]
    assert landed.item == "7.持续深化关键领域改革"
    assert (landed.kind, landed.written, landed.unit) == ("figure", "100%", "%")
    assert landed.deadline and landed.deadline.written == "6月底前"
    assert landed.clause == "6月底前实现有补助对象的政策100%落地;"


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("6月底前实现", date(2022, 6, 30)),
        ("3月底前完成", date(2023, 3, 31)),
        ("2022年12月31日前", date(2022, 12, 31)),
        ("年底前完成", date(2022, 12, 31)),
        ("今年年底前", date(2022, 12, 31)),
        ("明年3月底前", date(2023, 3, 31)),
        ("到2025年，规模达到", date(2025, 12, 31)),
        ("2025年前", date(2024, 12, 31)),
        ("9月前", date(2022, 8, 31)),
        ("9月中旬前", date(2022, 9, 20)),
        ("7月20日前", date(2022, 7, 20)),
        ("十二月底前", date(2022, 12, 31)),
        ("上半年完成", date(2022, 6, 30)),
        ("2023年一季度末前", date(2023, 3, 31)),
        ("力争三年内实现", date(2025, 6, 22)),
        ("3个月内完成", date(2022, 9, 22)),
        ("2022年6月22日印发", None),
        ("对2021年以来的政策", None),
        ("纳入年底效能考核", None),
    ],
)
def test_the_last_day_of_a_promise(text, due_on):
    found = deadline_of(text, ISSUED)
    assert (found.due_on if found else None) == due_on


def test_a_month_without_a_year_in_a_document_without_a_date():
    found = deadline_of("6月底前实现", None)
    assert found and (found.written, found.due_on) == ("6月底前", None)


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("每月通报", "P1M"), ("每两月召开", "P2M"), ("每两个月", "P2M"), ("每季度", "P3M"),
        ("每半年", "P6M"), ("每年", "P1Y"), ("每周", "P1W"), ("每个工作日", "P1D"),
        ("月月清零", "P1M"), ("按月通报", "P1M"), ("每月5日前报送", "P1M"), ("定期督查", "irregular"),
        ("每月1000元的标准", None), ("今年年底前", None), ("各县每个窗口", None), ("近三年年度考核", None),
    ],
)  # fmt: skip
def test_how_often(text, often):
    assert recurrence_of(text) == often


@pytest.mark.parametrize(
    ("text", "lead", "others"),
    [
        ("（牵头单位：市营商办；责任单位：市发改委、市经信局）", ("市营商办",), ("市发改委", "市经信局")),
        ("牵头单位：市营商办，责任单位：市发改委", ("市营商办",), ("市发改委",)),
        ("（市发改委牵头，市经信局、国网衢州供电公司配合）", ("市发改委",), ("市经信局", "国网衢州供电公司")),
        ("（体育总局、民政部、人力资源社会保障部负责）", (), ("体育总局", "民政部", "人力资源社会保障部")),
        ("（市发改委、市经信局等部门按职责分工负责）", (), ("市发改委", "市经信局")),
    ],
)
def test_who_answers(text, lead, others):
    [note] = responsible_in(text)
    assert (note.lead, note.others) == (lead, others)


@pytest.mark.parametrize("text", ["（以下简称“负责人”）", "（试行）", "责任单位要高度重视。", "（一）加强领导"])
def test_what_names_nobody(text):
    assert responsible_in(text) == []


def test_a_note_answers_for_what_stands_before_it_in_its_block_or_above():
    blocks = [
        (1, "1.压减时间。12月底前压减至20个工作日以内。（市发改委负责）推广三零服务，建立服务专班。（市经信局负责）"),
        (2, "2.培育企业。新增规上企业50家。"),
        (3, "（牵头单位：市统计局）"),
    ]
    found = commitments_of(blocks, ISSUED)
    assert [(one.written, one.lead + one.others) for one in found] == [
        ("20个工作日", ("市发改委",)),
        ("建立服务专班", ("市经信局",)),
        ("50家", ("市统计局",)),
    ]
    assert [one.item for one in found] == ["1.压减时间", "1.压减时间", "2.培育企业"]


def test_a_note_may_hold_the_deadline_too():
    text = "1.简政放权。建立试点机制。（牵头单位：州审批局；责任单位：州司法局、州委编办，6月底完成）"
    [found] = commitments_of([(1, text)], ISSUED)
    assert (found.lead, found.others) == (("州审批局",), ("州司法局", "州委编办"))
    assert found.deadline and found.deadline.due_on == date(2022, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "截至2021年底，全市已完成改造1200户。",
        "单户担保金额500万元及以下的小微企业，由银行自行管理。",
        "处10万元以下的罚款。",
        "日间手术是指在24小时内完成的手术。",
        "为实现增长10%，制定本方案。",
        "患者人数/总人数×100%。",
        "2018年12月31日前已完成转制的企业，按原政策执行。",
    ],
)
def test_what_is_told_or_defined_is_no_promise(text):
    assert commitments_of([(1, text)], ISSUED) == []


def test_a_sports_plan_by_hand(shared_data):
    """国办发〔2018〕121号: its three targets in figures with their deadline, and who answers for a milestone."""
    [page] = (shared_data / "policy_html" / "html").glob("*5350734*")
    document = read_document(page)
    found = commitments_of(list(enumerate(document.paragraphs, start=1)), official_fields(document).issued_on)
    figures = [(one.value, one.unit, one.deadline and one.deadline.due_on) for one in found if one.kind == "figure"]
    assert figures == [(2e12, "元", date(2025, 12, 31)), (100, "项", None), (100, "个", None)]
    credit = next(one for one in found if one.written == "建立“黑名单”制度")
    assert "公安部" in credit.others and credit.item and credit.item.startswith("（十八）")


def test_a_batch_holds_commitments_with_their_place_and_masked(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text(
        "关于办电的通知\n各单位：\n6月底前办结100%，联系人13800138000。\n市营商办\n2022年6月1日\n", encoding="utf-8"
    )
    [row] = document_batch(path).rows[0]["commitments"]
    assert (row["page"], row["commitment_number"], row["block_number"], row["status"]) == (1, 1, 3, "A")
    assert (row["target_value"], row["target_unit_code"], row["due_on"]) == (100, "pct", date(2022, 6, 30))
    assert row["sentence"] == "6月底前办结100%，联系人[手机号]。"
