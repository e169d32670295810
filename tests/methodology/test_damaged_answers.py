"""Checklists and questionnaires that contradict their measures or themselves are refused at their place."""

import csv

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "figure that earns points": (
        "checklist_item",
        "I03-4-01,points,",
        "I03-4-01,input,",
        "max_points",
        "earns no points",
    ),
    "unknown measure": ("checklist_item", "I02-1,I02-1-1,", "I02-9,I02-1-1,", "measure_code", "not in measure"),
    "no route": (
        "checklist_item",
        "I02-1,I02-1-1,",
        "I02-4,I02-1-1,",
        "measure_code",
        "not among the measure's routes",
    ),
    "step of no item": ("checklist_band", "I06-4-01,4,2,", "I06-4-02,4,2,", "item_code", "not a derived item"),
    "larger figure earns more": ("checklist_band", "I06-4-01,12,1,", "I06-4-01,12,2,", "points", "has to earn less"),
    "first step too small": ("checklist_band", "I06-4-01,1,3,", "I06-4-01,1,2.5,", "points", "the most points"),
    "question of nothing": ("survey_question", "I11-2-1,I11-2,", "I11-2-1,I11-9,", "measure_code", "not in measure"),
    "question without a route": (
        "survey_question",
        "I11-2-1,I11-2,",
        "I11-2-1,I11-3,",
        "measure_code",
        "not among the measure's routes",
    ),
    "combined in two ways": (
        "survey_question",
        "value added tax,hours,0,2000,false,as_answered,sum",
        "value added tax,hours,0,2000,false,as_answered,mean",
        "combine",
        "in two ways",
    ),
    "hours as a share": (
        "survey_question",
        "value added tax,hours,0,2000,false,as_answered",
        "value added tax,hours,0,2000,false,share_of_scale",
        "transform",
        "a scale becomes a share",
    ),
    "scale upside down": (
        "survey_question",
        "value added tax,hours,0,2000",
        "value added tax,hours,2000,0",
        "scale_max",
        "not above the lower",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new)
    assert words in seeds.messages(name, line, column)


@pytest.mark.parametrize(
    ("column", "value", "fault", "words"),
    [
        ("max_points", "0", "max_points", "not above least points"),
        ("step", "0.3", "step", "no multiples of the step"),
        ("step", "", "max_points", "range or step of the points is missing"),
        ("eligible_from", "0", "kind", "only an input has conditions"),
    ],
)
def test_an_item_whose_points_cannot_be(seeds, column: str, value: str, fault: str, words: str) -> None:
    line = _change(seeds, "I03-4-03", column, value)
    assert words in seeds.messages("checklist_item", line, fault)


def test_points_that_do_not_add_up_to_the_best_value(seeds) -> None:
    _change(seeds, "I03-4-04", "max_points", "3")
    lines = seeds.path("frontier").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, start=1) if ",I03-4," in text)
    assert "add up to 16, its best value is 15" in seeds.messages("frontier", line, "best")


@pytest.mark.parametrize(
    ("name", "measure", "words"),
    [("checklist_item", "I02-1", "has no checklist item"), ("survey_question", "I11-2", "has no survey question")],
)
def test_a_route_without_anything_asked(seeds, name: str, measure: str, words: str) -> None:
    path = seeds.path(name)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(text for text in lines if f"{measure}-" not in text), encoding="utf-8", newline="")
    measures = seeds.path("measure").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(measures, start=1) if text.startswith(f"national_2020,{measure},"))
    assert words in seeds.messages("measure", line, "routes")


def test_a_figure_that_feeds_no_derived_item(seeds) -> None:
    line = _change(seeds, "I06-4-saidi", "feeds_item", "I06-4-02")
    assert "no derived item" in seeds.messages("checklist_item", line, "feeds_item")


def test_a_derived_item_without_figures(seeds) -> None:
    for code in ("I06-4-saidi", "I06-4-saifi"):
        _change(seeds, code, "feeds_item", "")
    line = _change(seeds, "I06-4-01", "sort_order", "1")
    assert "has no input or no steps" in seeds.messages("checklist_item", line, "kind")


def test_more_answers_needed_than_there_are_items(seeds) -> None:
    line = _change(seeds, {"measure_code": "I01-4", "route": "checklist"}, "minimum_n", "6", name="measure_rule")
    assert "5 items only" in seeds.messages("measure_rule", line, "minimum_n")


def _change(seeds, of: dict[str, str] | str, column: str, value: str, name: str = "checklist_item") -> int:
    """Write ``value`` into one cell of the row ``of`` (by default an item's); the line of the row."""
    path, keys = seeds.path(name), {"item_code": of} if isinstance(of, str) else of
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    number = next(n for n, row in enumerate(rows, start=2) if keys.items() <= row.items())
    rows[number - 2][column] = value
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return number
