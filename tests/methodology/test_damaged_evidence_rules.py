"""Requirements and rules of evidence that cannot hold are refused at their place."""

import pytest

_ITEM = 'secured transactions,0,1,1,,,,是得 1 分，否得 0 分,"yes 1, no 0"'

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "code of another measure": (
        "evidence_requirement", "I06-2-P1,national", "I06-3-P9,national", "requirement_code", "begin with",
    ),
    "code of an item": (
        "evidence_requirement", "I06-5-S1,national", "I06-5-1,national", "requirement_code", "has this code",
    ),
    "one character": ("evidence_requirement", "压减办电时间;用电报装", "电;用电报装", "keywords", "two characters"),
    "empty word": ("evidence_requirement", "电价;电费,公开", "电价;;电费,公开", "keywords", "two characters"),
    "no document": (
        "evidence_requirement", "红线外,,city,1,", "红线外,,city,0,", "min_documents", "at least one",
    ),
    "window reversed": (
        "evidence_requirement", "红线外,,city,1,false,,", "红线外,,city,1,false,2022-01-01,2021-01-01",
        "evidence_until", "before",
    ),
    "unknown level": ("evidence_requirement", "红线外,,city,1,", "红线外,,town,1,", "level", "town"),
    "points above one": ("evidence_rule", "cited,0.8,", "cited,8,", "points", "at most at 1"),
    "points of nothing": ("evidence_rule", "threshold,0.4,", "threshold,0,", "points", "above 0"),
    "unknown kind": (
        "checklist_item", f"{_ITEM},P,", f"{_ITEM},P;X,", "evidence_kinds", "no such kind",
    ),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    assert words in seeds.messages(name, seeds.replace(name, old, new), column)


def test_a_rule_that_the_models_need_is_missed(seeds) -> None:
    seeds.replace("evidence_rule", "phrase_title,", "folder_indicator2,")
    assert "phrase_title is missing" in seeds.messages("evidence_rule", 1, "rule_code")
