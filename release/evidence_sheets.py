"""Sheets of evidence in `scores.xlsx`: the matrix of what is proved, what proves it, and every document."""

from release.heads import DAY, WHOLE, Label

EVIDENCE_COLUMNS: dict[str, Label] = {
    "kind_zh": Label("可接受的材料类型", 16),
    "required": Label("要求项数", 9, WHOLE),
    "met": Label("已证明", 9, WHOLE),
    "proposed": Label("待确认", 9, WHOLE),
    "missing": Label("缺材料", 9, WHOLE),
    "documents": Label("可用材料份数", 11, WHOLE),
    "requirement_code": Label("佐证要求或清单项", 16),
    "requirement_name_zh": Label("要求内容", 36),
    "evidence_state": Label("材料状态", 20),
    "document_title": Label("材料标题", 40),
    "document_number": Label("文号", 20),
    "document_kind": Label("材料类型", 16),
    "document_level": Label("发文层级", 14),
    "page": Label("页码", 7, WHOLE),
    "passage": Label("依据的原文", 50),
    "match_score": Label("匹配分", 8, "0.00"),
    "level_fit": Label("层级是否相符", 20),
    "in_force": Label("现行有效", 9),
    "remark": Label("备注", 26),
    "is_counted": Label("计入证明", 9),
    "confirmed_by": Label("认定人", 16),
    "issuer": Label("发文机关", 28),
    "issued_on": Label("成文日期", 12, DAY),
    "in_force_from": Label("生效日期", 12, DAY),
    "in_force_until": Label("失效日期", 12, DAY),
    "is_draft": Label("未定稿", 8),
    "pages": Label("页数", 7, WHOLE),
    "reader": Label("读取方式", 14),
    "claims": Label("用于几项", 9, WHOLE),
    "used_by": Label("使用情况", 14),
    "duplicate_of": Label("与何文件重复", 16),
}
EVIDENCE_SHEETS: dict[str, tuple[str, str]] = {
    "evidence_coverage": (
        "佐证覆盖 Coverage",
        "按二级指标、材料类型、部门:要求几项,已证明、待确认、缺材料各几项 / what is proved and what is not",
    ),
    "evidence": (
        "佐证材料 Evidence",
        "每项要求的材料:页码、原文、匹配分、状态、认定人 / every document for every requirement",
    ),
    "evidence_document": (
        "文件目录 Documents",
        "每份文件:文号、层级、有效期、页数、用于哪些要求、是否重复 / every document delivered",
    ),
}
_KINDS = {
    "P": "政策文件", "S": "系统平台", "D": "统计数据", "I": "图片", "C": "典型案例", "L": "办件样本",
    "M": "媒体或上级肯定",
}  # fmt: skip
_LEVELS = {"national": "国家", "province": "省", "city": "市", "county": "县"}
_USE = {"none": "未使用", "one": "一项", "many": "多项"}
EVIDENCE_CODES: dict[str, dict[str, str]] = {
    "document_kind": _KINDS,
    "document_level": _LEVELS,
    "evidence_state": {
        "missing": "缺材料", "proposed": "待确认", "out_of_window": "不在时间窗口", "draft": "未定稿",
        "in_review": "审核中", "approved": "已通过", "rejected": "已退回", "expired": "已失效",
    },
    "level_fit": {
        "meets": "相符", "above": "高于要求,部分证明", "below": "低于要求,不能证明", "unknown": "层级不明",
    },
    "remark": {
        "still_in_force": "早于窗口,仍有效", "still_in_force_unproven": "早于窗口,须附有效性证明",
        "undated": "无日期", "not_yet_in_force": "尚未生效",
        "draft": "未定稿,经人工认定", "expired": "已失效,经人工认定", "out_of_window": "不在时间窗口,经人工认定",
    },
    "used_by": _USE,
}  # fmt: skip
COVERAGE = [
    "indicator_set", "indicator_code", "measure_code", "measure_name_zh", "kind_zh", "department_name_zh",
    "required", "met", "proposed", "missing", "documents",
]  # fmt: skip
EVIDENCE = [
    "indicator_set", "measure_code", "measure_name_zh", "requirement_code", "requirement_name_zh", "kind_zh",
    "department_name_zh", "evidence_state", "document_title", "document_number", "document_kind", "page", "passage",
    "match_score", "rule_zh", "level_fit", "in_force", "remark", "is_counted", "confirmed_by", "file_name",
]  # fmt: skip
DOCUMENT = [
    "document_title", "document_number", "issuer", "document_level", "document_kind", "issued_on", "in_force_from",
    "in_force_until", "in_force", "is_draft", "pages", "reader", "claims", "used_by", "duplicate_of", "file_name",
]  # fmt: skip
COVERAGE_SQL = """
select x.*, c.name_zh as measure_name_zh
from evidence_coverage as x
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
order by x.indicator_set, c.sort_order nulls last, x.measure_code, x.kind_zh, x.department_name_zh
"""
EVIDENCE_SQL = """
select x.*, x.name_zh as requirement_name_zh, x.state as evidence_state,
    x.score as match_score, c.name_zh as measure_name_zh
from evidence as x
left join catalogue as c on c.indicator_set = x.indicator_set and c.level = 'measure' and c.code = x.measure_code
order by x.indicator_set, c.sort_order nulls last, x.measure_code, x.requirement_code, x.is_counted desc nulls last,
    x.score desc nulls last, x.document_id
"""
DOCUMENT_SQL = "select x.*, x.title as document_title from evidence_document as x order by x.file_name, x.document_id"
EVIDENCE_TABLES = [
    ("evidence_coverage", COVERAGE, COVERAGE_SQL, "evidence_coverage"),
    ("evidence", EVIDENCE, EVIDENCE_SQL, "evidence"),
    ("evidence_document", DOCUMENT, DOCUMENT_SQL, "evidence_document"),
]
