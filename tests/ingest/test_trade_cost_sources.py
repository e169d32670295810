"""Wrong input of the sources of trade costs, through the contracts as shipped: named, kept apart, nothing lost."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from sample.logs.city import company_checks
from tests.ingest.deliveries import House, csv_text, xlsx

COMPANY = f"91330800MA0000001{company_checks(np.array([1]))[0]}"
CHARGE = {
    "收费流水号": "SF1", "海关编号": "291620220000000001", "提运单号": "", "进出口标志": "进口", "口岸关区代码": "3104",
    "注册地区县代码": "330802", "收费项目": "集装箱装卸作业费", "箱型": "20GP", "计费数量": "1", "金额": "1480.50",
    "币种": "人民币", "收费日期": "2022-03-01",
}  # fmt: skip
PAPER = {
    "证书编号": "ZS1", "证书类型": "原产地证", "进出口标志": "出口", "海关编号": "291620220000000001",
    "申请人": "张三", "注册地区县代码": "330802", "申请时间": "2022-03-01 09:00", "签发时间": "2022-03-02 09:00",
    "费用": "40", "币种": "美元", "状态": "已签发",
}  # fmt: skip
ITEM = {
    "口岸关区代码": "3104", "收费项目": "集装箱装卸作业费", "收费类别": "港口作业", "箱型": "", "收费标准": "480",
    "币种": "人民币", "收费单位": "宁波港", "公布日期": "2021年12月20日",
}  # fmt: skip
GRADE = {
    "统一社会信用代码": COMPANY, "企业名称": "样例企业", "信用等级": "高级认证企业",
    "区县代码": "330802", "认定日期": "2020-01-01", "有效期至": "",
}  # fmt: skip
BROKER = {
    "答卷编号": "DL1", "区县代码": "330802", "进出口标志": "I", "货物形态": "整箱", "单证准备耗时(小时)": "16",
    "单证费用": "500", "币种": "人民币", "答卷日期": "2021-10-08",
}  # fmt: skip
PLACE = {
    "port_charge": ("logs/port_charge/a.csv", CHARGE),
    "trade_certificate": ("logs/trade_certificate/a.csv", PAPER),
    "port_charge_list": ("registers/宁波口岸收费目录清单.csv", ITEM),
    "aeo_list": ("registers/海关信用等级企业名单.csv", GRADE),
    "broker_survey": ("surveys/broker_survey/a.csv", BROKER),
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def taken(house: House, source_id: str, *changes: dict[str, str]) -> tuple[list[dict], list[tuple[int, str, str]]]:
    """Rows written, and what was held back: row number, column, reason."""
    name, good = PLACE[source_id]
    rows = [list((good | change).values()) for change in changes]
    house.put(name, csv_text([list(good), *rows]))
    report = house.take_in(source_id)
    (delivery,) = report.deliveries
    assert delivery["outcome"] == "written", delivery
    assert delivery["rows_read"] == delivery["rows_written"] + delivery["rows_quarantined"] == len(changes)
    (sha256,) = report.new_batches
    written = pq.read_table(house.zone.batch_path(source_id, sha256)).to_pylist()
    held = [
        (row["row_number"], row["column_name"], row["reason_code"])
        for path in (house.zone.root / "quarantine").glob(f"{source_id}-*.parquet")
        for row in pq.read_table(path).to_pylist()
    ]
    return written, sorted(held)


@pytest.mark.parametrize("source_id", PLACE)
def test_what_ports_and_offices_deliver_is_read(house: House, source_id: str) -> None:
    (row,), held = taken(house, source_id, {})
    assert held == []
    assert "张三" not in map(str, row.values())


def test_a_bill_keeps_its_currency(house: House) -> None:
    """Yuan written out, customs' number of a currency, none at all: none is guessed."""
    changes = [{"收费流水号": f"SF{n}", "币种": text} for n, text in enumerate(("人民币", "RMB", "502", "日元", ""))]
    written, held = taken(house, "port_charge", *changes)
    assert [row["currency"] for row in written] == ["CNY", "CNY", "USD", "JPY", None]
    assert [row["amount"] for row in written] == [1480.5] * 5
    assert held == []


