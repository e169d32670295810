"""Rules of routes, limits and crosswalks that contradict each other are refused at their place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "a survey of points": ("measure_rule", "I11-2,survey,mean", "I11-2,survey,points", "statistic", "has no points"),
    "a route nobody named": ("measure_rule", "I16-4,statistic,", "I16-4,log,", "route", "no route log"),
    "nothing times a value": ("measure_rule", "I01-2,log,median,,1,", "I01-2,log,median,,0,", "factor", "factor is 0"),
    "a value of nobody": (
        "measure_rule",
        "I01-2,log,median,,1,ended_in_period,5",
        "I01-2,log,median,,1,ended_in_period,0",
        "minimum_n",
        "at least 1",
    ),
    "an unknown measure": ("crosswalk", ",SB-time-men,", ",SB-time,", "to_code", "no code SB-time"),
    "the same in another unit": (
        "crosswalk",
        "I01-2,doing_business_2020,SB-time-men,counterpart",
        "I01-2,doing_business_2020,SB-time-men,same",
        "relation",
        "unit differ",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named_at_its_place(seeds, damage: str) -> None:
    name, old, new, column, words = DAMAGES[damage]
    line = seeds.replace(name, old, new)
    assert words in seeds.messages(name, line, column)


def test_a_route_without_a_rule(seeds) -> None:
    path = seeds.path("measure_rule")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("I14-1,log,")), encoding="utf-8")
    measures = seeds.path("measure").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(measures, start=1) if text.startswith("national_2020,I14-1,"))
    assert "no row in measure_rule for I14-1 along log" in seeds.messages("measure", line, "routes")


@pytest.mark.parametrize(
    ("old", "new", "column", "words"),
    [
        (",court,", ",courts,", "supporting_departments", "no department 'courts'"),
        (",20,1,", ",20,21,", "promised_limit", "longer than the law"),
    ],
)
def test_a_measure_with_wrong_companions(seeds, old: str, new: str, column: str, words: str) -> None:
    path = seeds.path("measure")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    line = next(number for number, text in enumerate(lines) if text.startswith("national_2020") and old in text)
    lines[line] = lines[line].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")
    assert words in seeds.messages("measure", line + 1, column)
