"""Where one benchmark indicator stands: score, place, gap to the benchmarks, what would close it, who is there."""

from dataclasses import dataclass
from typing import Any

import duckdb

from release.database import records

_SCORE = """
select s.score, s.rank, s.rank_of, s.rank_note, s.weight_covered, s.benchmark_score, s.benchmark_gap, s.peer_group,
    c.indicator_set, c.code, c.name_zh, c.name_en
from catalogue as c
left join indicator_score as s
    on s.indicator_set = c.indicator_set and s.indicator_code = c.code
    and s.region_code = $focus and s.period = $period
where c.level = 'indicator' and c.code = $indicator
order by s.score nulls last, c.indicator_set
limit 1
"""

# What each measure would have to do alone; out of reach stands last, with its reason.
_LEVERS = """
select x.measure_code, c.name_zh, x.value, coalesce(c.unit_name_zh, x.unit) as unit, x.score,
    x.points_per_unit, x.least_change, x.value_needed, x.note,
    x.benchmark_least_change, x.benchmark_value_needed, x.benchmark_note
from lever as x
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
where x.indicator_set = $indicator_set and x.indicator_code = $indicator and x.region_code = $focus
    and x.period = $period
order by c.sort_order nulls last, x.measure_code
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """Score of an indicator (empty where there is none) and a line per scored measure."""

    indicator: dict[str, Any] | None
    levers: list[dict[str, Any]]

    def cutoff(self, measure: str) -> dict[str, Any] | None:
        """Value of the measure that enters the benchmarks, all else standing still, as a line of a picture."""
        needed = next((row["benchmark_value_needed"] for row in self.levers if row["measure_code"] == measure), None)
        return None if needed is None else {"name": "进入标杆需达到 needed", "value": needed}


def standing(con: duckdb.DuckDBPyConnection, place: dict[str, Any], indicator: str) -> Standing:
    """Standing of `indicator` in the focus region and period of `place`."""
    found = records(con, _SCORE, {**place, "indicator": indicator})
    if not found:
        return Standing(None, [])
    asked = {**place, "indicator": indicator, "indicator_set": found[0]["indicator_set"]}
    return Standing(found[0], records(con, _LEVERS, asked))
