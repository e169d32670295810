"""May this build be submitted, and which region is it about? Told the same way in every product."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import duckdb

from release.database import records
from release.errors import ReleaseRefused
from release.facts import ReleaseFacts

# The World Bank's codes: China, Beijing and Shanghai, shown beside the ten best whatever their rank.
COMPARATORS = ("CHIN", "CHN_Beij", "CHN")


@dataclass(frozen=True, slots=True)
class Readiness:
    """Verdict of the submission gate: ready means no blocker in any round; `why_not` lists the blockers."""

    ready: bool
    why_not: tuple[dict[str, Any], ...]
    focus_region: str | None
    focus_name: str
    focus_period: str | None


def read_readiness(con: duckdb.DuckDBPyConnection, facts: ReleaseFacts) -> Readiness:
    """Blockers of all rounds and the focus region: given, else the round's.
    The focus period is the round's."""
    blockers = records(
        con,
        "select round_code, indicator_set, region_code, period, blocker_code, blocker_zh as zh,"
        " blocker_en as en, items from submission_readiness order by all nulls last",
    )
    context = records(con, "select round_code, region_code, period from release_context")[0]
    region = facts.focus_region or context["region_code"] or _only(row["region_code"] for row in blockers)
    name = records(con, "select name_zh, name_en from region_directory where region_code = ?", [region])
    label = " ".join(filter(None, (name[0]["name_zh"], name[0]["name_en"]))) if name else (region or "")
    period = context["period"] if region == context["region_code"] else None
    return Readiness(not blockers, tuple(blockers), region, label, period)


def refuse_other_build(con: duckdb.DuckDBPyConnection, facts: ReleaseFacts) -> None:
    """Raise ReleaseRefused when the build says of itself something else than the facts do."""
    context = records(con, "select as_of, indicator_sets from release_context")
    if len(context) != 1:
        raise ReleaseRefused(
            f"release_context 应有一行,实有 {len(context)} 行;请重建"
            f" / release_context must hold one row, it holds {len(context)}: build it again"
        )
    as_of, sets = context[0]["as_of"], context[0]["indicator_sets"]
    built = {name.strip() for name in (sets or "").split(";")} - {""}
    if as_of not in (None, facts.as_of) or (built and built != set(facts.indicator_sets)):
        raise ReleaseRefused(
            f"库表为 {as_of} / {sorted(built)}, 发布事实为 {facts.as_of} / {sorted(facts.indicator_sets)}"
            f" / the build is of {as_of} with {sorted(built)}, the facts are of {facts.as_of} with"
            f" {sorted(facts.indicator_sets)}: publish with the facts of this build"
        )


def _only(values: Any) -> str | None:
    """Most frequent value; the smallest of equals, so that the answer never depends on order."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None
