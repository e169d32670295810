"""Seeds that contradict each other or the rules of scoring are refused at their place."""

import pytest

from methodology.check import check_seeds

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "lost leading zero": ("measure", "I06-1,I06,", "I06-1,I6,", "indicator_code", "not in indicator"),
    "region code short": ("region", "330802,", "33802,", "region_code", "six-digit"),
    "weight 0.9": ("weight", "indicator,SB,0.1,", "indicator,SB,0.9,", "weight", "not 1"),
    "weight of a part": ("weight", "PT-vat-comply,0.25", "PT-vat-comply,0.26", "weight", "sum to 1.01"),
    "weight zero": ("weight", "indicator,SB,0.1,", "indicator,SB,0,", "weight", "above 0"),
    "weight at wrong level": ("weight", "part,PT-vat-obtain", "measure,PT-vat-obtain", "code", "this level"),
    "weight of nothing": ("weight", "measure,I06-2,", "measure,I06-8,", "code", "not in measure"),
    "best = worst": ("frontier", "GE-time,18,248", "GE-time,18,18", "best", "best equals worst"),
    "power 0": (
        "frontier",
        "national_2020,I13-3,26.1,84,0.8",
        "national_2020,I13-3,26.1,84,0",
        "power",
        "above 0",
    ),
    "frontier of nothing": ("frontier", "2020,I06-2,18", "2020,I06-7,18", "measure_code", "not in measure"),
    "orphan parent": (
        "measure",
        "PT-vat-obtain,PT,PT-postfiling",
        "PT-vat-obtain,PT,PT-post",
        "parent_measure_code",
        "no parent",
    ),
    "parent elsewhere": (
        "measure",
        "PT-vat-obtain,PT,PT-postfiling",
        "PT-vat-obtain,PT,GE-time",
        "parent_measure_code",
        "no parent",
    ),
    "parent is a part": (
        "measure",
        "PT-vat-obtain,PT,PT-postfiling",
        "PT-vat-obtain,PT,PT-vat-comply",
        "parent_measure_code",
        "itself a part",
    ),
    "unknown unit": (
        "measure",
        "pct_warehouse_value,lower,statistic",
        "percent,lower,statistic",
        "unit",
        "not in unit",
    ),
    "route not listed": (
        "measure",
        "lower,log,log;statistic,true,county,market_regulation",
        "lower,log,statistic,true,county,market_regulation",
        "routes",
        "not among routes",
    ),
    "unknown region parent": (
        "region",
        "CHN,上海,Shanghai,city,CHIN",
        "CHN,上海,Shanghai,city,CHNX",
        "parent_region_code",
        "not in region",
    ),
    "own parent": (
        "region",
        "CHN,上海,Shanghai,city,CHIN",
        "CHN,上海,Shanghai,city,CHN",
        "parent_region_code",
        "own parent",
    ),
    "own part": ("region_part", "CHIN,CHN,0.55", "CHIN,CHIN,0.55", "part_region_code", "own part"),
    "two-city weight": ("region_part", "CHIN,CHN,0.55", "CHIN,CHN,0.5", "weight", "sum to 0.95"),
    "peer of nothing": (
        "peer_group",
        "counties_of_quzhou,330881",
        "counties_of_quzhou,330882",
        "region_code",
        "not in region",
    ),
    "evidence of nothing": (
        "evidence_requirement",
        "2020,I12-7,P",
        "2020,I12-17,P",
        "measure_code",
        "not in measure",
    ),
    "tolerance of nothing": (
        "score_tolerance",
        "indicator,TAB,",
        "indicator,TAX,",
        "code",
        "not in indicator",
    ),
    "window reversed": (
        "evaluation_round",
        "2021-01-01,2022-06-30",
        "2021-01-01,2020-06-30",
        "evidence_until",
        "before",
    ),
    "due before window ends": ("evaluation_round", "2022-07-31", "2022-05-31", "submission_due", "before"),
    "unknown department": (
        "indicator",
        "SB,开办企业,Starting a business,weighted_mean,reference,world_bank",
        "SB,开办企业,Starting a business,weighted_mean,reference,the_bank",
        "lead_department",
        "not in department",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new)
    assert words in seeds.messages(name, line, column)


def test_swapped_headers_of_best_and_worst(seeds) -> None:
    seeds.replace("frontier", "best,worst", "worst,best")
    faults = check_seeds(seeds.folder)
    lines = len(seeds.path("frontier").read_text(encoding="utf-8").splitlines())
    places = [(f.file, f.line, f.column) for f in faults]
    swapped = [place for place, f in zip(places, faults, strict=True) if "are the columns swapped" in f.message_en]
    assert swapped == [("methodology/frontier.csv", line, "best") for line in range(2, lines + 1)]


def test_wrong_direction(seeds) -> None:
    seeds.replace("measure", "GE-time,GE,,时间,Time,days,lower", "GE-time,GE,,时间,Time,days,higher")
    frontier = seeds.path("frontier").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(frontier, start=1) if ",GE-time," in text)
    assert "contradict direction higher" in seeds.messages("frontier", line, "best")


def test_missing_weight_breaks_the_sum_of_its_group(seeds) -> None:
    path = seeds.path("weight")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = next(n for n, text in enumerate(lines) if ",measure,I06-2," in text)
    path.write_text("".join(lines[:gone] + lines[gone + 1 :]), encoding="utf-8", newline="")
    first = next(n for n, text in enumerate(lines, start=1) if ",measure,I06-1," in text)
    assert "the 4 weights of national_2020 measure I06 sum to 0.8" in seeds.messages("weight", first, "weight")
    assert "no weight for national_2020 measure I06-2" in seeds.messages("weight", 1, "weight")


def test_missing_frontier_is_a_fault_only_where_no_gap_is_allowed(seeds) -> None:
    path = seeds.path("frontier")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [text for text in lines if ",I06-2," not in text]
    path.write_text("".join(kept), encoding="utf-8", newline="")
    assert check_seeds(seeds.folder) == []
    path.write_text("".join(text for text in kept if ",GE-time," not in text), encoding="utf-8", newline="")
    measures = seeds.path("measure").read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(measures, start=1) if ",GE-time," in text)
    assert "no row in frontier" in seeds.messages("measure", line, "measure_code")


@pytest.mark.parametrize("name", ["weight", "measure", "unit", "region", "frontier", "peer_group"])
def test_row_written_twice(seeds, name: str) -> None:
    path = seeds.path(name)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8", newline="")
    faults = [f for f in check_seeds(seeds.folder) if f.line == len(lines) + 1]
    assert "key of line 2 again" in faults[0].message_en
