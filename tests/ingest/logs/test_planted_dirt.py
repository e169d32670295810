"""One small file of each shape, every fault planted: each is found where it stands, and the good rows are written."""

import csv
import io
import json
import re
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sample.logs.city import company_checks, identity_numbers
from tests.ingest.deliveries import CASE_HEADER, House, case, xlsx

Fault = tuple[int, str, str]  # row number, column (ANY where several could be named), reason
ANY = "*"
SERVICE = (
    "projId", "itemCode", "itemName", "areaCode", "deptCode", "source", "stage", "resultCode", "occurTime",
    "promiseTime", "lawTime", "isInstant", "applicantName", "applicantCardNumber", "applicantPhone", "uscc", "memo",
)  # fmt: skip
APPROVAL = ("DFSJZJ", "SPSXSLBM", "XMDM", "SPSXBM", "XZQHDM", "BLZT", "BLSJ", "SXBLSX", "TYSHXYDM", "BLYJ", "BLR")


def identity(person: int) -> str:
    head, check = identity_numbers(pa.array([person]).to_numpy())
    return f"{head[0]}{check[0]}"


COMPANY = f"91330800MA0000001{company_checks(pa.array([1]).to_numpy())[0]}"


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path)


def service(number: int, **changed: object) -> dict:
    row = (
        f"YL{number:06d}", "GS001", "公司设立登记", "330802", "QZ01", "浙里办", "受理", None, "2022-03-01 09:05:00",
        "5", "20", "否", "样例申请人", identity(number), "15400000001", COMPANY, "材料齐全",
    )  # fmt: skip
    return dict(zip(SERVICE, row, strict=True)) | changed


def approval(number: int, **changed: object) -> dict:
    row = (
        f"SJ{number:05d}", f"SP{number // 3:05d}", "XM0001", "CA001", "330825", "3", "2022-03-01 09:05:00", "5",
        COMPANY, "同意", "样例经办人",
    )  # fmt: skip
    return dict(zip(APPROVAL, row, strict=True)) | changed


# what is planted in a stream of events, and how it must be found
PLANTED: tuple[tuple[dict, tuple[str, str] | None], ...] = (
    ({}, None),
    ({"occurTime": "时间不详"}, ("occurred_at", "unparsable_time")),
    ({"occurTime": "2022-02-30 09:00:00"}, ("occurred_at", "unparsable_time")),
    ({"occurTime": ""}, ("occurred_at", "empty_key")),
    ({"projId": ""}, ("case_id", "empty_key")),
    ({"stage": "—"}, ("activity", "empty_key")),
    ({"stage": "现场踏勘"}, ("activity", "unknown_code")),
    ({"resultCode": "99"}, ("result_code", "unknown_code")),
    ({"source": "电话"}, ("channel", "unknown_code")),
    ({"promiseTime": "十天"}, ("promised_days", "unparsable_number")),
    ({"promiseTime": "5.5"}, ("promised_days", "unparsable_number")),
    ({"promiseTime": "-1"}, ("promised_days", "out_of_range")),
    ({"isInstant": "也许"}, ("is_instant", "unparsable_boolean")),
    ({"occurTime": "2099-01-01 09:00:00"}, ("occurred_at", "future_time")),
    ({"areaCode": "330199"}, ("region_code", "impossible_region")),
    ({"areaCode": "33080"}, ("region_code", "impossible_region")),
    ({"occurTime": "２０２２－０３－０１　０９：０５：００", "promiseTime": "１０"}, None),
    ({"occurTime": "2022年3月1日 9时05分", "areaCode": "3308Z1"}, None),  # a functional area of the city
    ({"occurTime": "2022-03-01T01:05:00Z"}, None),
    ({"uscc": COMPANY[:-1] + "I"}, ("uscc", "invalid_company_code")),
    ({"memo": f"联系15400000001，证件{identity(9)}"}, None),
)


def check(house: House, source: str, expected: set[Fault], written: set[int], repeated: int = 0) -> list[dict]:
    """Take the one file in and compare; the rows written."""
    delivery = house.take_in(source).deliveries[-1]
    assert delivery["outcome"] == "written", delivery["message_en"]
    held = pq.read_table(house.zone.shared_path("quarantine", source, delivery["file_sha256"])).to_pylist()
    found = {(row["row_number"], row["column_name"], row["reason_code"]) for row in held}
    # of a fault between columns only row and reason are promised
    found = {(row, ANY, code) if (row, ANY, code) in expected else (row, column, code) for row, column, code in found}
    assert found == expected
    assert all(row["value_only"] == (row["reason_code"] == "invalid_company_code") for row in held)
    rows = pq.read_table(house.zone.batch_path(source, delivery["file_sha256"])).to_pylist()
    assert {row["row_number"] for row in rows} == written
    assert delivery["rows_repeated"] == repeated
    assert delivery["rows_quarantined"] == len({row["row_number"] for row in held if not row["value_only"]})
    counts = ("rows_written", "rows_quarantined", "rows_repeated")
    assert delivery["rows_read"] == sum(delivery[name] for name in counts)
    shown = json.dumps([row["raw_text"] for row in held], ensure_ascii=False)
    assert not re.search(r"[0-9]{17}", shown) and "15400000001" not in shown
    return rows


