"""From a score back to the files it stands on, and from a file to every number that stands on it."""

from dataclasses import asdict, dataclass, field
from typing import Any

from release.errors import ReleaseError
from release.reading import ReleaseTables

Row = dict[str, Any]

_SCORE = """
select score.*, catalogue.name_zh, catalogue.name_en, catalogue.unit_name_zh, catalogue.direction,
    catalogue.certainty, catalogue.frontier_certainty, region.name_zh as region_name_zh,
    indicator.score as indicator_score, indicator.weight_scored, indicator.rank, indicator.rank_of
from {measure_score} as score
left join {catalogue} as catalogue
    on score.indicator_set = catalogue.indicator_set and catalogue.level = 'measure'
    and score.measure_code = catalogue.code
left join {region_directory} as region using (region_code)
left join {indicator_score} as indicator
    on score.indicator_set = indicator.indicator_set and score.period = indicator.period
    and score.region_code = indicator.region_code and score.indicator_code = indicator.indicator_code
where score.region_code = ? and score.period = ?
"""
_VALUES = """
select * from {measure_value}
where indicator_set = ? and measure_code = ? and region_code = ? and period = ?
order by is_scored desc, route
"""
_METHODS = "select * from {measure_method} where indicator_set = ? and measure_code = ? order by route"
_SOURCES = """
select source.method, source.file_name, source.locator, source.source_id, source.file_sha256
from {value_lineage} as source
left join {checklist_result} as item
    on source.value_id = item.value_id and list_last(split(source.locator, ', ')) = item.item_code
where source.value_id = ? order by source.method, source.file_name, item.sort_order nulls last, source.locator
"""
_ITEMS = """
select * from {checklist_result}
where indicator_set = ? and measure_code = ? and region_code = ? and period = ? order by sort_order, item_code
"""
_SURVEY = """
select * from {survey_result} where indicator_set = ? and measure_code = ? and region_code = ? and period = ?
"""
_CONFLICTS = """
select conflict.* replace (
        coalesce(a.name_zh, conflict.source_a) as source_a, coalesce(b.name_zh, conflict.source_b) as source_b
    )
from {conflict} as conflict
left join {source_freshness} as a on conflict.source_a = a.source_id
left join {source_freshness} as b on conflict.source_b = b.source_id
where indicator_set = ? and measure_code = ? and region_code = ? and period = ?
order by conflict_id
"""
_GAPS = """
select gap_code, severity, title_zh, title_en, detail, points_at_stake from {gap}
where status = 'open' and indicator_set = ? and measure_code = ? and region_code = ? and period = ?
order by case severity when 'red' then 0 when 'amber' then 1 else 2 end, gap_code
"""
_PARTS = (
    "select code from {catalogue} where indicator_set = ? and parent_code = ? and level = 'measure' order by sort_order"
)
_USES = """
with standing as (
    select value_id, locator, method from {value_lineage} where file_name = $1 or starts_with(file_sha256, $1)
),
figures as (select distinct on (value_id) * from {measure_value} order by value_id)
select figure.value_id, figure.indicator_set, figure.measure_code, catalogue.name_zh, figure.region_code,
    figure.period, figure.route, figure.value, figure.delivered_unit_name_zh as unit_name_zh, figure.status,
    figure.is_scored, standing.locator, standing.method, score.score, score.effective_weight
from standing
inner join figures as figure using (value_id)
left join {catalogue} as catalogue
    on figure.indicator_set = catalogue.indicator_set and catalogue.level = 'measure'
    and figure.measure_code = catalogue.code
left join {measure_score} as score on figure.value_id = score.value_id
left join {checklist_result} as item
    on figure.value_id = item.value_id and list_last(split(standing.locator, ', ')) = item.item_code
order by figure.indicator_set, catalogue.sort_order, figure.region_code, figure.period, figure.route,
    item.sort_order nulls last, standing.locator
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a measure along one route, how it was made and the places it stands on."""

    value: Row
    sources: list[Row]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A measure's score of one region and period, taken apart.

    ``score``: the row of ``measure_score`` with names. ``contribution``: points of the score in the indicator's score,
    None where either is missing. ``parts``: explanations of the measures it is made of.
    """

    score: Row
    contribution: float | None
    figures: list[Figure]
    methods: list[Row]
    items: list[Row]
    surveys: list[Row]
    conflicts: list[Row]
    gaps: list[Row]
    parts: list["Explanation"] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain data, for JSON."""
        return asdict(self)