@pytest.mark.parametrize(
    ("source_id", "change", "fault"),
    [
        ("port_charge", {"币种": "比特币"}, ("currency", "unknown_code")),
        ("port_charge", {"金额": "面议"}, ("amount", "unparsable_number")),
        ("port_charge", {"金额": "-20"}, ("amount", "out_of_range")),
        ("port_charge", {"金额": ""}, ("amount", "empty_key")),
        ("port_charge", {"注册地区县代码": "330106"}, ("county_code", "impossible_region")),
        ("port_charge", {"收费日期": "2022-02-30"}, ("charged_on", "unparsable_time")),
        ("trade_certificate", {"证书类型": "健康码"}, ("certificate_type", "unknown_code")),
        ("trade_certificate", {"申请时间": ""}, ("applied_at", "empty_key")),
        ("port_charge_list", {"公布日期": ""}, ("published_on", "empty_key")),
        ("port_charge_list", {"收费项目": ""}, ("item_name", "empty_key")),
        ("aeo_list", {"统一社会信用代码": ""}, ("uscc", "empty_key")),
        ("aeo_list", {"信用等级": "AAA"}, ("aeo_level", "unknown_code")),
        ("broker_survey", {"单证准备耗时(小时)": "2001"}, ("documentary_hours", "out_of_range")),
        ("broker_survey", {"进出口标志": "转口"}, ("flow", "unknown_code")),
    ],
)
def test_a_wrong_row_is_held_and_the_next_is_written(
    house: House, source_id: str, change: dict[str, str], fault: tuple[str, str]
) -> None:
    name = next(iter(PLACE[source_id][1]))
    other = {"公布日期": "2020-01-01"} if source_id == "port_charge_list" else {name: "91330800MA0000001X"}
    other = {"认定日期": "2019-01-01"} if source_id == "aeo_list" else other
    written, held = taken(house, source_id, change, other)
    assert held == [(2, *fault)]
    assert [row["row_number"] for row in written] == [3]


def test_a_document_issued_before_its_application_stays_to_be_named(house: House) -> None:
    written, held = taken(house, "trade_certificate", {"签发时间": "2022-02-28 09:00"})
    assert held == []
    assert written[0]["issued_at"] < written[0]["applied_at"]


def test_an_item_whose_standard_is_in_words_is_listed_all_the_same(house: House) -> None:
    written, held = taken(
        house, "port_charge_list", {"收费标准": "面议"}, {"收费项目": "堆存费", "收费标准": "480元/箱"}
    )
    assert held == []
    assert [row["standard"] for row in written] == ["面议", "480元/箱"]


def test_a_firm_whose_code_is_wrong_is_nobody(house: House) -> None:
    written, held = taken(house, "aeo_list", {"统一社会信用代码": "91330800MA0000001?"}, {})
    assert (2, "uscc", "invalid_company_code") in held
    assert all(row["uscc"] for row in written)


def test_a_list_without_the_day_of_its_publication_is_refused(house: House) -> None:
    header = [name for name in ITEM if name != "公布日期"]
    house.put(PLACE["port_charge_list"][0], csv_text([header, [ITEM[name] for name in header]]))
    (delivery,) = house.take_in("port_charge_list").deliveries
    assert delivery["outcome"] == "refused"
    assert "公布日期" in delivery["message_zh"]


def test_a_workbook_of_several_ports_is_one_list_each(house: House) -> None:
    rows = [list((ITEM | {"口岸关区代码": port}).values()) for port in ("3104", "2248")]
    house.put("registers/口岸收费目录清单2022.xlsx", xlsx([list(ITEM), *rows]))
    report = house.take_in("port_charge_list")
    (sha256,) = report.new_batches
    ports = pq.read_table(house.zone.batch_path("port_charge_list", sha256)).column("port_code").to_pylist()
    assert ports == ["3104", "2248"]
