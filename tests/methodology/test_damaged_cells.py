"""A cell that is not what its column promises is refused at its place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "impossible date": ("evaluation_round", "2022-06-30", "2022-06-31", "evidence_until", "is not a date"),
    "decimal comma": ("score_tolerance", "SB,0.0094,", 'SB,"0,0094",', "tolerance", "is not a number"),
    "full-width digit": ("score_tolerance", "SB,0.0094,", "SB,０.0094,", "tolerance", "is not a number"),
    "infinite": ("score_tolerance", "SB,0.0094,", "SB,1e999,", "tolerance", "is not a number"),
    "half a day": ("gap_rule", "name the page,14", "name the page,1.5", "due_days", "whole number"),
    "yes for true": (
        "peer_group",
        "prefecture_cities,330800,true",
        "prefecture_cities,330800,yes",
        "is_ranked",
        "true or false",
    ),
    "word for empty": (
        "region",
        "Quzhou,prefecture,,",
        "Quzhou,prefecture,null,",
        "parent_region_code",
        "leave an empty",
    ),
    "blank after code": ("unit", "working_days,工", "working_days ,工", "unit", "blank"),
    "required cell empty": ("department", "taxation,税务局,", "taxation,,", "name_zh", "must not be empty"),
    "outside closed list": ("observation_status", ",exclude,", ",skip,", "scoring_rule", "none of"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new)
    assert words in seeds.messages(name, line, column)