def explain(
    tables: ReleaseTables, code: str, region: str, period: str, indicator_set: str | None = None
) -> list[Explanation]:
    """What stands behind a measure (``I06-2``), or behind every measure of an indicator (``I06``), per indicator set.

    Raises ReleaseError, naming what the release does have, when nothing was ever scored under these names.
    """
    chosen = [code, code] if indicator_set is None else [code, code, indicator_set]
    condition = " and (score.measure_code = ? or score.indicator_code = ? and score.parent_measure_code is null)"
    if indicator_set is not None:
        condition += " and score.indicator_set = ?"
    order = " order by score.indicator_set, catalogue.sort_order, score.measure_code"
    found = tables.records(_SCORE + condition + order, [region, period, *chosen])
    if not found:
        raise ReleaseError(_nothing(tables, code, region, period, indicator_set))
    return [_explained(tables, row) for row in found]


def uses(tables: ReleaseTables, file: str) -> list[Row]:
    """Every number that stands on a file, given by its name below the landing folder, its last part, or its SHA-256.

    Raises ReleaseError when the release knows no such file.
    """
    names = tables.rows(
        """
        select distinct file_name from (
            select file_name, file_sha256 from {ingest_summary} union all
            select file_name, file_sha256 from {value_lineage}
        )
        where file_name = $1 or ends_with(file_name, '/' || $1) or length($1) >= 8 and starts_with(file_sha256, $1)
        order by 1
        """,
        [file],
    )
    if not names:
        raise ReleaseError(
            f"{file}: 该发布中没有此文件；请写报送目录下的路径、文件名或 SHA-256（至少 8 位）"
            " / this release knows no such file: give its path below the landing folder, its name, or its SHA-256"
        )
    return [row | {"file_name": name} for (name,) in names for row in tables.records(_USES, [name])]


def _explained(tables: ReleaseTables, score: Row) -> Explanation:
    indicator_set, code = score["indicator_set"], score["measure_code"]
    place = [score["region_code"], score["period"]]
    parts = tables.rows(_PARTS, [indicator_set, code])
    return Explanation(
        score=score,
        contribution=_contribution(score),
        figures=[
            Figure(value, tables.records(_SOURCES, [value["value_id"]]))
            for value in tables.records(_VALUES, [indicator_set, code, *place])
        ],
        methods=tables.records(_METHODS, [indicator_set, code]),
        items=tables.records(_ITEMS, [indicator_set, code, *place]),
        surveys=tables.records(_SURVEY, [indicator_set, code, *place]),
        conflicts=tables.records(_CONFLICTS, [indicator_set, code, *place]),
        gaps=tables.records(_GAPS, [indicator_set, code, *place]),
        parts=[
            _explained(tables, row)
            for (part,) in parts
            for row in tables.records(
                _SCORE + " and score.measure_code = ? and score.indicator_set = ?", [*place, part, indicator_set]
            )
        ],
    )


def _contribution(score: Row) -> float | None:
    # an indicator below its coverage has no score that anything could contribute to
    if score["score"] is None or score["indicator_score"] is None or not score["weight"] or not score["weight_scored"]:
        return None
    return score["score"] * score["weight"] / score["weight_scored"]


def _nothing(tables: ReleaseTables, code: str, region: str, period: str, indicator_set: str | None) -> str:
    """What is known instead: the periods of this code and region, else that the code or region is unknown."""
    sets = [name for (name,) in tables.rows("select distinct indicator_set from {catalogue} order by 1")]
    if indicator_set is not None and indicator_set not in sets:
        return f"{indicator_set}: 没有此指标体系；有 / no such indicator set; there are: {' '.join(sets)}"
    known = tables.rows(
        """
        select string_agg(distinct period, ' ' order by period) from {measure_score}
        where (measure_code = $1 or indicator_code = $1) and region_code = $2
        """,
        [code, region],
    )[0][0]
    if known:
        return f"{code} {region}: 没有期间 {period}；有 / no period {period}; there are: {known}"
    regions = tables.rows(
        """
        select string_agg(distinct region_code, ' ' order by region_code) from {measure_score}
        where measure_code = $1 or indicator_code = $1
        """,
        [code],
    )[0][0]
    if regions:
        return f"{code}: 没有地区 {region} 的数值；有 / no figure of region {region}; there are: {regions[:400]}"
    return f"{code}: 该发布的指标目录中没有此代码 / no such measure or indicator in this release"
