"""Masking in free text, keyed hashes and the key file."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric, uscc

from ingest.logs.text import placed
from ingest.privacy import KeyUnusable, identity_form, keyed_hash, load_or_create_key, mask_text
from ingest.reasons import FileRefused

ROOT = Path(__file__).parents[2]


def id_number(place: str = "330802", born: str = "19900101", order: str = "123") -> str:
    stem = place + born + order
    return stem + ric.calc_check_digit(stem + "0")


def card(stem: str) -> str:
    return stem + luhn.calc_check_digit(stem)


VALID_ID = st.builds(
    lambda day, order: id_number(born=day.strftime("%Y%m%d"), order=f"{order:03d}"),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 1, 1)),
    st.integers(0, 999),
)
AROUND = st.text(alphabet="0123456789Xx -，。张三编号a.\n", max_size=25)


@given(AROUND, VALID_ID, AROUND, st.booleans())
def test_no_valid_id_number_is_ever_left(before, number, after, lower):
    number = number.lower() if lower else number
    masked, counts = mask_text(before + number + after)
    windows = {masked[at : at + 18] for at in range(len(masked))}
    assert not [w for w in windows if len(w) == 18 and w[:17].isdigit() and ric.is_valid(w)]
    assert number not in masked
    assert counts["id_number"] >= 1


@given(AROUND, VALID_ID, AROUND)
def test_masking_twice_changes_nothing(before, number, after):
    once, _ = mask_text(before + number + after)
    assert mask_text(once) == (once, {})


@given(st.text(max_size=200))
def test_the_text_between_is_untouched(text):
    masked, counts = mask_text(text)
    if not counts:
        assert masked == text


def test_each_kind_is_masked_and_counted():
    number = card("622202123456789012")
    text = f"张三，身份证{id_number()}，手机13812345678，邮箱zhang.san@qz.example.cn，卡号{number}。"
    assert mask_text(text) == (
        "张三，身份证[身份证号]，手机[手机号]，邮箱[电子邮箱]，卡号[银行卡号]。",
        {"bank_card": 1, "email": 1, "mobile_phone": 1, "id_number": 1},
    )


@pytest.mark.parametrize(
    "shape",
    [
        lambda n: f"{n[:6]} {n[6:14]} {n[14:]}",
        lambda n: f"{n[:6]}-{n[6:14]}-{n[14:]}",
        lambda n: n.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")),
        lambda n: n.lower(),
        lambda n: f"编号{n}号",
        lambda n: f"A{n}",
        lambda n: f"7{n}",
    ],
)
def test_an_id_number_cannot_hide_behind_its_spelling(shape):
    for number in (id_number(), "11010519491231002X"):
        masked, counts = mask_text(shape(number))
        assert counts == {"id_number": 1}
        assert "1990" not in masked and "1949" not in masked and "１９" not in masked


@pytest.mark.parametrize(
    "phone",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "0086 13812345678",
        "１３８１２３４５６７８",
    ],
)
def test_spellings_of_a_mobile_number(phone):
    assert mask_text(f"电话：{phone}，") == ("电话：[手机号]，", {"mobile_phone": 1})


@pytest.mark.parametrize("number", ["4111111111111111", "4111 1111 1111 1111", card("95588001234567890")])
def test_cards_by_their_check_digit(number):
    assert mask_text(number)[1] == {"bank_card": 1}


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2020〕1号",
        "330802199001011230",  # wrong check digit
        "累计投资13800000000.50元",
        "户号2022061300012345678",  # a case number: no card begins with 2
        "4111111111111112",
        "客户服务热线95598，电话0570-3081234",
        "12812345678",
        "2022年6月22日",
    ],
)
def test_ordinary_numbers_stay(text):
    assert mask_text(text) == (text, {})


def test_a_company_code_is_public_even_when_it_looks_like_a_card():
    codes = (f"9133080{n:010d}" for n in range(20_000))
    numbers = (code + uscc.calc_check_digit(code) for code in codes)
    both = next(number for number in numbers if uscc.is_valid(number) and luhn.is_valid(number))
    assert mask_text(both) == (both, {})


def test_keyed_hash_depends_on_value_and_key():
    key = bytes(range(32))
    # the sum over key and text by an independent tool: openssl dgst -sha256
    assert keyed_hash("张三", key) == "h:67ac115c4bc79e54a5bef7da"
    assert keyed_hash("张三", key) != keyed_hash("张三", key[::-1])
    assert keyed_hash("张三", key) != keyed_hash("张四", key)


def test_a_short_key_is_refused():
    with pytest.raises(KeyUnusable):
        keyed_hash("张三", b"short")


def test_the_key_is_made_once_and_private(tmp_path):
    path = tmp_path / "keys" / "hash.key"
    key = load_or_create_key(path)
    assert len(key) == 32
    assert load_or_create_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["hash.key"]


def test_many_starting_together_agree_on_one_key(tmp_path):
    path = tmp_path / "hash.key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: load_or_create_key(path), range(64)))
    assert len(keys) == 1


@pytest.mark.parametrize("content", ["", "abcd", "not a key", "密钥"])
def test_a_damaged_key_is_refused_and_never_replaced(tmp_path, content):
    path = tmp_path / "hash.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KeyUnusable, match="backup"):
        load_or_create_key(path)
    assert path.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("1.13800138000 2.13900139000", "1.[手机号] 2.[手机号]"),
        ("1.13800138000.2.13900139000", "1.[手机号].2.[手机号]"),
        ("13800138000.0", "[手机号]"),
        ("013800138000", "[手机号]"),
        ("13800 138000", "[手机号]"),
        ("1380 013 8000", "[手机号]"),
        ("138.0013.8000", "[手机号]"),
        ("138–0013–8000", "[手机号]"),
        ("138_0013_8000", "[手机号]"),
        ("138/0013/8000", "[手机号]"),
        ("138  0013  8000", "[手机号]"),
        ("138\u200b0013\u200b8000", "[手机号]"),
        ("1\u200b3800138000", "[手机号]"),
        ("1 3 8 0 0 1 3 8 0 0 0", "[手机号]"),
        ("138－0013／8000", "[手机号]"),
        ("张三@qq.com", "[电子邮箱]"),
        ("联系人13800138000 zhang@qq.com", "联系人[手机号] [电子邮箱]"),
    ],
)
def test_more_spellings_that_hide_nothing(text, masked):
    assert mask_text(text)[0] == masked


@pytest.mark.parametrize("sign", [".", "–", "/", "_", "\t", "  ", "\u200b", "−", "·", "．"])
def test_identity_and_card_numbers_in_groups(sign):
    number = id_number()
    assert mask_text(sign.join((number[:6], number[6:14], number[14:]))) == ("[身份证号]", {"id_number": 1})
    assert mask_text(sign.join(["4111", "1111", "1111", "1111"])) == ("[银行卡号]", {"bank_card": 1})


def test_a_number_right_behind_another_one_is_seen():
    assert mask_text(id_number() + "13800138000")[0] == "[身份证号][手机号]"


@pytest.mark.parametrize(
    "text",
    [
        "0.13800138000",
        "1234.13800138000",
        "13800000000.5元",
        "增长13.5 14.6 15.7 16",
        "2020-330802-54-01-153412-00012",
        "2020-330802-44-03-18053412",
        "138.00138000",
        "13 15 17 19 21 234",
        "浙政发〔2023〕13号 2023-06-22 09:05",
        "45.6 47.8 49.1 50.2 51.3 52.4",
    ],
)
def test_numbers_in_rows_and_parts_of_longer_ones_stay(text):
    assert mask_text(text) == (text, {})


def test_policy_documents_keep_every_number(shared_data):
    pages = sorted((shared_data / "policy_html").rglob("*.html"))
    assert pages
    for page in pages:
        text = re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8", errors="replace"))
        assert not mask_text(text)[1].keys() & {"id_number", "bank_card", "mobile_phone"}, page.name


def test_case_and_document_numbers_of_the_sample_stay():
    files = [path for path in (ROOT / "sample" / "data").rglob("*") if path.suffix in (".csv", ".html", ".json")]
    files += [*(ROOT / "dbt" / "seeds").rglob("*.csv")]
    assert files
    for file in files:
        assert not mask_text(file.read_text(encoding="utf-8-sig", errors="replace"))[1], file.name


def test_an_identity_number_is_one_in_every_spelling():
    spelled = ["33080219900101007X", "33080219900101007x", "330802 19900101 007X", "330802-19900101-007x"]
    assert {identity_form(text) for text in spelled} == {"33080219900101007X"}
    for other in ("张三 x", "1234-5678", "GF-2020-330802199001010"):
        assert identity_form(other) == other


def test_messages_of_refusals_show_no_personal_number():
    refusal = placed(FileRefused("refused", "duplicate_header", id_number()), f"{id_number()}.csv")
    for text in (refusal.message_zh, refusal.message_en, str(refusal)):
        assert "19900101" not in text and "[身份证号]" in text