def expect(first: int) -> tuple[set[Fault], set[int]]:
    """Faults and written rows of ``PLANTED``, whose first row has the number ``first``."""
    numbered = list(enumerate((fault for _, fault in PLANTED), start=first))
    faults = {(number, *fault) for number, fault in numbered if fault}
    kept = {number for number, fault in numbered if fault is None or fault[1] == "invalid_company_code"}
    return faults, kept


def csv_bytes(header: tuple[str, ...] | list[str], rows: list[list], encoding: str = "utf-8") -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows([header, *rows])
    return stream.getvalue().encode(encoding)


def planted() -> list[dict]:
    return [service(number, **changed) for number, (changed, _) in enumerate(PLANTED)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_events_in_csv(house: House, encoding: str) -> None:
    rows = [list(row.values()) for row in planted()]
    rows += [rows[0], rows[0][:5], [*rows[0], "一列太多"], [*list(service(900).values()), ""]]
    house.put("logs/government_service/样例.csv", csv_bytes(SERVICE, rows, encoding))
    faults, kept = expect(2)
    after = 2 + len(PLANTED)
    faults |= {(after + 1, ANY, "ragged_row"), (after + 2, ANY, "ragged_row")}
    _check_good(check(house, "government_service", faults, kept | {after + 3}, repeated=1))


def test_events_in_json_lines(house: House) -> None:
    lines = [json.dumps(row, ensure_ascii=False) for row in planted()]
    lines += ['{"projId": "YL1", "stage":', lines[0], '"no object"']
    house.put("logs/government_service/样例.jsonl", "\n".join(lines) + "\n")
    faults, kept = expect(1)
    after = 1 + len(PLANTED)
    faults |= {(after, ANY, "damaged_row"), (after + 2, ANY, "damaged_row")}
    _check_good(check(house, "government_service", faults, kept, repeated=1))


def test_events_in_a_json_array_packed(house: House) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("导出/办件.json", json.dumps([*planted(), planted()[0]], ensure_ascii=False))
    house.put("logs/government_service/样例.zip", stream.getvalue())
    rows = check(house, "government_service", *expect(1), repeated=1)
    _check_good(rows)
    assert {row["member"] for row in rows} == {"导出/办件.json"}


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_events_in_columnar_files_and_workbooks(house: House, form: str) -> None:
    rows = [*planted(), planted()[0]]
    stream = io.BytesIO()
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), stream)
    else:
        stream.write(xlsx([list(SERVICE), *(list(row.values()) for row in rows)]))
    house.put(f"logs/government_service/样例.{form}", stream.getvalue())
    _check_good(check(house, "government_service", *expect(1 if form == "parquet" else 2), repeated=1))


def test_status_codes_with_a_key(house: House) -> None:
    number = identity(3)
    rows = [
        approval(1),
        approval(2, BLZT="16"),
        approval(3, BLZT="０３"),
        approval(4),
        approval(4, BLSJ="2022-03-02 09:05:00"),  # contradicts the row above: both are held back
        approval(5),
        approval(5),  # says it twice
        approval(6, DFSJZJ=number),
        approval(7, DFSJZJ=""),
        approval(8, SXBLSX="1e9"),
        approval(4, BLYJ="第三种说法"),
    ]
    house.put("logs/construction_approval/样例.csv", csv_bytes(APPROVAL, [list(row.values()) for row in rows]))
    faults = {(3, "activity", "unknown_code"), (9, "event_id", "personal_number"), (10, "event_id", "empty_key")}
    faults |= {(11, "promised_days", "out_of_range")}
    faults |= {(row, ANY, "contradicting_case") for row in (5, 6, 12)}
    check(house, "construction_approval", faults, {2, 4, 7}, repeated=1)


def test_cases_with_a_column_per_step(house: House) -> None:
    rows = [
        case("QZ01"),
        case("QZ02", 方案答复时间="2022-02-01"),
        case("QZ03", 送电时间="2022-02-01 09:00"),
        case("QZ04", 现场勘查时间="2022-02-28 10:00"),  # off the system, only flagged
        case("QZ05", 装表时间="2099-01-01"),
        case("QZ06", 受理时间="昨天"),
        case("QZ07", 报装容量="-5"),
        case("QZ08"),
        case("QZ08", 报装容量="100"),
        case("QZ01"),
        case("QZ09", 电压等级="110kV"),
        case("QZ10", 区县代码="440300"),
        case("QZ11", 统一社会信用代码=COMPANY[:-1] + "I"),
        case("QZ12", 送电时间="", 装表时间="", 竣工检验时间="", 状态="在途"),
    ]
    house.put("logs/electricity_connection/样例.csv", csv_bytes(CASE_HEADER, rows))
    faults = {
        (3, "plan_reply_at", "event_before_acceptance"), (6, "meter_at", "future_time"),
        (7, "accept_at", "unparsable_time"), (8, "capacity_kva", "out_of_range"), (12, "voltage", "unknown_code"),
        (13, "county_code", "impossible_region"), (14, "uscc", "invalid_company_code"),
    }  # fmt: skip
    faults |= {(4, ANY, "acceptance_after_release"), (9, ANY, "contradicting_case"), (10, ANY, "contradicting_case")}
    check(house, "electricity_connection", faults, {2, 5, 14, 15}, repeated=1)


