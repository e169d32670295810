"""Rules of the seeds by which documents are found and judged as evidence."""

from collections.abc import Iterator, Mapping

from methodology.fault import SeedFault
from methodology.seed_file import SeedTable

Tables = Mapping[str, SeedTable]

_TEXT = "varchar"
NEEDED: Mapping[str, Mapping[str, str]] = {
    "evidence_requirement": {
        **dict.fromkeys(("requirement_code", "measure_code", "keywords", "keywords_also"), _TEXT),
        "min_documents": "integer",
        **dict.fromkeys(("evidence_from", "evidence_until"), "date"),
    },
    "evidence_rule": {"rule_code": _TEXT, "points": "double"},
    "evidence_kind": {"kind": _TEXT, "words": _TEXT},
    "checklist_item": {"item_code": _TEXT, "evidence_kinds": _TEXT},
}
# the models look these up by name; without one its documents would be found by none
_RULES = (
    "cited", "name_requirement", "name_measure", "folder_measure", "folder_indicator", "keyword_title", "keyword_body",
    "keyword_second", "phrase_title", "phrase_body", "threshold",
)  # fmt: skip
SHORTEST_WORD = 2


def evidence_rule_faults(tables: Tables) -> Iterator[SeedFault]:
    """Every fault against the rules, rule by rule; empty values are the business of the file check."""
    for rule in (_requirements, _points, _kinds):
        yield from rule(tables)


def _requirements(tables: Tables) -> Iterator[SeedFault]:
    """A code begins with its measure and is no item's; words are long enough; a window does not end early."""
    table = tables["evidence_requirement"]
    items = {row.values["item_code"] for row in tables["checklist_item"].rows}
    for row in table.rows:
        v = row.values
        code = str(v["requirement_code"])
        if not code.startswith(f"{v['measure_code']}-"):
            zh, en = f"编码应以 {v['measure_code']}- 开头", f"the code has to begin with {v['measure_code']}-"
            yield table.fault(row, "requirement_code", zh, en)
        if code in items:
            yield table.fault(row, "requirement_code", "与清单项编码相同", "a checklist item has this code")
        for column in ("keywords", "keywords_also"):
            words = str(v[column] or "").split(";") if v[column] is not None else []
            if short := [word for word in words if len(word.strip()) < SHORTEST_WORD]:
                zh, en = f"关键词少于两个字：{short}", f"a keyword has two characters or more: {short}"
                yield table.fault(row, column, zh, en)
        if isinstance(v["min_documents"], int) and v["min_documents"] < 1:
            yield table.fault(row, "min_documents", "至少需要一份材料", "at least one document is needed")
        first, last = v["evidence_from"], v["evidence_until"]
        if first is not None and last is not None and last < first:
            yield table.fault(row, "evidence_until", f"早于 {first}", f"lies before {first}")


def _points(tables: Tables) -> Iterator[SeedFault]:
    table = tables["evidence_rule"]
    codes = {row.values["rule_code"] for row in table.rows}
    for code in _RULES:
        if code not in codes:
            yield SeedFault(table.file, 1, "rule_code", f"缺少 {code}", f"{code} is missing")
    for row in table.rows:
        points = row.values["points"]
        if points is not None and not 0 < float(str(points)) <= 1:
            yield table.fault(row, "points", "分值须大于 0 且不超过 1", "points lie above 0 and at most at 1")


def _kinds(tables: Tables) -> Iterator[SeedFault]:
    """Checklist items accept kinds that there are."""
    kinds = {row.values["kind"] for row in tables["evidence_kind"].rows}
    table = tables["checklist_item"]
    for row in table.rows:
        if unknown := [kind for kind in str(row.values["evidence_kinds"]).split(";") if kind not in kinds]:
            zh, en = f"没有此类佐证：{unknown}", f"no such kind of evidence: {unknown}"
            yield table.fault(row, "evidence_kinds", zh, en)
