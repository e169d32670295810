"""Conversions, ranges and benchmark rules that cannot hold are refused at their place."""

import pytest

# damage: (seed, text that occurs once, its replacement, column of the fault, words of the message)
DAMAGES = {
    "factor 0": ("unit_conversion", "hours,minutes,60", "hours,minutes,0", "factor", "above 0"),
    "through another": ("unit_conversion", "weeks,minutes,10080", "weeks,days,7", "to_unit", "base unit"),
    "unit of nothing": ("unit_conversion", "weeks,minutes,", "weeks,minute,", "to_unit", "not in unit"),
    "range reversed": ("plausible_range", "pct,*,0,100", "pct,*,100,0", "maximum", "above minimum"),
    "range of nothing": ("plausible_range", "pct,I18-3-a,", "pct,I18-3-z,", "measure_code", "not in measure"),
    "no such kind": ("benchmark_rule", "*,top_share,", "*,top,", "kind", "none of"),
    "more than all": ("benchmark_rule", "top_share,0.25", "top_share,25", "value", "at most at 1"),
    "half a place": ("benchmark_rule", "top_share,0.25", "top_n,2.5", "value", "places are whole"),
    "no such indicator": ("benchmark_rule", "2020,*,top", "2020,I19,top", "indicator_code", "not in indicator"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_refused_with_file_line_and_column(seeds, damage: tuple[str, ...]) -> None:
    name, old, new, column, words = damage
    line = seeds.replace(name, old, new)
    assert words in seeds.messages(name, line, column)