def test_the_further_columns_of_a_connection(house: House) -> None:
    further = {
        "供电电源": "双", "设计审查时间": "2022-03-04", "暂停开始时间": "2022-03-02 10:00", "暂停原因": "外线许可",
        "供电企业承担外部工程费": "26000", "外部工程位置": "红线外", "费用分担记录": "否", "满意度": "5",
        "费用分担依据": "联系 13957001234",
    }  # fmt: skip
    rows = [
        case("QZ01", **further),
        case("QZ02", **further | {"供电电源": "三电源"}),
        case("QZ03", **further | {"设计审查时间": "2022-02-28 10:00"}),
        case("QZ04", **further | {"暂停原因": "其他"}),
        case("QZ05", **further | {"供电企业承担外部工程费": "-1"}),
        case("QZ06", **further | {"费用分担记录": "也许"}),
        case("QZ07", **further | {"满意度": "6"}),
        case("QZ08", **dict.fromkeys(further, "")),
        case("QZ09", **further | {"暂停开始时间": "2022-02-28 10:00"}),
    ]
    house.put("logs/electricity_connection/样例.csv", csv_bytes([*CASE_HEADER, *further], rows))
    faults = {
        (3, "source_count", "unknown_code"), (4, "design_review_at", "event_before_acceptance"),
        (5, "pause_reason", "unknown_code"), (6, "external_cost_grid", "out_of_range"),
        (7, "has_sharing_record", "unparsable_boolean"), (8, "satisfaction", "out_of_range"),
        (10, "pause_start_at", "event_before_acceptance"),
    }  # fmt: skip
    good, empty = check(house, "electricity_connection", faults, {2, 9})
    assert (good["source_count"], good["pause_reason"], good["red_line_side"]) == ("dual", "permit", "outside")
    assert (good["has_sharing_record"], good["satisfaction"], good["external_cost_grid"]) == (False, 5, 26000.0)
    assert good["sharing_basis"] == "联系 [手机号]"
    assert {empty[name] for name in ("source_count", "pause_start_at", "satisfaction", "has_sharing_record")} == {None}


def test_a_formula_without_a_value(house: House) -> None:
    book = xlsx([list(APPROVAL), list(approval(1).values()), list(approval(2, SXBLSX="=1+4").values())])
    house.put("logs/construction_approval/样例.xlsx", _without_cached_values(book))
    check(house, "construction_approval", {(3, "promised_days", "formula_without_value")}, {2})


def test_rows_with_a_beginning_and_an_end(house: House) -> None:
    header = ("case:concept:name", "concept:name", "start_timestamp", "time:timestamp", "org:resource")
    rows = [
        ["a", "核准", "2022-03-01 09:00:00", "2022-03-01 10:00:00", "甲"],
        ["a", "刻章", "2022-03-01 12:00:00", "2022-03-01 11:00:00", "甲"],
        ["a", "开户", "2022-03-01 12:00:00+08:00", "2022-03-01 05:00:00Z", "乙"],
        ["a", "领照", "", "2022-03-01 12:00:00", ""],
        ["b", "核准", "早上", "2022-03-01 12:00:00", ""],
        ["", "核准", "", "2022-03-01 12:00:00", ""],
    ]
    house.put("logs/process_log/样例/样例.csv", csv_bytes(header, rows))
    faults = {(3, ANY, "finish_before_start"), (6, "started_at", "unparsable_time"), (7, "case_id", "empty_key")}
    check(house, "process_log", faults, {2, 4, 5})


def _check_good(rows: list[dict]) -> None:
    """What stands in the batch is typed, and free of personal numbers."""
    assert {str(row["occurred_at"]) for row in rows} == {"2022-03-01 09:05:00"}
    assert {row["promised_days"] for row in rows} == {5, 10}
    assert {row["uscc"] for row in rows} == {COMPANY, None}
    assert all(re.fullmatch(r"h:[0-9a-f]{24}", row["applicant_id"]) for row in rows)
    assert {row["memo"] for row in rows} == {"材料齐全", "联系[手机号]，证件[身份证号]"}
    assert not {"applicant_name", "applicant_phone"} & rows[0].keys()


def _without_cached_values(book: bytes) -> bytes:
    """The workbook as a program writes it that never computes: formulas without their results."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(target, "w") as written:
        for name in source.namelist():
            written.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name)))
    return target.getvalue()
