"""Documents cut into passages, and what the index holds of each."""

from hypothesis import given
from hypothesis import strategies as st

from search.passages import FIRST_OF_TEXT, LONG_ENOUGH, REACH, indexed, passages_of
from search.signs import CELL_END, glue, signs

NO_FIELDS = {"title": None, "document_number": None, "issuer": None}
LINE = st.text(alphabet="电力接入ab12（）“ —-。", min_size=1, max_size=30).filter(str.strip)


def block(number: int, text: str, kind: str = "paragraph", page: int = 1) -> dict:
    return {"block_number": number, "text": text, "kind": kind, "page": page, "row_number": 1}


@given(LINE, LINE)
def test_signs_of_lines_are_glued_as_if_they_were_one_text(left: str, right: str) -> None:
    assert glue(signs(left), signs(right)) == signs(f"{left}\n{right}")


def test_what_a_document_says_of_itself_comes_first() -> None:
    fields = {"title": "关于办电的通知", "document_number": "衢政办发〔2022〕21号", "issuer": None}
    found = passages_of(fields, [block(1, "正文")])
    assert [(one.number, one.text, one.page, one.blocks) for one in found] == [
        (0, "关于办电的通知", None, ()),
        (1, "衢政办发〔2022〕21号", None, ()),
        (FIRST_OF_TEXT, "正文", 1, (1,)),
    ]


def test_a_passage_is_of_one_page_and_ends_with_a_block() -> None:
    long = "电" * (LONG_ENOUGH - 1)
    blocks = [block(1, long), block(2, "力"), block(3, "接入"), block(4, "分担", page=2)]
    assert [(one.blocks, one.page, one.flows) for one in passages_of(NO_FIELDS, blocks)] == [
        ((1, 2), 1, True),
        ((3,), 1, True),
        ((4,), 2, False),
    ]


def test_the_running_text_goes_on_behind_head_and_foot_of_a_page() -> None:
    blocks = [
        block(1, "页眉", "page_header"), block(2, "红线外供电接入"), block(3, "1", "page_footer"),
        block(4, "页眉", "page_header", 2), block(5, "工程费用", page=2),
    ]  # fmt: skip
    found = passages_of(NO_FIELDS, blocks)
    held = dict(indexed(found))
    assert [(one.blocks, one.page) for one in found] == [((2,), 1), ((5,), 2), ((1, 3), 1), ((4,), 2)]
    assert held[found[0].number] == "红线外供电接入工程费用"
    assert CELL_END in held[found[2].number]


def test_no_phrase_crosses_the_end_of_a_cell() -> None:
    blocks = [block(1, "接入类别", "cell"), block(2, "高压", "cell"), block(3, "低压", "cell"), block(4, "二、结算")]
    ((_, text),) = indexed(passages_of(NO_FIELDS, blocks))
    assert text == CELL_END.join(("接入类别", "高压", "低压", "二、结算"))


def test_a_passage_reaches_into_what_follows_but_not_beyond_a_cell() -> None:
    full = "电" * LONG_ENOUGH
    short, cell = "费用" * 4, block(3, "单位", "cell")
    found = dict(indexed(passages_of(NO_FIELDS, [block(1, full), block(2, "力" * LONG_ENOUGH), block(3, full)])))
    assert found[FIRST_OF_TEXT] == full + "力" * REACH
    # over several passages when the next is short
    found = dict(indexed(passages_of(NO_FIELDS, [block(1, full), block(2, short, page=2), block(3, "分担", page=3)])))
    assert found[FIRST_OF_TEXT] == full + short + "分担"
    found = dict(indexed(passages_of(NO_FIELDS, [block(1, full), block(2, short), cell])))
    assert found[FIRST_OF_TEXT] == full + short


@given(st.lists(st.tuples(LINE, st.integers(1, 3)), min_size=1, max_size=12), st.data())
def test_any_phrase_begins_in_a_passage_that_holds_its_beginning(lines: list[tuple[str, int]], data) -> None:
    blocks = [block(at, text * 8, page=page) for at, (text, page) in enumerate(sorted(lines, key=lambda x: x[1]), 1)]
    whole = signs("\n".join(one["text"] for one in blocks))
    start = data.draw(st.integers(0, max(0, len(whole) - 1)))
    phrase = whole[start : start + REACH + 1]
    held = [text for _, text in indexed(passages_of(NO_FIELDS, blocks))]
    assert any(phrase in text for text in held)
